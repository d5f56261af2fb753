#include "sim/lang/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/lang/unicode.hpp"

namespace gilscope {

namespace {

std::string with_plain_newlines(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + 1);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != '\r') {
      text.push_back(bytes[i]);
      continue;
    }
    text.push_back('\n');
    if (i + 1 < bytes.size() && bytes[i + 1] == '\n') ++i;
  }
  if (!text.empty() && text.back() != '\n') text.push_back('\n');
  return text;
}

bool is_encoding_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
}

/// The name in a PEP 263 comment line ("# -*- coding: NAME -*-"), or empty.
std::string declared_encoding(std::string_view line) {
  const auto start = line.find_first_not_of(" \t\f");
  if (start == std::string_view::npos || line[start] != '#') return "";
  const auto word = line.find("coding", start);
  if (word == std::string_view::npos || word + 6 >= line.size()) return "";
  auto at = word + 6;
  if (line[at] != ':' && line[at] != '=') return "";
  at = line.find_first_not_of(" \t", at + 1);
  if (at == std::string_view::npos) return "";
  auto end = at;
  while (end < line.size() && is_encoding_char(line[end])) ++end;
  std::string name(line.substr(at, end - at));
  for (char& c : name) c = c == '_' ? '-' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c;
  return name;
}

bool is_utf8_name(const std::string& name) {
  return name.empty() || name == "utf-8" || name.rfind("utf-8-", 0) == 0 || name == "utf8" || name == "ascii" ||
         name == "us-ascii";
}

bool is_blank_or_comment(std::string_view line) {
  const auto start = line.find_first_not_of(" \t\f");
  return start == std::string_view::npos || line[start] == '#';
}

int line_of(std::string_view text, std::size_t at) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace

Result<Source, Diagnostic> Source::from_bytes(std::string name, std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);

  Source source;
  source.name_ = std::move(name);
  source.text_ = with_plain_newlines(bytes);
  const std::string& text = source.text_;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) source.line_starts_.push_back(at);

  const auto refuse = [&](std::string kind, int line, std::string message, std::string hint) {
    return Diagnostic{std::move(kind), source.name_, Span{line, -1, line, -1}, std::move(message), std::move(hint), ""};
  };
  if (const auto nul = text.find('\0'); nul != std::string::npos) {
    return refuse("SyntaxError", line_of(text, nul), "source code cannot contain null bytes", "");
  }
  const int cookie_lines = source.line_count() > 1 && is_blank_or_comment(source.line(1)) ? 2 : 1;
  for (int number = 1; number <= cookie_lines; ++number) {
    const std::string encoding = declared_encoding(source.line(number));
    if (is_utf8_name(encoding)) continue;
    return refuse("NotModeled", number, fmt::format("the source encoding '{}' is not modeled", encoding),
                  "save the file as UTF-8");
  }
  if (const auto bad = unicode::find_invalid(text); bad != std::string::npos) {
    const int line = line_of(text, bad);
    return refuse(
        "SyntaxError", line,
        fmt::format("Non-UTF-8 code starting with '\\x{:02x}' in file {} on line {}, but no encoding declared; "
                    "see https://peps.python.org/pep-0263/ for details",
                    static_cast<unsigned char>(text[bad]), source.name_, line),
        "save the file as UTF-8");
  }
  return source;
}

std::string_view Source::line(int number) const {
  if (number < 1 || number > line_count()) return {};
  const auto start = line_starts_[static_cast<std::size_t>(number) - 1];
  return std::string_view(text_).substr(start, text_.find('\n', start) - start);
}

int Source::column_at(int number, int bytes) const {
  return unicode::length(line(number).substr(0, static_cast<std::size_t>(bytes)));
}

Diagnostic Source::diagnose(std::string kind, Span span, std::string message, std::string hint) const {
  return Diagnostic{std::move(kind), name_, span, std::move(message), std::move(hint), std::string(line(span.line))};
}

}  // namespace gilscope
