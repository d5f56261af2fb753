#include "ui/scene/theme.hpp"

#include <algorithm>
#include <cmath>

namespace gilscope::scene {
namespace {

constexpr Color rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex), 255};
}

// The states, in the order of ThreadState. Their colours were searched for: the smallest distance between any two, in OKLab and under
// simulated protanopia, deuteranopia and tritanopia, is as large as it gets near these hues (tests/scene/theme_test.cpp holds it there).
constexpr std::array<Pattern, kThreadStateCount> kStatePatterns = {
    Pattern::Solid, Pattern::Dots, Pattern::Rising, Pattern::Crossed, Pattern::Vertical, Pattern::Solid, Pattern::Horizontal, Pattern::Falling,
    Pattern::Hollow};

// Marks of patterns are a darker (or lighter) tone of their fill: visible, not loud.
constexpr Color toned(Color c, double part, Color towards) {
  const auto mix = [part](std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a + (b - a) * part); };
  return {mix(c.r, towards.r), mix(c.g, towards.g), mix(c.b, towards.b), c.a};
}

Paint paint(std::uint32_t fill, Pattern pattern) {
  const Color color = rgb(fill);
  const Color towards = color.r + color.g + color.b > 300 ? rgb(0x000000) : rgb(0xFFFFFF);
  return {color, toned(color, 0.34, towards), pattern};
}

void set_states(Theme& theme, const std::array<std::uint32_t, kThreadStateCount>& fills) {
  for (std::size_t i = 0; i < fills.size(); ++i) theme.states[i] = paint(fills[i], kStatePatterns[i]);
  theme.gil = theme.states[static_cast<std::size_t>(ThreadState::WaitingForGil)];
  theme.lock = theme.states[static_cast<std::size_t>(ThreadState::WaitingForLock)];
  theme.gil.pattern = theme.lock.pattern = Pattern::Solid;
}

void set_threads(Theme& theme, const std::array<std::uint32_t, 12>& colors) {
  for (std::size_t i = 0; i < colors.size(); ++i) theme.threads[i] = rgb(colors[i]);
}

}  // namespace

Theme dark_theme() {
  Theme t;
  t.dark = true;
  t.background = rgb(0x0F1218);
  t.panel = rgb(0x171B24);
  t.panel_border = rgb(0x2B3242);
  t.text = rgb(0xECEFF5);
  t.text_dim = rgb(0xA3ADBF);
  t.text_on_paint = rgb(0x0C0F14);
  t.grid = rgb(0x222835);
  t.grid_strong = rgb(0x394256);
  t.accent = rgb(0x63ACFF);
  t.selection = rgb(0xFFFFFF);
  t.warning = rgb(0xFFB454);
  t.error = rgb(0xFF7B72);
  set_states(t, {0x38B48A, 0xFFF2A0, 0xF0AC14, 0xB886EE, 0xB54A12, 0x39445C, 0x52DDF4, 0x584DDA, 0x171B24});
  t.object = paint(0x52DDF4, Pattern::Solid);
  t.gc = paint(0xFF7B72, Pattern::Falling);
  set_threads(t, {0x9AA8C0, 0x4FB3E8, 0xF08A74, 0x6FCF97, 0xEB7FB4, 0xB7A3F5, 0xB5D355, 0x3CC7B9, 0xD99A8F, 0x7FD0F5, 0x86A5FF, 0xD7A6D9});
  return t;
}

Theme light_theme() {
  Theme t;
  t.dark = false;
  t.background = rgb(0xF4F6FA);
  t.panel = rgb(0xFFFFFF);
  t.panel_border = rgb(0xD3DAE5);
  t.text = rgb(0x171C26);
  t.text_dim = rgb(0x535E70);
  t.text_on_paint = rgb(0x0C0F14);
  t.grid = rgb(0xE7EBF2);
  t.grid_strong = rgb(0xC5CEDB);
  t.accent = rgb(0x1A66C9);
  t.selection = rgb(0x10141C);
  t.warning = rgb(0x9A5B00);
  t.error = rgb(0xB3261E);
  set_states(t, {0x11837A, 0xFFC02A, 0xC9850C, 0x9A57D2, 0xA31C05, 0xC9D1DE, 0x3AB0F6, 0x254A8A, 0xFFFFFF});
  t.object = paint(0x3AB0F6, Pattern::Solid);
  t.gc = paint(0xB3261E, Pattern::Falling);
  set_threads(t, {0x8592A8, 0x3C9BD6, 0xE0705A, 0x3FAE72, 0xD9629C, 0x9A84E6, 0x8FAE2E, 0x1FA99B, 0xB9786C, 0x5DB4DA, 0x6A8AF0, 0xC086C4});
  return t;
}

// Relative luminance and contrast after WCAG 2.
double luminance(Color c) {
  const auto linear = [](std::uint8_t v) {
    const double part = v / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double contrast(Color a, Color b) {
  const double one = luminance(a), other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

Color text_on(Color fill) {
  // Of pure black and white one always reaches 4.58; a softer black is nicer where it is enough.
  constexpr Color kSoft = rgb(0x0C0F14), kDarkest = rgb(0x000000), kBrightest = rgb(0xFFFFFF);
  if (contrast(fill, kDarkest) < contrast(fill, kBrightest)) return kBrightest;
  return contrast(fill, kSoft) >= 4.5 ? kSoft : kDarkest;
}

Color blend(Color under, Color over, double part) { return toned(under, part, over).with_alpha(1); }

}  // namespace gilscope::scene
