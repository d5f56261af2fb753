// The trace as a picture of characters: one line per thread, per core, and one for the GIL.
#pragma once

#include <string>

#include "sim/base/sim_time.hpp"
#include "ui/cli/style.hpp"

namespace gilscope {
class Trace;
}

namespace gilscope::cli {

struct TimelineView {
  SimTime from = 0;
  SimTime to = kForever;  ///< cut to the end of the trace
  int max_rows = 24;      ///< of threads, and of cores; the rest is counted
};

/// Threads: the height of a block is the part of its time on a core, its background (or sign) the state that took most of the rest.
/// Cores and the GIL: the height is the part of the time in use, the colour that of the thread. With a time axis and a legend.
/// Empty if the trace has no spans or no time.
std::string render_timeline(const Trace& trace, const Style& style, const TimelineView& view = {});

}  // namespace gilscope::cli
