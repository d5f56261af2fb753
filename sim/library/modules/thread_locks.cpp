// _thread.lock and _thread.RLock (Modules/_threadmodule.c).
#include <fmt/format.h>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/object_names.hpp"
#include "sim/library/modules/thread_module.hpp"
#include "sim/library/modules/timeouts.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/vm/executable.hpp"
#include "sim/vm/threads.hpp"

namespace gilscope {

namespace {

constexpr std::uint32_t kUsesWorthARecord = 8;

LockObject* lock_of(Value v) { return static_cast<LockObject*>(v.object()); }
bool is_locked(const LockObject* l) { return l->semaphore ? l->semaphore->taken() : (l->word & 1) != 0; }

// ---- the trace ----

/// The wait of a Condition parks on a lock of its own, taken just before: there is nobody to blame for it.
bool is_condition_wait(const Vm& vm) {
  const Frame* top = vm.thread->top;
  return top && top->kind == FrameKind::Python && static_cast<const PythonFrame*>(top)->executable->code->qualname == "Condition.wait";
}

void make_record(Vm& vm, LockObject* l) {
  if (l->id.valid()) return;
  l->id = vm.runtime.new_lock(l->reentrant ? "RLock" : "Lock", object_name(vm, l));
  if (is_locked(l)) vm.runtime.recorder.lock_acquired(l->id, l->holder, vm.machine.clock.now, false);
}

// ---- taking and releasing, whatever it is made of ----

bool take_now(Vm& vm, LockObject* l) {
  if (!l->id.valid() && ++l->uses == kUsesWorthARecord && !is_condition_wait(vm)) make_record(vm, l);
  const bool got = l->semaphore ? vm.runtime.semaphore_try_acquire(*vm.thread, *l->semaphore, l->id)
                                : vm.runtime.mutex_try_lock(*vm.thread, l->word, l->line, l->id);
  if (got) l->holder = vm.thread->id;
  return got;
}

Co<bool> take(Vm& vm, LockObject* l, SimTime deadline, bool blames_nobody) {
  const ThreadState why = blames_nobody ? ThreadState::Sleeping : ThreadState::WaitingForLock;
  const LockId id = blames_nobody ? LockId() : l->id;
  bool got = false;
  if (l->semaphore) got = co_await vm.runtime.semaphore_acquire(*vm.thread, *l->semaphore, deadline, why, id);
  else got = co_await vm.runtime.mutex_lock(*vm.thread, l->word, l->line, deadline, why, id);
  if (got) l->holder = vm.thread->id;
  co_return got;
}

void let_go(Vm& vm, LockObject* l) {
  l->holder = ThreadId();
  if (l->semaphore) vm.runtime.semaphore_release(*vm.thread, *l->semaphore, l->id);
  else vm.runtime.mutex_unlock(*vm.thread, l->word, l->line, l->id);
}

// ---- lock ----

Co<Ref> acquire_co(Vm& vm, Value self, SimTime deadline, bool blames_nobody) {
  const Ref keep = share(self);
  const bool got = co_await take(vm, lock_of(self), deadline, blames_nobody);
  co_return vm.boolean(got);
}

Ref acquire_until(Vm& vm, LockObject* l, SimTime deadline) {
  if (take_now(vm, l)) return vm.boolean(true);
  if (deadline <= vm.machine.clock.now) return vm.boolean(false);
  const bool blames_nobody = is_condition_wait(vm);
  if (!blames_nobody) make_record(vm, l);
  return vm.start(acquire_co(vm, Value(l), deadline, blames_nobody));
}

// acquire() is one of the functions that get a tuple, and take it apart by a format (PyArg_ParseTupleAndKeywords).
void charge_parsing(Vm& vm, const Args& a) {
  if (!a[1] && !a[2]) return;
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::NativeCall, 3);
}

Ref lock_acquire(Vm& vm, const Args& a) {
  charge_parsing(vm, a);
  SimTime deadline = 0;
  if (!read_deadline(vm, a[1], a[2], deadline)) return nullptr;
  return acquire_until(vm, lock_of(a[0]), deadline);
}
Ref lock_enter(Vm& vm, const Args& a) { return acquire_until(vm, lock_of(a[0]), kForever); }

Ref lock_release(Vm& vm, const Args& a) {
  if (!is_locked(lock_of(a[0]))) return vm.raise(Exc::RuntimeError, "release unlocked lock");
  let_go(vm, lock_of(a[0]));
  return vm.none();
}
Ref lock_locked(Vm& vm, const Args& a) { return vm.boolean(is_locked(lock_of(a[0]))); }

Ref lock_reinit(Vm& vm, const Args& a) {
  if (is_locked(lock_of(a[0]))) let_go(vm, lock_of(a[0]));
  lock_of(a[0])->count = 0;
  return vm.none();
}

Ref lock_repr(Vm& vm, Value self) {
  return vm.str(fmt::format("<{} {} object at {:#x}>", is_locked(lock_of(self)) ? "locked" : "unlocked",
                            "_thread." + to_utf8(self.object()->type->name), vm.heap.identity(self.object())));
}

LockObject* new_lock_object(Vm& vm, TypeObject* cls, bool reentrant) {
  auto* l = new_object<LockObject>(vm, cls);
  l->id = LockId();
  l->holder = ThreadId();
  l->reentrant = reentrant;
  const int last_semaphore_version = reentrant ? 13 : 12;
  if (vm.runtime.config.minor <= last_semaphore_version) l->semaphore = new Semaphore;
  return l;
}

Ref lock_create(Vm& vm, TypeObject* cls, const Args& args) {
  const std::uint32_t given = args.count + args.keyword_count();
  if (given > 0) return vm.raise(Exc::TypeError, fmt::format("lock expected 0 arguments, got {}", given));
  return steal(new_lock_object(vm, cls, false));
}
Ref allocate_lock(Vm& vm, const Args&) { return steal(new_lock_object(vm, thread_module(vm).lock_type, false)); }

void lock_destroy(Heap&, Object* self) { delete static_cast<LockObject*>(self)->semaphore; }

// ---- RLock ----

bool owned_by_me(const Vm& vm, const LockObject* l) { return l->count > 0 && l->holder == vm.thread->id; }

Co<Ref> acquire_rlock_co(Vm& vm, Value self, SimTime deadline, std::uint64_t count) {
  const Ref keep = share(self);
  const bool got = co_await take(vm, lock_of(self), deadline, false);
  if (got) lock_of(self)->count = count;
  co_return vm.boolean(got);
}

Ref acquire_rlock_until(Vm& vm, LockObject* l, SimTime deadline, std::uint64_t count) {
  if (take_now(vm, l)) {
    l->count = count;
    return vm.boolean(true);
  }
  if (deadline <= vm.machine.clock.now) return vm.boolean(false);
  make_record(vm, l);
  return vm.start(acquire_rlock_co(vm, Value(l), deadline, count));
}

Ref rlock_acquire(Vm& vm, const Args& a) {
  charge_parsing(vm, a);
  LockObject* l = lock_of(a[0]);
  SimTime deadline = 0;
  if (!read_deadline(vm, a[1], a[2], deadline)) return nullptr;
  if (!owned_by_me(vm, l)) return acquire_rlock_until(vm, l, deadline, 1);
  ++l->count;
  return vm.boolean(true);
}
Ref rlock_enter(Vm& vm, const Args& a) {
  LockObject* l = lock_of(a[0]);
  if (!owned_by_me(vm, l)) return acquire_rlock_until(vm, l, kForever, 1);
  ++l->count;
  return vm.boolean(true);
}

Ref not_acquired(Vm& vm) { return vm.raise(Exc::RuntimeError, "cannot release un-acquired lock"); }

Ref rlock_release(Vm& vm, const Args& a) {
  LockObject* l = lock_of(a[0]);
  if (!owned_by_me(vm, l)) return not_acquired(vm);
  if (--l->count == 0) let_go(vm, l);
  return vm.none();
}

std::uint64_t owner_ident(Vm& vm, const LockObject* l) {
  for (const Thread* t : live_threads(vm)) if (l->count > 0 && t->id == l->holder) return thread_ident(*t);
  return 0;
}

Ref rlock_release_save(Vm& vm, const Args& a) {
  LockObject* l = lock_of(a[0]);
  if (l->count == 0) return not_acquired(vm);
  Ref count = vm.integer(static_cast<std::int64_t>(l->count));
  Ref owner = vm.integer(static_cast<std::int64_t>(owner_ident(vm, l)));
  l->count = 0;
  let_go(vm, l);
  return vm.tuple({count, owner});
}

Ref rlock_acquire_restore(Vm& vm, const Args& a) {
  std::int64_t count = 0;
  if (!is_tuple(a[1]) || as_tuple(a[1])->length != 2 || !as_int64(as_tuple(a[1])->items[0], count) || count < 1) {
    return vm.raise(Exc::TypeError, "_acquire_restore() argument 1 must be a tuple (count, owner)");
  }
  Ref result = acquire_rlock_until(vm, lock_of(a[0]), kForever, static_cast<std::uint64_t>(count));
  return result.is_pending() ? std::move(result) : vm.none();
}

Ref rlock_is_owned(Vm& vm, const Args& a) { return vm.boolean(owned_by_me(vm, lock_of(a[0]))); }
Ref rlock_locked(Vm& vm, const Args& a) { return vm.boolean(lock_of(a[0])->count > 0); }
Ref rlock_recursion_count(Vm& vm, const Args& a) {
  return vm.integer(owned_by_me(vm, lock_of(a[0])) ? static_cast<std::int64_t>(lock_of(a[0])->count) : 0);
}

Ref rlock_repr(Vm& vm, Value self) {
  const LockObject* l = lock_of(self);
  return vm.str(fmt::format("<{} {} object owner={} count={} at {:#x}>", l->count > 0 ? "locked" : "unlocked",
                            "_thread." + to_utf8(self.object()->type->name), owner_ident(vm, l), l->count,
                            vm.heap.identity(self.object())));
}

Ref rlock_create(Vm& vm, TypeObject* cls, const Args&) { return steal(new_lock_object(vm, cls, true)); }

// ---- tables ----

constexpr NativeSpec method(const char* name, NativeFn fn, const char* signature) {
  return {.name = name, .fn = fn, .signature = signature, .kind = NativeKind::Method, .cost = Cost::NativeCallSmall};
}
constexpr const char* kAcquire = "(self, /, blocking=True, timeout=-1)";
constexpr const char* kNothing = "(self, /)";
constexpr const char* kExit = "(self, /, *exc_info)";

const NativeSpec kLockMethods[] = {
    method("acquire", lock_acquire, kAcquire), method("release", lock_release, kNothing), method("locked", lock_locked, kNothing),
    method("__enter__", lock_enter, kNothing), method("__exit__", lock_release, kExit),
    method("acquire_lock", lock_acquire, kAcquire), method("release_lock", lock_release, kNothing),
    method("locked_lock", lock_locked, kNothing), method("_at_fork_reinit", lock_reinit, kNothing),
};
const NativeSpec kRLockMethods[] = {
    method("acquire", rlock_acquire, kAcquire), method("release", rlock_release, kNothing),
    method("__enter__", rlock_enter, kNothing), method("__exit__", rlock_release, kExit),
    method("_is_owned", rlock_is_owned, kNothing), method("_recursion_count", rlock_recursion_count, kNothing),
    method("_release_save", rlock_release_save, kNothing), method("_acquire_restore", rlock_acquire_restore, "(self, state, /)"),
    method("_at_fork_reinit", lock_reinit, kNothing),
};
const NativeSpec kRLockLocked = method("locked", rlock_locked, kNothing);  // new in 3.14

const NativeSpec kFunctions[] = {
    {.name = "allocate_lock", .fn = allocate_lock, .signature = "()", .cost = Cost::NativeCall},
    {.name = "allocate", .fn = allocate_lock, .signature = "()", .cost = Cost::NativeCall},
};

}  // namespace

void add_lock_types(Vm& vm, ModuleObject* module, ThreadModuleState& state) {
  state.lock_type = make_type(vm, {.name = "_thread.lock",
                                   .instance_bytes = sizeof(LockObject),
                                   .flags = kTypeOrderedCalls,
                                   .slots = {.repr = lock_repr, .create = lock_create, .destroy = lock_destroy},
                                   .methods = kLockMethods});
  state.rlock_type = make_type(vm, {.name = "_thread.RLock",
                                    .instance_bytes = sizeof(LockObject),
                                    .flags = kTypeBase | kTypeOrderedCalls,
                                    .slots = {.repr = rlock_repr, .create = rlock_create, .destroy = lock_destroy},
                                    .methods = kRLockMethods});
  if (vm.runtime.config.minor >= 14) add_methods(vm, state.rlock_type, std::span(&kRLockLocked, 1));
  add_class(vm, module, state.lock_type);
  add_class(vm, module, state.rlock_type);
  add_value(vm, module, "LockType", Value(state.lock_type));
  add_functions(vm, module, kFunctions);
}

}  // namespace gilscope
