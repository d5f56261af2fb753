// A deadlock in words: who waits for what, held by whom, and where the circle closes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"

namespace gilscope {

/// One thread that will never run again.
struct BlockedThread {
  ThreadId thread;
  std::string name;
  std::string awaits;   ///< "Lock fork-2", "the end of thread Kant", "Event ready"
  ThreadId blocked_by;  ///< the only thread that could end the wait; invalid = no particular one
  std::string where;    ///< "philosophers.py, line 21, in eat"; may be empty
};

/// Positions in `blocked` of the threads that form a circle, in order of "waits for", starting with the first of them in the list.
/// Empty: there is no circle (everybody waits for something that nobody is left to give).
std::vector<std::size_t> find_cycle(const std::vector<BlockedThread>& blocked);

/// A paragraph for stderr. Requires: blocked is not empty.
std::string describe_deadlock(const std::vector<BlockedThread>& blocked);

}  // namespace gilscope
