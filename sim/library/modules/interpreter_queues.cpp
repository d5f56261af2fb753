// _interpqueues: queues whose items are copies, seen by all interpreters of the process (Modules/_interpqueuesmodule.c).
//
// A queue lies outside of every interpreter and has a mutex of its own; there is no condition variable. Lib/concurrent/interpreters
// therefore looks again and again; that loop is here, in put and get with a deadline, because looks in vain need not be simulated one by
// one (see MessageQueue).
#include <fmt/format.h>

#include "sim/library/modules/crossinterp.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/modules/timeouts.hpp"
#include "sim/library/native_module.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/channels.hpp"
#include "sim/vm/interpreters.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kOfTheQueue = -1;            // put without unbounditems
constexpr SimTime kLookEvery = 10 * kMillisecond;  // Lib/concurrent/interpreters/_queues.py: _delay

Channels& channels(Vm& vm) { return vm.host.interpreters->channels(); }

Ref raise_kind(Vm& vm, const char* kind, const std::string& text) {
  Ref message = vm.str(text);
  const Value arguments[] = {message};
  Ref error = call(vm, module_value(vm, "_interpqueues", kind), Args{arguments, 1, nullptr});
  return error ? vm.raise_value(error) : nullptr;
}

/// What has no value: its interpreter is gone; the Python half knows what that means.
Ref value_or_lost(Vm& vm, Value value, const MessageQueue::Item& item) {
  return vm.tuple({value, item.lost ? Value::integer(item.unbound) : Value::none()});
}

MessageQueue* queue_arg(Vm& vm, Value id) {
  std::int64_t number = -1;
  as_int64(id, number);
  MessageQueue* queue = channels(vm).queue(number);
  if (queue == nullptr) raise_kind(vm, "QueueNotFoundError", fmt::format("queue {} not found", number));
  return queue;
}

/// None: wait for ever; else seconds from now, none of them: do not wait.
bool deadline_arg(Vm& vm, Value seconds, SimTime& deadline) {
  deadline = kForever;
  if (!seconds || seconds.is_none()) return true;
  SimTime duration = 0;
  if (!read_seconds(vm, seconds, duration)) return false;
  deadline = duration <= 0 ? 0 : saturating_add(vm.machine.clock.now, duration);
  return true;
}

/// Sleeps until the queue is worth another look; false: the deadline is over.
Co<bool> wait(Vm& vm, MessageQueue* queue, SimTime deadline) {
  if (deadline <= vm.machine.clock.now) co_return false;
  co_await vm.runtime.detach(*vm.thread);
  co_await vm.machine.order();
  co_await MessageQueue::look_again(vm.machine, queue, kLookEvery + vm.machine.cost(MachineCost::TimerSlack), deadline);
  co_await vm.runtime.attach(*vm.thread);
  co_await vm.machine.order();
  co_return true;
}

Co<Ref> put_co(Vm& vm, std::int64_t id, Value value, std::int64_t unbound, SimTime deadline) {
  MessageQueue::Item item;
  const bool copied = co_await to_message(vm, value, Fallback::Full, &item.message);
  if (!copied) co_return nullptr;
  co_await vm.machine.order();
  for (;;) {
    MessageQueue* queue = queue_arg(vm, Value::integer(id));
    if (queue == nullptr) co_return nullptr;
    vm.charge(Cost::MutexFast, 2);
    if (!queue->full()) {
      vm.runtime.mark(MarkKind::ValueSent, vm.thread, item.message.size());
      item.by = vm.thread->id;
      item.at = vm.machine.clock.now;
      item.from = vm.runtime.interpreter;
      item.unbound = unbound == kOfTheQueue ? queue->unbound : unbound;
      queue->items.push_back(std::move(item));
      queue->changed(vm.machine);
      co_return vm.none();
    }
    const bool again = co_await wait(vm, queue, deadline);
    if (!again) co_return raise_kind(vm, "QueueFull", fmt::format("queue {} is full", id));
  }
}
Ref queues_put(Vm& vm, const Args& a) {
  SimTime deadline = 0;
  if (queue_arg(vm, a[0]) == nullptr || !deadline_arg(vm, a[2], deadline)) return nullptr;
  return vm.start(put_co(vm, clamped_int64(a[0]), a[1], clamped_int64(a[3]), deadline));
}

Co<Ref> get_co(Vm& vm, std::int64_t id, SimTime deadline) {
  co_await vm.machine.order();
  for (;;) {
    MessageQueue* queue = queue_arg(vm, Value::integer(id));
    if (queue == nullptr) co_return nullptr;
    vm.charge(Cost::MutexFast, 2);
    if (!queue->items.empty()) {
      const MessageQueue::Item item = std::move(queue->items.front());
      queue->items.pop_front();
      queue->changed(vm.machine);
      vm.runtime.recorder.item_passed({item.at, vm.machine.clock.now, item.by, vm.thread->id});
      if (item.lost) co_return value_or_lost(vm, Value::none(), item);
      vm.runtime.mark(MarkKind::ValueReceived, vm.thread, item.message.size());
      Ref value = co_await from_message(vm, &item.message);
      co_return value ? value_or_lost(vm, value, item) : nullptr;
    }
    const bool again = co_await wait(vm, queue, deadline);
    if (!again) co_return raise_kind(vm, "QueueEmpty", fmt::format("queue {} is empty", id));
  }
}
Ref queues_get(Vm& vm, const Args& a) {
  SimTime deadline = 0;
  if (queue_arg(vm, a[0]) == nullptr || !deadline_arg(vm, a[1], deadline)) return nullptr;
  return vm.start(get_co(vm, clamped_int64(a[0]), deadline));
}

Co<Ref> create_co(Vm& vm, std::int64_t maxsize, std::int64_t unbound) {
  co_await vm.machine.order();
  co_return vm.integer(channels(vm).make_queue(maxsize, unbound));
}
Ref queues_create(Vm& vm, const Args& a) {
  std::int64_t maxsize = 0;
  if (!as_int64(a[0], maxsize)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[0])));
  return vm.start(create_co(vm, maxsize, clamped_int64(a[1])));
}

Ref queues_bind(Vm& vm, const Args& a) {
  if (queue_arg(vm, a[0]) == nullptr) return nullptr;
  channels(vm).bind_queue(clamped_int64(a[0]));
  return vm.none();
}
Ref queues_release(Vm& vm, const Args& a) {
  channels(vm).release_queue(clamped_int64(a[0]));
  return vm.none();
}
Ref queues_size(Vm& vm, const Args& a) {
  const MessageQueue* queue = queue_arg(vm, a[0]);
  return queue == nullptr ? nullptr : vm.integer(static_cast<std::int64_t>(queue->items.size()));
}
Ref queues_maxsize(Vm& vm, const Args& a) {
  const MessageQueue* queue = queue_arg(vm, a[0]);
  return queue == nullptr ? nullptr : vm.integer(queue->maxsize);
}
Ref queues_unbound(Vm& vm, const Args& a) {
  const MessageQueue* queue = queue_arg(vm, a[0]);
  return queue == nullptr ? nullptr : vm.integer(queue->unbound);
}
Ref queues_full(Vm& vm, const Args& a) {
  const MessageQueue* queue = queue_arg(vm, a[0]);
  return queue == nullptr ? nullptr : vm.boolean(queue->full());
}
Ref queues_list(Vm& vm, const Args&) {
  Ref list = make_list(vm.heap);
  for (const std::int64_t id : channels(vm).queue_ids()) list_append(vm.heap, as_list(list), Value::integer(id));
  return list;
}

/// Queues and their exceptions are classes of the Python half.
Ref queues_register(Vm& vm, const Args& a) {
  const Value module = dict_get_str(vm.modules, vm.intern("_interpqueues"));
  int i = 0;
  for (const char* name : {"Queue", "QueueNotFoundError", "QueueEmpty", "QueueFull"}) {
    add_value(vm, static_cast<ModuleObject*>(module.object()), name, a[i++]);
  }
  return vm.none();
}

constexpr NativeSpec function(const char* name, NativeFn fn, const char* signature) {
  return {.name = name, .fn = fn, .signature = signature, .cost = Cost::NativeCall};
}
const NativeSpec kFunctions[] = {
    function("create", queues_create, "(maxsize, unboundop, /)"),
    function("bind", queues_bind, "(qid, /)"),
    function("release", queues_release, "(qid, /)"),
    function("put", queues_put, "(qid, obj, timeout, unboundop, /)"),
    function("get", queues_get, "(qid, timeout, /)"),
    function("get_count", queues_size, "(qid, /)"),
    function("get_maxsize", queues_maxsize, "(qid, /)"),
    function("get_unboundop", queues_unbound, "(qid, /)"),
    function("is_full", queues_full, "(qid, /)"),
    function("list_all", queues_list, "()"),
    function("_register_heap_types", queues_register, "(queue, not_found, empty, full, /)"),
};

}  // namespace

void init_interpreter_queues(Vm& vm, ModuleObject* module) { add_functions(vm, module, kFunctions); }

}  // namespace gilscope
