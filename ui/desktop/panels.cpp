#include "ui/desktop/panels.hpp"

#include <array>

#include "ui/desktop/bytecode_panel.hpp"
#include "ui/desktop/glossary_panel.hpp"
#include "ui/desktop/inspector_panel.hpp"
#include "ui/desktop/output_panel.hpp"
#include "ui/desktop/palette_panel.hpp"
#include "ui/desktop/results_panel.hpp"
#include "ui/desktop/search_panel.hpp"
#include "ui/desktop/source_panel.hpp"

namespace gilscope::desktop {

std::span<const PanelEntry> panel_table() {
  // Those without a function are drawn by the centre, or by the bar with what it keeps.
  static constexpr std::array kPanels = {
      PanelEntry{Panel::Machine, PanelPlace::Centre, "Machine", nullptr},
      PanelEntry{Panel::Timeline, PanelPlace::Centre, "Timeline", nullptr},
      PanelEntry{Panel::Overview, PanelPlace::Centre, "Overview", nullptr},
      PanelEntry{Panel::Difference, PanelPlace::Centre, "Differences", nullptr},
      PanelEntry{Panel::Legend, PanelPlace::Centre, "Legend", nullptr},
      PanelEntry{Panel::Source, PanelPlace::Left, "Source", source_panel},
      PanelEntry{Panel::Bytecode, PanelPlace::LeftBelow, "Bytecode", bytecode_panel},
      PanelEntry{Panel::Inspector, PanelPlace::Right, "Inspector", inspector_panel},
      PanelEntry{Panel::Results, PanelPlace::Right, "Results", results_panel},
      PanelEntry{Panel::Glossary, PanelPlace::Right, "Glossary", glossary_panel},
      PanelEntry{Panel::Search, PanelPlace::Floating, "Search", search_panel},
      PanelEntry{Panel::Palette, PanelPlace::Floating, "Commands", palette_panel},
      PanelEntry{Panel::Output, PanelPlace::Right, "Output", output_panel},
      PanelEntry{Panel::Scenarios, PanelPlace::Floating, "Scenarios", nullptr},
      PanelEntry{Panel::StopAt, PanelPlace::Floating, "Run until", nullptr},
      PanelEntry{Panel::Bindings, PanelPlace::Floating, "Keys", nullptr},
  };
  return kPanels;
}

}  // namespace gilscope::desktop
