// The marks of a pattern within a rectangle, as line segments and dots. The marks hang on the picture, not on the rectangle: neighbouring
// rectangles continue each other's stripes, and nothing crawls when a span grows.
#pragma once

#include <algorithm>
#include <cmath>

#include "ui/scene/canvas.hpp"

namespace gilscope::desktop {

/// Calls `segment(from, to)` for the diagonals at `step` pixels from each other, clipped to `r`. `rising`: up to the right.
template <class Segment>
void for_each_diagonal(const scene::Rect& r, float step, bool rising, const Segment& segment) {
  // Rising: x + y = c. Falling: x - y = c.
  const float low = rising ? r.x + r.y : r.x - r.bottom();
  const float high = rising ? r.right() + r.bottom() : r.right() - r.y;
  for (float c = std::ceil(low / step) * step; c < high; c += step) {
    const float from = rising ? std::max(r.x, c - r.bottom()) : std::max(r.x, c + r.y);
    const float to = rising ? std::min(r.right(), c - r.y) : std::min(r.right(), c + r.bottom());
    if (to > from) segment(scene::Point{from, rising ? c - from : from - c}, scene::Point{to, rising ? c - to : to - c});
  }
}

template <class Segment>
void for_each_horizontal(const scene::Rect& r, float step, const Segment& segment) {
  for (float y = std::ceil(r.y / step) * step; y < r.bottom(); y += step) segment(scene::Point{r.x, y}, scene::Point{r.right(), y});
}

template <class Segment>
void for_each_vertical(const scene::Rect& r, float step, const Segment& segment) {
  for (float x = std::ceil(r.x / step) * step; x < r.right(); x += step) segment(scene::Point{x, r.y}, scene::Point{x, r.bottom()});
}

/// Calls `dot(center)` for a staggered grid within `r`.
template <class Dot>
void for_each_dot(const scene::Rect& r, float step, const Dot& dot) {
  for (float y = std::ceil(r.y / step) * step; y < r.bottom(); y += step) {
    const float shift = std::fmod(std::abs(y / step), 2.f) >= 1 ? step / 2 : 0;
    for (float x = std::ceil((r.x - shift) / step) * step + shift; x < r.right(); x += step) dot(scene::Point{x, y});
  }
}

}  // namespace gilscope::desktop
