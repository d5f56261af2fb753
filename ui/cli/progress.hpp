// The line on stderr that shows that a long run is alive, and the Ctrl-C that ends it. Shown from the second second on,
// and only on a terminal.
#pragma once

#include <cstddef>
#include <memory>

#include "sim/session/session.hpp"

namespace gilscope::cli {

class ProgressLine {
 public:
  /// `runs`: how many runs there will be; `visible`: false = only Ctrl-C. While it lives, the first Ctrl-C asks the
  /// runs to end; a second one kills the process.
  ProgressLine(std::size_t runs, std::optional<SimTime> max_time, bool visible = true);
  ~ProgressLine();

  /// For run() and run_all(); may be called on several threads.
  ProgressCallback callback();
  std::function<void(std::size_t)> finished();
  bool interrupted() const;
  /// Takes the line off the screen, before something else is written.
  void clear();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace gilscope::cli
