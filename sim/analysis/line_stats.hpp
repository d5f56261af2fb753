// Where time went, by line and by function of the program: a run's call stacks laid over its threads' states. Needs a
// trace with calls.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/sim_time.hpp"
#include "sim/base/thread_state_kind.hpp"
#include "sim/trace/call_stacks.hpp"

namespace gilscope {

class Trace;

using StateTimes = std::array<SimTime, kThreadStateCount>;

/// On a core: Running and Spinning.
SimTime on_cpu(const StateTimes& times);
/// WaitingForGil, WaitingForLock, Sleeping, InIo, StoppedWorld and Runnable: everything else of a life.
SimTime waiting(const StateTimes& times);

/// One line of Python. `own`: the time while it was the innermost line of Python (native functions belong to the line
/// that called them). `total`: with the functions it called. A line that is several times in a stack (recursion) is
/// counted once.
struct LineStats {
  std::string file;
  std::uint32_t line = 0;
  std::uint64_t waits = 0;        ///< how often a thread began to wait there; total, as the time is
  std::uint64_t own_waits = 0;
  StateTimes own{};
  StateTimes total{};
};

struct FunctionStats {
  FunctionId function;            ///< in Trace::call_stacks()
  std::uint64_t calls = 0;        ///< entries; of a generator: resumptions. Where spans were merged, calls are missing
  std::uint64_t waits = 0;
  SimTime longest_call = 0;
  StateTimes own{};               ///< while it was innermost
  StateTimes total{};             ///< with what it called
};

/// Lines by file, then line. Exact where spans are; times on a core are sampled (see Trace::for_each_stack).
std::vector<LineStats> line_stats(const Trace& trace);
/// All functions of the trace, native ones included, by FunctionId.
std::vector<FunctionStats> function_stats(const Trace& trace);

}  // namespace gilscope
