// What the mouse does in the centre.
#pragma once

#include "ui/desktop/centre.hpp"

namespace gilscope::desktop {

/// Turns what the mouse did since the last frame into actions; hovering goes straight into `state.view.hover`. Draws tooltips and the menu.
void handle_mouse(AppState& state, CentreState& centre, const View& view, const Derived& derived, const CentreLayout& layout, const scene::Rect& area,
                  Actions& actions);

/// The position in the run's list of lanes of the lane that a hit lies on; nullopt: it lies on none.
std::optional<std::uint32_t> lane_index(const AppState& state, const Derived& derived, const scene::Hit& hit);

}  // namespace gilscope::desktop
