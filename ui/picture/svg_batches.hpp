// Rectangles on their way into an SVG document: those of one paint become one <path>, as long as nobody can see the difference.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/scene/canvas.hpp"

namespace gilscope::picture {

/// A number with at most two decimals, as short as SVG allows: "3", "-.5", "12.25".
std::string svg_number(float v);

class SvgBatches {
 public:
  /// `paint`: the attributes of the path. The rectangle is drawn over everything added before that it touches.
  void add(const scene::Rect& r, std::string_view paint);
  /// The markup of everything added since the last time.
  std::string take();

 private:
  /// Rectangles of one height and place, from left to right: what a lane of a timeline is made of.
  struct Row {
    float y, h, left, right;
  };
  struct Batch {
    std::string paint;
    std::vector<scene::Rect> rects;
    std::vector<Row> rows;
  };
  static bool may_touch(const Batch& batch, const scene::Rect& r);
  static void put(Batch& batch, const scene::Rect& r);

  std::vector<Batch> batches_;
};

}  // namespace gilscope::picture
