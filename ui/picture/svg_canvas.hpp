// A Canvas that becomes an SVG document: real text, patterns as <pattern>, groups with <title> and <desc>, made to be printed, edited and
// read aloud. The file needs nothing from outside and depends on nothing but what is drawn.
//
// Kept small: what lies outside of its clip is dropped, rectangles are cut to theirs, and rectangles of one colour that follow each other
// become one path wherever the order of painting allows it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/picture/svg_batches.hpp"
#include "ui/scene/canvas.hpp"

namespace gilscope::picture {

class SvgCanvas final : public scene::Canvas {
 public:
  SvgCanvas(int width, int height, scene::Color background);

  /// The document. `title` and `description`: the whole picture in words. Requires: every group and clip has ended.
  std::string document(std::string_view title, std::string_view description);

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
  void begin_group(std::string_view name, std::string_view description) override;
  void end_group() override;

 private:
  struct Group {
    std::string head;      // written as soon as something is drawn in it
    bool open = false;
  };
  void element(const scene::Rect& bounds, std::string_view markup);
  void flush();
  void open_groups();
  std::string clip_attribute(const scene::Rect& bounds);
  std::string pattern_paint(scene::Pattern pattern, scene::Color color);

  int width_, height_;
  scene::Color background_;
  scene::Rect clip_;
  std::vector<scene::Rect> outer_clips_;
  std::vector<Group> groups_;
  std::vector<scene::Rect> clip_paths_;
  std::vector<std::pair<scene::Pattern, scene::Color>> patterns_;
  SvgBatches batches_;
  std::string body_;
};

}  // namespace gilscope::picture
