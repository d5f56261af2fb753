// The words of the app, with a search.
#pragma once

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

void glossary_panel(AppState& state, const View& view, Actions& actions);

}  // namespace gilscope::desktop
