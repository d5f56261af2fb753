// What the panels keep between frames. The caller of the panels owns it, as a part of AppState.
#pragma once

#include <string>

namespace gilscope::desktop {

struct PanelsState {};

}  // namespace gilscope::desktop
