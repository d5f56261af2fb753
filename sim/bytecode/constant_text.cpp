#include "sim/bytecode/constant_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <iterator>

#include "fmt/format.h"
#include "sim/bytecode/code_object.hpp"

namespace gilscope {
namespace {

struct Decimal {
  std::string digits;
  int exponent = 0;  ///< value = 0.digits * 10^exponent
};

Decimal shortest_decimal(double magnitude) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, magnitude, std::chars_format::scientific).ptr;
  const std::string text(buffer, end);
  const auto e = text.find('e');
  Decimal result;
  for (char c : text.substr(0, e)) {
    if (c != '.') result.digits += c;
  }
  while (result.digits.size() > 1 && result.digits.back() == '0') result.digits.pop_back();
  result.exponent = std::stoi(text.substr(e + 1)) + 1;
  return result;
}

std::string positional(const Decimal& d) {
  const int count = static_cast<int>(d.digits.size());
  if (d.exponent <= 0) return "0." + std::string(static_cast<std::size_t>(-d.exponent), '0') + d.digits;
  if (d.exponent >= count) return d.digits + std::string(static_cast<std::size_t>(d.exponent - count), '0') + ".0";
  const auto point = static_cast<std::size_t>(d.exponent);
  return d.digits.substr(0, point) + "." + d.digits.substr(point);
}

std::string scientific(const Decimal& d) {
  const int exponent = d.exponent - 1;
  std::string mantissa = d.digits.substr(0, 1);
  if (d.digits.size() > 1) mantissa += "." + d.digits.substr(1);
  return fmt::format("{}e{}{:02}", mantissa, exponent < 0 ? '-' : '+', std::abs(exponent));
}

char pick_quote(std::string_view text) {
  const bool single = text.find('\'') != std::string_view::npos;
  return single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

/// The escape of an ASCII character, or empty if it stands for itself.
std::string ascii_escape(unsigned char c, char quote) {
  switch (c) {
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
  }
  if (c == static_cast<unsigned char>(quote)) return std::string("\\") + quote;
  if (c < 0x20 || c == 0x7f) return fmt::format("\\x{:02x}", c);
  return {};
}

/// Ranges of characters that repr() escapes: controls, formats, separators, surrogates, private use, noncharacters.
struct CharRange {
  char32_t first;
  char32_t last;
};

constexpr CharRange kUnprintable[] = {
    {0x7F, 0xA0},     {0xAD, 0xAD},     {0x600, 0x605},   {0x61C, 0x61C},   {0x6DD, 0x6DD},     {0x70F, 0x70F},
    {0x1680, 0x1680}, {0x180E, 0x180E}, {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F},   {0x3000, 0x3000},
    {0xD800, 0xF8FF}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0001, 0xE007F}, {0xF0000, 0x10FFFF},
};

bool is_printable(char32_t c) {
  return std::none_of(std::begin(kUnprintable), std::end(kUnprintable),
                      [c](CharRange r) { return c >= r.first && c <= r.last; });
}

/// Reads one character of (W)UTF-8 at `at`, which moves behind it.
char32_t next_character(const std::string& text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t c = lead & (0x3Fu >> more);
  for (int i = 0; i < more && at < text.size(); ++i) c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  return c;
}

std::string character_escape(char32_t c) {
  const auto number = static_cast<std::uint32_t>(c);
  return c <= 0xFF     ? fmt::format("\\x{:02x}", number)
         : c <= 0xFFFF ? fmt::format("\\u{:04x}", number)
                       : fmt::format("\\U{:08x}", number);
}

std::string str_repr(const std::string& text) {
  const char quote = pick_quote(text);
  std::string out(1, quote);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_character(text, at);
    const std::string escape = c < 0x80          ? ascii_escape(static_cast<unsigned char>(c), quote)
                               : is_printable(c) ? ""
                                                 : character_escape(c);
    out += escape.empty() ? text.substr(start, at - start) : escape;
  }
  return out + quote;
}

std::string bytes_repr(const std::string& bytes) {
  const char quote = pick_quote(bytes);
  std::string out = std::string("b") + quote;
  for (char raw : bytes) {
    const auto c = static_cast<unsigned char>(raw);
    const std::string escape = c < 0x80 ? ascii_escape(c, quote) : fmt::format("\\x{:02x}", c);
    out += escape.empty() ? std::string(1, raw) : escape;
  }
  return out + quote;
}

std::string joined(const std::vector<Constant>& items) {
  std::string out;
  for (const Constant& item : items) out += (out.empty() ? "" : ", ") + constant_repr(item);
  return out;
}

}  // namespace

std::string float_repr(double value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "inf";
  if (value == 0) return sign + "0.0";
  const Decimal d = shortest_decimal(std::fabs(value));
  const bool short_form = d.exponent > -4 && d.exponent <= 16;
  return sign + (short_form ? positional(d) : scientific(d));
}

std::string constant_repr(const Constant& constant) {
  switch (constant.kind) {
    case ConstantKind::None: return "None";
    case ConstantKind::True: return "True";
    case ConstantKind::False: return "False";
    case ConstantKind::Ellipsis: return "Ellipsis";
    case ConstantKind::Int: return constant.text;
    case ConstantKind::Float: return float_repr(constant.real);
    case ConstantKind::Str: return str_repr(constant.text);
    case ConstantKind::Bytes: return bytes_repr(constant.text);
    case ConstantKind::Tuple: return "(" + joined(constant.items) + (constant.items.size() == 1 ? ",)" : ")");
    case ConstantKind::FrozenSet:
      return constant.items.empty() ? "frozenset()" : "frozenset({" + joined(constant.items) + "})";
    case ConstantKind::Code:
      return fmt::format("<code object {}, file \"{}\", line {}>", constant.code->name, constant.code->filename,
                         constant.code->first_line);
  }
  return {};
}

std::string constant_key(const Constant& constant) {
  const std::string tag = fmt::format("{}:", static_cast<int>(constant.kind));
  switch (constant.kind) {
    case ConstantKind::Int:
    case ConstantKind::Str:
    case ConstantKind::Bytes: return tag + fmt::format("{}:", constant.text.size()) + constant.text;
    case ConstantKind::Float: {
      std::uint64_t bits = 0;
      std::memcpy(&bits, &constant.real, sizeof bits);
      return tag + fmt::format("{:016x}", bits);
    }
    case ConstantKind::Tuple:
    case ConstantKind::FrozenSet: {
      std::vector<std::string> keys;
      for (const Constant& item : constant.items) keys.push_back(constant_key(item));
      if (constant.kind == ConstantKind::FrozenSet) std::sort(keys.begin(), keys.end());
      std::string out = tag + fmt::format("{}(", keys.size());
      for (const std::string& key : keys) out += key + ",";
      return out + ")";
    }
    default: return tag;
  }
}

bool same_constant(const Constant& a, const Constant& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == ConstantKind::Code) return a.code == b.code || same_code(*a.code, *b.code);
  return constant_key(a) == constant_key(b);
}

}  // namespace gilscope
