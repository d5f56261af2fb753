// int to and from text and bytes.
#include <algorithm>
#include <charconv>
#include <cstring>

#include "sim/objects/int_ops.hpp"

namespace gilscope {

namespace {

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f'); }

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

std::string_view strip(std::string_view s) {
  while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
  return s;
}

int prefix_base(std::string_view s) {
  if (s.size() < 2 || s[0] != '0') return 0;
  const char c = static_cast<char>(s[1] | 0x20);
  return c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
}

/// The digits without underscores. False: a wrong digit, or an underscore that is not between digits.
bool clean_digits(std::string_view s, int base, std::string& out) {
  bool after_digit = false;
  for (char c : s) {
    if (c == '_') {
      if (!after_digit) return false;
      after_digit = false;
    } else if (digit_value(c) < base) {
      out.push_back(c);
      after_digit = true;
    } else {
      return false;
    }
  }
  return after_digit;
}

}  // namespace

Ref int_from_text(Heap& heap, std::string_view text, int base) {
  std::string_view s = strip(text);
  const bool negative = !s.empty() && s.front() == '-';
  if (!s.empty() && (s.front() == '-' || s.front() == '+')) s.remove_prefix(1);
  const int prefix = prefix_base(s);
  const bool guess = base == 0;
  if (guess) base = prefix != 0 ? prefix : 10;
  if (prefix == base && prefix != 0) {
    s.remove_prefix(2);
    if (!s.empty() && s.front() == '_') s.remove_prefix(1);
  }
  std::string digits;
  if (!clean_digits(s, base, digits)) return nullptr;
  const bool leading_zero = guess && prefix == 0 && digits.size() > 1 && digits[0] == '0';
  if (leading_zero && digits.find_first_not_of('0') != std::string::npos) return nullptr;
  std::int64_t small = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), small, base);
  if (error == std::errc{}) return make_int(heap, negative ? -small : small);
  BigInt big;
  mpz_set_str(big, digits.c_str(), base);
  if (negative) mpz_neg(big, big);
  return make_int_big(heap, big.get());
}

std::string int_to_text(Value a, int base) {
  std::int64_t x = 0;
  if (as_int64(a, x)) {
    char buffer[72];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, x, base).ptr;
    return std::string(buffer, end);
  }
  IntView big(a);
  std::string text(mpz_sizeinbase(big, base) + 2, '\0');
  mpz_get_str(text.data(), base, big);
  text.resize(std::strlen(text.c_str()));
  return text;
}

bool int_text_too_long(Value a) {
  if (int_bit_length(a) < 14284) return false;  // 4300 digits hold at least this many bits
  return mpz_sizeinbase(IntView(a), 10) > kMaxStrDigits + 1 || int_to_text(a).size() > kMaxStrDigits + (int_sign(a) < 0);
}

bool int_to_bytes(Value a, std::size_t length, bool little_endian, bool is_signed, std::vector<std::uint8_t>& out) {
  const bool negative = int_sign(a) < 0;
  if (negative && !is_signed) return false;
  BigInt value(IntView(a).get());
  if (negative) mpz_com(value, value);  // -1 - a: its bits are the complement of the wanted ones
  const std::size_t bits = mpz_sgn(value.get()) == 0 ? 0 : mpz_sizeinbase(value.get(), 2);
  const bool no_room = is_signed ? (length == 0 ? negative || bits > 0 : bits > length * 8 - 1) : bits > length * 8;
  if (no_room) return false;
  out.assign(length, 0);
  if (bits > 0) mpz_export(out.data(), nullptr, -1, 1, 0, 0, value.get());
  if (negative) for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(~byte);
  if (!little_endian) std::reverse(out.begin(), out.end());
  return true;
}

Ref int_from_bytes(Heap& heap, const std::uint8_t* data, std::size_t length, bool little_endian, bool is_signed) {
  BigInt value;
  mpz_import(value, length, little_endian ? -1 : 1, 1, 0, 0, data);
  const bool negative = is_signed && length > 0 && (data[little_endian ? length - 1 : 0] & 0x80) != 0;
  if (negative) {
    BigInt modulus;
    mpz_ui_pow_ui(modulus, 2, static_cast<unsigned long>(length * 8));
    mpz_sub(value, value, modulus);
  }
  return make_int_big(heap, value.get());
}

}  // namespace gilscope
