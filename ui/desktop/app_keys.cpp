// Keys become actions by the table of bindings.
#include <imgui.h>

#include "ui/desktop/app.hpp"
#include "ui/desktop/centre_mouse.hpp"

namespace gilscope::desktop {

Action App::adapted(Action action) const {
  if (auto* zoom = std::get_if<ZoomBy>(&action); zoom && !zoom->at) zoom->at = centre_.pointer;
  if (auto* marker = std::get_if<SetMarker>(&action)) marker->at = state_.view.playhead;
  if (auto* expand = std::get_if<ExpandLane>(&action); expand && state_.view.selection) {
    expand->run = state_.view.selection->run;
    expand->lane = lane_index(state_, derived_, *state_.view.selection).value_or(0);
  }
  return action;
}

void App::handle_keys() {
  const bool typing = ImGui::GetIO().WantTextInput;
  for (const std::string& chord : window_->take_keys()) {
    frames_to_draw_ = 3;
    if (const auto command = edit_command(chord); command && state_.panels.source.active) {
      state_.panels.source.commands.push_back(*command);
      continue;
    }
    for (const Binding& binding : bindings_) {
      if (binding.chord != chord || (typing && !binding.while_typing)) continue;
      if (chord != "escape") {
        actions_.push_back(adapted(binding.action));
      } else if (auto action = escape_action(state_)) {
        actions_.push_back(std::move(*action));
      }
      break;
    }
  }
}

}  // namespace gilscope::desktop
