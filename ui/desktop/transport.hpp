// The line of the bar that plays: step, play, speed, clock, and the buttons for panels and looks.
#pragma once

#include "ui/desktop/controls.hpp"

namespace gilscope::desktop {

void transport(AppState& state, ControlsState& controls, const View& view, Actions& actions);
/// "12.345 678 ms": the simulated clock, in the unit that fits the whole run, so that it does not jump about.
std::string clock_text(SimTime at, SimTime end);

}  // namespace gilscope::desktop
