// What every scene is given about a run, and what it looks at.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/sim_time.hpp"
#include "sim/trace/trace.hpp"
#include "ui/scene/hit.hpp"

namespace gilscope::scene {

class RunIndex;
class DrawCache;

/// One run to be drawn. Borrows the trace.
struct RunPicture {
  const Trace* trace = nullptr;
  std::string label;           ///< the runtime, as chips and titles show it: "3.13t gil=1"
  bool has_gil = true;         ///< at the end of the run
  std::uint32_t cores = 1;
  std::string source_name;     ///< "primes.py"
  std::vector<std::string> source_lines;
  /// What make_index(*trace) gives (run_index.hpp): whoever draws a run more than once makes it once. Null: every picture makes its own.
  std::shared_ptr<const RunIndex> index;
  /// Remembers what lanes look like (draw_cache.hpp), for those who draw many frames. Null: everything is drawn afresh. One per place on screen
  /// that shows the run: two timelines that share one would keep overwriting each other.
  std::shared_ptr<DrawCache> cache;
};

/// The visible stretch of the time axis.
struct TimeRange {
  SimTime from = 0;
  SimTime to = kMillisecond;
  SimTime length() const { return to - from; }
  bool operator==(const TimeRange&) const = default;
};

/// Maps instants to x positions within [left, left + width].
struct TimeScale {
  TimeRange range;
  float left = 0, width = 1;
  float x(SimTime t) const {
    return left + static_cast<float>(static_cast<double>(t - range.from) / static_cast<double>(range.length()) * width);
  }
  SimTime time(float px) const {
    return range.from + static_cast<SimTime>(static_cast<double>(px - left) / width * static_cast<double>(range.length()));
  }
};

/// Which lanes are drawn and how; by the owner of the view, changed by actions.
struct LaneChoice {
  LaneGroup group = LaneGroup::Threads;
  std::uint32_t index = 0;
  bool pinned = false;
  bool hidden = false;
  bool expanded = false;       ///< threads: nested calls under the states
};

struct TimelineView {
  TimeRange range;
  float scroll = 0;                 ///< pixels that the lanes are scrolled down
  std::vector<LaneChoice> lanes;    ///< in the order in which they are shown; empty: default_lanes()
  SimTime playhead = 0;
  std::optional<SimTime> marker_a, marker_b;
  std::optional<TimeRange> measured;      ///< the range being dragged
  std::optional<TimeRange> loop;
  std::optional<Hit> selection, hover;
  std::string search;               ///< lanes and functions that match are brought out
  bool arrows = true;               ///< wake-ups, hand-overs, queue items
};

}  // namespace gilscope::scene
