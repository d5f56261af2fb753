// The one function that drives the vm: builds machine, runtime, recorder and vm for a run, and makes the report from what they leave.
#pragma once

#include "sim/runtime/runtime_config.hpp"
#include "sim/session/session.hpp"

namespace gilscope {

/// Everything decided: options and the scenario's block already merged.
struct RunPlan {
  std::vector<std::string> args;
  std::uint32_t cores = 8;
  std::uint64_t seed = 1;
  std::string runtime_spec;
  RuntimeConfig runtime;
  std::string model_path;
  std::function<void(CostModel&)> adjust_costs;  ///< may be empty
  SimTime max_time = kForever;
  std::size_t max_memory = 0;  ///< 0 = no limit
  std::string warnings;
  bool keep_trace = true;
  bool record_calls = false;
  std::function<std::string()> input;                         ///< may be empty
  std::function<void(int fd, std::string_view text)> output;  ///< may be empty
};

/// Options and the scenario's block merged. Error: an option or the runtime spec is wrong.
Result<RunPlan> plan_run(const Scenario& scenario, const RunOptions& options);

/// Error: the cost model cannot be read.
Result<RunReport> execute(const Scenario& scenario, const Program& program, const RunPlan& plan, const ProgressCallback& progress);

}  // namespace gilscope
