#include "sim/session/execute.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sim/library/extension_module.hpp"
#include "sim/library/registry.hpp"
#include "sim/machine/machine.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/trace_observer.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/threads.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

constexpr int kExitDeadlock = 3, kExitLimit = 4, kExitInterrupted = 130;

/// The modules beside the script come first, then the library that is written in Python.
std::vector<std::string> search_path(const Scenario& scenario) {
  const auto folder = std::filesystem::path(scenario.path).parent_path();
  return {folder.empty() ? "." : folder.string(), assets_directory() + "/lib"};
}

std::shared_ptr<const CodeObject> compile_import(const std::string& path, std::string& error) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return error = "cannot read " + path, nullptr;
  auto program = compile_source(path, text.str());
  if (program) return std::move(program).value();
  error = render(program.error());
  return nullptr;
}

std::vector<ExtensionModel> extension_models(const Scenario& scenario) {
  std::vector<ExtensionModel> models;
  for (const ExtensionSpec& spec : scenario.extensions) {
    ExtensionModel model{spec.name, spec.gil_not_used, spec.init_time, {}};
    for (const auto& f : spec.functions) model.functions.push_back({f.name, f.time, f.releases_gil});
    models.push_back(std::move(model));
  }
  return models;
}

/// Everything of one run. Members are destroyed in reverse order: the vm first.
struct Run {
  Run(const Scenario& scenario, const RunPlan& plan, const CostModel& model, RunReport& report)
      : recorder({.keep_spans = plan.keep_trace}),
        observer(recorder),
        machine({.cores = plan.cores, .clock_factor = 1.0, .seed = plan.seed}, model.machine, observer),
        runtime(plan.runtime, model, machine, recorder),
        extensions(extension_models(scenario)),
        vm(machine, runtime, host(scenario, plan, report)) {
    install_library(vm);
    for (const ExtensionModel& extension : extensions) add_extension(vm, &extension);
  }

  static VmHost host(const Scenario& scenario, const RunPlan& plan, RunReport& report) {
    VmHost host;
    host.argv.push_back(scenario.path);
    host.argv.insert(host.argv.end(), plan.args.begin(), plan.args.end());
    host.search_path = search_path(scenario);
    host.compile = compile_import;
    host.write = [&report, output = plan.output](int fd, std::string_view text) {
      (fd == 2 ? report.stderr_text : report.stdout_text) += text;
      if (output) output(fd, text);
    };
    return host;
  }

  std::uint64_t bytecodes() {
    std::uint64_t total = 0;
    for (const Thread* thread : live_threads(vm)) total += thread->bytecodes;
    return total;
  }

  Recorder recorder;
  TraceObserver observer;
  Machine machine;
  Runtime runtime;
  std::vector<ExtensionModel> extensions;
  Vm vm;
};

/// "philosophers.py, line 21, in eat": where a thread's innermost Python frame stands.
std::string where_is(const Thread& thread) {
  for (const Frame* frame = thread.top; frame != nullptr; frame = frame->back) {
    if (frame->kind != FrameKind::Python) continue;
    const auto* python = static_cast<const PythonFrame*>(frame);
    const CodeObject& code = *python->executable->code;
    const std::uint32_t index = python->executable->index_of(python->ip);
    const auto name = std::filesystem::path(code.filename).filename().string();
    return fmt::format("{}, line {}, in {}", name, code.code[index == 0 ? 0 : index - 1].line, code.name);
  }
  return {};
}

std::vector<BlockedThread> blocked_threads(Run& run) {
  const Trace& trace = run.recorder.trace();
  std::vector<BlockedThread> blocked;
  for (const Thread* thread : live_threads(run.vm)) {
    if (thread->daemon) continue;
    BlockedThread b{.thread = thread->id, .name = thread->name, .awaits = "something that nobody is left to do", .blocked_by = {}, .where = where_is(*thread)};
    const LockId lock_id = trace.threads()[thread->id.value].awaits;
    if (thread->joins.valid()) {
      b.awaits = "the end of thread " + trace.threads()[thread->joins.value].name;
      b.blocked_by = thread->joins;
    } else if (lock_id.valid()) {
      const LockInfo& lock = trace.locks()[lock_id.value];
      b.awaits = lock.name.empty() ? "a " + lock.kind : lock.kind + " " + lock.name;
      b.blocked_by = lock.holder;
    }
    blocked.push_back(std::move(b));
  }
  return blocked;
}

void conclude(Run& run, MachineStop stop, const RunPlan& plan, RunReport& report) {
  report.exit_code = run.vm.exit_status;
  switch (stop) {
    case MachineStop::AllFinished: break;
    case MachineStop::Deadlock:
      report.end = RunEnd::Deadlock;
      report.exit_code = kExitDeadlock;
      report.blocked = blocked_threads(run);
      report.verdict = report.blocked.empty() ? "Deadlock: no thread can ever run again." : describe_deadlock(report.blocked);
      break;
    case MachineStop::MaxTime:
      report.end = RunEnd::TimeLimit;
      report.exit_code = kExitLimit;
      report.verdict = "The run was ended at its limit of simulated time; --max-time sets it.";
      break;
    case MachineStop::Requested:
      if (plan.max_memory == 0 || run.vm.heap.live_bytes() <= plan.max_memory) break;
      report.end = RunEnd::MemoryLimit;
      report.exit_code = kExitLimit;
      report.verdict = "The run was ended because its objects took more memory than --max-memory allows.";
      break;
    case MachineStop::Interrupted:
      report.end = RunEnd::Interrupted;
      report.exit_code = kExitInterrupted;
      report.verdict = "The run was interrupted.";
      break;
  }
}

}  // namespace

Result<RunReport> execute(const Scenario& scenario, const Program& program, const RunPlan& plan, const ProgressCallback& progress) {
  auto model = load_cost_model(plan.model_path);
  if (!model) return model.error();
  RunReport report;
  report.scenario = scenario.name;
  report.runtime = plan.runtime_spec;
  report.cores = plan.cores;
  report.seed = plan.seed;
  const auto begin = std::chrono::steady_clock::now();
  const auto host_seconds = [begin] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(); };

  Run run(scenario, plan, model.value(), report);
  if (plan.max_memory) run.vm.heap.set_limit(plan.max_memory, [&run] { run.machine.request_stop(); });
  run.vm.start_main(program);
  const MachineStop stop = run.machine.run(run.vm, plan.max_time, [&] {
    return !progress || progress({run.machine.time(), run.bytecodes(), host_seconds()});
  });
  run.runtime.finish_trace();
  report.time = run.machine.time();
  run.recorder.finish(report.time);
  conclude(run, stop, plan, report);
  report.gil_enabled = run.runtime.gil_enabled();
  report.host_seconds = host_seconds();
  report.trace_hash = run.recorder.hash();
  report.trace = run.recorder.shared_trace();
  return report;
}

}  // namespace gilscope
