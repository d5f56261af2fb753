// Where everything lies in the window: arithmetic only. Works from 800x600 up; what does not fit gives way in a fixed order.
#pragma once

#include <cstddef>
#include <vector>

#include "ui/desktop/state.hpp"
#include "ui/scene/canvas.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::desktop {

/// The parts of the window. A part that is not shown has no width or height.
struct Layout {
  scene::Rect controls, left, left_below, centre, right, status;
};

/// `controls`: the height that the bar at the top took in the frame before.
Layout arrange(float width, float height, float controls, const AppState& state, const scene::Theme& theme);

/// The centre: one strip per run, with title, machine and timeline; what is common to all below them.
struct RunStrip {
  scene::Rect title, machine, timeline;
  bool beside = false;  ///< the machine stands left of the timeline, not over it
};
/// How much of the strip's width the machine has then, as a part of Appearance::machine.
inline constexpr float kBesidePart = 0.8f;

struct CentreLayout {
  std::vector<RunStrip> runs;
  scene::Rect difference, overview, legend;
};
CentreLayout arrange_centre(const scene::Rect& centre, std::size_t runs, float legend, const AppState& state, const scene::Theme& theme);

}  // namespace gilscope::desktop
