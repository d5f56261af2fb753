#include "sim/calibration/program_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace gilscope {
namespace {

constexpr int kRepeat = 1'000'000;  // the model and the measuring tool both write a smaller one

struct Parts {
  std::string name, title, module, setup, body;
};

std::string indented(std::string_view line, int depth) {
  return fmt::format("{}{}\n", std::string(4 * depth, ' '), line);
}

bool is_name(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

std::string script_of(const Parts& p) {
  return fmt::format(
      "\"\"\"{}\"\"\"\n{}from timing import measure\n\nREPEAT = {}\n\n\ndef body(number, repeat):\n{}    for turn in "
      "range(repeat):\n{}\n\n"
      "measure(body, REPEAT)\n",
      p.title, p.module, kRepeat, p.setup, p.body);
}

class TableParser {
 public:
  explicit TableParser(const std::string& path) : path_(path) {}

  std::optional<Error> line(int number, std::string_view text) {
    if (text.empty() || text[0] == '#') return std::nullopt;
    const bool part =
        text.size() > 2 && text[1] == ' ' && std::string_view("msb").find(text[0]) != std::string_view::npos;
    if (part) return add(number, text[0], text.substr(2));
    const auto colon = text.find(": ");
    if (colon == std::string_view::npos || !is_name(text.substr(0, colon))) return wrong(number, text);
    if (auto error = finish(number)) return error;
    current_ = {std::string(text.substr(0, colon)), std::string(text.substr(colon + 2)), "", "", ""};
    return std::nullopt;
  }

  std::optional<Error> finish(int number) {
    if (current_.name.empty()) return std::nullopt;
    if (current_.body.empty())
      return Error{fmt::format("{}, line {}: the program before it has no body ('b' lines)", path_, number)};
    programs_.push_back({current_.name, script_of(current_)});
    return std::nullopt;
  }

  std::vector<TableProgram> take() { return std::move(programs_); }

 private:
  std::optional<Error> add(int number, char kind, std::string_view text) {
    if (current_.name.empty()) return wrong(number, text);
    if (kind == 'm') current_.module += indented(text, 0);
    if (kind == 's') current_.setup += indented(text, 1);
    if (kind == 'b') current_.body += indented(text, 2);
    return std::nullopt;
  }

  Error wrong(int number, std::string_view text) const {
    return Error{fmt::format("{}, line {}: '{}' is neither 'name: what it does' nor a line of a program (m, s, b)",
                             path_, number, text)};
  }

  const std::string& path_;
  Parts current_;
  std::vector<TableProgram> programs_;
};

}  // namespace

Result<std::vector<TableProgram>> parse_program_table(const std::string& path, std::string_view text) {
  TableParser parser(path);
  int number = 1;
  for (std::size_t begin = 0; begin < text.size(); ++number) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (auto error = parser.line(number, text.substr(begin, end - begin))) return *error;
    begin = end + 1;
  }
  if (auto error = parser.finish(number)) return *error;
  return parser.take();
}

}  // namespace gilscope
