#include "ui/desktop/usage.hpp"

#include <sstream>

namespace gilscope::desktop {
namespace {

std::string without_brackets(const std::string& word) {
  std::string text;
  for (const char c : word)
    if (c != '[' && c != ']' && c != '.') text += c;
  return text;
}

}  // namespace

std::optional<std::size_t> threads_argument(const Scenario& scenario) {
  std::istringstream lines(scenario.docstring);
  std::string line;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string word;
    words >> word;
    if (word != scenario.name + ".py") continue;
    for (std::size_t index = 0; words >> word; ++index) {
      const std::string name = without_brackets(word);
      if (name == "WORKERS" || name == "THREADS") return index;
      if (name.starts_with('-')) break;
    }
  }
  return std::nullopt;
}

}  // namespace gilscope::desktop
