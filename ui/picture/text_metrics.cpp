#include "ui/picture/text_metrics.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "ui/picture/utf8.hpp"

namespace gilscope::picture {
namespace {

// Advances of the characters from space to tilde, in hundredths of an em, measured on Inter Regular and Inter SemiBold.
constexpr std::array<std::uint8_t, 95> kRegular = {
    28, 28, 40, 63, 64, 81, 64, 22, 36, 36, 50, 66, 28, 46, 28, 36, 63, 46, 61, 64, 64, 61, 62, 57, 62, 62, 28, 28, 66, 66, 66, 51,
    94, 68, 65, 73, 72, 60, 59, 74, 74, 26, 54, 65, 56, 89, 75, 76, 63, 76, 64, 64, 64, 74, 68, 95, 64, 66, 63, 36, 36, 36, 47, 45,
    50, 56, 62, 56, 62, 58, 36, 61, 59, 24, 24, 54, 24, 87, 59, 60, 61, 61, 37, 52, 36, 58, 56, 81, 54, 56, 54, 36, 33, 36, 66};
constexpr std::array<std::uint8_t, 95> kBold = {
    25, 31, 40, 64, 65, 84, 66, 21, 39, 39, 54, 67, 30, 47, 29, 38,  67, 48, 62, 65, 67, 63, 65, 59, 65, 65, 29, 30, 67, 67, 67, 54,
    100, 72, 66, 74, 72, 61, 59, 75, 74, 27, 56, 68, 57, 91, 74, 77, 64, 78, 65, 65, 66, 73, 72, 101, 69, 70, 65, 39, 38, 39, 48, 47,
    50, 57, 63, 58, 63, 59, 38, 63, 61, 26, 26, 57, 26, 90, 61, 61, 62, 62, 40, 55, 38, 61, 58, 84, 56, 58, 56, 39, 36, 39, 67};
constexpr int kMono = 60;
constexpr int kOther = 62;   // letters of other alphabets
constexpr int kWide = 100;   // Chinese, Japanese, Korean, emoji

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c < 0x1160) || (c >= 0x2E80 && c < 0xA4D0) || (c >= 0xAC00 && c < 0xD7A4) || (c >= 0xF900 && c < 0xFB00) ||
         (c >= 0xFE30 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFF61) || c >= 0x1F000;
}

int advance(char32_t c, scene::Font font) {
  if (is_wide(c)) return kWide;
  if (font == scene::Font::Mono) return kMono;
  if (c < 0x20 || c > 0x7E) return kOther;
  return (font == scene::Font::Bold ? kBold : kRegular)[c - 0x20];
}

}  // namespace

float estimated_width(std::string_view utf8, scene::Font font, float size) {
  int hundredths = 0;
  for (std::size_t at = 0; at < utf8.size();) hundredths += advance(next_code_point(utf8, at), font);
  return static_cast<float>(hundredths) * size / 100.f;
}

}  // namespace gilscope::picture
