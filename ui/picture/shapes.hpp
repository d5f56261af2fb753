// How much of a pixel a shape covers: exact for what is bounded by straight lines, to a few per cent for curves.
// Units: device pixels; pixel (x, y) is the square from (x, y) to (x + 1, y + 1).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ui/scene/canvas.hpp"

namespace gilscope::picture {

using scene::Pattern;
using scene::Point;
using scene::Rect;

/// The pixels from (left, top) up to, not including, (right, bottom).
struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool empty() const { return left >= right || top >= bottom; }
  int width() const { return right - left; }
  int height() const { return bottom - top; }
  PixelBox intersect(const PixelBox& other) const;
  bool operator==(const PixelBox&) const = default;
};

/// All pixels that `r` touches, kept within what an int holds.
PixelBox touched_pixels(const Rect& r);

/// The length of [a, b] within [lo, hi].
float overlap(float a, float b, float lo, float hi);

/// A rectangle with round corners.
class RoundRectShape {
 public:
  RoundRectShape(const Rect& r, float radius);
  float coverage(int x, int y) const;
  /// The columns of a row that are covered in full, as far as row `y` is; empty if the row is not.
  PixelBox full_row(int y) const;

 private:
  Rect rect_;
  float radius_;
};

/// A disc, or a ring if `inner` is positive.
class RingShape {
 public:
  RingShape(Point center, float inner, float outer) : center_(center), inner_(inner), outer_(outer) {}
  float coverage(int x, int y) const;

 private:
  Point center_;
  float inner_, outer_;
};

/// A line with round ends.
class CapsuleShape {
 public:
  CapsuleShape(Point from, Point to, float width);
  float coverage(int x, int y) const;
  Rect bounds() const;

 private:
  Point from_, along_;
  float length2_, half_;
};

/// What a convex polygon covers within a box. The polygon is cut to the box first, so it may reach far beyond.
class PolygonMask {
 public:
  PolygonMask(std::span<const Point> points, const PixelBox& box);
  const PixelBox& box() const { return box_; }
  float coverage(int x, int y) const;

 private:
  void add_edge(Point a, Point b);
  void sum_up();

  PixelBox box_;
  std::vector<float> cells_;
};

/// A pattern's marks, one period of them, at a whole number of device pixels per picture pixel.
class PatternTile {
 public:
  /// The marks repeat after this many pixels of the picture.
  static constexpr int kPeriod = 6;
  PatternTile(Pattern pattern, int scale);
  /// 0 to 255; for any device pixel, so that neighbouring rectangles join without a seam.
  std::uint8_t coverage(int x, int y) const;

 private:
  int size_;
  std::vector<std::uint8_t> cells_;
};

}  // namespace gilscope::picture
