#include "ui/scene/paint.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace gilscope::scene {
namespace {

constexpr float kNarrowestPattern = 7;  // pixels; less shows nothing but noise
constexpr std::string_view kEllipsis = "…";

// Offsets at which a UTF-8 text may be cut.
std::vector<std::size_t> cuts(std::string_view text) {
  std::vector<std::size_t> at;
  for (std::size_t i = 0; i <= text.size(); ++i)
    if (i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) at.push_back(i);
  return at;
}

// The largest n for which make(n) fits; -1 if none does.
template <class Make>
int largest_that_fits(Canvas& canvas, const TextStyle& style, float width, int most, Make make) {
  int low = -1, high = most;
  while (low < high) {
    const int middle = (low + high + 1) / 2;
    if (canvas.text_width(make(middle), style) <= width)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

}  // namespace

void fill_paint(Canvas& canvas, const Rect& r, const Paint& paint, float radius) {
  canvas.fill_rect(r, paint.fill, radius);
  if (paint.pattern != Pattern::Solid && r.w >= kNarrowestPattern && r.h >= kNarrowestPattern)
    canvas.fill_pattern(r, paint.pattern, paint.mark);
}

std::string fitted(Canvas& canvas, std::string_view text, const TextStyle& style, float width) {
  if (text.empty() || width < style.size) return "";
  if (canvas.text_width(text, style) <= width) return std::string(text);
  const auto at = cuts(text);
  const auto make = [&](int n) { return std::string(text.substr(0, at[static_cast<std::size_t>(n)])).append(kEllipsis); };
  const int n = largest_that_fits(canvas, style, width, static_cast<int>(at.size()) - 1, make);
  return n < 1 ? "" : make(n);
}

std::string fitted_middle(Canvas& canvas, std::string_view text, const TextStyle& style, float width) {
  if (text.empty() || width < style.size) return "";
  if (canvas.text_width(text, style) <= width) return std::string(text);
  const auto at = cuts(text);
  const auto make = [&](int n) {
    const auto head = static_cast<std::size_t>((n + 1) / 2), tail = static_cast<std::size_t>(n / 2);
    return std::string(text.substr(0, at[head])).append(kEllipsis).append(text.substr(at[at.size() - 1 - tail]));
  };
  const int n = largest_that_fits(canvas, style, width, static_cast<int>(at.size()) - 1, make);
  return n < 1 ? "" : make(n);
}

std::string fitted_name(Canvas& canvas, std::string_view name, const TextStyle& style, float width) {
  const bool differs_at_its_end = !name.empty() && name.back() >= '0' && name.back() <= '9';
  return differs_at_its_end ? fitted_middle(canvas, name, style, width) : fitted(canvas, name, style, width);
}

float draw_fitted(Canvas& canvas, Point at, std::string_view text, const TextStyle& style, float width) {
  const std::string shown = fitted(canvas, text, style, width);
  if (shown.empty()) return 0;
  canvas.text(at, shown, style);
  return canvas.text_width(shown, style);
}

float draw_chip(Canvas& canvas, const Rect& r, std::string_view text, Color dot, Color fill, const TextStyle& style) {
  const float radius = std::min(r.h * 0.22f, r.w * 0.25f);
  const float left = std::min(r.h * 0.95f, r.w);
  const std::string shown = fitted(canvas, text, style, r.w - left - r.h * 0.35f);
  const float width = shown.empty() ? left : left + canvas.text_width(shown, style) + r.h * 0.35f;
  canvas.fill_rect({r.x, r.y, width, r.h}, fill, r.h / 2);
  canvas.fill_circle({r.x + left * 0.5f, r.y + r.h / 2}, radius, dot);
  if (!shown.empty()) canvas.text({r.x + left * 0.9f, r.y + r.h / 2}, shown, style);
  return width;
}

void draw_arrow_head(Canvas& canvas, Point tip, Point from, float size, Color color) {
  const float dx = tip.x - from.x, dy = tip.y - from.y;
  const float length = std::hypot(dx, dy);
  if (length < 0.5f) return;
  const float ux = dx / length * size, uy = dy / length * size;
  const Point corners[3] = {tip, {tip.x - ux - uy * 0.6f, tip.y - uy + ux * 0.6f}, {tip.x - ux + uy * 0.6f, tip.y - uy - ux * 0.6f}};
  canvas.fill_polygon(corners, color);
}

void draw_dashed(Canvas& canvas, Point from, Point to, Color color, float width, float dash) {
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  const int pieces = std::clamp(static_cast<int>(length / (2 * dash)), 1, 200);
  for (int i = 0; i < pieces; ++i) {
    const float start = (static_cast<float>(i) + 0.25f) / static_cast<float>(pieces);
    canvas.line(between(from, to, start), between(from, to, start + 0.5f / static_cast<float>(pieces)), color, width);
  }
}

float smooth(float part) {
  const float t = std::clamp(part, 0.f, 1.f);
  return t * t * (3 - 2 * t);
}

Point between(Point a, Point b, float part) { return {a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part}; }

Rect clipped(const Rect& r, const Rect& bounds) {
  const float left = std::max(r.x, bounds.x), top = std::max(r.y, bounds.y);
  return {left, top, std::max(0.f, std::min(r.right(), bounds.right()) - left), std::max(0.f, std::min(r.bottom(), bounds.bottom()) - top)};
}

}  // namespace gilscope::scene
