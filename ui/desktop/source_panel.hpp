// The program: coloured, with every thread's line, with what each line waited, and editable in place.
#pragma once

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

void source_panel(AppState& state, const View& view, Actions& actions);

/// Where the threads of a run are in the scenario's own file at the playhead.
struct ThreadPlace {
  ThreadId thread;
  std::uint32_t line = 0;
  bool inside = false;        ///< it is in something that the line called: a library or a native function
};
std::vector<ThreadPlace> thread_places(const AppState& state, std::uint32_t run);

/// The thread whose line and instruction are followed: the selected one, else one that runs, else the main thread.
ThreadId followed_thread(const AppState& state, std::uint32_t run);

/// Has the source shown at a line, once.
void reveal_line(AppState& state, std::uint32_t line);

// ---- editing; without a window, for tests ----
/// The blanks with which a new line after `cursor` begins: those of its line, four more after a colon.
int indentation_after(std::string_view text, std::size_t cursor);
/// How many blanks a tab at `cursor` is.
int tab_width_at(std::string_view text, std::size_t cursor);

}  // namespace gilscope::desktop
