#include "sim/objects/format_spec.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/objects/float_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/payload.hpp"

namespace gilscope {

namespace {

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

std::string one_char(char32_t c) {
  if (c > 0x20 && c < 0x80) return std::string(1, static_cast<char>(c));
  static constexpr char kHex[] = "0123456789abcdef";
  std::string digits;
  for (; c != 0 || digits.empty(); c >>= 4) digits.insert(digits.begin(), kHex[c & 15]);
  return "\\x" + digits;
}

OpError value_error(std::string message) { return {Exc::ValueError, std::move(message)}; }

OpError unknown_code(char32_t type, std::string_view type_name) {
  return value_error("Unknown format code '" + one_char(type) + "' for object of type '" + std::string(type_name) + "'");
}

class SpecParser {
 public:
  SpecParser(const StrObject* text, char default_align) : text_(text), default_align_(default_align) {}

  OpResult<FormatSpec> parse(std::string_view type_name) {
    parse_align();
    parse_flags();
    if (!number(spec_.width)) return value_error("Too many decimal digits in format string");
    if (spec_.width > kLongestText) return OpError{Exc::MemoryError, ""};
    if (const char* wrong = parse_grouping()) return value_error(wrong);
    if (peek() == '.') {
      ++at_;
      std::int64_t precision = -1;
      if (!number(precision)) return value_error("Too many decimal digits in format string");
      if (precision < 0) return value_error("Format specifier missing precision");
      if (precision > std::numeric_limits<int>::max()) return value_error("precision too big");
      if (precision > kLongestText) return OpError{Exc::MemoryError, ""};
      spec_.precision = static_cast<int>(precision);
    }
    if (text_->length - at_ > 1) {
      return value_error("Invalid format specifier '" + to_utf8(text_) + "' for object of type '" + std::string(type_name) + "'");
    }
    if (at_ < text_->length) spec_.type = text_->at(at_);
    if (!grouping_allowed()) {
      return value_error(std::string("Cannot specify '") + spec_.thousands + "' with '" + one_char(spec_.type) + "'.");
    }
    return spec_;
  }

 private:
  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < text_->length ? text_->at(at_ + ahead) : 0; }
  bool take(char32_t c) {
    if (at_ >= text_->length || text_->at(at_) != c) return false;
    ++at_;
    return true;
  }

  void parse_align() {
    if (is_align(peek(1))) {
      spec_.fill = peek();
      spec_.align = peek(1);
      fill_given_ = align_given_ = true;
      at_ += 2;
    } else if (is_align(peek())) {
      spec_.align = peek();
      align_given_ = true;
      ++at_;
    }
  }

  void parse_flags() {
    if (!align_given_) spec_.align = static_cast<char32_t>(default_align_);
    if (peek() == ' ' || peek() == '+' || peek() == '-') spec_.sign = text_->at(at_++);
    spec_.no_negative_zero = take('z');
    spec_.alternate = take('#');
    if (fill_given_ || !take('0')) return;
    spec_.fill = '0';
    if (!align_given_ && default_align_ == '>') spec_.align = '=';
  }

  bool number(std::int64_t& out) {
    if (char_decimal_value(peek()) < 0) return true;
    out = 0;
    for (int digit = char_decimal_value(peek()); digit >= 0; digit = char_decimal_value(peek())) {
      if (out > (std::numeric_limits<std::int64_t>::max() - digit) / 10) return false;
      out = out * 10 + digit;
      ++at_;
    }
    return true;
  }

  const char* parse_grouping() {
    if (take(',')) spec_.thousands = ',';
    if (peek() == '_') {
      if (spec_.thousands != 0) return "Cannot specify both ',' and '_'.";
      spec_.thousands = '_';
      ++at_;
    }
    if (peek() == ',' && spec_.thousands == '_') return "Cannot specify both ',' and '_'.";
    return nullptr;
  }

  bool grouping_allowed() const {
    if (spec_.thousands == 0 || spec_.type == 0) return true;
    static constexpr std::u32string_view kDecimal = U"defgEG%F", kBinary = U"boxX";
    if (kDecimal.find(spec_.type) != kDecimal.npos) return true;
    return spec_.thousands == '_' && kBinary.find(spec_.type) != kBinary.npos;
  }

  const StrObject* text_;
  char default_align_;
  FormatSpec spec_;
  std::size_t at_ = 0;
  bool fill_given_ = false, align_given_ = false;
};

std::string utf8_of(char32_t c) {
  std::string out;
  const int more = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr unsigned char kLead[] = {0, 0xC0, 0xE0, 0xF0};
  out.push_back(static_cast<char>(kLead[more] | c >> (6 * more)));
  for (int i = more; i-- > 0;) out.push_back(static_cast<char>(0x80 | (c >> (6 * i) & 0x3F)));
  return out;
}

std::string repeat(char32_t fill, std::int64_t count) {
  const std::string one = utf8_of(fill);
  std::string out;
  for (; count > 0; --count) out += one;
  return out;
}

/// Digits with separators, with zeros in front until `min_width` characters are there.
std::string group_digits(std::string_view digits, char separator, int group, std::int64_t min_width) {
  std::string reversed;
  auto left = static_cast<std::int64_t>(digits.size());
  for (bool first = true;; first = false) {
    std::int64_t size = std::max({left, min_width, std::int64_t{1}});
    if (separator != 0) size = std::min<std::int64_t>(size, group);
    if (!first && separator != 0) reversed += separator;
    for (std::int64_t i = 0; i < size; ++i) reversed += left > 0 ? digits[static_cast<std::size_t>(--left)] : '0';
    min_width -= size;
    if (left <= 0 && min_width <= 0) break;
    min_width -= separator != 0;
  }
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

/// sign, prefix ("0x"), digits before the point, and the rest ("." and after, exponent, "%").
struct NumberText {
  bool negative;
  std::string prefix, digits, rest;
  int group = 3;
};

std::string lay_out(const NumberText& n, const FormatSpec& spec) {
  const std::string sign = n.negative ? "-" : spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
  const auto fixed = static_cast<std::int64_t>(sign.size() + n.prefix.size() + n.rest.size());
  const std::int64_t min_digits = spec.fill == '0' && spec.align == '=' ? spec.width - fixed : 0;
  std::string digits = n.digits;
  const char separator = digits.empty() ? '\0' : spec.thousands;  // inf and nan have no digits
  if (!digits.empty() || min_digits > 0) digits = group_digits(n.digits, separator, n.group, min_digits);
  const std::int64_t room = std::max<std::int64_t>(0, spec.width - fixed - static_cast<std::int64_t>(digits.size()));
  const std::int64_t before = spec.align == '>' ? room : spec.align == '^' ? room / 2 : 0;
  const std::int64_t inside = spec.align == '=' ? room : 0;
  return repeat(spec.fill, before) + sign + n.prefix + repeat(spec.fill, inside) + digits + n.rest +
         repeat(spec.fill, room - before - inside);
}

std::string pad_text(const std::string& text, std::int64_t length, const FormatSpec& spec) {
  const std::int64_t room = std::max<std::int64_t>(0, spec.width - length);
  const std::int64_t before = spec.align == '>' ? room : spec.align == '^' ? room / 2 : 0;
  return repeat(spec.fill, before) + text + repeat(spec.fill, room - before);
}

OpResult<std::string> format_char(Value v, FormatSpec spec) {
  if (spec.sign != 0) return value_error("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) return value_error("Alternate form (#) not allowed with integer format specifier 'c'");
  std::int64_t code = 0;
  if (!as_int64(v, code)) return OpError{Exc::OverflowError, "Python int too large to convert to C long"};
  if (code < 0 || code > 0x10FFFF) return OpError{Exc::OverflowError, "%c arg not in range(0x110000)"};
  if (spec.align == '=') spec.align = '>';
  return pad_text(utf8_of(static_cast<char32_t>(code)), 1, spec);
}

OpResult<std::string> format_double(double d, FormatSpec spec, std::string_view type_name) {
  const bool percent = spec.type == '%';
  char type = 'r';
  if (spec.type != 0) {
    static constexpr std::u32string_view kTypes = U"eEfFgGn%";
    if (kTypes.find(spec.type) == kTypes.npos) return unknown_code(spec.type, type_name);
    type = percent ? 'f' : spec.type == 'n' ? 'g' : static_cast<char>(spec.type);
  } else if (spec.precision >= 0) {
    type = 'g';
  }
  std::string text = float_to_text(percent ? d * 100 : d, type, spec.precision < 0 ? 6 : spec.precision, spec.alternate, spec.type == 0);
  NumberText n{text[0] == '-', "", "", "", 3};
  if (n.negative) text.erase(0, 1);
  if (spec.no_negative_zero && n.negative && text.find_first_of("123456789infaINFA") == std::string::npos) n.negative = false;
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  n.digits = text.substr(0, digits);
  n.rest = text.substr(digits) + (percent ? "%" : "");
  return lay_out(n, spec);
}

}  // namespace

OpResult<FormatSpec> parse_format_spec(const StrObject* text, char default_align, std::string_view type_name) {
  return SpecParser(text, default_align).parse(type_name);
}

OpResult<std::string> format_int(Value v, const StrObject* text, std::string_view type_name) {
  const auto parsed = parse_format_spec(text, '>', type_name);
  if (!parsed) return parsed.error();
  const FormatSpec& spec = *parsed;
  static constexpr std::u32string_view kInt = U"bcdoxXn", kFloat = U"eEfFgG%";
  if (spec.type != 0 && kFloat.find(spec.type) != kFloat.npos) {
    double d = 0;
    if (!to_double(v, d)) return OpError{Exc::OverflowError, "int too large to convert to float"};
    return format_double(d, spec, type_name);
  }
  if (spec.type != 0 && kInt.find(spec.type) == kInt.npos) return unknown_code(spec.type, type_name);
  if (spec.precision >= 0) return value_error("Precision not allowed in integer format specifier");
  if (spec.no_negative_zero) return value_error("Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type == 'c') return format_char(v, spec);
  const int base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
  NumberText n{int_sign(v) < 0, "", int_to_text(v, base), "", base == 10 ? 3 : 4};
  if (n.negative) n.digits.erase(0, 1);
  if (spec.alternate && base != 10) n.prefix = std::string("0") + static_cast<char>(spec.type);
  if (spec.type == 'X') for (char& c : n.digits) if (c >= 'a') c = static_cast<char>(c - 32);
  return lay_out(n, spec);
}

OpResult<std::string> format_float(double d, const StrObject* text, std::string_view type_name) {
  const auto parsed = parse_format_spec(text, '>', type_name);
  if (!parsed) return parsed.error();
  return format_double(d, *parsed, type_name);
}

OpResult<std::string> format_text(const StrObject* s, const StrObject* text, std::string_view type_name) {
  const auto parsed = parse_format_spec(text, '<', type_name);
  if (!parsed) return parsed.error();
  const FormatSpec& spec = *parsed;
  if (spec.type != 0 && spec.type != 's') return unknown_code(spec.type, type_name);
  if (spec.thousands != 0) return value_error(std::string("Cannot specify '") + spec.thousands + "' with 's'.");
  if (spec.sign == ' ') return value_error("Space not allowed in string format specifier");
  if (spec.sign != 0) return value_error("Sign not allowed in string format specifier");
  if (spec.no_negative_zero) return value_error("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) return value_error("Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return value_error("'=' alignment not allowed in string format specifier");
  std::int64_t length = s->length;
  std::string shown;
  if (spec.precision >= 0 && spec.precision < length) {
    length = spec.precision;
    for (std::int64_t i = 0; i < length; ++i) shown += utf8_of(s->at(static_cast<std::size_t>(i)));
  } else {
    shown = to_utf8(s);
  }
  return pad_text(shown, length, spec);
}

}  // namespace gilscope
