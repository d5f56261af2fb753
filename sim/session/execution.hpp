// One run: everything it consists of, in the order in which it must be built and taken down.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/machine/machine.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/trace_observer.hpp"
#include "sim/session/execute.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/call_recorder.hpp"
#include "sim/vm/interpreters.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

struct CostModel;

class Execution {
 public:
  /// `watcher` (may be null) takes the place of the recorder of calls. All arguments must outlive the execution.
  Execution(const Scenario& scenario, const RunPlan& plan, const CostModel& model, const ProgressCallback& progress,
            ExecutionWatcher* watcher = nullptr);

  /// Runs until the end, or until nothing is left to happen before `until`. To be called once.
  MachineStop advance(const Program& program, SimTime until = kForever);
  RunReport report(const Scenario& scenario, MachineStop stop);

  /// Of the main interpreter.
  Vm& vm() { return vm_; }
  Machine& machine() { return machine_; }
  Runtime& runtime() { return runtime_; }
  /// All interpreters of the run, the main one first; those that were closed too.
  Interpreters& interpreters() { return interpreters_; }
  const Trace& trace() const { return recorder_.trace(); }
  bool too_large() const { return too_large_; }

 private:
  /// A further interpreter, with the runtime it runs under.
  struct Further {
    Further(Execution& execution, const RuntimeConfig& config, InterpreterId id);
    Runtime runtime;
    Vm vm;
  };
  Vm& build(const Interpreter& interpreter);
  void prepare(Vm& vm);
  VmHost host();
  void connect_calls();
  std::shared_ptr<const CodeObject> compile_module_file(const std::string& path, std::string& error);
  std::shared_ptr<const CodeObject> compile_text(const std::string& text, const std::string& name, std::string& error);
  void write(int fd, std::string_view text);
  const CrashInfo* crash();
  SimTime end_time(MachineStop stop);
  void stop_for_memory();
  bool poll();
  RunEnd end_of(MachineStop stop);
  void explain_end(RunReport& report);

  using HostClock = std::chrono::steady_clock;
  double host_seconds() const { return std::chrono::duration<double>(HostClock::now() - start_).count(); }

  const Scenario& scenario_;
  const RunPlan& plan_;
  const CostModel& model_;
  ExecutionWatcher* const watcher_;
  const std::string model_name_;
  const ProgressCallback& progress_;
  const std::string library_ = (std::filesystem::path(assets_directory()) / "lib").string();
  const HostClock::time_point start_ = HostClock::now();
  std::string stdout_, stderr_;
  bool too_large_ = false;
  std::map<std::string, std::shared_ptr<const CodeObject>> compiled_;  ///< modules by their file: several interpreters import them
  Recorder recorder_;
  TraceObserver observer_;
  CallRecorder calls_;
  Machine machine_;
  Runtime runtime_;
  Interpreters interpreters_;
  Vm vm_;
  std::vector<std::unique_ptr<Further>> further_;  ///< by the number of the interpreter, less one
};

}  // namespace gilscope
