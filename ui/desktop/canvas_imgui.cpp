#include "ui/desktop/canvas_imgui.hpp"

#include <imgui.h>

#include <vector>

#include "ui/desktop/stripes.hpp"

namespace gilscope::desktop {
namespace {

using scene::Pattern;
using scene::Point;
using scene::Rect;

constexpr float kStripeStep = 6;

ImU32 packed(scene::Color c) { return IM_COL32(c.r, c.g, c.b, c.a); }
ImVec2 vec(Point p) { return {p.x, p.y}; }

// Dear ImGui strokes along the middle of its pixels, as the scenes mean it, if the corners are moved by half the width.
ImVec2 top_left(const Rect& r, float in = 0) { return {r.x + in, r.y + in}; }
ImVec2 bottom_right(const Rect& r, float in = 0) { return {r.right() - in, r.bottom() - in}; }

}  // namespace

void ImGuiCanvas::fill_rect(const Rect& r, scene::Color color, float radius) {
  if (r.w <= 0 || r.h <= 0 || color.a == 0) return;
  list_.AddRectFilled(top_left(r), bottom_right(r), packed(color), radius);
}

void ImGuiCanvas::fill_pattern(const Rect& r, Pattern pattern, scene::Color color) {
  if (r.w < 2 || r.h < 2) return;
  const ImU32 ink = packed(color);
  const auto stroke = [&](Point from, Point to) { list_.AddLine(vec(from), vec(to), ink, 1.4f); };
  switch (pattern) {
    case Pattern::Solid:
    case Pattern::Hollow: return;
    case Pattern::Rising: return for_each_diagonal(r, kStripeStep, true, stroke);
    case Pattern::Falling: return for_each_diagonal(r, kStripeStep, false, stroke);
    case Pattern::Crossed:
      for_each_diagonal(r, kStripeStep * 1.5f, true, stroke);
      return for_each_diagonal(r, kStripeStep * 1.5f, false, stroke);
    case Pattern::Horizontal: return for_each_horizontal(r, 4, stroke);
    case Pattern::Vertical: return for_each_vertical(r, 4, stroke);
    case Pattern::Dots:
      return for_each_dot(r, 5, [&](Point p) { list_.AddRectFilled({p.x - 0.8f, p.y - 0.8f}, {p.x + 0.8f, p.y + 0.8f}, ink); });
  }
}

void ImGuiCanvas::stroke_rect(const Rect& r, scene::Color color, float width, float radius) {
  if (r.w <= 0 || r.h <= 0) return;
  list_.AddRect(top_left(r, width / 2 - 0.5f), bottom_right(r, width / 2 - 0.5f), packed(color), radius, 0, width);
}

void ImGuiCanvas::line(Point from, Point to, scene::Color color, float width) { list_.AddLine(vec(from), vec(to), packed(color), width); }

void ImGuiCanvas::polyline(std::span<const Point> points, scene::Color color, float width) {
  if (points.size() < 2) return;
  static_assert(sizeof(Point) == sizeof(ImVec2));
  list_.AddPolyline(reinterpret_cast<const ImVec2*>(points.data()), static_cast<int>(points.size()), packed(color), 0, width);
}

void ImGuiCanvas::fill_polygon(std::span<const Point> points, scene::Color color) {
  if (points.size() < 3) return;
  list_.AddConvexPolyFilled(reinterpret_cast<const ImVec2*>(points.data()), static_cast<int>(points.size()), packed(color));
}

void ImGuiCanvas::fill_circle(Point center, float radius, scene::Color color) { list_.AddCircleFilled(vec(center), radius, packed(color)); }

void ImGuiCanvas::stroke_circle(Point center, float radius, scene::Color color, float width) {
  list_.AddCircle(vec(center), radius, packed(color), 0, width);
}

void ImGuiCanvas::text(Point at, std::string_view utf8, const scene::TextStyle& style) {
  if (utf8.empty() || style.color.a == 0) return;
  float x = at.x;
  if (style.align != scene::Align::Left) {
    const float width = text_width(utf8, style);
    x -= style.align == scene::Align::Right ? width : width / 2;
  }
  // Whole pixels keep the letters sharp.
  const ImVec2 pos(std::floor(x + 0.5f), std::floor(at.y - style.size / 2 + 0.5f));
  list_.AddText(fonts_.find(style.font, style.size), style.size, pos, packed(style.color), utf8.data(), utf8.data() + utf8.size());
}

float ImGuiCanvas::text_width(std::string_view utf8, const scene::TextStyle& style) {
  ImFont* font = fonts_.find(style.font, style.size);
  return font->CalcTextSizeA(style.size, 1e9f, 0, utf8.data(), utf8.data() + utf8.size()).x;
}

void ImGuiCanvas::push_clip(const Rect& r) { list_.PushClipRect(top_left(r), bottom_right(r), true); }
void ImGuiCanvas::pop_clip() { list_.PopClipRect(); }

}  // namespace gilscope::desktop
