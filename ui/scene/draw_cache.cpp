#include "ui/scene/draw_cache.hpp"

#include <algorithm>

namespace gilscope::scene {
namespace {

constexpr std::size_t kMostParts = 512;

Rect moved(Rect r, float dy) {
  r.y += dy;
  return r;
}

}  // namespace

// Passes everything on and takes notes.
class DrawCache::Recorder final : public Canvas {
 public:
  Recorder(Canvas& canvas, Entry& entry) : canvas_(canvas), entry_(entry) {}

  void fill_rect(const Rect& r, Color color, float radius) override {
    note(Op::Kind::FillRect, r, color).radius = radius;
    canvas_.fill_rect(r, color, radius);
  }
  void fill_pattern(const Rect& r, Pattern pattern, Color color) override {
    note(Op::Kind::Pattern, r, color).pattern = pattern;
    canvas_.fill_pattern(r, pattern, color);
  }
  void stroke_rect(const Rect& r, Color color, float width, float radius) override {
    Op& op = note(Op::Kind::StrokeRect, r, color);
    op.size = width;
    op.radius = radius;
    canvas_.stroke_rect(r, color, width, radius);
  }
  void line(Point from, Point to, Color color, float width) override {
    note(Op::Kind::Line, {from.x, from.y, to.x, to.y}, color).size = width;
    canvas_.line(from, to, color, width);
  }
  void polyline(std::span<const Point> points, Color color, float width) override {
    note_points(Op::Kind::Polyline, points, color).size = width;
    canvas_.polyline(points, color, width);
  }
  void fill_polygon(std::span<const Point> points, Color color) override {
    note_points(Op::Kind::Polygon, points, color);
    canvas_.fill_polygon(points, color);
  }
  void fill_circle(Point c, float radius, Color color) override {
    note(Op::Kind::Circle, {c.x, c.y, 0, 0}, color).radius = radius;
    canvas_.fill_circle(c, radius, color);
  }
  void stroke_circle(Point c, float radius, Color color, float width) override {
    Op& op = note(Op::Kind::StrokeCircle, {c.x, c.y, 0, 0}, color);
    op.radius = radius;
    op.size = width;
    canvas_.stroke_circle(c, radius, color, width);
  }
  void text(Point at, std::string_view utf8, const TextStyle& style) override {
    note(Op::Kind::Text, {at.x, at.y, 0, 0}, style.color).index = static_cast<std::uint32_t>(entry_.texts.size());
    entry_.texts.emplace_back(utf8, style);
    canvas_.text(at, utf8, style);
  }
  float text_width(std::string_view utf8, const TextStyle& style) override { return canvas_.text_width(utf8, style); }
  void push_clip(const Rect& r) override {
    note(Op::Kind::PushClip, r, {});
    canvas_.push_clip(r);
  }
  void pop_clip() override {
    note(Op::Kind::PopClip, {}, {});
    canvas_.pop_clip();
  }
  void begin_group(std::string_view name, std::string_view description) override { canvas_.begin_group(name, description); }
  void end_group() override { canvas_.end_group(); }

 private:
  Op& note(Op::Kind kind, const Rect& box, Color color) {
    Op op;
    op.kind = kind;
    op.box = box;
    op.color = color;
    entry_.ops.push_back(op);
    return entry_.ops.back();
  }
  Op& note_points(Op::Kind kind, std::span<const Point> points, Color color) {
    Op& op = note(kind, {}, color);
    op.index = static_cast<std::uint32_t>(entry_.points.size());
    op.count = static_cast<std::uint32_t>(points.size());
    entry_.points.insert(entry_.points.end(), points.begin(), points.end());
    return op;
  }

  Canvas& canvas_;
  Entry& entry_;
};

void DrawCache::replay(const Entry& entry, float dy, Canvas& canvas, HitList* hits) {
  std::vector<Point> points;
  for (const Op& op : entry.ops) {
    const Point at{op.box.x, op.box.y + dy};
    if (op.count > 0) {
      points.assign(entry.points.begin() + op.index, entry.points.begin() + op.index + op.count);
      for (Point& p : points) p.y += dy;
    }
    switch (op.kind) {
      case Op::Kind::FillRect: canvas.fill_rect(moved(op.box, dy), op.color, op.radius); break;
      case Op::Kind::Pattern: canvas.fill_pattern(moved(op.box, dy), op.pattern, op.color); break;
      case Op::Kind::StrokeRect: canvas.stroke_rect(moved(op.box, dy), op.color, op.size, op.radius); break;
      case Op::Kind::Line: canvas.line(at, {op.box.w, op.box.h + dy}, op.color, op.size); break;
      case Op::Kind::Polyline: canvas.polyline(points, op.color, op.size); break;
      case Op::Kind::Polygon: canvas.fill_polygon(points, op.color); break;
      case Op::Kind::Circle: canvas.fill_circle(at, op.radius, op.color); break;
      case Op::Kind::StrokeCircle: canvas.stroke_circle(at, op.radius, op.color, op.size); break;
      case Op::Kind::Text: canvas.text(at, entry.texts[op.index].first, entry.texts[op.index].second); break;
      case Op::Kind::PushClip: canvas.push_clip(moved(op.box, dy)); break;
      case Op::Kind::PopClip: canvas.pop_clip(); break;
    }
  }
  if (!hits) return;
  for (const HitRegion& region : entry.hits.regions()) hits->add_row(moved(region.area, dy), region.hit, region.columns);
}

void DrawCache::draw(Part part, const Key& key, float top, Canvas& canvas, HitList* hits, const std::function<void(Canvas&, HitList*)>& draw) {
  Entry& entry = entries_[part];
  entry.used = ++clock_;
  if (entry.key == key && entry.with_hits == (hits != nullptr)) return replay(entry, top - entry.top, canvas, hits);
  ++misses_;
  entry.key = key;
  entry.top = top;
  entry.with_hits = hits != nullptr;
  entry.ops.clear();
  entry.texts.clear();
  entry.points.clear();
  entry.hits.clear();
  Recorder recorder(canvas, entry);
  draw(recorder, hits ? &entry.hits : nullptr);
  if (hits)
    for (const HitRegion& region : entry.hits.regions()) hits->add_row(region.area, region.hit, region.columns);
  if (entries_.size() > kMostParts) forget_old();
}

// Lanes that have not been on screen for long.
void DrawCache::forget_old() {
  for (auto entry = entries_.begin(); entry != entries_.end();) entry = clock_ - entry->second.used > kMostParts / 2 ? entries_.erase(entry) : std::next(entry);
}

}  // namespace gilscope::scene
