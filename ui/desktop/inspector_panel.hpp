// What is selected: why it is as it is, and everything that is known about it at the playhead.
#pragma once

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

void inspector_panel(AppState& state, const View& view, Actions& actions);

}  // namespace gilscope::desktop
