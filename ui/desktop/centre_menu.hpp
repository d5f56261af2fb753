// The menu of the right button in the centre.
#pragma once

#include "ui/desktop/centre.hpp"

namespace gilscope::desktop {

void picture_menu(AppState& state, CentreState& centre, const Derived& derived, Actions& actions);

}  // namespace gilscope::desktop
