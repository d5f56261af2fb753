#include "sim/vm/generators.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <cstring>

#include "sim/bytecode/opcode.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/crash.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/frame_stack.hpp"
#include "sim/vm/frame_view.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

// ---- frames that outlive their call ---------------------------------------------------------------------------------------

GeneratorObject* generator_from_frame(Vm& vm, PythonFrame* frame) {
  Thread& t = *vm.thread;
  auto* g = vm.heap.make<GeneratorObject>(vm.types.generator);
  vm.charge(Cost::AllocTracked);
  const std::size_t bytes = frame->executable->frame_bytes;
  auto* own = static_cast<PythonFrame*>(std::malloc(bytes));
  std::memcpy(static_cast<void*>(own), frame, bytes);
  own->slots = reinterpret_cast<Value*>(own + 1);
  own->sp = own->slots + (frame->sp - frame->slots);
  own->generator = g;
  if (own->view != nullptr) own->view->frame = own;
  own->back = nullptr;
  own->attached = nullptr;
  *own->sp++ = Value::none();  // what the POP_TOP after RETURN_GENERATOR drops
  g->frame = own;
  g->name = frame->function->name;
  g->qualname = frame->function->qualname;
  g->code = frame->code;
  for (Object* o : {static_cast<Object*>(g->name), static_cast<Object*>(g->qualname), static_cast<Object*>(g->code)}) vm.heap.incref(o);
  g->state = GeneratorState::Created;
  t.top = frame->back;
  --t.depth;
  if (vm.host.watcher != nullptr) vm.host.watcher->left(t, frame);
  Attachment* attached = frame->attached;
  t.stack->pop(frame);
  if (attached != nullptr) release_attachment(vm, attached);
  return g;
}

namespace {

/// Puts the generator's frame on top of the running thread.
void link_frame(Vm& vm, GeneratorObject* g, ResumeMode mode) {
  Thread& t = *vm.thread;
  PythonFrame* frame = g->frame;
  if (frame->executable->bytecode_index != t.bytecode_index) use_own_copy(vm, *frame);
  frame->back = t.top;
  frame->attached = nullptr;
  t.top = frame;
  ++t.depth;
  g->exc_info.previous = t.exc_info;
  t.exc_info = &g->exc_info;
  g->state = GeneratorState::Running;
  g->mode = mode;
  if (vm.host.watcher != nullptr) vm.host.watcher->entered(t, *frame);
  vm.heap.incref(g);  // until it is left: the caller may drop its own reference meanwhile
}

void unlink_frame(Vm& vm, PythonFrame* frame) {
  Thread& t = *vm.thread;
  GeneratorObject* g = frame->generator;
  t.top = frame->back;
  --t.depth;
  if (vm.host.watcher != nullptr) vm.host.watcher->left(t, frame);
  t.exc_info = g->exc_info.previous;
  g->exc_info.previous = nullptr;
  frame->back = nullptr;
  Attachment* attached = std::exchange(frame->attached, nullptr);
  if (attached != nullptr) release_attachment(vm, attached);
}

void free_frame(Heap& heap, PythonFrame* frame) {
  if (frame->view != nullptr) detach_view(heap, *frame);
  while (frame->sp > frame->stack_base()) heap.decref(*--frame->sp);
  for (std::uint32_t i = 0; i < frame->executable->slot_count; ++i) heap.decref(frame->slots[i]);
  heap.decref(frame->function);
  std::free(frame);
}

bool deep(Vm& vm) {
  if (vm.thread->depth < vm.priv().recursion_limit) return false;
  vm.raise(Exc::RecursionError, "maximum recursion depth exceeded");
  return true;
}

}  // namespace

void suspend_generator(Vm& vm, PythonFrame* frame) {
  GeneratorObject* g = frame->generator;
  unlink_frame(vm, frame);
  g->state = GeneratorState::Suspended;
  vm.heap.decref(g);
}

void finish_generator(Vm& vm, PythonFrame* frame) {
  GeneratorObject* g = frame->generator;
  unlink_frame(vm, frame);
  g->state = GeneratorState::Finished;
  g->frame = nullptr;
  free_frame(vm.heap, frame);
  vm.heap.decref(std::exchange(g->exc_info.exception, Value()));
  vm.heap.decref(g);
}

// ---- resuming -------------------------------------------------------------------------------------------------------------

namespace {

/// False: `result` says what the resumption gives without running anything.
bool can_resume(Vm& vm, GeneratorObject* g, ResumeMode mode, Ref& result) {
  if (g->state == GeneratorState::Running) {
    result = vm.raise(Exc::ValueError, "generator already executing");
    return false;
  }
  if (g->state != GeneratorState::Finished) return !deep(vm);
  if (mode == ResumeMode::Send) {
    result = raise_stop_iteration(vm, Value::none());
  } else {
    result = steal(Value::exhausted());
  }
  return false;
}

}  // namespace

// ---- entering a generator that other threads can reach ------------------------------------------------------------------------
//
// gen_send_ex2 (Objects/genobject.c) asks whether the generator is executing, prepares to run its frame, and then says that it is. Under a
// GIL nobody can come in between, so a second thread gets a ValueError if the first was switched out inside the generator's body. Without
// a GIL the test and the set are two plain memory accesses: a second core that asks before the first one has said so enters as well, and both
// execute one frame, with one value stack. CPython 3.13t and 3.14t crash then, or corrupt the stack (gh-120321, gh-135325; atomic from 3.15
// on by gh-142599, which was not taken back into 3.14: gh-156351). The window is as long as entering takes: the stores that prepare the frame
// come before the one that says "executing", and if another core ran the generator last, they wait for the frame's cache line.

namespace {

/// The thread that executes the generator's frame now, or null.
const Thread* thread_inside(Vm& vm, const GeneratorObject* g) {
  for (const auto& t : vm.priv().threads) {
    for (const Frame* frame = t->top; frame != nullptr; frame = frame->back) if (frame == g->frame) return t.get();
  }
  return nullptr;
}

Ref entered_twice(Vm& vm, GeneratorObject* g, CrashWitness tested) {
  CrashInfo info;
  const std::string name = utf8_of(g->qualname);
  info.what = fmt::format("two threads entered the generator {} at the same time", name);
  info.why = "The free-threaded build tests and sets \"is executing\" in two steps, so the ValueError that the GIL build raises is not certain to come. "
             "Give each thread a generator of its own, or put a lock around next().";
  tested.did = fmt::format("found {} not executing", name);
  info.witnesses.push_back(std::move(tested));
  if (const Thread* inside = thread_inside(vm, g)) info.witnesses.push_back(witness(vm, *inside, "is executing it since then"));
  info.witnesses.push_back(witness(vm, *vm.thread, "enters the frame that is in use"));
  return crash(vm, std::move(info));
}

Ref enter_generator(Vm& vm, GeneratorObject* g, Value value, ResumeMode mode) {
  if (g->state == GeneratorState::Created) {
    if (!value.is_none()) return vm.raise(Exc::TypeError, "can't send non-None value to a just-started generator");
  } else {
    *g->frame->sp++ = share(value).release();
  }
  link_frame(vm, g, mode);
  return steal(Value::pending());
}

Co<Ref> enter_in_two_steps(Vm& vm, GeneratorObject* g, Value value, ResumeMode mode) {
  vm.machine.line_read(g->line);
  co_await vm.machine.order();
  Ref result;
  if (!can_resume(vm, g, mode, result)) co_return result;
  const GeneratorState tested = g->state;
  const SimTime tested_at = vm.machine.clock.now;
  vm.charge(Cost::GeneratorResume);
  const auto core = static_cast<std::uint16_t>(vm.machine.current().core.value + 1);
  if (g->cache != core) vm.machine.clock.now += vm.machine.cost(MachineCost::LineTransfer);
  co_await vm.machine.order();
  g->cache = core;
  if (g->state != tested) {
    CrashWitness first = witness(vm, *vm.thread, "");
    first.at = tested_at;
    result = entered_twice(vm, g, std::move(first));
  } else {
    vm.machine.line_write(g->line);
    result = enter_generator(vm, g, value, mode);
  }
  Ref delivered = co_await vm.finish(std::move(result));
  co_return delivered;
}

}  // namespace

Ref resume_generator(Vm& vm, GeneratorObject* g, Value value, ResumeMode mode) {
  if (vm.runtime.parallel() && is_shared(vm, Value(g))) return vm.start(enter_in_two_steps(vm, g, value, mode));
  Ref result;
  if (!can_resume(vm, g, mode, result)) return result;
  vm.charge(Cost::GeneratorResume);
  return enter_generator(vm, g, value, mode);
}

Ref resume_raising(Vm& vm, GeneratorObject* g, ResumeMode mode) {
  if (g->state == GeneratorState::Finished) return nullptr;  // the exception stays raised
  Ref result;
  Ref raised = vm.take_raised();
  if (!can_resume(vm, g, mode, result)) return result;
  vm.charge(Cost::GeneratorResume);
  if (g->state == GeneratorState::Suspended) *g->frame->sp++ = Value::none();  // the yield's value: handlers count on its place
  link_frame(vm, g, mode);
  vm.thread->raised = raised.release();
  // Whoever looks at the top frame next finds the exception and unwinds there.
  return steal(Value::pending());
}

Value generator_delegate(const GeneratorObject* g) {
  if (g->frame == nullptr || g->state != GeneratorState::Suspended) return Value();
  const ExecInstr& last = g->frame->ip[-1];
  const bool delegating = last.opcode == static_cast<std::uint16_t>(Opcode::YieldValue) && (g->frame->ip->arg & 3) == 2;
  return delegating ? g->frame->sp[-1] : Value();
}

bool generator_needs_close(const GeneratorObject* g) {
  if (g->frame == nullptr || g->state != GeneratorState::Suspended) return false;
  // A generator's whole body is guarded by the StopIteration handler; only an inner range makes close() run user code.
  const Executable& e = *g->frame->executable;
  const ExceptionEntry* entry = e.code->handler_of(e.index_of(g->frame->ip - 1));
  if (entry == nullptr) return false;
  const Instruction& handler = e.code->code[entry->target];
  return handler.op != Opcode::CallIntrinsic1;
}

Ref generator_send(Vm& vm, GeneratorObject* g, Value value) { return resume_generator(vm, g, value, ResumeMode::Send); }

// ---- throw and close ------------------------------------------------------------------------------------------------------

namespace {

/// The exception instance that throw(type, value, traceback) means, as the thread's raised exception. False: TypeError is set.
Co<bool> set_thrown(Vm& vm, Value type, Value value) {
  Ref exception;
  if (is_exception_class(vm, type)) {
    if (value && as_exception(vm, value) != nullptr) {
      exception = share(value);
    } else if (value && !value.is_none()) {
      exception = co_await vm.call(type, value);
    } else {
      exception = co_await vm.call(type);
    }
    if (!exception) co_return false;
  } else if (as_exception(vm, type) != nullptr) {
    if (value && !value.is_none()) {
      vm.raise(Exc::TypeError, "instance exception may not have a separate value");
      co_return false;
    }
    exception = share(type);
  }
  if (as_exception(vm, exception ? exception.get() : Value::none()) == nullptr) {
    vm.raise(Exc::TypeError, fmt::format("exceptions must be classes or instances deriving from BaseException, not {}", type_name_of(vm, type)));
    co_return false;
  }
  vm.heap.decref(std::exchange(vm.thread->raised, exception.release()));  // as it is: throw() adds no context
  co_return true;
}

Co<Ref> close_delegate(Vm& vm, Value delegate) {
  if (vm.types.of(delegate) == vm.types.generator) {
    Ref closed = co_await vm.finish(generator_close(vm, static_cast<GeneratorObject*>(delegate.object())));
    co_return closed;
  }
  Ref method = co_await vm.finish(find_attr(vm, delegate, vm.names->close));
  if (!method) co_return nullptr;
  if (method.get().is_exhausted()) co_return vm.none();
  Ref closed = co_await vm.call(method);
  co_return closed;
}

/// The raised exception goes to the sub-iterator first (genobject.c: _gen_throw).
Co<Ref> throw_to_delegate(Vm& vm, GeneratorObject* g, Value delegate) {
  Ref keep = share(delegate);
  if (vm.raised_is(Exc::GeneratorExit)) {
    Ref raised = vm.take_raised();
    g->state = GeneratorState::Running;
    Ref closed = co_await close_delegate(vm, delegate);
    g->state = GeneratorState::Suspended;
    if (closed) vm.thread->raised = raised.release();
    co_return nullptr;
  }
  if (vm.types.of(delegate) == vm.types.generator) {
    Ref raised = vm.take_raised();
    g->state = GeneratorState::Running;
    Ref result = co_await vm.finish(generator_throw(vm, static_cast<GeneratorObject*>(delegate.object()), raised, Value(), Value()));
    g->state = GeneratorState::Suspended;
    co_return result;
  }
  Ref raised = vm.take_raised();
  Ref method = co_await vm.finish(find_attr(vm, delegate, vm.names->throw_));
  if (!method) co_return nullptr;
  if (method.get().is_exhausted()) {
    vm.thread->raised = raised.release();
    co_return nullptr;
  }
  g->state = GeneratorState::Running;
  Ref result = co_await vm.call(method, raised);
  g->state = GeneratorState::Suspended;
  co_return result;
}

Co<Ref> throw_raised(Vm& vm, GeneratorObject* g) {
  Ref keep = share(Value(g));
  if (g->state == GeneratorState::Running) {
    vm.clear_raised();
    co_return vm.raise(Exc::ValueError, "generator already executing");
  }
  const Value delegate = generator_delegate(g);
  if (delegate) {
    Ref result = co_await throw_to_delegate(vm, g, delegate);
    if (result) co_return result;
  }
  Ref result = co_await vm.finish(resume_raising(vm, g, ResumeMode::Send));
  co_return result;
}

Co<Ref> throw_into(Vm& vm, GeneratorObject* g, Value type, Value value) {
  const bool set = co_await set_thrown(vm, type, value);
  if (!set) co_return nullptr;
  Ref result = co_await throw_raised(vm, g);
  co_return result;
}

Co<Ref> close_suspended(Vm& vm, GeneratorObject* g) {
  Ref keep = share(Value(g));
  const Value delegate = generator_delegate(g);
  if (delegate) {
    g->state = GeneratorState::Running;
    Ref closed = co_await close_delegate(vm, delegate);
    g->state = GeneratorState::Suspended;
    if (closed) vm.raise(Exc::GeneratorExit);
  } else {
    vm.raise(Exc::GeneratorExit);
  }
  Ref result = co_await vm.finish(resume_raising(vm, g, ResumeMode::Send));
  if (result) co_return vm.raise(Exc::RuntimeError, "generator ignored GeneratorExit");
  if (vm.raised_is(Exc::StopIteration)) {
    Ref stop = vm.take_raised();
    const Value value = static_cast<ExceptionObject*>(stop.get().object())->notes_or_value;
    co_return value ? share(value) : vm.none();
  }
  if (!vm.raised_is(Exc::GeneratorExit)) co_return nullptr;
  vm.clear_raised();
  co_return vm.none();
}

}  // namespace

Ref generator_throw(Vm& vm, GeneratorObject* g, Value type, Value value, Value) { return vm.start(throw_into(vm, g, type, value)); }

Ref generator_close(Vm& vm, GeneratorObject* g) {
  switch (g->state) {
    case GeneratorState::Finished: return vm.none();
    case GeneratorState::Running: return vm.raise(Exc::ValueError, "generator already executing");
    case GeneratorState::Created:
      g->state = GeneratorState::Finished;
      free_frame(vm.heap, std::exchange(g->frame, nullptr));
      return vm.none();
    case GeneratorState::Suspended: break;
  }
  return vm.start(close_suspended(vm, g));
}

// ---- the class ------------------------------------------------------------------------------------------------------------

namespace {

GeneratorObject* self_of(Value v) { return static_cast<GeneratorObject*>(v.object()); }

Ref method_send(Vm& vm, const Args& a) { return generator_send(vm, self_of(a[0]), a[1]); }
Ref method_close(Vm& vm, const Args& a) { return generator_close(vm, self_of(a[0])); }
Ref method_throw(Vm& vm, const Args& a) { return generator_throw(vm, self_of(a[0]), a[1], a[2], a[3]); }

Ref slot_iter(Vm&, Value self) { return share(self); }
/// From C code: a new interpreter loop, where FOR_ITER and SEND enter the frame themselves.
Ref slot_next(Vm& vm, Value self) {
  vm.charge(Cost::PythonCallFromNative);
  return resume_generator(vm, self_of(self), Value::none(), ResumeMode::Next);
}
Ref slot_repr(Vm& vm, Value self) {
  return vm.str(fmt::format("<generator object {} at {}>", utf8_of(self_of(self)->qualname), address_text(vm, self.object())));
}

void slot_destroy(Heap& heap, Object* o) {
  auto* g = static_cast<GeneratorObject*>(o);
  if (g->frame != nullptr) free_frame(heap, std::exchange(g->frame, nullptr));
  heap.decref(g->exc_info.exception);
  heap.decref(g->name);
  heap.decref(g->qualname);
  heap.decref(g->code);
}

void slot_visit(Object* o, Visit visit, void* context) {
  auto* g = static_cast<GeneratorObject*>(o);
  visit(g->exc_info.exception, context);
  visit(Value(g->name), context);
  visit(Value(g->qualname), context);
  visit(Value(g->code), context);
  if (g->frame == nullptr) return;
  visit(Value(g->frame->function), context);
  for (Value* v = g->frame->slots; v < g->frame->sp; ++v) visit(*v, context);
}

Ref get_running(Vm& vm, Value self) { return vm.boolean(self_of(self)->state == GeneratorState::Running); }
Ref get_suspended(Vm& vm, Value self) { return vm.boolean(self_of(self)->state == GeneratorState::Suspended); }
Ref get_frame(Vm& vm, Value self) {
  return self_of(self)->frame == nullptr ? vm.none() : share(Value(view_of(vm, *self_of(self)->frame)));
}
Ref get_code(Vm&, Value self) { return share(Value(self_of(self)->code)); }
Ref get_name(Vm&, Value self) { return share(Value(self_of(self)->name)); }
Ref get_qualname(Vm&, Value self) { return share(Value(self_of(self)->qualname)); }
Ref get_yield_from(Vm& vm, Value self) {
  const Value delegate = generator_delegate(self_of(self));
  return delegate ? share(delegate) : vm.none();
}

const NativeSpec kMethods[] = {
    {.name = "send", .fn = method_send, .signature = "(self, value, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "throw", .fn = method_throw, .signature = "(self, type, value=None, traceback=None, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "close", .fn = method_close, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
};
const GetSetSpec kAttributes[] = {
    {.name = "gi_running", .get = get_running}, {.name = "gi_suspended", .get = get_suspended}, {.name = "gi_code", .get = get_code},
    {.name = "gi_frame", .get = get_frame}, {.name = "gi_yieldfrom", .get = get_yield_from}, {.name = "__name__", .get = get_name}, {.name = "__qualname__", .get = get_qualname},
};

}  // namespace

void free_generator_frames(Vm& vm) {
  vm.heap.for_each_object([](Object* o, void* type) {
    if (o->type == type) std::free(std::exchange(static_cast<GeneratorObject*>(o)->frame, nullptr));
  }, vm.types.generator);
}

void install_generator_type(Vm& vm) {
  TypeObject* type = vm.types.generator;
  type->type_flags |= kTypeHasFinalizer;
  type->basic_bytes = sizeof(GeneratorObject);
  type->slots.repr = slot_repr;
  type->slots.iter = slot_iter;
  type->slots.next = slot_next;
  type->slots.destroy = slot_destroy;
  type->slots.visit = slot_visit;
  add_methods(vm, type, kMethods);
  add_getset(vm, type, kAttributes);
}

}  // namespace gilscope
