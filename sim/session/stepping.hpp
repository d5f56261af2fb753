// Going through a run in steps, like a debugger, in both directions: since a run can be replayed, "back" is as easy as
// "on".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/base/ids.hpp"
#include "sim/base/result.hpp"
#include "sim/session/session.hpp"
#include "sim/session/stop_condition.hpp"

namespace gilscope {

enum class StepKind : std::uint8_t {
  Bytecode,   ///< the next instruction begins, in whatever code
  Line,       ///< a thread begins a line of the script (the library is passed through)
  Event,      ///< anything that the trace knows: a thread changes its state, a lock or the GIL its holder, a mark
  GilSwitch,  ///< the GIL goes to another thread than the one that had it last
};
enum class StepDirection : std::uint8_t { Forward, Backward };

/// An instant to stop at.
struct Stop {
  SimTime at = 0;
  ThreadId thread;         ///< whose; invalid: nobody in particular
  std::string what;        ///< in words: "line 17", "worker-1 waits for lock", "LOAD_FAST"
  std::uint32_t line = 0;  ///< of the script, for instructions and lines; 0: none
};

/// A run that has been made, with all that is needed to replay it. All must outlive the calls.
struct FinishedRun {
  const Scenario& scenario;
  const Program& program;
  const RunOptions& options;
  const Trace& trace;
};

/// The nearest boundary after (before) `from`; of `thread` alone if that is valid. nullopt: there is none in that
/// direction. Error: an option is wrong, or `progress` ended the replay.
Result<std::optional<Stop>> next_stop(const FinishedRun& run, SimTime from, StepKind kind, ThreadId thread = {},
                                      StepDirection direction = StepDirection::Forward,
                                      const ProgressCallback& progress = {});

/// The first instant at or after `from` at which the condition comes true. nullopt: it does not any more.
/// Error: there is no thread, lock or object of that name, and as above.
Result<std::optional<Stop>> run_until(const FinishedRun& run, const StopCondition& condition, SimTime from,
                                      const ProgressCallback& progress = {});

}  // namespace gilscope
