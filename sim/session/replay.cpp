#include "sim/session/replay.hpp"

#include <algorithm>
#include <optional>

#include "sim/bytecode/code_object.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/session/execution.hpp"
#include "sim/session/instruction_lister.hpp"
#include "sim/session/snapshot.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {

namespace {

/// Threads stop at their first boundary at or after an instant.
class StopAt final : public ExecutionWatcher {
 public:
  explicit StopAt(SimTime at) : at_(at) {}
  void attach(Vm& vm) { vm_ = &vm; }
  bool at_instruction(Thread& thread, PythonFrame&) override {
    thread.watch_from = at_;
    return vm_->machine.clock.now < at_;
  }

 private:
  const SimTime at_;
  Vm* vm_ = nullptr;
};

/// The plan and the model of a replay: as the run's own, but silent.
struct Prepared {
  RunPlan plan;
  CostModel model;
};

Result<Prepared> prepare(const Scenario& scenario, const RunOptions& options) {
  auto plan = plan_run(scenario, options);
  if (!plan) return plan.error();
  auto model = load_cost_model(plan->model_path);
  if (!model) return model.error();
  if (plan->adjust_costs) plan->adjust_costs(model.value());
  Prepared prepared{std::move(plan).value(), std::move(model).value()};
  prepared.plan.record_calls = false;
  prepared.plan.output = nullptr;
  return prepared;
}

std::optional<Error> cancelled(MachineStop stop) {
  if (stop == MachineStop::Interrupted) return Error{"the replay was cancelled"};
  return std::nullopt;
}

/// A run that ended before `at` is seen at its end.
SimTime clamp_to_run(const Execution& execution, MachineStop stop, SimTime at, SimTime max_time) {
  if (stop == MachineStop::MaxTime) return std::min(at, max_time);
  return std::min(at, execution.trace().end());
}

void mix(std::uint64_t& hash, std::uint64_t word) {
  hash = (hash ^ word) * 0x9FB2'1C65'1E98'DF25u;
  hash ^= hash >> 32;
}

}  // namespace

std::uint64_t code_key(const CodeObject& code) {
  std::uint64_t hash = 0xC2B2'AE3D'27D4'EB4Fu;
  for (const std::string* text : {&code.filename, &code.qualname}) {
    mix(hash, text->size());
    for (const char c : *text) mix(hash, static_cast<unsigned char>(c));
  }
  mix(hash, static_cast<std::uint64_t>(code.first_line));
  for (const Instruction& i : code.code) {
    mix(hash, static_cast<std::uint64_t>(i.op) << 32 | i.arg);
    mix(hash, static_cast<std::uint64_t>(i.line) << 32 | static_cast<std::uint32_t>(i.column));
  }
  return hash;
}

Result<Snapshot> snapshot_at(const Scenario& scenario, const Program& program, const RunOptions& options, SimTime at,
                             const ProgressCallback& progress) {
  auto prepared = prepare(scenario, options);
  if (!prepared) return prepared.error();
  at = std::max<SimTime>(at, 0);
  StopAt watcher(at);
  prepared->plan.keep_trace = true;
  Execution execution(scenario, prepared->plan, prepared->model, progress, &watcher);
  watcher.attach(execution.vm());
  const MachineStop stop = execution.advance(program, at);
  if (const auto error = cancelled(stop)) return *error;
  return take_snapshot(execution, clamp_to_run(execution, stop, at, prepared->plan.max_time));
}

Result<std::vector<InstructionEvent>> find_instructions(const Scenario& scenario, const Program& program,
                                                        const RunOptions& options, InstructionQuery query,
                                                        const ProgressCallback& progress) {
  auto prepared = prepare(scenario, options);
  if (!prepared) return prepared.error();
  const SimTime to = query.to;
  if (to <= query.from || to <= 0 || query.max == 0) return std::vector<InstructionEvent>{};
  InstructionLister lister(std::move(query));
  prepared->plan.keep_trace = false;
  Execution execution(scenario, prepared->plan, prepared->model, progress, &lister);
  lister.attach(execution.vm());
  const MachineStop stop = execution.advance(program, to);
  if (const auto error = cancelled(stop)) return *error;
  return lister.take();
}

Result<std::vector<InstructionEvent>> instructions_between(const Scenario& scenario, const Program& program,
                                                           const RunOptions& options, SimTime from, SimTime to,
                                                           std::size_t max, const ProgressCallback& progress) {
  return find_instructions(scenario, program, options, {.from = from, .to = to, .max = max, .wanted = {}}, progress);
}

}  // namespace gilscope
