// The panels there are. Adding one: a free function in a file of its own, a value of Panel, a line in panels.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

/// Where a panel lives. Left, Right and Centre fill the region they are called in; Floating ones open a window of their own.
enum class PanelPlace : std::uint8_t { Left, LeftBelow, Right, Centre, Floating };

struct PanelEntry {
  Panel panel;
  PanelPlace place;
  std::string_view title;
  PanelFunction draw;
};

std::span<const PanelEntry> panel_table();

}  // namespace gilscope::desktop
