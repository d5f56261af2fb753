// The middle of the window: the machine and the timeline of each run, stacked on one time axis, and what the mouse does there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/desktop/derived.hpp"
#include "ui/desktop/fonts.hpp"
#include "ui/desktop/layout.hpp"
#include "ui/desktop/view.hpp"
#include "ui/scene/hit.hpp"

namespace gilscope::desktop {

/// What the mouse is in the middle of.
enum class Drag : std::uint8_t { Nothing, Undecided, Measure, Pan, Seek, MarkerA, MarkerB, Overview, MachineSplit };

/// What the centre keeps between frames; the app owns it.
struct CentreState {
  Drag drag = Drag::Nothing;
  std::uint32_t run = 0;                   ///< in whose strip the drag began
  SimTime began_at = 0;
  scene::Point began;
  std::optional<scene::Hit> menu;          ///< of the open context menu
  SimTime menu_at = 0;
  std::optional<SimTime> pointer;          ///< the instant under the mouse, if it is over a timeline
  std::uint32_t pointer_run = 0;
  float legend = 0;                        ///< its height
  std::vector<scene::HitList> timelines, machines;  ///< by run, of this frame
  scene::HitList common;
};

/// Fills `area`.
void centre_panel(AppState& state, CentreState& centre, const View& view, const Derived& derived, const FontAtlas& fonts, const scene::Rect& area,
                  Actions& actions);

}  // namespace gilscope::desktop
