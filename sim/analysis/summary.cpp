#include "sim/analysis/summary.hpp"

#include "sim/trace/trace.hpp"

namespace gilscope {

RunSummary summarize(const Trace& trace, std::uint32_t cores) {
  RunSummary summary;
  summary.wall = trace.end();
  summary.bytecodes = trace.bytecodes();
  summary.gil_switches = trace.gil_switches();
  summary.memory = trace.memory_report();
  summary.threads = static_cast<int>(trace.threads().size());
  for (const auto& core : trace.cores()) summary.core_time += core.busy;
  for (const auto& thread : trace.threads())
    for (std::size_t i = 0; i < thread.totals.size(); ++i) summary.states[i] += thread.totals[i];
  for (const auto& object : trace.objects()) {
    summary.local_ops += object.local_ops();
    summary.shared_ops += object.shared_ops();
    summary.transfers += object.transfers();
  }
  if (summary.wall > 0 && cores > 0)
    summary.utilization = static_cast<double>(summary.core_time) / (static_cast<double>(summary.wall) * cores);
  return summary;
}

}  // namespace gilscope
