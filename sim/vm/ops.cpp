// How instructions end: pushing results now or later, and delivering to frames that wait.
#include "sim/vm/ops.hpp"

#include <fmt/format.h>

#include "sim/bytecode/opcode.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/inline_cache.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/text.hpp"

namespace gilscope {

namespace {
Step wait_for_result(const Op& op, Deliver deliver, int pops) {
  op.frame.deliver = deliver;
  op.frame.pending_pops = static_cast<std::uint32_t>(pops);
  return Step::Switch;
}
}  // namespace

Step finish_push(const Op& op, Ref result, int pops) {
  if (result.is_pending()) return wait_for_result(op, Deliver::Push, pops);
  if (!result) return Step::Raised;
  op.drop(pops);
  op.push(result.release());
  return Step::Next;
}

Step finish_discard(const Op& op, Ref result, int pops) {
  if (result.is_pending()) return wait_for_result(op, Deliver::Discard, pops);
  if (!result) return Step::Raised;
  op.drop(pops);
  return Step::Next;
}

Step finish_later(const Op& op, Ref result, CustomStep step) {
  if (!result) return Step::Raised;
  op.frame.step = static_cast<std::uint8_t>(step);
  if (result.is_pending()) return wait_for_result(op, Deliver::Custom, 0);
  return finish_custom(op, std::move(result));
}

Step deliver_to_python(Vm& vm, PythonFrame& frame, Ref result) {
  if (!result) return Step::Raised;
  const Op op{vm, frame, frame.ip[-1]};
  switch (frame.deliver) {
    case Deliver::Push:
      op.drop(frame.pending_pops);
      op.push(result.release());
      return Step::Next;
    case Deliver::Discard:
      op.drop(frame.pending_pops);
      return Step::Next;
    case Deliver::ForIter:
      if (!result.get().is_exhausted()) {
        op.push(result.release());
      } else {
        op.drop(1);
        frame.ip = const_cast<ExecInstr*>(op.instr.target) + 2;  // past END_FOR and POP_TOP
      }
      return Step::Next;
    case Deliver::InitResult:
      if (result.get().is_none()) return Step::Next;
      vm.raise(Exc::TypeError, fmt::format("__init__() should return None, not '{}'", type_name_of(vm, result)));
      return Step::Raised;
    case Deliver::Custom:
      return finish_custom(op, std::move(result));
  }
  return Step::Next;
}

Step deliver_to_top(Vm& vm, Ref result) {
  Frame* top = vm.thread->top;
  if (top->kind == FrameKind::Native) {
    vm.priv().delivered = std::move(result);
    vm.priv().has_delivered = true;
    return Step::Switch;
  }
  auto& frame = static_cast<PythonFrame&>(*top);
  if (deliver_to_python(vm, frame, std::move(result)) == Step::Polled && vm.thread->eval_breaker != 0) push_pending_work(vm, frame);
  return Step::Switch;
}

bool holds_foreign(const Vm& vm, const PythonFrame& frame) {
  for (std::uint32_t i = 0; i < frame.executable->slot_count; ++i) {
    const Value v = frame.slots[i];
    if (v.is_object() && vm.heap.is_foreign(v.object())) return true;
  }
  return vm.heap.is_foreign(frame.function);
}

// ---- pending work and finalizers ------------------------------------------------------------------------------------------

namespace {

Co<Ref> pending_work(Vm& vm) {
  co_await vm.runtime.handle_pending(*vm.thread);
  if (vm.raised()) co_return nullptr;
  if ((vm.thread->eval_breaker & kSignals) != 0) {  // _thread.interrupt_main: the default handler of SIGINT
    vm.thread->eval_breaker &= ~kSignals;
    co_return vm.raise(Exc::KeyboardInterrupt);
  }
  co_return vm.none();
}

}  // namespace

Step push_pending_work(Vm& vm, PythonFrame& frame) {
  if (vm.runtime.passes_quiescent_point(*vm.thread)) return Step::Next;
  frame.deliver = Deliver::Discard;  // the instruction is over: the pending work's result means nothing to it
  frame.pending_pops = 0;
  Ref done = vm.start(pending_work(vm));
  if (!done) return Step::Raised;
  return done.is_pending() ? Step::Switch : Step::Next;
}

}  // namespace gilscope
