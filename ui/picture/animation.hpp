// The frames of a film in simulated time: each run's machine at that instant, above its timeline with a playhead that moves. Runs stand
// side by side and share one clock.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "sim/export/export.hpp"
#include "ui/picture/document_options.hpp"
#include "ui/picture/page.hpp"
#include "ui/picture/raster_canvas.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::picture {

class Animation {
 public:
  /// Borrows the runs.
  Animation(std::span<const ExportRun> runs, const AnimationOptions& options, std::shared_ptr<const FontSet> fonts);

  /// The picture of a frame, 0 to frames() - 1; good until the next call.
  const RasterCanvas& frame(int number);

 private:
  struct Cell {
    scene::Rect headline, machine, timeline;
  };
  void lay_out();
  void fit_timelines(float room);
  void draw_still();
  void draw_clock(SimTime at);
  void draw_playhead(std::size_t run, SimTime at);

  std::span<const ExportRun> runs_;
  AnimationOptions options_;
  PageWords words_;
  std::vector<scene::RunPicture> pictures_;
  std::vector<scene::TimelineView> views_;
  scene::Theme theme_;
  std::vector<Cell> cells_;
  scene::Rect legend_;
  RasterCanvas canvas_;
  std::vector<std::uint8_t> still_;  // everything that does not move
};

}  // namespace gilscope::picture
