// The totals of a run that a table shows: how well the cores were used and what the threads waited for.
#pragma once

#include <array>
#include <cstdint>

#include "sim/base/sim_time.hpp"
#include "sim/base/thread_state_kind.hpp"
#include "sim/trace/memory_report.hpp"

namespace gilscope {

class Trace;

struct RunSummary {
  SimTime wall = 0;       ///< the simulated time of the whole run
  SimTime core_time = 0;  ///< sum over the cores of the time they were busy
  double utilization = 0; ///< core_time / (wall * cores), 0 to 1
  std::array<SimTime, kThreadStateCount> states{};  ///< sum over all threads
  std::uint64_t bytecodes = 0;
  std::uint64_t local_ops = 0;
  std::uint64_t shared_ops = 0;
  std::uint64_t transfers = 0;
  std::uint64_t gil_switches = 0;
  int threads = 0;
  MemoryReport memory;

  SimTime total(ThreadState state) const { return states[static_cast<std::size_t>(state)]; }
};

/// `cores`: of the machine; the trace knows only those that ever ran something.
RunSummary summarize(const Trace& trace, std::uint32_t cores);

}  // namespace gilscope
