// A theme put onto Dear ImGui's widgets.
#pragma once

#include "ui/scene/canvas.hpp"
#include "ui/scene/theme.hpp"

struct ImVec4;

namespace gilscope::desktop {

/// Sets colours, roundings and paddings of the current Dear ImGui context.
void apply_style(const scene::Theme& theme);
ImVec4 to_imgui(scene::Color color);

}  // namespace gilscope::desktop
