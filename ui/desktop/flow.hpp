// Widgets in a row that goes on in the next line where the window ends.
#pragma once

#include <imgui.h>

#include "ui/scene/canvas.hpp"

namespace gilscope::desktop {

class Flow {
 public:
  /// Makes room for an item of this width on the line, or begins a new one.
  void next(float width) {
    if (!first_) {
      const float spacing = ImGui::GetStyle().ItemSpacing.x;
      const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
      if (ImGui::GetItemRectMax().x + spacing + width <= right) ImGui::SameLine();
    }
    first_ = false;
  }
  /// For a button with this label.
  void next_button(const char* label) { next(ImGui::CalcTextSize(label, nullptr, true).x + 2 * ImGui::GetStyle().FramePadding.x); }

 private:
  bool first_ = true;
};

/// Where the item drawn last lies.
inline scene::Rect item_place() {
  const ImVec2 from = ImGui::GetItemRectMin(), size = ImGui::GetItemRectSize();
  return {from.x, from.y, size.x, size.y};
}

}  // namespace gilscope::desktop
