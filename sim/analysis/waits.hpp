// The longest single waits of a run, each with the thread that caused it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/base/thread_state_kind.hpp"

namespace gilscope {

class Trace;

struct BlamedWait {
  SimTime begin = 0;
  SimTime end = 0;
  ThreadId thread;       ///< who waited
  ThreadState state{};   ///< WaitingForGil, WaitingForLock, Spinning or Runnable
  LockId lock;           ///< for lock waits, where it is known
  ThreadId culprit;      ///< who held it longest meanwhile; invalid: nobody in particular
  double share = 0;      ///< the culprit's part of the wait, 0 to 1
};

/// The longest waits for the GIL, for locks and for a core, longest first, at most `limit`. Empty without kept spans.
std::vector<BlamedWait> longest_waits(const Trace& trace, std::size_t limit);

/// "worker-2 waited 5.013 ms for the GIL at 12.4 ms: worker-1 held it for 99 % of that"
std::string describe(const BlamedWait& wait, const Trace& trace);

/// A duration for people: 4 significant digits and the unit that fits, "5.013 ms".
std::string format_time(SimTime time);

}  // namespace gilscope
