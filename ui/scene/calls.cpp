#include "ui/scene/lane_painter.hpp"

namespace gilscope::scene {

void draw_calls(const TimelineFrame&, ThreadId, const Rect&) {}

}  // namespace gilscope::scene
