#include "sim/lang/escape_warnings.hpp"

#include <fmt/format.h>

#include <optional>
#include <string_view>

#include "sim/lang/lexer.hpp"
#include "sim/lang/source.hpp"

namespace gilscope {
namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// The warning for the escape at text[at] (behind the backslash), if it deserves one.
std::optional<std::string> complaint(std::string_view text, std::size_t at, bool bytes) {
  const char letter = text[at];
  if (letter >= '4' && letter <= '7' && at + 2 < text.size() && is_octal(text[at + 1]) && is_octal(text[at + 2]))
    return fmt::format("invalid octal escape sequence '\\{}'", text.substr(at, 3));
  const std::string_view known = bytes ? "\n\\'\"abfnrtv01234567x" : "\n\\'\"abfnrtv01234567xuUN";
  if (known.find(letter) != std::string_view::npos || static_cast<unsigned char>(letter) >= 0x80) return std::nullopt;
  return fmt::format("invalid escape sequence '\\{}'", letter);
}

std::optional<std::string> first_complaint(std::string_view text, bool bytes) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '\\') continue;
    if (auto found = complaint(text, i + 1, bytes)) return found;
    ++i;
  }
  return std::nullopt;
}

struct Prefix {
  bool raw, bytes;
};
Prefix prefix_of(std::string_view literal) {
  const std::string_view prefix = literal.substr(0, literal.find_first_of("'\""));
  return {prefix.find_first_of("rR") != std::string_view::npos, prefix.find_first_of("bB") != std::string_view::npos};
}

/// The line of the quotes that close the f-string whose middle is tokens[i]: where CPython sees a part of a triple-quoted one.
int closing_line(const std::vector<Token>& tokens, std::size_t i) {
  int depth = 0;
  for (; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::FStringStart) ++depth;
    if (tokens[i].kind == TokenKind::FStringEnd && depth-- == 0) return tokens[i].span.line;
  }
  return tokens.back().span.line;
}

}  // namespace

std::vector<Diagnostic> escape_warnings(const Source& source) {
  std::vector<Diagnostic> warnings;
  if (source.text().find('\\') == std::string::npos) return warnings;
  const LexResult lexed = tokenize(source);
  std::vector<bool> raw_fstrings;
  for (std::size_t i = 0; i < lexed.tokens.size(); ++i) {
    const Token& token = lexed.tokens[i];
    const std::string_view text = std::string_view(source.text()).substr(token.begin, token.end - token.begin);
    std::optional<std::string> found;
    Span span = token.span;
    if (token.kind == TokenKind::FStringStart) raw_fstrings.push_back(prefix_of(text).raw);
    if (token.kind == TokenKind::FStringEnd && !raw_fstrings.empty()) raw_fstrings.pop_back();
    if (token.kind == TokenKind::String && !prefix_of(text).raw) found = first_complaint(text, prefix_of(text).bytes);
    if (token.kind == TokenKind::FStringMiddle && !raw_fstrings.empty() && !raw_fstrings.back()) {
      found = first_complaint(text, false);
      span.line = closing_line(lexed.tokens, i);
    }
    if (found) warnings.push_back(source.diagnose("SyntaxWarning", span, *found));
  }
  return warnings;
}

}  // namespace gilscope
