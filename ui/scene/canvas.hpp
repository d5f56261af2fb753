// What a drawing is made of. Scenes draw on a Canvas and know nothing about windows: the desktop app, SVG, PNG and the tests each bring one.
// Units: pixels of a picture at scale 1, y down. Everything drawn later lies on top.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace gilscope::scene {

struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  constexpr bool operator==(const Color&) const = default;
  constexpr Color with_alpha(double part) const { return {r, g, b, static_cast<std::uint8_t>(part * 255 + 0.5)}; }
};

struct Point {
  float x = 0, y = 0;
};

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  constexpr float right() const { return x + w; }
  constexpr float bottom() const { return y + h; }
  constexpr Point center() const { return {x + w / 2, y + h / 2}; }
  constexpr bool contains(Point p) const { return p.x >= x && p.x < x + w && p.y >= y && p.y < y + h; }
  constexpr Rect inset(float d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
  constexpr bool operator==(const Rect&) const = default;
};

/// What stands beside the colour, for those who do not see it: every meaning that has a colour has a pattern too.
enum class Pattern : std::uint8_t { Solid, Rising, Falling, Crossed, Dots, Horizontal, Vertical, Hollow };

enum class Font : std::uint8_t { Regular, Bold, Mono };
enum class Align : std::uint8_t { Left, Center, Right };

struct TextStyle {
  Color color;
  float size = 13;               ///< of the em, in pixels
  Font font = Font::Regular;
  Align align = Align::Left;     ///< of the text to the point's x
};

class Canvas {
 public:
  virtual ~Canvas() = default;

  virtual void fill_rect(const Rect& r, Color color, float radius = 0) = 0;
  /// Covers `r` with the marks of a pattern (Solid and Hollow draw none), to lie over a fill.
  virtual void fill_pattern(const Rect& r, Pattern pattern, Color color) = 0;
  virtual void stroke_rect(const Rect& r, Color color, float width = 1, float radius = 0) = 0;
  virtual void line(Point from, Point to, Color color, float width = 1) = 0;
  virtual void polyline(std::span<const Point> points, Color color, float width = 1) = 0;
  /// A convex polygon.
  virtual void fill_polygon(std::span<const Point> points, Color color) = 0;
  virtual void fill_circle(Point center, float radius, Color color) = 0;
  virtual void stroke_circle(Point center, float radius, Color color, float width = 1) = 0;

  /// One line of text. `at.y` is the middle of the line's height.
  virtual void text(Point at, std::string_view utf8, const TextStyle& style) = 0;
  virtual float text_width(std::string_view utf8, const TextStyle& style) = 0;

  /// Clips intersect with those around them.
  virtual void push_clip(const Rect& r) = 0;
  virtual void pop_clip() = 0;

  /// Names what is drawn until the matching end_group, for readers of SVG and for screen readers. Others ignore it.
  virtual void begin_group(std::string_view name, std::string_view description) { (void)name, (void)description; }
  virtual void end_group() {}
};

/// Pushes a clip for as long as it lives.
class ClipScope {
 public:
  ClipScope(Canvas& canvas, const Rect& r) : canvas_(canvas) { canvas_.push_clip(r); }
  ~ClipScope() { canvas_.pop_clip(); }
  ClipScope(const ClipScope&) = delete;
  ClipScope& operator=(const ClipScope&) = delete;

 private:
  Canvas& canvas_;
};

}  // namespace gilscope::scene
