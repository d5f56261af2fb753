#include "sim/vm/foreign_frames.hpp"

#include <fmt/format.h>

#include "sim/machine/machine_costs.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/vm/borrowed_pointers.hpp"
#include "sim/vm/crash.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm_private.hpp"

namespace gilscope {

namespace {

constexpr const char* kAdvice =
    "The free-threaded build does not lock a frame against the thread that executes it. Read frames of other threads only while these are blocked, "
    "or let each thread report its own.";

const Thread* executing(Vm& vm, const PythonFrame* searched) {
  for (const auto& t : vm.priv().threads) {
    for (const Frame* frame = t->top; frame != nullptr; frame = frame->back) if (frame == searched) return t.get();
  }
  return nullptr;
}

Ref frame_is_gone(Vm& vm, const Thread* owner, CrashWitness began, const char* what) {
  CrashInfo info;
  info.what = fmt::format("a frame ended while another thread read its {}", what);
  info.why = kAdvice;
  info.witnesses = {std::move(began), witness(vm, *owner, "has left the function since then and executes here"),
                    witness(vm, *vm.thread, "went on reading: the frame is no longer there")};
  return crash(vm, std::move(info));
}

Ref local_is_gone(Vm& vm, const BorrowedPointer& pointer, CrashWitness began, StrObject* name) {
  CrashInfo info;
  info.what = fmt::format("use after free: f_locals of a running thread's frame, variable '{}'", utf8_of(name));
  info.why = kAdvice;
  began.did = fmt::format("read the pointer in the variable '{}' of the other thread's frame", utf8_of(name));
  info.witnesses = {std::move(began), pointer.death(), witness(vm, *vm.thread, "counted the object: that memory is not its any more")};
  return crash(vm, std::move(info));
}

/// A variable's value as f_locals shows it, borrowed; null if it is unbound or hidden.
Value visible_local(Vm& vm, const PythonFrame& frame, std::uint32_t slot) {
  const std::uint8_t kind = frame.executable->code->localsplus_kinds[slot];
  const Value value = frame.slots[slot];
  if ((kind & slot_kind::kHidden) != 0) return Value();
  const bool in_cell = (kind & (slot_kind::kCell | slot_kind::kFree)) != 0 && value && vm.types.of(value) == vm.types.cell;
  return in_cell ? static_cast<CellObject*>(value.object())->value : value;
}

Co<Ref> read_locals_co(Vm& vm, FrameView* view, const Thread* owner) {
  const Ref keep = share(Value(view));
  Ref locals = make_dict(vm.heap);
  co_await vm.machine.order();
  CrashWitness began = witness(vm, *vm.thread, "began to read f_locals of the other thread's frame");
  const std::uint32_t slots = view->frame == nullptr ? 0 : view->frame->executable->slot_count;
  for (std::uint32_t i = 0; i < slots; ++i) {
    Ref crashed;
    if (view->frame == nullptr) {
      crashed = frame_is_gone(vm, owner, began, "local variables");
    } else if (const Value value = visible_local(vm, *view->frame, i)) {
      StrObject* name = view->frame->executable->local_names[i];
      BorrowedPointer pointer(vm, value);
      const SimTime read_at = vm.machine.clock.now;
      vm.charge(Cost::ItemCopy);
      if (value.is_object() && vm.heap.is_foreign(value.object())) vm.machine.line_write(value.object()->line);  // to count it
      co_await vm.machine.order();
      if (pointer.dangles()) {
        CrashWitness read = began;
        read.at = read_at;
        crashed = local_is_gone(vm, pointer, std::move(read), name);
      } else {
        Ref counted = pointer.use();
        dict_set_str(vm.heap, as_dict(locals), name, counted);
        vm.charge(Cost::DictInsert);
        co_await vm.machine.order();
      }
    }
    if (crashed) {
      Ref never = co_await vm.finish(std::move(crashed));
      co_return never;
    }
  }
  co_return locals;
}

Co<Ref> read_back_co(Vm& vm, FrameView* view, const Thread* owner) {
  const Ref keep = share(Value(view));
  co_await vm.machine.order();
  CrashWitness began = witness(vm, *vm.thread, "read f_back of the other thread's frame");
  vm.machine.clock.now += vm.machine.cost(MachineCost::LineTransfer);  // the caller's frame lies in the other core's cache
  vm.charge(Cost::AllocGc);                                            // and its frame object is made at the first look
  co_await vm.machine.order();
  if (view->frame == nullptr) {
    Ref crashed = frame_is_gone(vm, owner, std::move(began), "f_back");
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  co_return make_frame_view(vm, view->frame->back);
}

}  // namespace

const Thread* executing_beside_us(Vm& vm, const FrameView* view) {
  if (!vm.runtime.parallel() || view->frame == nullptr) return nullptr;
  const Thread* thread = executing(vm, view->frame);
  if (thread == nullptr || thread == vm.thread || thread->attachment != AttachState::Attached) return nullptr;
  return thread;
}

void note_unsafe_read(Vm& vm, const Thread* owner) { vm.runtime.mark(MarkKind::UnsafeFrameRead, vm.thread, owner->id.value); }

Ref read_locals_unsafely(Vm& vm, FrameView* view, const Thread* owner) {
  note_unsafe_read(vm, owner);
  return vm.start(read_locals_co(vm, view, owner));
}

Ref read_back_unsafely(Vm& vm, FrameView* view, const Thread* owner) {
  note_unsafe_read(vm, owner);
  if (vm.runtime.config.minor >= 14) return make_frame_view(vm, view->frame->back);
  return vm.start(read_back_co(vm, view, owner));
}

}  // namespace gilscope
