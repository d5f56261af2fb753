// The bytecode beside the source: every thread's instruction, what each instruction costs, and where the GIL may change hands.
#pragma once

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

void bytecode_panel(AppState& state, const View& view, Actions& actions);

}  // namespace gilscope::desktop
