#include "sim/session/execute.hpp"

#include "sim/runtime/cost_model.hpp"
#include "sim/session/execution.hpp"

namespace gilscope {

Result<RunReport> execute(const Scenario& scenario, const Program& program, const RunPlan& plan,
                          const ProgressCallback& progress) {
  auto model = load_cost_model(plan.model_path);
  if (!model) return model.error();
  if (plan.adjust_costs) plan.adjust_costs(model.value());
  Execution execution(scenario, plan, model.value(), progress);
  const MachineStop stop = execution.advance(program);
  return execution.report(scenario, stop);
}

}  // namespace gilscope
