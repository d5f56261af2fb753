// float to and from decimal text.
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "sim/objects/float_ops.hpp"

namespace gilscope {

namespace {

/// 0.d1d2d3... * 10**point
struct Decimal { std::string digits; int point; };

std::string print(double d, std::chars_format format, int precision) {
  std::string text(static_cast<std::size_t>(precision) + 340, '\0');
  const auto end = std::to_chars(text.data(), text.data() + text.size(), d, format, precision).ptr;
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

Decimal parse_scientific(std::string_view text) {
  const std::size_t e = text.find('e');
  Decimal result{std::string(1, text[0]), std::atoi(std::string(text.substr(e + 1)).c_str()) + 1};
  if (e > 2) result.digits += text.substr(2, e - 2);
  return result;
}

/// The shortest digits that read back as d. Requires: d >= 0, finite.
Decimal shortest(double d) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, d, std::chars_format::scientific).ptr;
  return parse_scientific({text, static_cast<std::size_t>(end - text)});
}

std::string exponent_text(int exponent, char letter) {
  std::string text(1, letter);
  text += exponent < 0 ? '-' : '+';
  const std::string digits = std::to_string(std::abs(exponent));
  return text + (digits.size() < 2 ? "0" : "") + digits;
}

std::string scientific(const Decimal& d, char letter, bool alternate) {
  std::string text = d.digits.substr(0, 1);
  if (d.digits.size() > 1 || alternate) text += '.';
  return text + d.digits.substr(1) + exponent_text(d.point - 1, letter);
}

std::string positional(const Decimal& d, bool alternate, bool always_point) {
  const auto n = static_cast<int>(d.digits.size());
  std::string text;
  if (d.point <= 0) text = "0." + std::string(static_cast<std::size_t>(-d.point), '0') + d.digits;
  else if (d.point >= n) text = d.digits + std::string(static_cast<std::size_t>(d.point - n), '0');
  else text = d.digits.substr(0, static_cast<std::size_t>(d.point)) + "." + d.digits.substr(static_cast<std::size_t>(d.point));
  if (d.point >= n && always_point) text += ".0";
  else if (d.point >= n && alternate) text += '.';
  return text;
}

std::string general(double d, int precision, char letter, bool alternate, bool always_point) {
  if (precision == 0) precision = 1;
  Decimal decimal = parse_scientific(print(d, std::chars_format::scientific, precision - 1));
  if (!alternate) {
    const std::size_t last = decimal.digits.find_last_not_of('0');
    decimal.digits.resize(last == std::string::npos ? 1 : last + 1);
  }
  const bool must_show_exponent = always_point && decimal.point == precision;  // ".0" would claim a digit more
  if (decimal.point > -4 && decimal.point <= precision && !must_show_exponent) return positional(decimal, alternate, always_point);
  return scientific(decimal, letter, alternate);
}

std::string shortest_text(double d, char letter, bool alternate, bool always_point) {
  const Decimal decimal = shortest(d);
  if (decimal.point > -4 && decimal.point <= 16) return positional(decimal, alternate, always_point);
  return scientific(decimal, letter, alternate);
}

std::string magnitude_text(double d, char type, int precision, bool alternate, bool always_point) {
  const char letter = type == 'E' || type == 'G' ? 'E' : 'e';
  switch (type) {
    case 'e':
    case 'E': return scientific(parse_scientific(print(d, std::chars_format::scientific, precision)), letter, alternate);
    case 'f':
    case 'F': return print(d, std::chars_format::fixed, precision) + (alternate && precision == 0 ? "." : "");
    case 'r': return shortest_text(d, letter, alternate, always_point);
    default: return general(d, precision, letter, alternate, always_point);
  }
}

}  // namespace

std::string float_to_text(double d, char type, int precision, bool alternate, bool always_point) {
  const bool upper = type == 'E' || type == 'F' || type == 'G';
  if (d != d) return upper ? "NAN" : "nan";
  const std::string sign = std::signbit(d) ? "-" : "";
  if (std::isinf(d)) return sign + (upper ? "INF" : "inf");
  return sign + magnitude_text(std::fabs(d), type, precision, alternate, always_point);
}

std::string float_text(double d) { return float_to_text(d, 'r', 0, false, true); }

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Underscores may only stand between digits.
bool remove_underscores(std::string_view s, std::string& out) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] != '_') {
      out += s[i];
      continue;
    }
    if (i == 0 || i + 1 == s.size() || !is_digit(s[i - 1]) || !is_digit(s[i + 1])) return false;
  }
  return true;
}

bool is_special(std::string_view s, double& out) {
  std::string low;
  for (char c : s) low += static_cast<char>(c | 32);
  if (low == "inf" || low == "infinity") return out = INFINITY, true;
  if (low == "nan") return out = std::nan(""), true;
  return false;
}

}  // namespace

bool float_from_text(std::string_view text, double& out) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f'); };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  std::string clean;
  if (!remove_underscores(text, clean)) return false;
  std::string_view s = clean;
  const bool negative = !s.empty() && s[0] == '-';
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  if (is_special(s, out)) {
    if (negative) out = -out;
    return true;
  }
  if (s.empty() || !(is_digit(s[0]) || (s[0] == '.' && s.size() > 1 && is_digit(s[1])))) return false;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), out);
  if (end != s.data() + s.size()) return false;
  if (error == std::errc::result_out_of_range) out = std::strtod(std::string(s).c_str(), nullptr);  // 0 or inf
  if (negative) out = -out;
  return true;
}

namespace {

/// Rounds a non-negative double to a multiple of 10**places, half to even, on its exact decimal digits.
double round_to_tens(double d, int places) {
  std::string digits = print(d, std::chars_format::fixed, 0);
  if (d != std::floor(d)) digits = print(std::floor(d), std::chars_format::fixed, 0);
  const bool fraction = d != std::floor(d);
  const int keep = static_cast<int>(digits.size()) - places;
  if (keep < 0) return 0;
  const std::string cut = digits.substr(static_cast<std::size_t>(keep));
  std::string kept = "0" + digits.substr(0, static_cast<std::size_t>(keep));
  const bool rest = fraction || cut.find_first_not_of('0', 1) != std::string::npos;
  const bool odd = (kept.back() - '0') % 2 != 0;
  if (cut[0] > '5' || (cut[0] == '5' && (rest || odd))) {
    std::size_t i = kept.size();
    while (kept[--i] == '9') kept[i] = '0';
    ++kept[i];
  }
  return std::strtod((kept + std::string(static_cast<std::size_t>(places), '0')).c_str(), nullptr);
}

}  // namespace

bool float_round(double d, std::int64_t ndigits, double& out) {
  out = d;
  if (!std::isfinite(d) || d == 0 || ndigits > 323) return true;
  double magnitude = 0;
  if (ndigits >= -308 && ndigits < 0) magnitude = round_to_tens(std::fabs(d), static_cast<int>(-ndigits));
  else if (ndigits >= 0) magnitude = std::strtod(print(std::fabs(d), std::chars_format::fixed, static_cast<int>(ndigits)).c_str(), nullptr);
  out = std::copysign(magnitude, d);
  return !std::isinf(out);
}

}  // namespace gilscope
