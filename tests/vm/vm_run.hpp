// Runs Python source on a small machine under a runtime preset.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "sim/compiler/compiler.hpp"
#include "sim/lang/ast.hpp"
#include "sim/lang/parser.hpp"
#include "sim/lang/source.hpp"
#include "sim/library/registry.hpp"
#include "sim/machine/machine.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope::test {

struct Output {
  std::string out, err;
  int status = 0;
  MachineStop stop = MachineStop::AllFinished;
  SimTime time = 0;
  std::uint64_t bytecodes = 0;
};

class SilentObserver : public MachineObserver {
 public:
  void thread_started(ThreadId, SimTime, const std::string&) override {}
  void thread_state(ThreadId, SimTime, ThreadState, CoreId) override {}
  void core_runs(CoreId, SimTime, ThreadId) override {}
  void woken(ThreadId, ThreadId, SimTime) override {}
};

inline std::shared_ptr<const CodeObject> compile_text(const std::string& name, const std::string& text, std::string& error) {
  auto source = Source::from_bytes(name, text);
  if (!source) return error = render(source.error()), nullptr;
  auto module = parse(source.value());
  if (!module) return error = render(module.error()), nullptr;
  auto code = compile_module(*module.value(), source.value());
  if (!code) return error = render(code.error()), nullptr;
  return code.value();
}

/// `preset`: "3.13", "3.13t", ...
inline Output run_python(const std::string& text, const std::string& preset = "3.13", std::uint32_t cores = 4) {
  const std::string root = GILSCOPE_SOURCE_DIR;
  Output result;
  std::string error;
  const auto code = compile_text("test.py", text, error);
  if (code == nullptr) return {"", error, 2};
  const auto config = runtime_preset(preset);
  const auto model = load_cost_model(cost_model_path(root + "/assets", preset));
  if (!config || !model) return {"", config ? model.error().message : config.error().message, 2};
  Recorder recorder;
  SilentObserver observer;
  Machine machine({.cores = cores}, model->machine, observer);
  Runtime runtime(*config, *model, machine, recorder);
  VmHost host;
  host.argv = {"test.py"};
  host.search_path = {root + "/assets/lib"};
  host.write = [&result](int fd, std::string_view part) { (fd == 2 ? result.err : result.out) += part; };
  host.compile = [](const std::string& path, std::string& message) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream buffer;
    buffer << in.rdbuf();
    return compile_text(path, buffer.str(), message);
  };
  Vm vm(machine, runtime, host);
  install_library(vm);
  vm.start_main(code);
  result.stop = machine.run(vm, kForever, [] { return true; });
  result.status = vm.exit_status;
  result.time = machine.time();
  for (const auto& thread : vm.priv().threads) result.bytecodes += thread->bytecodes;
  return result;
}

}  // namespace gilscope::test
