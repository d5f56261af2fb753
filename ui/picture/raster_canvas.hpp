// A Canvas of pixels in memory: no window, no GL. Edges are anti-aliased by coverage, colours are blended as screens do (in sRGB).
//
// Lines that run straight along an axis, and strokes of rectangles, are moved to whole device pixels, so that they are crisp; strokes of
// rectangles lie inside them. Clips end at whole device pixels.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "ui/picture/font_set.hpp"
#include "ui/picture/shapes.hpp"
#include "ui/scene/canvas.hpp"

namespace gilscope::picture {

class RasterCanvas final : public scene::Canvas {
 public:
  /// `width`, `height`: in pixels of the picture; each becomes scale x scale device pixels. Requires: all positive.
  RasterCanvas(int width, int height, int scale, scene::Color background, std::shared_ptr<const FontSet> fonts);

  /// Back to an empty picture. Glyphs stay in memory: made for animations.
  void clear(scene::Color background);
  /// Back to a picture drawn before: what rgba() was then.
  void restore(const std::vector<std::uint8_t>& rgba);

  int device_width() const { return width_; }
  int device_height() const { return height_; }
  int scale() const { return scale_; }
  /// Rows of R, G, B, A (always 255), from the top.
  const std::vector<std::uint8_t>& rgba() const { return pixels_; }
  scene::Color pixel(int x, int y) const;

  void fill_rect(const scene::Rect& r, scene::Color color, float radius = 0) override;
  void fill_pattern(const scene::Rect& r, scene::Pattern pattern, scene::Color color) override;
  void stroke_rect(const scene::Rect& r, scene::Color color, float width = 1, float radius = 0) override;
  void line(scene::Point from, scene::Point to, scene::Color color, float width = 1) override;
  void polyline(std::span<const scene::Point> points, scene::Color color, float width = 1) override;
  void fill_polygon(std::span<const scene::Point> points, scene::Color color) override;
  void fill_circle(scene::Point center, float radius, scene::Color color) override;
  void stroke_circle(scene::Point center, float radius, scene::Color color, float width = 1) override;
  void text(scene::Point at, std::string_view utf8, const scene::TextStyle& style) override;
  float text_width(std::string_view utf8, const scene::TextStyle& style) override;
  void push_clip(const scene::Rect& r) override;
  void pop_clip() override;

 private:
  template <class Coverage>
  void shade(const scene::Rect& bounds, scene::Color color, Coverage coverage);
  void fill_device_rect(const scene::Rect& r, scene::Color color, float radius);
  void fill_span(int y, int from, int to, scene::Color color);
  void blend(int x, int y, scene::Color color, int coverage);
  void straight_line(scene::Point from, scene::Point to, scene::Color color, float width);
  void fill_ring(scene::Point center, float inner, float outer, scene::Color color);
  void draw_glyph(GlyphId glyph, float em, float pen, int baseline, scene::Color color);
  const GlyphBitmap& bitmap(GlyphId glyph, float em, int shift);
  scene::Point device(scene::Point p) const;
  scene::Rect device(const scene::Rect& r) const;
  float stroke_width(float width) const;

  int width_, height_, scale_;
  std::shared_ptr<const FontSet> fonts_;
  std::vector<std::uint8_t> pixels_;
  PixelBox clip_;
  std::vector<PixelBox> outer_clips_;
  std::vector<PatternTile> tiles_;  // by Pattern
  std::unordered_map<std::uint64_t, GlyphBitmap> glyphs_;
};

}  // namespace gilscope::picture
