#include "sim/vm/crash.hpp"

#include <utility>

#include "sim/bytecode/code_object.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

std::vector<StackEntry> python_stack(const Thread& thread) {
  std::vector<StackEntry> stack;
  for (const Frame* frame = thread.top; frame != nullptr; frame = frame->back) {
    if (frame->kind != FrameKind::Python) continue;
    const auto& python = static_cast<const PythonFrame&>(*frame);
    const CodeObject& code = **python.code->code;
    stack.push_back({code.qualname, code.filename, line_of(python)});
  }
  return stack;
}

/// The machine was asked to stop: no turn ever comes again.
Co<Ref> stand_still(Vm& vm) {
  for (;;) co_await vm.machine.order();
}

}  // namespace

CrashWitness witness(Vm& vm, const Thread& thread, std::string did) {
  const auto& known = vm.runtime.recorder.trace().threads();
  const std::string& name = thread.id.value < known.size() ? known[thread.id.value].name : thread.name;
  return {thread.id, name, vm.machine.clock.now, std::move(did), python_stack(thread)};
}

Ref crash(Vm& vm, CrashInfo info) {
  Vm::Private& p = vm.priv();
  if (!p.crash) {
    ThreadId other;
    for (const CrashWitness& w : info.witnesses) if (w.thread != vm.thread->id) other = w.thread;
    vm.runtime.mark(MarkKind::Crash, vm.thread, other.value);
    p.crash = std::make_unique<CrashInfo>(std::move(info));
  }
  vm.machine.request_stop();
  return vm.start(stand_still(vm));
}

}  // namespace gilscope
