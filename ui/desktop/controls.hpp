// The bar at the top: what runs (scenario, runtimes, machine, what-ifs) and how it is played.
#pragma once

#include <map>
#include <string>

#include "ui/desktop/catalog.hpp"
#include "ui/desktop/view.hpp"
#include "ui/scene/canvas.hpp"

namespace gilscope::desktop {

/// What the bar keeps between frames; the app owns it.
struct ControlsState {
  Catalog catalog;
  StepKind step = StepKind::Event;     ///< of the step buttons
  std::string arguments;               ///< being typed
  std::string scenario_search;
  std::string stop_line = "1";
  std::string stop_time = "1ms";
  std::uint64_t arguments_of = 0;      ///< the setup number that `arguments` belongs to
  std::map<std::string, scene::Rect> places;  ///< where "play" and "cores" lay in the last frame, for tests that use the mouse
};

/// Two lines, wrapped where the window is narrow. Returns the height they took.
float controls_bar(AppState& state, ControlsState& controls, const View& view, float width, Actions& actions);
/// Dialogs that belong to the bar: the scenario picker with its search, and "run until".
void scenario_picker(AppState& state, ControlsState& controls, const View& view, Actions& actions);
void stop_dialog(AppState& state, ControlsState& controls, const View& view, Actions& actions);

}  // namespace gilscope::desktop
