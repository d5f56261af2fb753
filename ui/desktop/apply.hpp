// The parts of apply(), one per file. Each returns whether the action was one of its own.
#pragma once

#include "ui/desktop/actions.hpp"

namespace gilscope::desktop {

bool apply_setup(AppState& state, const AnyAction& action);      ///< actions_setup.cpp: what runs
bool apply_playback(AppState& state, const AnyAction& action);   ///< actions_playback.cpp
bool apply_looking(AppState& state, const AnyAction& action);    ///< actions_looking.cpp: zoom, markers, lanes
bool apply_choosing(AppState& state, const AnyAction& action);   ///< actions_choosing.cpp: the selection
bool apply_looks(AppState& state, const AnyAction& action);      ///< actions_looks.cpp: theme, panels, splits

/// The value after a switch.
constexpr bool switched(bool value, Switch to) { return to == Switch::Toggle ? !value : to == Switch::On; }

/// Moves the visible range so that `t` is in it; leaves it alone if it is.
void bring_into_view(AppState& state, SimTime t);

}  // namespace gilscope::desktop
