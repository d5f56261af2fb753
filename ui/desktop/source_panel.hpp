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
/// Lines are those of the program that ran.
std::vector<ThreadPlace> thread_places(const AppState& state, std::uint32_t run);

/// The thread whose line and instruction are followed: the selected one, else one that runs, else the main thread.
ThreadId followed_thread(const AppState& state, std::uint32_t run);

/// Has the source shown at a line, once.
void reveal_line(AppState& state, std::uint32_t line);

/// Which line of the edited text a line of the program that ran is now: lines before and after the edited ones keep their places.
class LineMap {
 public:
  LineMap(std::string_view ran, std::string_view edited);
  /// 0: it has been edited. Lines count from 1.
  std::uint32_t edited(std::uint32_t ran) const;

 private:
  std::uint32_t head_ = 0;    // lines at the begin that are the same
  std::uint32_t tail_ = 0;    // the first line of the same ones at the end
  std::int64_t shift_ = 0;
};

}  // namespace gilscope::desktop
