#include <fmt/format.h>

#include "sim/lang/lexer_impl.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kMaxFStrings = 150;
constexpr int kMaxFields = 3;  // replacement fields inside each other's format specs

}  // namespace

// ---- plain strings ----

void Lexer::string(Place start) {
  const char quote = peek();
  const int size = peek(1) == quote && peek(2) == quote ? 3 : 1;
  at_ += static_cast<std::size_t>(size);
  bool escaped_quote = false;
  for (int closing = 0; closing < size;) {
    if (at_end() || (size == 1 && peek() == '\n')) unterminated_string(start, quote, size, escaped_quote);
    const char c = peek();
    if (c == '\\') {
      ++at_;
      escaped_quote = escaped_quote || peek() == quote;
    }
    closing = c == quote ? closing + 1 : 0;
    if (at_end()) continue;
    if (peek() == '\n') {
      advance_line();
    } else {
      ++at_;
    }
  }
  emit(TokenKind::String, start);
}

void Lexer::unterminated_string(Place start, char quote, int size, bool escaped_quote) {
  const FString* f = fstring();
  if (f != nullptr && f->quote == quote && f->quote_size == size) fail_at(start, "f-string: expecting '}'");
  const int line = at_end() ? last_line() : line_;
  fail_at(start, fmt::format("unterminated {}string literal (detected at line {}){}", size == 3 ? "triple-quoted " : "",
                             line, size == 1 && escaped_quote ? "; perhaps you escaped the end quote?" : ""));
}

// ---- f-strings ----

void Lexer::fstring_begin(Place start, std::string_view prefix) {
  FString f;
  f.start = start;
  f.quote = peek();
  f.quote_size = peek(1) == f.quote && peek(2) == f.quote ? 3 : 1;
  f.raw = prefix.find_first_of("rR") != std::string_view::npos;
  at_ += static_cast<std::size_t>(f.quote_size);
  if (fstrings_.size() + 2 > kMaxFStrings) fail("too many nested f-strings");
  emit(TokenKind::FStringStart, start);
  fstrings_.push_back(f);
}

bool Lexer::at_fstring_end(const FString& f) const {
  for (int i = 0; i < f.quote_size; ++i) {
    if (peek(static_cast<std::size_t>(i)) != f.quote) return false;
  }
  return true;
}

/// Reads the literal text of an f-string (or of a format spec) up to a brace, the end of the f-string, or its closing
/// quote.
void Lexer::fstring_text() {
  FString& f = fstrings_.back();
  const Place start = here();
  if (peek() == '{' && peek(1) != '{') {
    fstring_open_brace(start);
    return;
  }
  if (at_fstring_end(f)) {
    at_ += static_cast<std::size_t>(f.quote_size);
    emit(TokenKind::FStringEnd, start);
    fstrings_.pop_back();
    return;
  }
  while (!at_fstring_end(f)) {
    const char c = peek();
    if (at_end() || (f.quote_size == 1 && c == '\n')) {
      if (at_end() || !(f.in_format_spec && f.field_depth >= 0)) unterminated_fstring(f);
      f.in_expression = true;  // a line end closes the format spec
      f.in_format_spec = false;
      break;
    }
    if (c == '{' || c == '}' || c == '\\') {
      if (fstring_special(c, start)) return;
    } else if (c == '\n') {
      advance_line();
    } else {
      ++at_;
    }
  }
  emit(TokenKind::FStringMiddle, start);
}

/// Returns whether the text token was emitted, or a field begun.
bool Lexer::fstring_special(char c, Place start) {
  FString& f = fstrings_.back();
  const bool in_spec = f.in_format_spec && f.field_depth >= 0;
  if (c == '\\') return fstring_backslash();
  if (c == '}') return fstring_close_brace(start), true;
  if (peek(1) != '{' || in_spec) return fstring_open_brace(start);
  ++at_;
  emit_doubled_brace(start);
  return true;
}

/// Steps over a backslash and what it escapes, but never over a brace. Returns false: the text goes on.
bool Lexer::fstring_backslash() {
  const bool raw = fstrings_.back().raw;
  ++at_;
  const char c = peek();
  if (at_end() || c == '{' || c == '}') return false;
  if (!raw && c == 'N' && peek(1) == '{') {  // \N{NAME}: these braces are not fields
    at_ += 2;
    while (!at_end() && peek() != '}' && peek() != '\n' && peek() != fstrings_.back().quote) ++at_;
    if (peek() == '}') ++at_;
    return false;
  }
  if (c == '\n') {
    advance_line();
  } else {
    ++at_;
  }
  return false;
}

bool Lexer::fstring_open_brace(Place start) {
  FString& f = fstrings_.back();
  const bool has_text = at_ > start.at;
  if (++f.field_depth >= kMaxFields) fail("f-string: expressions nested too deeply");
  f.in_expression = true;
  if (has_text) emit(TokenKind::FStringMiddle, start);
  return true;
}

void Lexer::fstring_close_brace(Place start) {
  FString& f = fstrings_.back();
  const bool doubled = peek(1) == '}' && !(f.in_format_spec && f.field_depth >= 0) && f.depth == 0;
  if (doubled) {
    ++at_;
    return emit_doubled_brace(start);
  }
  emit(TokenKind::FStringMiddle, start);
  f.in_expression = true;
}

/// "{{" or "}}", its first brace consumed: the token's text ends there, but its span covers both.
void Lexer::emit_doubled_brace(Place start) {
  emit(TokenKind::FStringMiddle, start);
  ++result_.tokens.back().span.end_column;
  ++at_;
}

void Lexer::unterminated_fstring(const FString& f) {
  const int line = at_end() ? last_line() : line_;
  fail_at(f.start, fmt::format("unterminated {}f-string literal (detected at line {})",
                               f.quote_size == 3 ? "triple-quoted " : "", line));
}

}  // namespace gilscope
