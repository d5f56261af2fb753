#include "ui/desktop/actions.hpp"

#include "ui/desktop/apply.hpp"

namespace gilscope::desktop {

void apply(AppState& state, const Action& action) {
  for (const auto part : {apply_setup, apply_playback, apply_looking, apply_choosing, apply_looks})
    if (part(state, action)) return;
  state.effects.push_back(action);
}

}  // namespace gilscope::desktop
