// Compiles and runs a setup in the background, one run per host thread. The newest setup wins: an older one that still runs is ended.
// Results are handed over by poll(), on the thread of the window, so that nobody ever waits for a run.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

class Runner {
 public:
  /// `wake` is called, on any thread, whenever poll() would find something.
  explicit Runner(std::function<void()> wake);
  ~Runner();  ///< ends what still runs

  /// Brings `state` and the work into agreement: starts what a change of the setup asks for, ends what was cancelled, swaps results in.
  /// True: something on screen changed.
  bool poll(AppState& state);
  /// Whether nothing is going on that poll() would later report.
  bool idle(const AppState& state) const;

 private:
  struct Shared;
  void start(const AppState& state);
  bool take(AppState& state);

  std::shared_ptr<Shared> shared_;
  std::uint64_t started_ = 0;    ///< setup number
  std::uint64_t swept_ = 0;      ///< setup number
  std::uint64_t generation_ = 0;
};

}  // namespace gilscope::desktop
