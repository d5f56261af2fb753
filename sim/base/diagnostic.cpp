#include "sim/base/diagnostic.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gilscope {

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

int length(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

/// What must stand above the carets: tabs stay tabs, so that the carets line up; every other character is one blank.
std::string padding(std::string_view text, int columns) {
  std::string blanks;
  for (const char c : text) {
    if (is_continuation(c)) continue;
    if (columns-- == 0) break;
    blanks.push_back(c == '\t' || c == '\v' || c == '\f' || c == '\r' ? c : ' ');
  }
  return blanks;
}

/// The source line without its indentation, and carets under the span, as Python's traceback module prints them.
std::string excerpt(const Diagnostic& diagnostic) {
  const std::string& line = diagnostic.source_line;
  const std::size_t indent = std::min(line.find_first_not_of(" \n\f"), line.size());
  const std::string_view text = std::string_view(line).substr(indent);
  std::string out = "    " + std::string(text) + "\n";

  const Span& span = diagnostic.span;
  const int line_end = length(line);
  const int first = std::min(span.column, line_end);
  int last = span.line == span.end_line ? std::min(span.end_column, line_end) : line_end;
  if (last <= first) last = first + 1;
  const int stripped = static_cast<int>(indent);
  if (first < stripped) return out;
  return out + "    " + padding(text, first - stripped) + std::string(static_cast<std::size_t>(last - first), '^') +
         "\n";
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
  std::string out;
  if (diagnostic.span.line > 0) {
    out = "  File \"" + diagnostic.file + "\", line " + std::to_string(diagnostic.span.line) + "\n";
    if (!diagnostic.source_line.empty()) out += excerpt(diagnostic);
  }
  out += diagnostic.kind + ": " + diagnostic.message + "\n";
  if (!diagnostic.hint.empty()) out += "hint: " + diagnostic.hint + "\n";
  return out;
}

}  // namespace gilscope
