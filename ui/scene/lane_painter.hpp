// What lies in a lane of the timeline: states, holders, nested calls, heat strips, memory. Used by timeline.cpp only.
#pragma once

#include "ui/scene/canvas.hpp"
#include "ui/scene/hit.hpp"
#include "ui/scene/lanes.hpp"
#include "ui/scene/picture.hpp"
#include "ui/scene/run_index.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

/// What all parts of one timeline share while it is drawn.
struct TimelineFrame {
  const RunPicture& run;
  const RunIndex& index;
  const TimelineView& view;
  const Theme& theme;
  Canvas& canvas;
  HitList* hits;
  Rect area;          ///< the whole timeline
  Rect lanes;         ///< the lanes, labels excluded
  TimeScale scale;
  int columns = 1;    ///< pixels of the scale

  float x(SimTime t) const { return scale.x(t); }
};

void draw_states(const TimelineFrame& frame, ThreadId thread, const Rect& row);
/// Cores, locks and the GIL: who has them.
void draw_holders(const TimelineFrame& frame, const LaneChoice& choice, const Rect& row);
void draw_calls(const TimelineFrame& frame, ThreadId thread, const Rect& rows);
void draw_heat(const TimelineFrame& frame, ObjectId object, const Rect& row);
void draw_memory(const TimelineFrame& frame, const Rect& row);

/// "12.3 k": a count with at most three digits.
std::string short_count(double count);

}  // namespace gilscope::scene
