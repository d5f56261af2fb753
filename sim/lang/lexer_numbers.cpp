#include <fmt/format.h>

#include "sim/lang/lexer_impl.hpp"

namespace gilscope {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_digit_of(int base, char c) {
  if (base == 16 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')) return true;
  return c >= '0' && c < '0' + (base < 10 ? base : 10);
}

bool is_ascii_word(char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_'; }

}  // namespace

void Lexer::number() {
  const Place start = here();
  const char second = static_cast<char>(peek(1) | 0x20);
  if (peek() == '0' && second == 'x') {
    radix_number(16, "hexadecimal");
  } else if (peek() == '0' && second == 'o') {
    radix_number(8, "octal");
  } else if (peek() == '0' && second == 'b') {
    radix_number(2, "binary");
  } else {
    decimal_number();
  }
  emit(TokenKind::Number, start);
}

void Lexer::radix_number(int base, const char* kind) {
  const auto refuse_digit = [&] {
    if (!is_digit(peek())) return;
    ++at_;
    fail(fmt::format("invalid digit '{}' in {} literal", text_[at_ - 1], kind));
  };
  at_ += 2;
  do {
    if (peek() == '_') ++at_;
    if (!is_digit_of(base, peek())) {
      refuse_digit();
      fail(fmt::format("invalid {} literal", kind));
    }
    while (is_digit_of(base, peek())) ++at_;
  } while (peek() == '_');
  refuse_digit();
  check_number_end(kind);
}

void Lexer::decimal_number() {
  const Place start = here();
  std::size_t zeros_end = 0;
  bool padded = false;
  if (peek() == '0') {
    padded = leading_zeros();
    zeros_end = at_;
  }
  if (peek() != '.' || padded || zeros_end == 0) {
    if (is_digit(peek())) decimal_tail();
  }
  const char c = peek();
  if (c == '.' || c == 'e' || c == 'E' || c == 'j' || c == 'J') return fraction_and_exponent();
  if (padded) {
    fail_as("SyntaxError", {line_, column(start.line_start, start.at), line_, column(line_start_, zeros_end)},
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers");
  }
  check_number_end("decimal");
}

/// Reads "0", "00", "0_0" ... Returns whether a digit other than zero comes next.
bool Lexer::leading_zeros() {
  for (;;) {
    if (peek() == '_') {
      ++at_;
      if (!is_digit(peek())) fail("invalid decimal literal");
    }
    if (peek() != '0') return is_digit(peek());
    ++at_;
  }
}

void Lexer::decimal_tail() {
  for (;;) {
    while (is_digit(peek())) ++at_;
    if (peek() != '_') return;
    ++at_;
    if (!is_digit(peek())) fail("invalid decimal literal");
  }
}

void Lexer::fraction_and_exponent() {
  if (peek() == '.') {
    ++at_;
    if (is_digit(peek())) decimal_tail();
  }
  if ((peek() | 0x20) == 'e' && !exponent()) return;
  if ((peek() | 0x20) == 'j') {
    ++at_;
    return check_number_end("imaginary");
  }
  check_number_end("decimal");
}

/// Returns false if the 'e' begins a keyword instead ("1else"): the number ends before it.
bool Lexer::exponent() {
  if (peek(1) == '+' || peek(1) == '-') {
    at_ += 2;
    if (!is_digit(peek())) fail("invalid decimal literal");
  } else if (!is_digit(peek(1))) {
    check_number_end("decimal");
    return false;
  } else {
    ++at_;
  }
  decimal_tail();
  return true;
}

/// A number may touch a keyword ("1if x else y", deprecated) but no other word.
void Lexer::check_number_end(const char* kind) {
  if (is_ascii_word(peek()) && !keyword_follows()) fail(fmt::format("invalid {} literal", kind));
}

bool Lexer::keyword_follows() const {
  for (const std::string_view word : {"and", "else", "for", "if", "in", "is", "or", "not"}) {
    if (text_.compare(at_, word.size(), word) != 0) continue;
    if (word[0] == 'i' || !is_ascii_word(peek(word.size())))
      return true;  // CPython looks no further than "if", "in", "is"
  }
  return false;
}

}  // namespace gilscope
