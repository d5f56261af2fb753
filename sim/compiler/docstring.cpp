#include "sim/compiler/docstring.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

namespace gilscope::compiler {
namespace {

constexpr std::size_t kTabSize = 8;

std::string expand_tabs(const std::string& text) {
  std::string out;
  std::size_t column = 0;
  for (char c : text) {
    if (c == '\t') {
      const std::size_t spaces = kTabSize - column % kTabSize;
      out.append(spaces, ' ');
      column += spaces;
      continue;
    }
    out += c;
    const bool continues_character = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
    if (c == '\n' || c == '\r') {
      column = 0;
    } else if (!continues_character) {
      ++column;
    }
  }
  return out;
}

/// The rest of `text` from its first non-space on; empty text if there is none.
std::size_t indentation(std::string_view text) { return std::min(text.find_first_not_of(' '), text.size()); }

/// The smallest indentation of the lines that hold something; 0 if none does.
std::size_t common_margin(std::string_view lines) {
  std::size_t margin = std::numeric_limits<std::size_t>::max();
  while (!lines.empty()) {
    const std::size_t indent = indentation(lines);
    if (indent < lines.size() && lines[indent] != '\n') margin = std::min(margin, indent);
    const std::size_t end = lines.find('\n');
    lines = end == std::string_view::npos ? std::string_view() : lines.substr(end + 1);
  }
  return margin == std::numeric_limits<std::size_t>::max() ? 0 : margin;
}

}  // namespace

std::string clean_docstring(const std::string& text) {
  const std::string expanded = expand_tabs(text);
  std::string_view rest(expanded);
  rest.remove_prefix(indentation(rest));
  const std::size_t first_end = rest.find('\n');
  if (first_end == std::string_view::npos) return std::string(rest);
  std::string out(rest.substr(0, first_end + 1));
  rest.remove_prefix(first_end + 1);
  const std::size_t margin = common_margin(rest);
  while (!rest.empty()) {
    rest.remove_prefix(std::min(indentation(rest), margin));
    const std::size_t end = std::min(rest.find('\n'), rest.size() - (rest.empty() ? 0 : 1));
    out += rest.substr(0, end + 1);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace gilscope::compiler
