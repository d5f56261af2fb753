// Ctrl+F: threads, functions, locks, objects, cores and lines of the program, by a few letters.
#pragma once

#include "ui/desktop/finder.hpp"

namespace gilscope::desktop {

void search_panel(AppState& state, const View& view, Actions& actions);

/// Everything there is to find in the run in focus. Lines only for a search of two letters or more.
std::vector<Choice> things_to_find(const AppState& state, const scene::Theme& theme, std::string_view search);

}  // namespace gilscope::desktop
