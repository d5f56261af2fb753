// What came out: the runs beside each other, what cost the most, and the speed-up over cores.
#pragma once

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

void results_panel(AppState& state, const View& view, Actions& actions);

/// The table that compares the runs, with the exact formula of each metric. Needs nothing but the traces.
std::vector<ResultsPanelState::Row> result_rows(const RunSet& set);

}  // namespace gilscope::desktop
