// scene::Canvas on a Dear ImGui draw list.
#pragma once

#include "ui/desktop/fonts.hpp"
#include "ui/scene/canvas.hpp"

struct ImDrawList;

namespace gilscope::desktop {

class ImGuiCanvas final : public scene::Canvas {
 public:
  /// Both outlive the canvas. Positions are those of the window, as Dear ImGui has them.
  ImGuiCanvas(ImDrawList& list, const FontAtlas& fonts) : list_(list), fonts_(fonts) {}

  void fill_rect(const scene::Rect& r, scene::Color color, float radius) override;
  void fill_pattern(const scene::Rect& r, scene::Pattern pattern, scene::Color color) override;
  void stroke_rect(const scene::Rect& r, scene::Color color, float width, float radius) override;
  void line(scene::Point from, scene::Point to, scene::Color color, float width) override;
  void polyline(std::span<const scene::Point> points, scene::Color color, float width) override;
  void fill_polygon(std::span<const scene::Point> points, scene::Color color) override;
  void fill_circle(scene::Point center, float radius, scene::Color color) override;
  void stroke_circle(scene::Point center, float radius, scene::Color color, float width) override;
  void text(scene::Point at, std::string_view utf8, const scene::TextStyle& style) override;
  float text_width(std::string_view utf8, const scene::TextStyle& style) override;
  void push_clip(const scene::Rect& r) override;
  void pop_clip() override;

 private:
  ImDrawList& list_;
  const FontAtlas& fonts_;
};

}  // namespace gilscope::desktop
