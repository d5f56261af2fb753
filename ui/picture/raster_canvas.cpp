#include "ui/picture/raster_canvas.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace gilscope::picture {

using scene::Align;
using scene::Color;
using scene::TextStyle;

namespace {

constexpr int kPatternCount = 8;
constexpr int kShifts = 4;                      // positions of a glyph within a device pixel
constexpr std::size_t kMostGlyphs = 20'000;     // kept; an animation that zooms text would fill the memory otherwise

std::uint8_t mix(int source, int destination, int alpha) {
  return static_cast<std::uint8_t>((source * alpha + destination * (255 - alpha) + 127) / 255);
}

}  // namespace

RasterCanvas::RasterCanvas(int width, int height, int scale, Color background, std::shared_ptr<const FontSet> fonts)
    : width_(width * scale), height_(height * scale), scale_(scale), fonts_(std::move(fonts)),
      pixels_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 4) {
  assert(width > 0 && height > 0 && scale > 0);
  for (int p = 0; p < kPatternCount; ++p) tiles_.emplace_back(static_cast<Pattern>(p), scale);
  clear(background);
}

void RasterCanvas::clear(Color background) {
  for (std::size_t k = 0; k < pixels_.size(); k += 4) {
    pixels_[k] = background.r, pixels_[k + 1] = background.g, pixels_[k + 2] = background.b, pixels_[k + 3] = 255;
  }
  clip_ = {0, 0, width_, height_};
  outer_clips_.clear();
}

void RasterCanvas::restore(const std::vector<std::uint8_t>& rgba) {
  assert(rgba.size() == pixels_.size());
  pixels_ = rgba;
  clip_ = {0, 0, width_, height_};
  outer_clips_.clear();
}

Color RasterCanvas::pixel(int x, int y) const {
  assert(x >= 0 && y >= 0 && x < width_ && y < height_);
  const std::size_t at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)) * 4;
  return {pixels_[at], pixels_[at + 1], pixels_[at + 2], 255};
}

// ---- Pixels -------------------------------------------------------------------------------------------------------------------------

void RasterCanvas::blend(int x, int y, Color color, int coverage) {
  const int alpha = (color.a * coverage + 127) / 255;
  if (alpha == 0) return;
  std::uint8_t* p = &pixels_[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)) * 4];
  p[0] = mix(color.r, p[0], alpha);
  p[1] = mix(color.g, p[1], alpha);
  p[2] = mix(color.b, p[2], alpha);
}

void RasterCanvas::fill_span(int y, int from, int to, Color color) {
  if (color.a < 255) {
    for (int x = from; x < to; ++x) blend(x, y, color, 255);
    return;
  }
  std::uint8_t* p = &pixels_[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(from)) * 4];
  for (int x = from; x < to; ++x, p += 4) p[0] = color.r, p[1] = color.g, p[2] = color.b;
}

template <class Coverage>
void RasterCanvas::shade(const Rect& bounds, Color color, Coverage coverage) {
  const PixelBox box = touched_pixels(bounds).intersect(clip_);
  for (int y = box.top; y < box.bottom; ++y)
    for (int x = box.left; x < box.right; ++x) {
      const float part = coverage(x, y);
      if (part > 0) blend(x, y, color, static_cast<int>(part * 255 + 0.5f));
    }
}

Point RasterCanvas::device(Point p) const {
  const auto s = static_cast<float>(scale_);
  return {p.x * s, p.y * s};
}

Rect RasterCanvas::device(const Rect& r) const {
  const auto s = static_cast<float>(scale_);
  return {r.x * s, r.y * s, r.w * s, r.h * s};
}

float RasterCanvas::stroke_width(float width) const { return std::max(0.f, width) * static_cast<float>(scale_); }

// ---- Shapes -------------------------------------------------------------------------------------------------------------------------

void RasterCanvas::fill_rect(const Rect& r, Color color, float radius) {
  fill_device_rect(device(r), color, radius * static_cast<float>(scale_));
}

void RasterCanvas::fill_device_rect(const Rect& r, Color color, float radius) {
  if (!(r.w > 0) || !(r.h > 0)) return;
  const RoundRectShape shape(r, radius);
  const PixelBox box = touched_pixels(r).intersect(clip_);
  for (int y = box.top; y < box.bottom; ++y) {
    const PixelBox full = shape.full_row(y).intersect(clip_);
    const int from = full.empty() ? box.right : full.left, to = full.empty() ? box.right : full.right;
    for (int x = box.left; x < from; ++x) blend(x, y, color, static_cast<int>(shape.coverage(x, y) * 255 + 0.5f));
    if (from < to) fill_span(y, from, to, color);
    for (int x = to; x < box.right; ++x) blend(x, y, color, static_cast<int>(shape.coverage(x, y) * 255 + 0.5f));
  }
}

void RasterCanvas::fill_pattern(const Rect& r, Pattern pattern, Color color) {
  if (pattern == Pattern::Solid || pattern == Pattern::Hollow) return;
  const PatternTile& tile = tiles_[static_cast<std::size_t>(pattern)];
  const RoundRectShape shape(device(r), 0);
  shade(device(r), color, [&](int x, int y) {
    const std::uint8_t mark = tile.coverage(x, y);
    return mark == 0 ? 0.f : shape.coverage(x, y) * static_cast<float>(mark) / 255.f;
  });
}

void RasterCanvas::stroke_rect(const Rect& r, Color color, float width, float radius) {
  const float w = stroke_width(width);
  Rect outer = device(r);
  const float right = std::round(outer.right()), bottom = std::round(outer.bottom());
  outer.x = std::round(outer.x), outer.y = std::round(outer.y);
  outer.w = right - outer.x, outer.h = bottom - outer.y;
  if (!(outer.w > 0) || !(outer.h > 0) || w <= 0) return;
  const float round = radius * static_cast<float>(scale_);
  const RoundRectShape outside(outer, round);
  const bool solid = outer.w <= 2 * w || outer.h <= 2 * w;
  const RoundRectShape inside(solid ? Rect{} : outer.inset(w), std::max(0.f, round - w));
  const auto ring = [&](int x, int y) { return std::max(0.f, outside.coverage(x, y) - inside.coverage(x, y)); };
  if (solid) return shade(outer, color, ring);
  const float band = std::ceil(std::max(w, round)) + 1;
  const float middle = std::max(0.f, outer.h - 2 * band);
  shade({outer.x, outer.y, outer.w, std::min(band, outer.h)}, color, ring);
  shade({outer.x, outer.y + band, std::min(band, outer.w), middle}, color, ring);
  if (outer.w > band) {
    const float left = std::max(outer.x + band, outer.right() - band);
    shade({left, outer.y + band, outer.right() - left, middle}, color, ring);
  }
  if (outer.h > band) {
    const float top = std::max(outer.y + band, outer.bottom() - band);
    shade({outer.x, top, outer.w, outer.bottom() - top}, color, ring);
  }
}

void RasterCanvas::straight_line(Point from, Point to, Color color, float width) {
  // Along an axis: the two long edges go to whole pixels, if the line is at least one wide.
  const auto place = [&](float middle) { return width >= 1 ? std::round(middle - width / 2) : middle - width / 2; };
  const float thick = width >= 1 ? std::round(width) : width;
  if (from.x == to.x) {
    const float top = std::min(from.y, to.y);
    fill_device_rect({place(from.x), top, thick, std::abs(to.y - from.y)}, color, 0);
  } else {
    const float left = std::min(from.x, to.x);
    fill_device_rect({left, place(from.y), std::abs(to.x - from.x), thick}, color, 0);
  }
}

void RasterCanvas::line(Point from, Point to, Color color, float width) {
  const Point a = device(from), b = device(to);
  const float w = stroke_width(width), length = std::hypot(b.x - a.x, b.y - a.y);
  if (!(length > 0) || w <= 0) return;
  if (a.x == b.x || a.y == b.y) return straight_line(a, b, color, w);
  const float dx = -(b.y - a.y) / length * w / 2, dy = (b.x - a.x) / length * w / 2;
  const Point corners[] = {{a.x + dx, a.y + dy}, {b.x + dx, b.y + dy}, {b.x - dx, b.y - dy}, {a.x - dx, a.y - dy}};
  const PolygonMask mask(corners, clip_);
  const PixelBox& box = mask.box();
  for (int y = box.top; y < box.bottom; ++y)
    for (int x = box.left; x < box.right; ++x) blend(x, y, color, static_cast<int>(mask.coverage(x, y) * 255 + 0.5f));
}

void RasterCanvas::polyline(std::span<const Point> points, Color color, float width) {
  const float w = stroke_width(width);
  if (points.size() < 2 || w <= 0) return;
  Rect all = CapsuleShape(device(points[0]), device(points[0]), w).bounds();
  float right = all.right(), bottom = all.bottom();
  for (const Point p : points) {
    const Rect b = CapsuleShape(device(p), device(p), w).bounds();
    all.x = std::min(all.x, b.x), all.y = std::min(all.y, b.y);
    right = std::max(right, b.right()), bottom = std::max(bottom, b.bottom());
  }
  const PixelBox box = touched_pixels({all.x, all.y, right - all.x, bottom - all.y}).intersect(clip_);
  if (box.empty()) return;
  // The segments' coverages are united before the colour is laid on, so that joints of a translucent line are no darker.
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(box.width()) * static_cast<std::size_t>(box.height()));
  for (std::size_t k = 0; k + 1 < points.size(); ++k) {
    const CapsuleShape capsule(device(points[k]), device(points[k + 1]), w);
    const PixelBox part = touched_pixels(capsule.bounds()).intersect(box);
    for (int y = part.top; y < part.bottom; ++y)
      for (int x = part.left; x < part.right; ++x) {
        auto& cell = mask[static_cast<std::size_t>(y - box.top) * static_cast<std::size_t>(box.width()) + static_cast<std::size_t>(x - box.left)];
        cell = std::max(cell, static_cast<std::uint8_t>(capsule.coverage(x, y) * 255 + 0.5f));
      }
  }
  std::size_t cell = 0;
  for (int y = box.top; y < box.bottom; ++y)
    for (int x = box.left; x < box.right; ++x) blend(x, y, color, mask[cell++]);
}

void RasterCanvas::fill_polygon(std::span<const Point> points, Color color) {
  std::vector<Point> corners;
  corners.reserve(points.size());
  for (const Point p : points) corners.push_back(device(p));
  const PolygonMask mask(corners, clip_);
  const PixelBox& box = mask.box();
  for (int y = box.top; y < box.bottom; ++y)
    for (int x = box.left; x < box.right; ++x) blend(x, y, color, static_cast<int>(mask.coverage(x, y) * 255 + 0.5f));
}

void RasterCanvas::fill_ring(Point center, float inner, float outer, Color color) {
  if (!(outer > 0)) return;
  const RingShape ring(center, inner, outer);
  shade(Rect{center.x - outer, center.y - outer, 2 * outer, 2 * outer}.inset(-1), color, [&](int x, int y) { return ring.coverage(x, y); });
}

void RasterCanvas::fill_circle(Point center, float radius, Color color) {
  fill_ring(device(center), 0, radius * static_cast<float>(scale_), color);
}

void RasterCanvas::stroke_circle(Point center, float radius, Color color, float width) {
  const float r = radius * static_cast<float>(scale_), half = stroke_width(width) / 2;
  fill_ring(device(center), std::max(0.f, r - half), r + half, color);
}

// ---- Text ---------------------------------------------------------------------------------------------------------------------------

float RasterCanvas::text_width(std::string_view utf8, const TextStyle& style) { return fonts_->width(utf8, style.font, style.size); }

void RasterCanvas::text(Point at, std::string_view utf8, const TextStyle& style) {
  if (!(style.size > 0)) return;
  const auto s = static_cast<float>(scale_);
  float left = at.x;
  if (style.align != Align::Left) {
    const float width = text_width(utf8, style);
    left -= style.align == Align::Center ? width / 2 : width;
  }
  const float em = style.size * s;
  const int baseline = static_cast<int>(std::lround((at.y + style.size * kBaselineBelowMiddle) * s));
  fonts_->layout(utf8, style.font, style.size,
                 [&](GlyphId glyph, float pen) { draw_glyph(glyph, em, (left + pen) * s, baseline, style.color); });
}

void RasterCanvas::draw_glyph(GlyphId glyph, float em, float pen, int baseline, Color color) {
  // Far outside of the picture: nothing to draw, and no glyph to make.
  if (pen > static_cast<float>(clip_.right) + em || pen < static_cast<float>(clip_.left) - 2 * em) return;
  const int quarters = static_cast<int>(std::floor(pen * kShifts + 0.5f));
  const int whole = quarters >= 0 ? quarters / kShifts : -((-quarters + kShifts - 1) / kShifts);
  const GlyphBitmap& glyph_bitmap = bitmap(glyph, em, quarters - whole * kShifts);
  const int left = whole + glyph_bitmap.left, top = baseline + glyph_bitmap.top;
  const PixelBox box = PixelBox{left, top, left + glyph_bitmap.width, top + glyph_bitmap.height}.intersect(clip_);
  for (int y = box.top; y < box.bottom; ++y) {
    const std::uint8_t* row = &glyph_bitmap.coverage[static_cast<std::size_t>(y - top) * static_cast<std::size_t>(glyph_bitmap.width)];
    for (int x = box.left; x < box.right; ++x) blend(x, y, color, row[x - left]);
  }
}

const GlyphBitmap& RasterCanvas::bitmap(GlyphId glyph, float em, int shift) {
  if (glyphs_.size() > kMostGlyphs) glyphs_.clear();
  const auto size = static_cast<std::uint64_t>(std::lround(em * 16)) & 0xFFFFF;
  const std::uint64_t key = (size << 40) | (std::uint64_t{glyph.face & 0xFFu} << 32) | (std::uint64_t{glyph.glyph} << 2) | static_cast<std::uint64_t>(shift);
  const auto it = glyphs_.find(key);
  if (it != glyphs_.end()) return it->second;
  return glyphs_.emplace(key, fonts_->rasterize(glyph, em, static_cast<float>(shift) / kShifts)).first->second;
}

// ---- Clips --------------------------------------------------------------------------------------------------------------------------

void RasterCanvas::push_clip(const Rect& r) {
  outer_clips_.push_back(clip_);
  const Rect d = device(r);
  clip_ = clip_.intersect(touched_pixels({std::round(d.x), std::round(d.y), std::round(d.right()) - std::round(d.x), std::round(d.bottom()) - std::round(d.y)}));
}

void RasterCanvas::pop_clip() {
  assert(!outer_clips_.empty());
  clip_ = outer_clips_.back();
  outer_clips_.pop_back();
}

}  // namespace gilscope::picture
