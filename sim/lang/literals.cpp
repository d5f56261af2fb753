#include "sim/lang/literals.hpp"

#include <fmt/format.h>
#include <gmp.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include "sim/lang/unicode.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kMaxIntDigits = 4300;  // sys.int_info.default_max_str_digits

std::string without_underscores(std::string_view literal) {
  std::string digits;
  for (const char c : literal) {
    if (c != '_') digits.push_back(c);
  }
  return digits;
}

int radix_of(const std::string& digits) {
  if (digits.size() < 2 || digits[0] != '0') return 10;
  switch (digits[1] | 0x20) {
    case 'x': return 16;
    case 'o': return 8;
    case 'b': return 2;
    default: return 10;
  }
}

Constant float_constant(const std::string& digits) {
  Constant result;
  result.kind = ConstantKind::Float;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, result.real);
  if (parsed.ec != std::errc()) result.real = std::strtod(digits.c_str(), nullptr);  // overflow to inf, underflow to 0
  return result;
}

std::string decimal_digits(const std::string& digits, int radix) {
  mpz_t value;
  mpz_init_set_str(value, digits.c_str() + (radix == 10 ? 0 : 2), radix);
  std::string text(mpz_sizeinbase(value, 10) + 2, '\0');
  mpz_get_str(text.data(), 10, value);
  text.resize(text.find('\0'));
  mpz_clear(value);
  return text;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<char> simple_escape(char c) {
  switch (c) {
    case '\\': case '\'': case '"': return c;
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    default: return std::nullopt;
  }
}

/// Reads up to three octal digits at body[at].
std::uint32_t octal(std::string_view body, std::size_t& at) {
  std::uint32_t value = 0;
  for (int i = 0; i < 3 && at < body.size() && body[at] >= '0' && body[at] <= '7'; ++i) {
    value = value * 8 + static_cast<std::uint32_t>(body[at++] - '0');
  }
  return value;
}

/// Reads at most `count` hex digits; returns how many were there.
int hex(std::string_view body, std::size_t& at, int count, std::uint32_t& value) {
  int read = 0;
  value = 0;
  for (; read < count && at < body.size() && hex_value(body[at]) >= 0; ++read) {
    value = value * 16 + static_cast<std::uint32_t>(hex_value(body[at++]));
  }
  return read;
}

/// CPython decodes a buffer in which each non-ASCII character is spelled \UXXXXXXXX; its error positions count that
/// buffer.
int position_in_codec(std::string_view body, std::size_t end) {
  int position = 0;
  for (std::size_t at = 0; at < end;) {
    const bool backslash = body[at] == '\\';
    const bool ascii = static_cast<unsigned char>(body[at]) < 0x80;
    unicode::decode(body, at);
    position += ascii ? 1 : 10;
    if (!backslash || at >= body.size()) continue;
    if (static_cast<unsigned char>(body[at]) >= 0x80) {
      position += 5;
    } else if (at < end) {
      ++at, ++position;
    }
  }
  return position;
}

EscapeError unicode_error(std::string_view body, std::size_t start, std::size_t end, const std::string& reason) {
  const int first = position_in_codec(body, start);
  const int last = first + static_cast<int>(end - start) - 1;
  return {fmt::format("(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: {}", first, last,
                      reason)};
}

/// \x, \u or \U at body[at] (`at` is behind the letter).
std::optional<EscapeError> code_point_escape(std::string_view body, std::size_t start, std::size_t& at,
                                             std::string& out) {
  const char letter = body[at - 1];
  const int count = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
  std::uint32_t value = 0;
  if (hex(body, at, count, value) < count) {
    return unicode_error(
        body, start, at,
        fmt::format("truncated \\{}{} escape", letter, std::string(static_cast<std::size_t>(count), 'X')));
  }
  if (value > 0x10FFFF) return unicode_error(body, start, at, "illegal Unicode character");
  unicode::append(out, value);
  return std::nullopt;
}

EscapeError named_escape(std::string_view body, std::size_t start, std::size_t at) {
  const auto close = at < body.size() && body[at] == '{' ? body.find('}', at) : std::string_view::npos;
  if (close == std::string_view::npos || close == at + 1) {
    const auto end =
        close == std::string_view::npos ? (at < body.size() && body[at] == '{' ? body.size() : at) : close + 1;
    return unicode_error(body, start, end, "malformed \\N character escape");
  }
  return {fmt::format("the escape \\N{} is not modeled", body.substr(at, close + 1 - at)), true};
}

}  // namespace

bool is_imaginary(std::string_view literal) {
  const bool prefixed = literal.size() > 1 && literal[0] == '0' && (literal[1] | 0x20) == 'x';
  return !prefixed && (literal.back() | 0x20) == 'j';
}

Result<Constant> number_constant(std::string_view literal) {
  const std::string digits = without_underscores(literal);
  const int radix = radix_of(digits);
  if (radix == 10 && digits.find_first_of(".eE") != std::string::npos) return float_constant(digits);
  if (radix == 10 && digits.size() > kMaxIntDigits) {
    return Error{
        fmt::format("Exceeds the limit ({} digits) for integer string conversion: value has {} digits; use "
                    "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
                    "literals to avoid decimal conversion limits.",
                    kMaxIntDigits, digits.size())};
  }
  Constant result;
  result.kind = ConstantKind::Int;
  result.text = decimal_digits(digits, radix);
  return result;
}

Result<std::string, EscapeError> decode_str_escapes(std::string_view body) {
  std::string out;
  out.reserve(body.size());
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t start = at;
    const char c = body[at++];
    if (c != '\\' || at == body.size()) {
      out.push_back(c);
      continue;
    }
    const char letter = body[at++];
    if (letter == '\n') continue;
    if (const auto simple = simple_escape(letter)) {
      out.push_back(*simple);
    } else if (letter >= '0' && letter <= '7') {
      unicode::append(out, octal(body, --at));
    } else if (letter == 'x' || letter == 'u' || letter == 'U') {
      if (auto error = code_point_escape(body, start, at, out)) return *error;
    } else if (letter == 'N') {
      return named_escape(body, start, at);
    } else {
      out.push_back(c), out.push_back(letter);
    }
  }
  return out;
}

Result<std::string, EscapeError> decode_bytes_escapes(std::string_view body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t start = at;
    const char c = body[at++];
    if (c != '\\' || at == body.size()) {
      out.push_back(c);
      continue;
    }
    const char letter = body[at++];
    std::uint32_t value = 0;
    if (letter == '\n') continue;
    if (const auto simple = simple_escape(letter)) {
      out.push_back(*simple);
    } else if (letter >= '0' && letter <= '7') {
      out.push_back(static_cast<char>(octal(body, --at) & 0xFF));
    } else if (letter == 'x') {
      if (hex(body, at, 2, value) < 2)
        return EscapeError{fmt::format("(value error) invalid \\x escape at position {}", start)};
      out.push_back(static_cast<char>(value));
    } else {
      out.push_back(c), out.push_back(letter);
    }
  }
  return out;
}

}  // namespace gilscope
