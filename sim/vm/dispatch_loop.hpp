// The interpreter loop. Threaded code: each handler jumps to the next one's address. What is common and short happens here, on locals
// that the compiler keeps in registers; everything else is a handler function (ops.hpp) called with the frame written back.
//
// Time: an instruction's cost is added when it begins; its effect happens at the end of that. Where an effect needs global time order
// and its turn has not come, the instruction is put back (Retry) with its cost already paid (Thread::prepaid).
//
// There are two copies of this loop, so that the one that nobody watches is as fast as if nobody could. Each is compiled by itself (dispatch.cpp,
// dispatch_watched.cpp): in one file, the compiler would no longer inline what each of them is the only user of.
#pragma once

#include "sim/bytecode/opcode.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/dispatch_macros.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/finalizers.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/frame_view.hpp"
#include "sim/vm/inline_cache.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/native_frames.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

namespace {

/// An immortal boxed number has no count to keep: its value does as well, and is fast to compute with.
Value without_box(const Vm& vm, Value v) {
  if (!v.is_object() || v.object()->ref_local != kImmortal) return v;
  if (v.object()->type == vm.types.float_) return Value::real(static_cast<FloatObject*>(v.object())->value);
  if (v.object()->type != vm.types.int_ || static_cast<IntObject*>(v.object())->big != nullptr) return v;
  return Value::integer(static_cast<IntObject*>(v.object())->small);
}

/// Null `labels`: run. Otherwise: fill in the handlers' addresses.
template <bool kWatched>
void run_frames(Vm* vm_pointer, const void** labels) {
  if (labels != nullptr) {
#define GILSCOPE_OPCODE(id, name, number, ...) labels[number] = &&L_##id;
#include "sim/bytecode/opcodes.def"
#define FAST(id) labels[static_cast<std::size_t>(FastLabel::id)] = &&L_##id;
    FAST(BinaryAdd) FAST(BinarySubtract) FAST(BinaryMultiply) FAST(BinaryFloorDivide) FAST(BinaryRemainder)
    FAST(CompareLt) FAST(CompareLe) FAST(CompareEq) FAST(CompareNe) FAST(CompareGt) FAST(CompareGe) FAST(LoadConstMortal) FAST(Adaptive)
#undef FAST
    return;
  }
  Vm& vm = *vm_pointer;
  Heap& heap = vm.heap;
  Thread& t = *vm.thread;
  Vm::Private& p = vm.priv();
  Clock& clock = vm.machine.clock;
  TypeObject* const function_type = vm.types.function;
  const OwnerKey owner = heap.current_owner();
  bool parallel = vm.runtime.parallel();
  const bool locks = vm.runtime.config.object_locks;
  const bool boxes = vm.runtime.config.free_threaded;
  const SimTime divide_cost = vm.runtime.costs[Cost::IntDivide], int_cost = vm.runtime.costs[Cost::IntAlloc];
  const SimTime frame_cost = vm.runtime.costs[Cost::FramePush];
  PythonFrame* frame = static_cast<PythonFrame*>(t.top);
  Value* slots = frame->slots;
  ExecInstr* ip = nullptr;
  ExecInstr* in = nullptr;
  Value* sp = nullptr;
  SimTime now = 0;
  std::uint64_t count = 0;
  Step step = Step::Next;
  [[maybe_unused]] ExecutionWatcher* const watcher = vm.host.watcher;
  [[maybe_unused]] SimTime watch_from = t.watch_from;
  LOAD();
  if (t.prepaid) {
    t.prepaid = false;
    now -= ip->cost;
  }
  if (t.raised) goto raised_in_flight;
  NEXT();

#include "sim/vm/handlers_locals.inc"
#include "sim/vm/handlers_objects.inc"
#include "sim/vm/handlers_calls.inc"

  // ---- after a handler ----------------------------------------------------------------------------------------------------
after_slow:
  parallel = vm.runtime.parallel();  // an import may have switched the GIL on or off
  switch (step) {
    case Step::Next:
      LOAD();
      if (UNLIKELY(p.attention)) goto attention;
      NEXT();
    case Step::Polled:
      LOAD();
      if (UNLIKELY(t.eval_breaker != 0)) goto pending_work;
      if (UNLIKELY(p.attention)) goto attention;
      NEXT();
    case Step::Raised:
      goto raised_in_flight;
    case Step::Switch:
      goto switch_frame;
    case Step::Retry:
      now = clock.now;
      sp = frame->sp;
      goto retry;
  }

raised_in_flight:
  if (!unwind(vm, true)) goto out;
switch_frame:
  if (t.top->kind == FrameKind::Native) goto out;
  frame = static_cast<PythonFrame*>(t.top);
  slots = frame->slots;
  LOAD();
  if (UNLIKELY(static_cast<bool>(t.raised))) goto raised_in_flight;
  NEXT();

pending_work:
  SAVE();
  step = push_pending_work(vm, *frame);
  goto after_slow;

attention:
  SAVE();
  frame->deliver = Deliver::Discard;
  frame->pending_pops = 0;
  step = push_finalizers(vm);
  goto after_slow;

retry:
  --count;
  ip = in;
  SAVE();
  t.prepaid = true;
  if constexpr (kWatched) watcher->put_back(t);
  goto out;

[[maybe_unused]] watched:
  if constexpr (kWatched) {
    SAVE();
    if (!watcher->at_instruction(t, *frame)) goto out;
    watch_from = t.watch_from;
    EXECUTE();
  }

slice_over:
  SAVE();
  if constexpr (kWatched) watcher->paused(t);

out:
  t.bytecodes += count;
}

}  // namespace

}  // namespace gilscope
