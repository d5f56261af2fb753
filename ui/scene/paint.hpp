// Small drawing helpers that the scenes share.
#pragma once

#include <string>
#include <string_view>

#include "ui/scene/canvas.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

/// Fills with a paint: its colour, and its pattern where there is room to see one.
void fill_paint(Canvas& canvas, const Rect& r, const Paint& paint, float radius = 0);

/// The longest beginning of `text` that fits into `width`, with "…" if something was cut; empty if nothing useful fits.
std::string fitted(Canvas& canvas, std::string_view text, const TextStyle& style, float width);
/// The same, cut in the middle, for names that differ at their end.
std::string fitted_middle(Canvas& canvas, std::string_view text, const TextStyle& style, float width);
/// Cut where a name says least: in the middle of "ThreadPoolExecutor-0_7", at the end of "Thread-1 (work)".
std::string fitted_name(Canvas& canvas, std::string_view name, const TextStyle& style, float width);
/// Draws what fits. `at` as for Canvas::text; Returns: the width drawn.
float draw_fitted(Canvas& canvas, Point at, std::string_view text, const TextStyle& style, float width);

/// A rounded label with a dot of the colour: "● worker-2". Returns: the width used, at most `width`.
float draw_chip(Canvas& canvas, const Rect& r, std::string_view text, Color dot, Color fill, const TextStyle& style);

void draw_arrow_head(Canvas& canvas, Point tip, Point from, float size, Color color);
void draw_dashed(Canvas& canvas, Point from, Point to, Color color, float width, float dash);

float smooth(float part);                       ///< 0 to 1 with a soft start and a soft end
Point between(Point a, Point b, float part);
Rect clipped(const Rect& r, const Rect& bounds);  ///< the common part; width and height are never negative

}  // namespace gilscope::scene
