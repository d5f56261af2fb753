#include "sim/objects/float_ops.hpp"

#include <cmath>

#include "sim/objects/int_ops.hpp"

namespace gilscope {

double float_mod(double a, double b) {
  double mod = std::fmod(a, b);
  if (mod == 0) return std::copysign(0.0, b);
  if ((b < 0) != (mod < 0)) mod += b;
  return mod;
}

void float_divmod(double a, double b, double& quotient, double& remainder) {
  double mod = std::fmod(a, b), div = (a - mod) / b;
  if (mod == 0) {
    mod = std::copysign(0.0, b);
  } else if ((b < 0) != (mod < 0)) {
    mod += b;
    div -= 1;
  }
  remainder = mod;
  if (div == 0) {
    quotient = std::copysign(0.0, a / b);
    return;
  }
  quotient = std::floor(div);
  if (div - quotient > 0.5) quotient += 1;
}

double float_floordiv(double a, double b) {
  double quotient = 0, remainder = 0;
  float_divmod(a, b, quotient, remainder);
  return quotient;
}

PowResult float_pow(double a, double b, double& out) {
  if (b == 0 || a == 1) return out = 1, PowResult::Ok;
  if (a == 0 && b < 0) return PowResult::ZeroToNegative;
  if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b)) return PowResult::Complex;
  out = std::pow(a, b);
  const bool overflow = std::isinf(out) && std::isfinite(a) && std::isfinite(b);
  return overflow ? PowResult::Overflow : PowResult::Ok;
}

double float_round_half_even(double d) {
  double rounded = std::round(d);
  if (std::fabs(d - rounded) == 0.5) rounded = 2.0 * std::round(d / 2.0);
  return rounded;
}

void float_as_ratio(Heap& heap, double d, Ref& numerator, Ref& denominator) {
  int exponent = 0;
  double m = std::frexp(d, &exponent);
  for (int i = 0; i < 300 && m != std::floor(m); ++i) {
    m *= 2;
    --exponent;
  }
  numerator = int_from_double(heap, m);
  denominator = make_int(heap, 1);
  Ref& scaled = exponent > 0 ? numerator : denominator;
  scaled = int_lshift(heap, scaled, Value::integer(std::abs(exponent)));
}

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if ((c | 32) >= 'a' && (c | 32) <= 'f') return (c | 32) - 'a' + 10;
  return -1;
}

std::string_view strip_blanks(std::string_view s) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!s.empty() && blank(s.front())) s.remove_prefix(1);
  while (!s.empty() && blank(s.back())) s.remove_suffix(1);
  return s;
}

std::string lower(std::string_view s) {
  std::string out(s);
  for (char& c : out) if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

bool special_value(const std::string& text, double& out) {
  if (text == "inf" || text == "infinity") out = INFINITY;
  else if (text == "nan") out = std::nan("");
  else return false;
  return true;
}

}  // namespace

std::string float_hex(double d) {
  if (!std::isfinite(d)) return float_text(d);
  if (d == 0) return std::signbit(d) ? "-0x0.0p+0" : "0x0.0p+0";
  static constexpr char kHex[] = "0123456789abcdef";
  int exponent = 0;
  double m = std::frexp(std::fabs(d), &exponent);
  const int shift = 1 - std::max(-1021 - exponent, 0);
  m = std::ldexp(m, shift);
  exponent -= shift;
  std::string out = std::signbit(d) ? "-0x" : "0x";
  out += kHex[static_cast<int>(m)];
  out += '.';
  for (int i = 0; i < 13; ++i) {
    m = (m - std::floor(m)) * 16;
    out += kHex[static_cast<int>(m)];
  }
  out += exponent < 0 ? "p-" : "p+";
  return out + std::to_string(std::abs(exponent));
}

HexResult float_from_hex(std::string_view text, double& out) {
  std::string_view s = strip_blanks(text);
  const bool negative = !s.empty() && s[0] == '-';
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  const auto finish = [&](double d) { return out = negative ? -d : d, HexResult::Ok; };
  if (double special = 0; special_value(lower(s), special)) return finish(special);
  if (s.size() >= 2 && s[0] == '0' && (s[1] | 32) == 'x') s.remove_prefix(2);
  BigInt mantissa;
  long exponent = 0;
  bool any = false, point = false;
  for (; !s.empty() && (hex_digit(s[0]) >= 0 || (s[0] == '.' && !point)); s.remove_prefix(1)) {
    if (s[0] == '.') {
      point = true;
      continue;
    }
    any = true;
    mpz_mul_ui(mantissa, mantissa, 16);
    mpz_add_ui(mantissa, mantissa, static_cast<unsigned long>(hex_digit(s[0])));
    if (point) exponent -= 4;
  }
  if (!any) return HexResult::Invalid;
  if (!s.empty()) {
    if ((s[0] | 32) != 'p') return HexResult::Invalid;
    s.remove_prefix(1);
    const bool down = !s.empty() && s[0] == '-';
    if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
    if (s.empty()) return HexResult::Invalid;
    long written = 0;
    for (char c : s) {
      if (c < '0' || c > '9') return HexResult::Invalid;
      written = std::min(written * 10 + (c - '0'), 100000L);
    }
    exponent += down ? -written : written;
  }
  if (mpz_sgn(mantissa.get()) == 0) return finish(0);
  const double magnitude_bits = static_cast<double>(mpz_sizeinbase(mantissa.get(), 2)) + static_cast<double>(exponent);
  if (magnitude_bits > 1024) return HexResult::TooLarge;
  if (magnitude_bits < -1080) return finish(0);
  double d = 0;
  if (!ratio_to_double(mantissa.get(), exponent, d)) return HexResult::TooLarge;
  return finish(d);
}

}  // namespace gilscope
