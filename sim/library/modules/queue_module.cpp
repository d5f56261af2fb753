// _queue: SimpleQueue, an unbounded queue in C (Modules/_queuemodule.c).
//
// It needs no lock that Python sees: one C call is one step, under the GIL by itself, without it by the object's critical section. put() hands its
// item to the getter that has waited longest, if there is one; a getter that finds nothing parks (which lets go of the section and the GIL).
#include <deque>

#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/timeouts.hpp"
#include "sim/library/native_module.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/vm/vm.hpp"
#include "sim/vm/watcher.hpp"

namespace gilscope {

namespace {

/// A parked getter; lives in its coroutine.
struct Getter {
  OsThread* os;
  Value item;  ///< handed over (owned), or null
  ThreadId from = {};   ///< by whom and when
  SimTime put = 0;
};

struct SimpleQueueObject : Object {
  std::deque<Value>* items;       ///< owned references
  std::deque<Getter*>* getters;
};
SimpleQueueObject* queue_of(Value v) { return static_cast<SimpleQueueObject*>(v.object()); }

Ref raise_empty(Vm& vm) {
  return vm.raise_value(module_value(vm, "_queue", "Empty"));
}

Ref queue_put(Vm& vm, const Args& a) {
  SimpleQueueObject* q = queue_of(a[0]);
  vm.charge(Cost::ItemCopy);
  const Value item = vm.heap.publish(a[1]);
  if (q->getters->empty()) {
    if (vm.host.watcher != nullptr) vm.host.watcher->item_put(q, q->items->size(), QueueEnd::Back);
    q->items->push_back(item);
  } else {
    Getter* first = q->getters->front();
    q->getters->pop_front();
    first->item = item;
    first->from = vm.thread->id;
    first->put = vm.machine.clock.now;
    vm.machine.wake(*first->os);
  }
  return vm.none();
}

Ref take_first(Vm& vm, SimpleQueueObject* q) {
  vm.charge(Cost::ItemCopy);
  if (vm.host.watcher != nullptr) vm.host.watcher->item_got(q, q->items->size(), QueueEnd::Front);
  const Value item = q->items->front();
  q->items->pop_front();
  return steal(item);
}

Co<Ref> get_co(Vm& vm, Value self, SimTime deadline) {
  const Ref keep = share(self);
  SimpleQueueObject* q = queue_of(self);
  Getter me{vm.thread->os, Value(), ThreadId(), 0};
  vm.charge(Cost::ParkingEnqueue);
  q->getters->push_back(&me);
  co_await vm.runtime.detach(*vm.thread);
  const Wake wake = co_await vm.machine.block(ThreadState::Sleeping, deadline);
  if (wake == Wake::TimedOut) std::erase(*q->getters, &me);
  co_await vm.runtime.attach(*vm.thread);
  if (me.item && vm.host.watcher != nullptr) vm.host.watcher->item_handed(me.from, me.put, vm.thread->id, vm.machine.clock.now);
  if (me.item) co_return steal(me.item);
  co_return raise_empty(vm);
}

Ref get_until(Vm& vm, Value self, SimTime deadline) {
  SimpleQueueObject* q = queue_of(self);
  if (!q->items->empty()) return take_first(vm, q);
  if (deadline <= vm.machine.clock.now) return raise_empty(vm);
  return vm.start(get_co(vm, self, deadline));
}

Ref queue_get(Vm& vm, const Args& a) {
  const bool blocks = !a[1] || !(a[1].is_false() || a[1].is_none() || a[1] == Value::integer(0));
  SimTime deadline = vm.machine.clock.now;
  if (blocks) deadline = kForever;
  if (blocks && a[2] && !a[2].is_none()) {
    SimTime seconds = 0;
    if (!read_seconds(vm, a[2], seconds)) return nullptr;
    if (seconds < 0) return vm.raise(Exc::ValueError, "'timeout' must be a non-negative number");
    deadline = vm.machine.clock.now + (seconds == 0 ? 0 : saturating_add(seconds, vm.machine.cost(MachineCost::TimerSlack)));
  }
  return get_until(vm, a[0], deadline);
}
Ref queue_get_nowait(Vm& vm, const Args& a) { return get_until(vm, a[0], vm.machine.clock.now); }
Ref queue_empty(Vm& vm, const Args& a) { return vm.boolean(queue_of(a[0])->items->empty()); }
Ref queue_size(Vm& vm, const Args& a) { return vm.integer(static_cast<std::int64_t>(queue_of(a[0])->items->size())); }
Ref class_getitem(Vm&, const Args& a) { return share(a[0]); }

Ref queue_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (args.count > 0) return vm.raise(Exc::TypeError, "SimpleQueue() takes no positional arguments");
  auto* q = new_object<SimpleQueueObject>(vm, cls);
  q->items = new std::deque<Value>;
  q->getters = new std::deque<Getter*>;
  return steal(q);
}
void queue_destroy(Heap& heap, Object* self) {
  auto* q = static_cast<SimpleQueueObject*>(self);
  for (Value item : *q->items) heap.decref(item);
  delete q->items;
  delete q->getters;
}
void queue_visit(Object* self, Visit visit, void* context) {
  for (Value item : *static_cast<SimpleQueueObject*>(self)->items) visit(item, context);
}

constexpr NativeSpec method(const char* name, NativeFn fn, const char* signature) {
  return {.name = name, .fn = fn, .signature = signature, .kind = NativeKind::Method, .cost = Cost::NativeCallSmall,
          .lock = NativeLock::Self};
}
const NativeSpec kMethods[] = {
    method("put", queue_put, "(self, /, item, block=True, timeout=None)"), method("put_nowait", queue_put, "(self, /, item)"),
    method("get", queue_get, "(self, /, block=True, timeout=None)"), method("get_nowait", queue_get_nowait, "(self, /)"),
    method("empty", queue_empty, "(self, /)"), method("qsize", queue_size, "(self, /)"),
    {.name = "__class_getitem__", .fn = class_getitem, .signature = "(cls, item, /)", .kind = NativeKind::ClassMethod},
};

}  // namespace

void init_queue(Vm& vm, ModuleObject* module) {
  add_class(vm, module, make_type(vm, {.name = "_queue.Empty", .base = vm.types.exception(Exc::Exception),
                                       .flags = kTypeBase | vm.types.exception(Exc::Exception)->type_flags}));
  add_class(vm, module, make_type(vm, {.name = "_queue.SimpleQueue",
                                       .instance_bytes = sizeof(SimpleQueueObject),
                                       .flags = kTypeBase | kTypeOrderedCalls,
                                       .slots = {.create = queue_create, .destroy = queue_destroy, .visit = queue_visit},
                                       .methods = kMethods}));
}

}  // namespace gilscope
