// The clock of the picture: simulated time that passes at a chosen pace of the viewer's time, whatever the frame rate.
#pragma once

#include <string>

#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

/// Moves the playhead on by `seconds` of the viewer. Halts at the end, at a stop condition; goes round in a loop. True: something moved.
bool advance(AppState& state, double seconds);
/// Whether advance() would move anything.
bool is_moving(const AppState& state);
/// "200x slower than life" with the pace: "1 s shows 5 ms: 200 times slower".
std::string pace_text(double speed);

}  // namespace gilscope::desktop
