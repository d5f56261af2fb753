// A whole picture: the timelines of one or several runs over one time axis, the machines at an instant, or the speed-up curve; with its
// title, legend and footnote, on any Canvas.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/export/export.hpp"
#include "ui/picture/document_options.hpp"
#include "ui/picture/page.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::picture {

/// Speed-up over cores, a series per runtime; relative to the same runtime on the fewest cores. Runs that did not finish are left out.
std::vector<scene::CurveSeries> speedup_series(std::span<const ExportRun> runs);

class Document {
 public:
  /// Borrows the runs. `measure`: a canvas of the kind that will be drawn on, for the widths of its text.
  Document(std::span<const ExportRun> runs, const DocumentOptions& options, scene::Canvas& measure);

  int width() const { return options_.width; }
  int height() const { return height_; }
  const scene::Theme& theme() const { return theme_; }
  const std::string& title() const { return words_.title; }
  /// The picture in words.
  std::string description() const;

  void draw(scene::Canvas& canvas) const;

 private:
  float content_width() const;
  float content_height(std::size_t run) const;
  float natural_height(scene::Canvas& measure) const;
  void fit(scene::Canvas& measure);
  bool drop_lanes();
  void make_views();
  scene::LegendObjects legend_objects() const;
  float legend_size(scene::Canvas& canvas) const;
  void draw_timelines(scene::Canvas& canvas, const scene::Rect& area) const;
  void draw_machines(scene::Canvas& canvas, const scene::Rect& area) const;
  std::size_t columns() const;

  std::span<const ExportRun> runs_;
  DocumentOptions options_;
  PageWords words_;
  std::vector<scene::RunPicture> pictures_;
  std::vector<scene::TimelineView> views_;  // by run
  scene::Theme theme_;
  int height_ = 0;
};

}  // namespace gilscope::picture
