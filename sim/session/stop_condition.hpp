// Conditions at which a run is to be stopped, in words:
//
//   12.5ms                      an instant (ps, ns, us, ms, s)
//   17, line 17, cache.py:17    a line is about to be executed; also: "17 by worker-1"
//   any thread waits            for a lock, for the GIL, for a core, or in whatever way: "worker-1 waits for a lock"
//   worker-1 runs               gets a core; so: runs, sleeps, spins, starts, ends
//   the GIL switches            to another thread; so: switches, is released, is requested, is enabled
//   guard is taken              a lock, by its name in the source, or "any lock"; so: is released, is contended
//   counter is freed            an object that the trace names: its count drops to zero; or "any object"
//   output                      the program writes; so: exception (a thread dies of one), collection, stop the world
//
// Upper and lower case are alike, "the", "a", "an" may be left out. A condition holds at the instant at which what it
// names begins.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

struct StopCondition {
  enum class Kind : std::uint8_t {
    Time, Line,
    ThreadWaits, ThreadWaitsForLock, ThreadWaitsForGil, ThreadWaitsForCore,
    ThreadRuns, ThreadSleeps, ThreadSpins, ThreadStarts, ThreadEnds,
    GilSwitches, GilReleased, GilRequested, GilEnabled,
    LockTaken, LockReleased, LockContended, ObjectFreed,
    Output, Exception, Collection, StopTheWorld,
  };
  Kind kind = Kind::Time;
  SimTime time = 0;        ///< Time
  std::string file;        ///< Line: its name without folders; empty: the script itself
  std::uint32_t line = 0;
  std::string name;        ///< of the thread, lock or object; empty: any
  bool operator==(const StopCondition&) const = default;
};

/// Error: what is not understood, and what there is instead.
Result<StopCondition> parse_stop_condition(std::string_view text);
/// In the words above: "any thread waits for a lock".
std::string describe(const StopCondition& condition);
/// One line per form, for help texts.
std::string stop_condition_help();

}  // namespace gilscope
