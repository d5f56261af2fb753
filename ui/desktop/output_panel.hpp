// What the program wrote, run by run, and how it ended.
#pragma once

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

void output_panel(AppState& state, const View& view, Actions& actions);

}  // namespace gilscope::desktop
