#include "ui/cli/standard_input.hpp"

#include <cstdio>
#include <mutex>
#include <vector>

namespace gilscope::cli {

struct StandardInput::Lines {
  std::mutex mutex;
  std::vector<std::string> read;
  bool at_end = false;

  std::string line(std::size_t number) {
    const std::lock_guard guard(mutex);
    while (!at_end && read.size() <= number) read_next();
    return number < read.size() ? read[number] : "";
  }

  void read_next() {
    std::fflush(stdout);  // what asks for the line should be seen first
    std::string line;
    for (int c; (c = std::getc(stdin)) != EOF;) {
      line += static_cast<char>(c);
      if (c == '\n') break;
    }
    at_end = line.empty();
    if (!at_end) read.push_back(std::move(line));
  }
};

StandardInput::StandardInput() : lines_(std::make_shared<Lines>()) {}

std::function<std::string()> StandardInput::reader() {
  return [lines = lines_, next = std::size_t{0}]() mutable { return lines->line(next++); };
}

}  // namespace gilscope::cli
