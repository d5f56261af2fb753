// A canvas that keeps what was drawn, for tests to ask about. Text is as wide as 0.6 of its size per character.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "ui/scene/canvas.hpp"

namespace gilscope::scene {

struct Drawn {
  enum class Kind { Rect, Pattern, StrokeRect, Line, Polyline, Polygon, Circle, StrokeCircle, Text } kind;
  Rect box;          ///< what it covers, unclipped
  Rect clip;         ///< the clip it was drawn under
  Color color;
  Pattern pattern = Pattern::Solid;
  std::string text;
  TextStyle style;

  /// The part that can be seen.
  Rect seen() const {
    const float left = std::max(box.x, clip.x), top = std::max(box.y, clip.y);
    return {left, top, std::max(0.f, std::min(box.right(), clip.right()) - left), std::max(0.f, std::min(box.bottom(), clip.bottom()) - top)};
  }
};

class RecordingCanvas final : public Canvas {
 public:
  explicit RecordingCanvas(Rect bounds) { clips_.push_back(bounds); }

  std::vector<Drawn> all;
  std::vector<std::string> groups;

  void fill_rect(const Rect& r, Color color, float) override { add(Drawn::Kind::Rect, r, color); }
  void fill_pattern(const Rect& r, Pattern pattern, Color color) override {
    add(Drawn::Kind::Pattern, r, color);
    all.back().pattern = pattern;
  }
  void stroke_rect(const Rect& r, Color color, float, float) override { add(Drawn::Kind::StrokeRect, r, color); }
  void line(Point from, Point to, Color color, float) override {
    const Point points[2] = {from, to};
    add(Drawn::Kind::Line, box_of(points), color);
  }
  void polyline(std::span<const Point> points, Color color, float) override { add(Drawn::Kind::Polyline, box_of(points), color); }
  void fill_polygon(std::span<const Point> points, Color color) override { add(Drawn::Kind::Polygon, box_of(points), color); }
  void fill_circle(Point c, float r, Color color) override { add(Drawn::Kind::Circle, {c.x - r, c.y - r, 2 * r, 2 * r}, color); }
  void stroke_circle(Point c, float r, Color color, float) override { add(Drawn::Kind::StrokeCircle, {c.x - r, c.y - r, 2 * r, 2 * r}, color); }
  void text(Point at, std::string_view utf8, const TextStyle& style) override {
    const float width = text_width(utf8, style);
    const float left = style.align == Align::Left ? at.x : style.align == Align::Center ? at.x - width / 2 : at.x - width;
    add(Drawn::Kind::Text, {left, at.y - style.size / 2, width, style.size}, style.color);
    all.back().text = utf8;
    all.back().style = style;
  }
  float text_width(std::string_view utf8, const TextStyle& style) override {
    const auto letters = std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return static_cast<float>(letters) * style.size * 0.6f;
  }
  void push_clip(const Rect& r) override {
    Drawn both{Drawn::Kind::Rect, r, clips_.back(), {}, Pattern::Solid, "", {}};
    clips_.push_back(both.seen());
  }
  void pop_clip() override { clips_.pop_back(); }
  void begin_group(std::string_view name, std::string_view) override {
    groups.emplace_back(name);
    ++open_groups;
  }
  void end_group() override { --open_groups; }

  int open_groups = 0;
  std::size_t open_clips() const { return clips_.size() - 1; }

  std::vector<Drawn> of(Drawn::Kind kind) const {
    std::vector<Drawn> found;
    for (const Drawn& d : all)
      if (d.kind == kind) found.push_back(d);
    return found;
  }
  /// The texts that contain `part`.
  std::vector<Drawn> texts(std::string_view part) const {
    std::vector<Drawn> found;
    for (const Drawn& d : all)
      if (d.kind == Drawn::Kind::Text && d.text.find(part) != std::string::npos) found.push_back(d);
    return found;
  }

 private:
  void add(Drawn::Kind kind, const Rect& box, Color color) { all.push_back({kind, box, clips_.back(), color, Pattern::Solid, "", {}}); }
  static Rect box_of(std::span<const Point> points) {
    float left = 1e9f, top = 1e9f, right = -1e9f, bottom = -1e9f;
    for (const Point& p : points) {
      left = std::min(left, p.x), right = std::max(right, p.x);
      top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    return {left, top, right - left, bottom - top};
  }
  std::vector<Rect> clips_;
};

/// Draws nothing, but counts.
class NullCanvas final : public Canvas {
 public:
  std::size_t calls = 0;
  void fill_rect(const Rect&, Color, float) override { ++calls; }
  void fill_pattern(const Rect&, Pattern, Color) override { ++calls; }
  void stroke_rect(const Rect&, Color, float, float) override { ++calls; }
  void line(Point, Point, Color, float) override { ++calls; }
  void polyline(std::span<const Point>, Color, float) override { ++calls; }
  void fill_polygon(std::span<const Point>, Color) override { ++calls; }
  void fill_circle(Point, float, Color) override { ++calls; }
  void stroke_circle(Point, float, Color, float) override { ++calls; }
  void text(Point, std::string_view, const TextStyle&) override { ++calls; }
  float text_width(std::string_view utf8, const TextStyle& style) override { return static_cast<float>(utf8.size()) * style.size * 0.6f; }
  void push_clip(const Rect&) override {}
  void pop_clip() override {}
};

}  // namespace gilscope::scene
