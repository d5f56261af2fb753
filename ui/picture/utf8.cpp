#include "ui/picture/utf8.hpp"

#include <cstdint>

namespace gilscope::picture {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

/// How many continuation bytes a lead byte asks for; -1: it is none.
int continuations(std::uint8_t lead) {
  if (lead < 0x80) return 0;
  if (lead >= 0xC2 && lead < 0xE0) return 1;
  if (lead >= 0xE0 && lead < 0xF0) return 2;
  if (lead >= 0xF0 && lead < 0xF5) return 3;
  return -1;
}

bool is_scalar(char32_t c, int more) {
  constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  return c >= kSmallest[more] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

bool fits_xml(char32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const std::uint8_t lead = byte_at(text, at++);
  const int more = continuations(lead);
  if (more == 0) return lead;
  if (more < 0 || at + static_cast<std::size_t>(more) > text.size()) return kReplacementChar;
  char32_t c = lead & (0x3F >> more);
  for (int k = 0; k < more; ++k) {
    const std::uint8_t next = byte_at(text, at + static_cast<std::size_t>(k));
    if ((next & 0xC0) != 0x80) return kReplacementChar;
    c = (c << 6) | (next & 0x3F);
  }
  if (!is_scalar(c, more)) return kReplacementChar;
  at += static_cast<std::size_t>(more);
  return c;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default:
        if (c == kReplacementChar || !fits_xml(c)) out += "\xEF\xBF\xBD";
        else out += text.substr(begin, at - begin);
    }
  }
  return out;
}

}  // namespace gilscope::picture
