// What each line of the source waited in a run: computed once per result.
#pragma once

#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

/// Brings PanelsState::source.waits up to date.
void update_line_waits(AppState& state, std::uint32_t run);

}  // namespace gilscope::desktop
