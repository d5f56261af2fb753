// Finding things by a few letters, and the list that search and command palette have in common.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

/// How well `text` fits: nullopt: not every word of `search` occurs in it. Higher is better: at its begin, at a word's begin, within.
std::optional<int> score(std::string_view text, std::string_view search);

/// Something to choose.
struct Choice {
  std::string text;
  std::string group;                   ///< dim, before the text
  std::string key;                     ///< dim, at the right
  std::vector<Action> actions;         ///< what choosing it does
  std::optional<scene::Color> color;   ///< of a small square
  std::uint32_t number = 0;            ///< for whoever made the choice
};

/// Those that fit, the best first, otherwise in their order; at most `limit`.
std::vector<const Choice*> find(const std::vector<Choice>& choices, std::string_view search, std::size_t limit);

/// A window over everything: a field, and the list under it, driven by arrows, Enter and the mouse. `chosen`: the highlighted row.
/// Returns what was chosen in this frame, after putting its actions, and one that closes the panel, into `actions`.
struct FinderState {
  std::string& text;
  int& chosen;
  int& frame;                          ///< in which it was shown last
};
std::optional<Choice> finder_window(const char* title, const char* hint, FinderState state, const std::vector<Choice>& choices, Panel panel, const View& view, Actions& actions);

}  // namespace gilscope::desktop
