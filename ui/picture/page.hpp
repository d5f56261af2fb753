// What every picture has around its drawing: a title, a line for each run, the legend, and where all this comes from.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "sim/export/export.hpp"
#include "ui/picture/document_options.hpp"
#include "ui/scene/canvas.hpp"
#include "ui/scene/picture.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::picture {

/// A run as scenes want it. Borrows the run's trace.
scene::RunPicture picture_of(const ExportRun& run);
/// With the theme's sizes multiplied by `scale`.
scene::Theme theme_of(bool dark, float scale);

/// With edges on whole pixels: scenes count columns of pixels from their left edge, and columns that share pixels would show seams.
inline scene::Rect on_whole_pixels(const scene::Rect& r) {
  const float x = std::round(r.x), y = std::round(r.y);
  return {x, y, std::max(1.f, std::round(r.right()) - x), std::max(1.f, std::round(r.bottom()) - y)};
}

/// An instant outside of a range, for views whose playhead is not to be seen.
inline SimTime out_of_sight(const scene::TimeRange& range) { return range.from - range.length() - 1; }

/// The words around a picture.
struct PageWords {
  std::string title;                   ///< of the scenario
  std::string subtitle;                ///< what is shown: which script, on how many cores, when
  std::vector<std::string> headlines;  ///< by run: "3.13t, without the GIL"
  std::vector<std::string> outcomes;   ///< by run: "done after 27 ms, 6.7 times as fast"
  std::string footnote;                ///< the settings that reproduce it
};
PageWords words_for(std::span<const ExportRun> runs, const DocumentOptions& options);

/// Sizes that follow from a theme, in pixels.
struct PageSizes {
  explicit PageSizes(const scene::Theme& theme);
  float margin, title, subtitle, header, headline, gap, footnote;
};

/// Breaks a text into lines of at most `width` at its blanks.
std::vector<std::string> wrapped(scene::Canvas& canvas, const std::string& text, const scene::TextStyle& style, float width);

/// Title and subtitle from `top` on, cut to what fits beside the margins of a page of that width; Returns: how high they are.
float draw_header(scene::Canvas& canvas, const PageWords& words, const scene::Theme& theme, float width, float top);
/// The name and the outcome of one run, one line.
void draw_headline(scene::Canvas& canvas, const PageWords& words, std::size_t run, const scene::Theme& theme, const scene::Rect& area);
float footnote_height(scene::Canvas& canvas, const PageWords& words, const scene::Theme& theme, float width);
void draw_footnote(scene::Canvas& canvas, const PageWords& words, const scene::Theme& theme, const scene::Rect& area);

}  // namespace gilscope::picture
