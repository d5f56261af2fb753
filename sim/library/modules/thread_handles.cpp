// Starting and joining threads: _ThreadHandle, start_joinable_thread, start_new_thread (Modules/_threadmodule.c, Python/thread.c).
#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/thread_module.hpp"
#include "sim/library/modules/timeouts.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/runtime/wait_queue.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/vm/instance.hpp"
#include "sim/vm/threads.hpp"

namespace gilscope {

namespace {

bool is_callable(const Vm& vm, Value v) { return vm.types.of(v)->slots.call != nullptr; }
HandleObject* handle_of(Value v) { return static_cast<HandleObject*>(v.object()); }

HandleObject* new_handle(Vm& vm) {
  auto* h = new_object<HandleObject>(vm, thread_module(vm).handle_type);
  h->thread = ThreadId();
  h->joiners = new WaitQueue;
  return h;
}

// ---- joining ----

/// True: the thread has ended. False: the deadline came first.
Co<bool> join(Vm& vm, HandleObject* h, SimTime deadline) {
  co_await vm.machine.order();
  if (h->state == HandleState::Done) co_return true;
  vm.thread->joins = h->thread;
  co_await vm.runtime.detach(*vm.thread);
  co_await vm.machine.order();
  Wake wake = Wake::Woken;
  while (h->state != HandleState::Done && wake == Wake::Woken) {
    wake = co_await h->joiners->wait(vm.machine, ThreadState::Sleeping, deadline);
  }
  co_await vm.runtime.attach(*vm.thread);
  vm.thread->joins = ThreadId();
  if (h->state == HandleState::Done) vm.runtime.mark(MarkKind::ThreadJoin, vm.thread, h->thread.value);
  co_return h->state == HandleState::Done;
}

Co<Ref> join_co(Vm& vm, Value self, SimTime deadline) {
  const Ref keep = share(self);
  co_await join(vm, handle_of(self), deadline);
  co_return vm.none();
}

Ref handle_join(Vm& vm, const Args& a) {
  HandleObject* h = handle_of(a[0]);
  SimTime deadline = kForever, seconds = 0;
  if (a[1] && !a[1].is_none()) {
    if (!read_seconds(vm, a[1], seconds)) return nullptr;
    const SimTime slack = seconds > 0 ? vm.machine.cost(MachineCost::TimerSlack) : 0;
    if (seconds >= 0) deadline = saturating_add(vm.machine.clock.now, seconds + slack);
  }
  if (h->state == HandleState::NotStarted) return vm.raise(Exc::RuntimeError, "thread not started");
  if (h->state != HandleState::Done && h->ident == thread_ident(*vm.thread)) {
    return vm.raise(Exc::RuntimeError, "Cannot join current thread");
  }
  return vm.start(join_co(vm, a[0], deadline));
}

void set_done(Vm& vm, HandleObject* h) {
  h->state = HandleState::Done;
  h->joiners->broadcast(vm.machine);
}

Ref handle_is_done(Vm& vm, const Args& a) { return vm.boolean(handle_of(a[0])->state == HandleState::Done); }
Ref handle_set_done(Vm& vm, const Args& a) {
  if (handle_of(a[0])->state == HandleState::NotStarted) return vm.raise(Exc::RuntimeError, "thread not started");
  set_done(vm, handle_of(a[0]));
  return vm.none();
}
Ref handle_ident(Vm& vm, Value self) { return vm.integer(static_cast<std::int64_t>(handle_of(self)->ident)); }
Ref handle_repr(Vm& vm, Value self) { return vm.str(fmt::format("<_thread._ThreadHandle object: ident={}>", handle_of(self)->ident)); }
Ref handle_create(Vm& vm, TypeObject*, const Args&) { return steal(new_handle(vm)); }
void handle_destroy(Heap&, Object* self) { delete static_cast<HandleObject*>(self)->joiners; }

Ref make_thread_handle(Vm& vm, const Args& a) {
  std::int64_t ident = 0;
  if (!as_int64(a[0], ident)) return vm.raise(Exc::TypeError, "ident must be an integer");
  HandleObject* h = new_handle(vm);
  h->state = HandleState::Running;
  h->ident = static_cast<std::uint64_t>(ident);
  if (const Thread* t = find_thread(vm, h->ident)) h->thread = t->id;
  return steal(h);
}

// ---- starting ----

/// threading.Thread starts its own bound method _bootstrap: the name is that object's.
std::string trace_name(Vm& vm, Value function) {
  if (!function.is_object() || function.object()->type != vm.types.method) return "";
  const Value self = static_cast<BoundMethod*>(function.object())->self;
  if (!self.is_object() || !has_attribute_fields(self.object()->type)) return "";
  const Value name = instance_attribute(vm, self.object(), vm.intern("_name"));
  return is_str(name) ? to_utf8(name) : "";
}

/// The last thing a thread does, detached: whoever joins it may go.
Co<> thread_ends(Vm& vm, Thread* thread, HandleObject* h) {
  co_await vm.machine.order();
  --thread_module(vm).running;
  forget_locals_of(vm, thread->id);
  if (h == nullptr) co_return;
  set_done(vm, h);
  vm.heap.decref(h);
}

/// `h`: may be null. The new thread keeps a reference to it.
Co<Thread*> start(Vm& vm, Value function, Value args, Value keywords, HandleObject* h, bool daemon) {
  NewThread what{function, args, keywords, daemon, trace_name(vm, function), {}};
  what.on_exit = [h](Vm& v, Thread& t) { return thread_ends(v, &t, h); };
  ++thread_module(vm).running;
  if (h != nullptr) {
    vm.heap.incref(h);
    h->state = HandleState::Running;
  }
  Co<Thread*> starting = start_thread(vm, std::move(what));
  Thread* thread = co_await starting;
  if (thread != nullptr && h != nullptr) {
    h->thread = thread->id;
    h->ident = thread_ident(*thread);
  }
  co_return thread;
}

Co<Ref> start_joinable_co(Vm& vm, Value function, Value handle, bool daemon) {
  Ref h = share(handle);
  if (!h) h = steal(new_handle(vm));
  Co<Thread*> starting = start(vm, function, Value(), Value(), handle_of(h), daemon);
  Thread* thread = co_await starting;
  if (thread == nullptr) co_return nullptr;
  if (!daemon) thread_module(vm).handles->push_back(Ref(h).release());
  co_return h;
}

Ref start_joinable_thread(Vm& vm, const Args& a) {
  if (!is_callable(vm, a[0])) return vm.raise(Exc::TypeError, "thread function must be callable");
  const bool given = a[1] && !a[1].is_none();
  if (given && !(a[1].is_object() && a[1].object()->type == thread_module(vm).handle_type)) {
    return vm.raise(Exc::TypeError, "'handle' must be a _ThreadHandle");
  }
  if (given && handle_of(a[1])->state != HandleState::NotStarted) return vm.raise(Exc::RuntimeError, "thread already started");
  const bool daemon = !a[2] || !(a[2].is_false() || a[2] == Value::integer(0) || a[2].is_none());
  return vm.start(start_joinable_co(vm, a[0], given ? a[1] : Value(), daemon));
}

Co<Ref> start_new_co(Vm& vm, Value function, Value args, Value keywords) {
  Co<Thread*> starting = start(vm, function, args, keywords, nullptr, true);
  Thread* thread = co_await starting;
  if (thread == nullptr) co_return nullptr;
  co_return vm.integer(static_cast<std::int64_t>(thread_ident(*thread)));
}

Ref start_new_thread(Vm& vm, const Args& a) {
  if (a.count < 2) return vm.raise(Exc::TypeError, fmt::format("start_new_thread expected at least 2 arguments, got {}", a.count));
  if (a.count > 3) return vm.raise(Exc::TypeError, fmt::format("start_new_thread expected at most 3 arguments, got {}", a.count));
  if (!is_callable(vm, a[0])) return vm.raise(Exc::TypeError, "first arg must be callable");
  if (!is_tuple(a[1])) return vm.raise(Exc::TypeError, "2nd arg must be a tuple");
  if (a.count == 3 && !is_dict(a[2])) return vm.raise(Exc::TypeError, "optional 3rd arg must be a dictionary");
  return vm.start(start_new_co(vm, a[0], a[1], a.count == 3 ? a[2] : Value()));
}

const NativeSpec kHandleMethods[] = {
    {.name = "join", .fn = handle_join, .signature = "(self, timeout=None, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "is_done", .fn = handle_is_done, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "_set_done", .fn = handle_set_done, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
};
const GetSetSpec kHandleAttributes[] = {{"ident", handle_ident}};

const NativeSpec kFunctions[] = {
    {.name = "start_new_thread", .fn = start_new_thread, .cost = Cost::NativeCall},
    {.name = "start_new", .fn = start_new_thread, .cost = Cost::NativeCall},
    {.name = "start_joinable_thread", .fn = start_joinable_thread, .signature = "(function, handle=None, daemon=True)",
     .cost = Cost::NativeCall},
    {.name = "_make_thread_handle", .fn = make_thread_handle, .signature = "(ident, /)", .cost = Cost::NativeCall},
};

}  // namespace

Co<Ref> join_all_co(Vm& vm) {
  std::vector<Value>& handles = *thread_module(vm).handles;
  while (!handles.empty()) {
    const Ref next = steal(handles.back());
    handles.pop_back();
    if (handle_of(next)->ident != thread_ident(*vm.thread)) co_await join(vm, handle_of(next), kForever);
  }
  co_return vm.none();
}

void add_thread_starting(Vm& vm, ModuleObject* module, ThreadModuleState& state) {
  state.handle_type = make_type(vm, {.name = "_thread._ThreadHandle",
                                     .instance_bytes = sizeof(HandleObject),
                                     .flags = kTypeOrderedCalls,
                                     .slots = {.repr = handle_repr, .create = handle_create, .destroy = handle_destroy},
                                     .methods = kHandleMethods,
                                     .getset = kHandleAttributes});
  add_class(vm, module, state.handle_type);
  add_functions(vm, module, kFunctions);
}

}  // namespace gilscope
