#include "sim/lang/unicode.hpp"

#include <utf8proc.h>

#include <cstdlib>

namespace gilscope::unicode {

namespace {

utf8proc_category_t category(char32_t code_point) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(code_point));
}

bool is_letter_like(char32_t code_point) {
  switch (category(code_point)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_NL:
      return true;
    default:  // Other_ID_Start
      return code_point == 0x1885 || code_point == 0x1886 || code_point == 0x2118 || code_point == 0x212E;
  }
}

bool is_mark_or_digit(char32_t code_point) {
  switch (category(code_point)) {
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ND: case UTF8PROC_CATEGORY_PC:
      return true;
    default:  // Other_ID_Continue
      return code_point == 0xB7 || code_point == 0x387 || (code_point >= 0x1369 && code_point <= 0x1371) ||
             code_point == 0x19DA;
  }
}

/// XID excludes characters whose NFKC form would no longer be an identifier.
template <class First>
bool survives_normalization(char32_t code_point, First accepts_first) {
  std::string text;
  append(text, code_point);
  const std::string folded = nfkc(text);
  for (std::size_t at = 0; at < folded.size();) {
    const bool first = at == 0;
    const char32_t c = decode(folded, at);
    if (first ? !accepts_first(c) : !(is_letter_like(c) || is_mark_or_digit(c) || c == '_')) return false;
  }
  return true;
}

}  // namespace

char32_t decode(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(at);
  const int extra = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  char32_t value = extra == 0 ? lead : lead & (0x3Fu >> extra);
  for (int i = 1; i <= extra && at + static_cast<std::size_t>(i) < text.size(); ++i) {
    value = (value << 6) | (byte(at + static_cast<std::size_t>(i)) & 0x3F);
  }
  at += static_cast<std::size_t>(extra) + 1;
  return value;
}

void append(std::string& out, char32_t c) {
  const auto put = [&](char32_t v) { out.push_back(static_cast<char>(v)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
  if (c < 0x10000) return put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
}

std::size_t find_invalid(std::string_view text) {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    utf8proc_int32_t code_point = -1;
    const auto used = utf8proc_iterate(bytes + at, static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
    if (used <= 0) return at;
    at += static_cast<std::size_t>(used);
  }
  return std::string_view::npos;
}

int length(std::string_view text) {
  int count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

bool is_identifier_start(char32_t c) {
  if (c < 0x80) return c == '_' || (c | 0x20) - 'a' < 26u;
  return is_letter_like(c) && survives_normalization(c, [](char32_t f) { return is_letter_like(f) || f == '_'; });
}

bool is_identifier_continue(char32_t c) {
  if (c < 0x80) return is_identifier_start(c) || c - '0' < 10u;
  const auto accepts = [](char32_t f) { return is_letter_like(f) || is_mark_or_digit(f); };
  return accepts(c) && survives_normalization(c, accepts);
}

bool is_printable(char32_t c) {
  if (c == ' ') return true;
  switch (category(c)) {
    case UTF8PROC_CATEGORY_CN: case UTF8PROC_CATEGORY_CC: case UTF8PROC_CATEGORY_CF: case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO: case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP:
      return false;
    default:
      return true;
  }
}

bool is_space(char32_t c) {
  if ((c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85) return true;
  const auto kind = category(c);
  return kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL || kind == UTF8PROC_CATEGORY_ZP;
}

std::string nfkc(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  std::string result =
      size < 0 ? std::string(text) : std::string(reinterpret_cast<char*>(mapped), static_cast<std::size_t>(size));
  std::free(mapped);
  return result;
}

}  // namespace gilscope::unicode
