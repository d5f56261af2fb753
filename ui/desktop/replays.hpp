// What the trace does not hold, found out in the background: the state at the playhead, single instructions, the next line.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

class Replays {
 public:
  /// `wake` is called, on any thread, whenever poll() would find something.
  explicit Replays(std::function<void()> wake);
  ~Replays();

  /// Asks for the state at the playhead where a panel shows it, and takes what was found since. True: something changed.
  bool poll(const AppState& state);
  /// Looks for the next instruction or line of a run beside the playhead; take_step() has it later.
  void step(const AppState& state, std::uint32_t run, StepKind kind, Direction direction);
  struct Stepped {
    std::optional<SimTime> at;  ///< nullopt: there is none
    std::string what;           ///< "line 17", or what went wrong
  };
  std::optional<Stepped> take_step();

  /// By run.
  const std::vector<Instant>& instants() const { return instants_; }
  /// Whether everything asked for is here.
  bool idle() const;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  std::vector<Instant> instants_;
};

}  // namespace gilscope::desktop
