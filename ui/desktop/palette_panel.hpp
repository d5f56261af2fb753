// Ctrl+Shift+P: everything that can be done, with its key.
#pragma once

#include "ui/desktop/catalog.hpp"
#include "ui/desktop/finder.hpp"

namespace gilscope::desktop {

void palette_panel(AppState& state, const View& view, Actions& actions);

/// Every command: those with keys first, then those without, then what depends on the state (runtimes, scenarios, what-ifs).
std::vector<Choice> commands(const AppState& state, const Catalog& catalog);

}  // namespace gilscope::desktop
