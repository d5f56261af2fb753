// The keyboard: one table of chords and what each does. The help panel, the palette and the menus read the same table.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ui/desktop/actions.hpp"

namespace gilscope::desktop {

struct Binding {
  std::string_view chord;    ///< as chords.hpp writes it
  std::string_view group;    ///< heading in the help
  std::string_view what;     ///< "step to the next event"
  Action action;
  bool while_typing = false; ///< also when a text field has the keyboard
};

std::vector<Binding> default_bindings();
/// What Escape means now: stop a run, close a dialog, let go of a range or a selection.
std::optional<Action> escape_action(const AppState& state);
/// The chord of an action in the table, for menus; "" if it has none.
std::string_view chord_of(std::span<const Binding> bindings, const Action& action);

}  // namespace gilscope::desktop
