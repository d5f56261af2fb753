// One run: everything it consists of, in the order in which it must be built and taken down.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

#include "sim/machine/machine.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/runtime/trace_observer.hpp"
#include "sim/session/execute.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/call_recorder.hpp"
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

  Vm& vm() { return vm_; }
  Machine& machine() { return machine_; }
  Runtime& runtime() { return runtime_; }
  const Trace& trace() const { return recorder_.trace(); }
  bool too_large() const { return too_large_; }

 private:
  VmHost host(const Scenario& scenario, ExecutionWatcher* watcher);
  void connect_calls();
  std::shared_ptr<const CodeObject> compile_module_file(const std::string& path, std::string& error);
  void write(int fd, std::string_view text);
  SimTime end_time(MachineStop stop);
  void stop_for_memory();
  bool poll();
  RunEnd end_of(MachineStop stop);
  void explain_end(RunReport& report);

  using HostClock = std::chrono::steady_clock;
  double host_seconds() const { return std::chrono::duration<double>(HostClock::now() - start_).count(); }

  const RunPlan& plan_;
  const std::string model_name_;
  const ProgressCallback& progress_;
  const std::string library_ = (std::filesystem::path(assets_directory()) / "lib").string();
  const HostClock::time_point start_ = HostClock::now();
  std::string stdout_, stderr_;
  bool too_large_ = false;
  Recorder recorder_;
  TraceObserver observer_;
  CallRecorder calls_;
  Machine machine_;
  Runtime runtime_;
  Vm vm_;
};

}  // namespace gilscope
