#include "ui/picture/shapes.hpp"

#include <algorithm>
#include <cmath>

namespace gilscope::picture {
namespace {

constexpr float kFarAway = 1e8f;

int to_pixel(float v) { return static_cast<int>(std::clamp(v, -kFarAway, kFarAway)); }

/// The part of a pixel within `radius` of something that lies `distance` from the pixel's middle.
float within(float distance, float radius) { return std::clamp(radius - distance + 0.5f, 0.f, 1.f); }

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

Point pixel_center(int x, int y) { return {static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f}; }

/// Cuts a polygon at a line on which `side` is 0; keeps where it is positive.
template <class Side>
std::vector<Point> cut(const std::vector<Point>& in, Side side) {
  std::vector<Point> out;
  for (std::size_t k = 0; k < in.size(); ++k) {
    const Point a = in[k], b = in[(k + 1) % in.size()];
    const float da = side(a), db = side(b);
    if (da >= 0) out.push_back(a);
    if ((da > 0 && db < 0) || (da < 0 && db > 0)) {
      const float t = da / (da - db);
      out.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
    }
  }
  return out;
}

std::vector<Point> cut_to(std::span<const Point> points, const PixelBox& box) {
  std::vector<Point> polygon(points.begin(), points.end());
  const auto left = static_cast<float>(box.left), right = static_cast<float>(box.right);
  const auto top = static_cast<float>(box.top), bottom = static_cast<float>(box.bottom);
  polygon = cut(polygon, [&](Point p) { return p.x - left; });
  polygon = cut(polygon, [&](Point p) { return right - p.x; });
  polygon = cut(polygon, [&](Point p) { return p.y - top; });
  return cut(polygon, [&](Point p) { return bottom - p.y; });
}

Rect bounds_of(const std::vector<Point>& points) {
  if (points.empty()) return {};
  float x0 = points[0].x, x1 = x0, y0 = points[0].y, y1 = y0;
  for (const Point p : points) {
    x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
    y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
  }
  return {x0, y0, x1 - x0, y1 - y0};
}

/// How far `v` is from the nearest multiple of `period`.
float from_grid(float v, float period) { return std::abs(v - period * std::round(v / period)); }

/// The coverage of a pattern's marks at a point, in pixels of the picture; `pixel`: the size of a device pixel in these.
float pattern_at(Pattern pattern, float x, float y, float pixel) {
  constexpr float kPeriod = PatternTile::kPeriod;
  constexpr float kHalfLine = 0.6f, kDot = 1.15f;
  const auto line = [&](float d) { return within(d / pixel, kHalfLine / pixel); };
  const float rising = from_grid(x + y, kPeriod) * 0.70710678f, falling = from_grid(x - y, kPeriod) * 0.70710678f;
  switch (pattern) {
    case Pattern::Rising: return line(rising);
    case Pattern::Falling: return line(falling);
    case Pattern::Crossed: return std::max(line(rising), line(falling));
    case Pattern::Horizontal: return line(from_grid(y - kPeriod / 2, kPeriod));
    case Pattern::Vertical: return line(from_grid(x - kPeriod / 2, kPeriod));
    case Pattern::Dots: {
      const float middle = kPeriod / 2;
      return within(std::hypot(from_grid(x - middle, kPeriod), from_grid(y - middle, kPeriod)) / pixel, kDot / pixel);
    }
    case Pattern::Solid:
    case Pattern::Hollow: return 0;
  }
  return 0;
}

}  // namespace

PixelBox PixelBox::intersect(const PixelBox& other) const {
  return {std::max(left, other.left), std::max(top, other.top), std::min(right, other.right), std::min(bottom, other.bottom)};
}

PixelBox touched_pixels(const Rect& r) {
  return {to_pixel(std::floor(r.x)), to_pixel(std::floor(r.y)), to_pixel(std::ceil(r.right())), to_pixel(std::ceil(r.bottom()))};
}

float overlap(float a, float b, float lo, float hi) { return std::max(0.f, std::min(b, hi) - std::max(a, lo)); }

RoundRectShape::RoundRectShape(const Rect& r, float radius)
    : rect_(r), radius_(std::clamp(radius, 0.f, std::max(0.f, std::min(r.w, r.h) / 2))) {}

float RoundRectShape::coverage(int x, int y) const {
  const auto left = static_cast<float>(x), top = static_cast<float>(y);
  const float straight = overlap(left, left + 1, rect_.x, rect_.right()) * overlap(top, top + 1, rect_.y, rect_.bottom());
  if (radius_ <= 0 || straight <= 0) return straight;
  const Point p = pixel_center(x, y);
  // Where the radius is half a side, rounding can put the far edge before the near one.
  const float near_x = rect_.x + radius_, near_y = rect_.y + radius_;
  const Point nearest{std::clamp(p.x, near_x, std::max(near_x, rect_.right() - radius_)),
                      std::clamp(p.y, near_y, std::max(near_y, rect_.bottom() - radius_))};
  if (p.x == nearest.x || p.y == nearest.y) return straight;
  return std::min(straight, within(distance(p, nearest), radius_));
}

PixelBox RoundRectShape::full_row(int y) const {
  const auto top = static_cast<float>(y);
  if (top < rect_.y || top + 1 > rect_.bottom()) return {};
  const bool at_corners = top < rect_.y + radius_ || top + 1 > rect_.bottom() - radius_;
  const float inset = at_corners ? radius_ : 0;
  return {to_pixel(std::ceil(rect_.x + inset)), y, to_pixel(std::floor(rect_.right() - inset)), y + 1};
}

float RingShape::coverage(int x, int y) const {
  const float d = distance(pixel_center(x, y), center_);
  if (inner_ <= 0) return within(d, outer_);
  return overlap(d - 0.5f, d + 0.5f, inner_, outer_);
}

CapsuleShape::CapsuleShape(Point from, Point to, float width)
    : from_(from), along_{to.x - from.x, to.y - from.y}, length2_(along_.x * along_.x + along_.y * along_.y), half_(width / 2) {}

float CapsuleShape::coverage(int x, int y) const {
  const Point p = pixel_center(x, y);
  const float dot = (p.x - from_.x) * along_.x + (p.y - from_.y) * along_.y;
  const float t = length2_ > 0 ? std::clamp(dot / length2_, 0.f, 1.f) : 0.f;
  const float d = distance(p, {from_.x + along_.x * t, from_.y + along_.y * t});
  return overlap(d - 0.5f, d + 0.5f, -half_, half_);
}

Rect CapsuleShape::bounds() const {
  const float x0 = std::min(from_.x, from_.x + along_.x), y0 = std::min(from_.y, from_.y + along_.y);
  return Rect{x0, y0, std::abs(along_.x), std::abs(along_.y)}.inset(-half_ - 1);
}

PolygonMask::PolygonMask(std::span<const Point> points, const PixelBox& box) {
  if (box.empty() || points.size() < 3) return;
  const auto polygon = cut_to(points, box);
  if (polygon.size() < 3) return;
  box_ = touched_pixels(bounds_of(polygon)).intersect(box);
  if (box_.empty()) return;
  // Two columns more than the box has: edges on its right border leave their traces there.
  cells_.assign(static_cast<std::size_t>(box_.width() + 2) * static_cast<std::size_t>(box_.height()), 0.f);
  for (std::size_t k = 0; k < polygon.size(); ++k) add_edge(polygon[k], polygon[(k + 1) % polygon.size()]);
  sum_up();
}

// Signed-area accumulation: each edge leaves, per row, the change of coverage that it causes in its columns; sums over a row give the
// coverage itself.
void PolygonMask::add_edge(Point a, Point b) {
  if (a.y == b.y) return;
  const float sign = a.y < b.y ? 1.f : -1.f;
  if (a.y > b.y) std::swap(a, b);
  const float slope = (b.x - a.x) / (b.y - a.y);
  const int first = std::max(box_.top, to_pixel(std::floor(a.y))), last = std::min(box_.bottom, to_pixel(std::ceil(b.y)));
  for (int row = first; row < last; ++row) {
    const float y0 = std::max(a.y, static_cast<float>(row)), y1 = std::min(b.y, static_cast<float>(row + 1));
    if (y1 <= y0) continue;
    const float xa = a.x + (y0 - a.y) * slope, xb = a.x + (y1 - a.y) * slope;
    const float limit = static_cast<float>(box_.width());
    const float x0 = std::clamp(std::min(xa, xb) - static_cast<float>(box_.left), 0.f, limit);
    const float x1 = std::clamp(std::max(xa, xb) - static_cast<float>(box_.left), 0.f, limit);
    float* cells = &cells_[static_cast<std::size_t>(row - box_.top) * static_cast<std::size_t>(box_.width() + 2)];
    const float height = sign * (y1 - y0);
    // left_of(c): of the edge's points left of column c's right border, the mean distance to that border. Its first difference is what
    // the edge covers in column c, its second what changes from one column to the next.
    const auto left_of = [&](int c) {
      const auto border = static_cast<float>(c + 1);
      const float reached = std::min(x1, border);
      const float part = x1 > x0 ? (reached - x0) / (x1 - x0) : 1.f;
      return part * (border - (x0 + reached) / 2);
    };
    const int last_column = static_cast<int>(x1);
    float area = 0, covered = 0;
    for (int c = static_cast<int>(x0); c <= last_column; ++c) {
      const float next_area = left_of(c), next_covered = next_area - area;
      cells[c] += height * (next_covered - covered);
      area = next_area, covered = next_covered;
    }
    cells[last_column + 1] += height * (1.f - covered);  // and all behind in full
  }
}

void PolygonMask::sum_up() {
  const int stride = box_.width() + 2;
  for (int row = 0; row < box_.height(); ++row) {
    float sum = 0;
    float* cells = &cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(stride)];
    for (int c = 0; c < stride; ++c) cells[c] = std::min(1.f, std::abs(sum += cells[c]));
  }
}

float PolygonMask::coverage(int x, int y) const {
  if (x < box_.left || x >= box_.right || y < box_.top || y >= box_.bottom) return 0;
  return cells_[static_cast<std::size_t>(y - box_.top) * static_cast<std::size_t>(box_.width() + 2) + static_cast<std::size_t>(x - box_.left)];
}

PatternTile::PatternTile(Pattern pattern, int scale) : size_(kPeriod * scale), cells_(static_cast<std::size_t>(size_ * size_)) {
  const float pixel = 1.f / static_cast<float>(scale);
  for (int y = 0; y < size_; ++y)
    for (int x = 0; x < size_; ++x) {
      const Point p = pixel_center(x, y);
      cells_[static_cast<std::size_t>(y * size_ + x)] =
          static_cast<std::uint8_t>(pattern_at(pattern, p.x * pixel, p.y * pixel, pixel) * 255 + 0.5f);
    }
}

std::uint8_t PatternTile::coverage(int x, int y) const {
  const int column = ((x % size_) + size_) % size_, row = ((y % size_) + size_) % size_;
  return cells_[static_cast<std::size_t>(row * size_ + column)];
}

}  // namespace gilscope::picture
