// Arrows between threads: who woke whom, who handed the GIL to whom, which item went from whom to whom. Thinned where they would hide the lanes.
#pragma once

#include <functional>
#include <optional>

#include "ui/scene/lane_painter.hpp"

namespace gilscope::scene {

/// `row_of`: the middle of a thread's lane; nullopt where it is not shown.
void draw_arrows(const TimelineFrame& frame, const std::function<std::optional<float>(ThreadId)>& row_of);

/// Where the run ended, if it crashed: a cross on the thread that did, and an arrow from the thread that had freed what it used.
void draw_crash(const TimelineFrame& frame, const std::function<std::optional<float>(ThreadId)>& row_of);

}  // namespace gilscope::scene
