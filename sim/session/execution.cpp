#include "sim/session/execution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "sim/analysis/waits.hpp"
#include "sim/library/registry.hpp"
#include "sim/runtime/allocator.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/session/model_choice.hpp"
#include "sim/session/stuck_threads.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/trace/trace.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

/// The stacks of a thread end in the library's own frames (threading.Thread's): they explain nothing.
CrashInfo without_library(CrashInfo crash, const std::string& library) {
  for (CrashWitness& w : crash.witnesses)
    while (w.stack.size() > 1 && w.stack.back().file.starts_with(library)) w.stack.pop_back();
  return crash;
}

}  // namespace

Execution::Execution(const Scenario& scenario, const RunPlan& plan, const CostModel& model,
                     const ProgressCallback& progress, ExecutionWatcher* watcher)
    : scenario_(scenario),
      plan_(plan),
      model_(model),
      watcher_(watcher == nullptr && plan.record_calls ? &calls_ : watcher),
      model_name_(model.name),
      progress_(progress),
      recorder_({.keep_spans = plan.keep_trace}),
      observer_(recorder_),
      calls_(recorder_),
      machine_({.cores = plan.cores, .clock_factor = 1.0, .seed = plan.seed}, model.machine, observer_),
      runtime_(plan.runtime, model, machine_, recorder_),
      interpreters_(machine_, recorder_, [this](const Interpreter& interpreter) -> Vm& { return build(interpreter); }),
      vm_(machine_, runtime_, host()) {
  interpreters_.add_main(vm_);
  if (watcher_ == &calls_) connect_calls();
  prepare(vm_);
}

void Execution::prepare(Vm& vm) {
  if (watcher_ == &calls_) calls_.attach(vm);
  install_library(vm);
  for (const ExtensionSpec& extension : scenario_.extensions) add_extension(vm, &extension);
  if (plan_.max_memory > 0) vm.heap.set_limit(plan_.max_memory, [this] { stop_for_memory(); });
}

Execution::Further::Further(Execution& execution, const RuntimeConfig& config, InterpreterId id)
    : runtime(config, execution.model_, execution.machine_, execution.recorder_, id),
      vm(execution.machine_, runtime, execution.host()) {}

// What deferred counts immortalize in 3.13t stays mortal in subinterpreters (gc_free_threading.c: gc.immortalize = -1).
Vm& Execution::build(const Interpreter& interpreter) {
  RuntimeConfig config = plan_.runtime;
  if (interpreter.kind == Interpreter::Kind::Sub) config.immortalize = false;
  further_.push_back(std::make_unique<Further>(*this, config, interpreter.id));
  prepare(further_.back()->vm);
  return further_.back()->vm;
}

MachineStop Execution::advance(const Program& program, SimTime until) {
  if (!plan_.warnings.empty()) write(2, plan_.warnings);
  interpreters_.set_main_script(program);
  vm_.start_main(program);
  const SimTime last = until == kForever ? kForever : until - 1;
  const MachineStop stop = machine_.run(vm_, std::min(plan_.max_time, last), [this] { return poll(); });
  std::vector<std::uint64_t> bytecodes(recorder_.trace().threads().size());
  for (const auto& interpreter : interpreters_.all())
    for (const auto& thread : interpreter->vm->priv().threads) bytecodes[thread->id.value] += thread->bytecodes;
  for (std::uint32_t t = 0; t < bytecodes.size(); ++t) recorder_.thread_bytecodes(ThreadId(t), bytecodes[t]);
  return stop;
}

VmHost Execution::host() {
  VmHost host;
  host.argv = {scenario_.path};
  host.argv.insert(host.argv.end(), plan_.args.begin(), plan_.args.end());
  const std::string folder = std::filesystem::path(scenario_.path).parent_path().string();
  host.search_path = {folder.empty() ? "." : folder, library_};
  host.read_line = plan_.input;
  host.write = [this](int fd, std::string_view text) {
    if (machine_.has_current()) recorder_.mark(MarkKind::Output, machine_.current().id, machine_.clock.now, text.size());
    write(fd, text);
  };
  host.compile = [this](const std::string& path, std::string& error) { return compile_module_file(path, error); };
  host.compile_text = [this](const std::string& text, const std::string& name, std::string& error) { return compile_text(text, name, error); };
  host.watcher = watcher_;
  host.interpreters = &interpreters_;
  return host;
}

void Execution::connect_calls() {
  observer_.also = [this](ThreadId thread, SimTime at, bool started) {
    started ? calls_.thread_started(thread, at) : calls_.thread_state(thread, at);
  };
}

// A module that is imported.
std::shared_ptr<const CodeObject> Execution::compile_module_file(const std::string& path, std::string& error) {
  const auto known = compiled_.find(path);
  if (known != compiled_.end()) return known->second;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  std::string warnings;
  auto program = compile_source(path, std::move(text).str(), path.starts_with(library_) ? nullptr : &warnings);
  if (!warnings.empty()) write(2, warnings);
  if (program) return compiled_[path] = std::move(program).value();
  error = render(program.error());
  return nullptr;
}

std::shared_ptr<const CodeObject> Execution::compile_text(const std::string& text, const std::string& name, std::string& error) {
  auto program = compile_source(name, text, nullptr);
  if (program) return std::move(program).value();
  error = render(program.error());
  return nullptr;
}

void Execution::write(int fd, std::string_view text) {
  (fd == 2 ? stderr_ : stdout_) += text;
  if (plan_.output) plan_.output(fd, text);
}

/// In whichever interpreter it happened: the run is over.
const CrashInfo* Execution::crash() {
  for (const auto& interpreter : interpreters_.all())
    if (const auto& info = interpreter->vm->priv().crash) return info.get();
  return nullptr;
}

// A run that is cut off ends where its slowest core is; the others are reported up to there at least.
SimTime Execution::end_time(MachineStop stop) {
  if (stop == MachineStop::MaxTime) return plan_.max_time;
  if (const CrashInfo* info = crash()) return info->witnesses.back().at;
  return stop == MachineStop::Interrupted || too_large_ ? machine_.time() : recorder_.trace().end();
}

void Execution::stop_for_memory() {
  too_large_ = true;
  machine_.request_stop();
}

// Called every few milliseconds of host time; false ends the run.
bool Execution::poll() {
  if (!progress_) return true;
  std::uint64_t bytecodes = 0;
  for (const auto& interpreter : interpreters_.all())
    for (const auto& thread : interpreter->vm->priv().threads) bytecodes += thread->bytecodes;
  return progress_({machine_.time(), bytecodes, host_seconds(), &recorder_.trace()});
}

RunEnd Execution::end_of(MachineStop stop) {
  if (crash() != nullptr) return RunEnd::Crashed;
  switch (stop) {
    case MachineStop::Deadlock: return RunEnd::Deadlock;
    case MachineStop::MaxTime: return RunEnd::TimeLimit;
    case MachineStop::Interrupted: return RunEnd::Interrupted;
    case MachineStop::AllFinished: return RunEnd::Finished;
    case MachineStop::Requested: return too_large_ ? RunEnd::MemoryLimit : RunEnd::Finished;
  }
  return RunEnd::Finished;
}

void Execution::explain_end(RunReport& report) {
  switch (report.end) {
    case RunEnd::Finished: report.exit_code = vm_.exit_status; return;
    case RunEnd::Deadlock:
      report.exit_code = 3;
      report.blocked = stuck_threads(interpreters_, recorder_.trace(), library_);
      report.verdict =
          report.blocked.empty() ? "Deadlock: no thread can ever run again.\n" : describe_deadlock(report.blocked);
      return;
    case RunEnd::Crashed:
      report.exit_code = 139;
      report.crash = without_library(*crash(), library_);
      report.verdict = describe_crash(*report.crash);
      return;
    case RunEnd::TimeLimit:
      report.exit_code = 4;
      report.verdict = fmt::format("Ended by the limit of {} simulated time.\n", format_time(plan_.max_time));
      return;
    case RunEnd::MemoryLimit:
      report.exit_code = 4;
      report.verdict = fmt::format("Ended by the limit of {} bytes for the program's objects.\n", plan_.max_memory);
      return;
    case RunEnd::Interrupted:
      report.exit_code = 130;
      report.verdict = "Interrupted.\n";
      return;
  }
}

namespace {

/// Of all interpreters together; peaks are added up as if they fell on one instant.
MemoryReport sum_of_memory(const Interpreters& interpreters) {
  MemoryReport sum;
  for (const auto& interpreter : interpreters.all()) {
    std::vector<std::uint64_t> figures;
    MemoryReport one = interpreter->vm->runtime.allocator().report();
    MemoryReport::each(one, [&](const char*, std::uint64_t& value) { figures.push_back(value); });
    auto next = figures.begin();
    MemoryReport::each(sum, [&](const char*, std::uint64_t& value) { value += *next++; });
  }
  return sum;
}

}  // namespace

RunReport Execution::report(const Scenario& scenario, MachineStop stop) {
  for (const auto& interpreter : interpreters_.all()) interpreter->vm->runtime.finish_trace();
  recorder_.memory_report(sum_of_memory(interpreters_));
  recorder_.finish(end_time(stop));
  RunReport report;
  report.scenario = scenario.name;
  report.runtime = plan_.runtime_spec;
  report.model = model_name_;
  report.assumptions = describe_switches(plan_.runtime);
  report.gil_enabled = runtime_.gil_enabled();
  report.cores = plan_.cores;
  report.seed = plan_.seed;
  report.time = recorder_.trace().end();
  report.end = end_of(stop);
  explain_end(report);
  report.stdout_text = std::move(stdout_);
  report.stderr_text = std::move(stderr_);
  report.host_seconds = host_seconds();
  report.trace_hash = recorder_.hash();
  report.trace = recorder_.shared_trace();
  return report;
}

}  // namespace gilscope
