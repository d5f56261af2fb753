// C code of extension modules, as far as threads can see it.
//
// Each function reads something from its arguments at one instant, works for its declared time, and uses what it read at a later instant.
// Under a GIL nobody gets in between, unless the function releases the GIL while it works. Without a GIL everybody does. What then happens is
// decided by the objects at the later instant, not by chance:
//
//  - a borrowed reference: the item may have died (borrowed_pointers.hpp);
//  - an append or a move by hand (PyList_SET_ITEM, Py_SET_SIZE) writes the place and the length that it read: items that came or went meanwhile
//    are lost, or written past the end, or belong to two lists with one reference;
//  - `counter++` on a static variable loses updates.
//
// Py_BEGIN_CRITICAL_SECTION locks the list or dict from beginning to end: others that lock it wait (Python's own operations do). In
// the GIL build it is nothing. A thread that detaches inside gives its locks up, so releasing the GIL there gives the protection away.
#include "sim/library/extension_functions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/library/modules/modules.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/borrowed_pointers.hpp"
#include "sim/vm/crash.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// One call; cheap to copy, and what it points to outlives the call.
struct Call {
  Vm* vm;
  const ExtensionFunctionSpec* function;
  ExtensionState* state;
  Args args;

  std::string name() const { return state->module->name + "." + function->name; }
  ListObject* list(std::uint32_t i) const { return as_list(args[i]); }
};

Co<> work(Call call) {
  Vm& vm = *call.vm;
  Thread& thread = *vm.thread;
  if (call.function->releases_gil) co_await vm.runtime.detach(thread);
  co_await use_core(vm, call.function->cost);
  if (call.function->releases_gil) co_await vm.runtime.attach(thread);
  co_await vm.machine.order();
}

// ---- crashes --------------------------------------------------------------------------------------------------------------

std::string a_type(Vm& vm, Value v) {
  const std::string name(type_name_of(vm, v));
  return (std::string_view("aeiouAEIOU").find(name.front()) == std::string_view::npos ? "a " : "an ") + name;
}

Ref use_after_free(Call call, const BorrowedPointer& pointer, CrashWitness borrowed) {
  Vm& vm = *call.vm;
  const std::string what = a_type(vm, pointer.value());
  CrashInfo info;
  info.what = fmt::format("use after free: {}() used {} that another thread had freed", call.name(), what);
  const bool moves = call.function->action == ExtensionAction::Move;
  const ItemApiInfo& api = info_of(moves ? ItemApi::ListGetItemMacro : call.function->api);
  info.why = fmt::format("{} returns a borrowed reference: it does not count, so only the container keeps the object alive. {} "
                         "Use {}, or hold the container's lock in a critical section for as long as the pointer is used.",
                         api.name,
                         vm.runtime.gil_enabled() ? "Once the function releases the GIL, another thread may replace the item."
                                                  : "Without a GIL another thread may replace the item at any time.",
                         api.advice);
  borrowed.did = fmt::format("took a borrowed reference to {} with {}", what, api.name);
  info.witnesses = {std::move(borrowed), pointer.death(), witness(vm, *vm.thread, "used the pointer: that memory is not the object's any more")};
  return crash(vm, std::move(info));
}

Ref memory_corruption(Call call, std::string what, std::string why, CrashWitness began, std::string did) {
  CrashInfo info;
  info.what = "memory corruption: " + std::move(what);
  info.why = std::move(why) + " Compound changes of a container need a critical section (Py_BEGIN_CRITICAL_SECTION), and in the GIL build the GIL all the while.";
  info.witnesses = {std::move(began), witness(*call.vm, *call.vm->thread, std::move(did))};
  return crash(*call.vm, std::move(info));
}

// ---- reading an item --------------------------------------------------------------------------------------------------------

bool item_index(Call call, std::size_t& index) {
  Vm& vm = *call.vm;
  std::int64_t i = 0;
  if (!as_int64(call.args[1], i)) {
    vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name_of(vm, call.args[1])));
    return false;
  }
  if (i < 0 || i >= static_cast<std::int64_t>(call.list(0)->length)) {
    vm.raise(Exc::IndexError, "list index out of range");
    return false;
  }
  index = static_cast<std::size_t>(i);
  return true;
}

/// A counted reference to the item now; exhausted: no such key. A list's item that must not be counted without the lock gets it.
Co<Ref> find_item(Call call) {
  Vm& vm = *call.vm;
  co_await vm.machine.order();
  if (!is_list(call.args[0])) {
    Ref found = co_await vm.finish(dict_get(vm, static_cast<DictObject*>(call.args[0].object()), call.args[1]));
    co_return found;
  }
  std::size_t index = 0;
  if (!item_index(call, index)) co_return nullptr;
  const Value seen = call.list(0)->items[index];
  if (!seen.is_object() || !vm.runtime.read_needs_lock(seen.object())) co_return share(seen);
  co_await vm.runtime.section_begin(*vm.thread, call.list(0));
  Ref item;
  if (item_index(call, index)) item = share(call.list(0)->items[index]);
  if (item && item.get().is_object() && vm.heap.is_foreign(item.get().object())) vm.runtime.read_under_lock(item.get().object());
  vm.runtime.section_end(*vm.thread, call.list(0));
  co_return item;
}

Co<Ref> get_strong(Call call) {
  Vm& vm = *call.vm;
  Ref item = co_await find_item(call);
  if (!item) co_return nullptr;
  co_await work(call);
  if (item.get().is_exhausted()) co_return vm.none();
  co_return item;
}

/// Numbers have no identity in the model until they are shared: a pointer to one never dangles.
bool is_number(Vm& vm, Value v) { return vm.types.of(v) == vm.types.int_ || vm.types.of(v) == vm.types.float_; }

Co<Ref> get_borrowed(Call call) {
  Vm& vm = *call.vm;
  Ref item;
  if (is_list(call.args[0])) {
    std::size_t index = 0;
    co_await vm.machine.order();
    if (!item_index(call, index)) co_return nullptr;
    item = share(call.list(0)->items[index]);
  } else {
    item = co_await find_item(call);
    if (!item) co_return nullptr;
  }
  if (item.get().is_exhausted()) {
    co_await work(call);
    co_return vm.none();
  }
  if (is_number(vm, item)) {
    co_await work(call);
    co_return item;
  }
  BorrowedPointer pointer(vm, item);
  CrashWitness borrowed = witness(vm, *vm.thread, "");
  item = nullptr;  // the count goes, the pointer stays
  co_await work(call);
  if (pointer.dangles()) {
    Ref crashed = use_after_free(call, pointer, std::move(borrowed));
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  co_return pointer.use();
}

// ---- changing a list by hand ------------------------------------------------------------------------------------------------

Co<Ref> set_locked(Call call) {
  Vm& vm = *call.vm;
  co_await work(call);
  co_await vm.runtime.section_begin(*vm.thread, call.list(0));
  std::size_t index = 0;
  const bool in_range = item_index(call, index);
  if (in_range) list_replace(vm.heap, call.list(0), index, call.args[2]);
  vm.runtime.section_end(*vm.thread, call.list(0));
  if (!in_range) co_return nullptr;
  co_return vm.none();
}

/// The macro stores where the array was when the function looked, without asking, and forgets the item that was there.
Co<Ref> set_by_macro(Call call) {
  Vm& vm = *call.vm;
  co_await vm.machine.order();
  std::size_t index = 0;
  if (!item_index(call, index)) co_return nullptr;
  const std::uint32_t capacity = call.list(0)->capacity;
  CrashWitness began = witness(vm, *vm.thread, "took the address of the item's place in the list");
  co_await work(call);
  ListObject* list = call.list(0);
  if (list->capacity != capacity) {
    Ref crashed = memory_corruption(call, fmt::format("{}() wrote into an array that the list no longer has", call.name()),
                                    "PyList_SET_ITEM takes no lock; the list was resized meanwhile, which replaces its array.", std::move(began),
                                    "stored the item there: the array has been freed");
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  const Value stored = vm.heap.publish(call.args[2]);
  list->items[index] = stored;
  if (index >= list->length) vm.heap.decref(std::exchange(list->items[index], Value()));  // behind the end: nobody will ever see it
  co_return vm.none();
}

Co<Ref> append_by_hand(Call call) {
  Vm& vm = *call.vm;
  co_await vm.machine.order();
  const std::uint32_t length = call.list(0)->length;
  CrashWitness began = witness(vm, *vm.thread, fmt::format("read the list's length: {}", length));
  co_await work(call);
  ListObject* list = call.list(0);
  if (list->length < length) {
    Ref crashed = memory_corruption(
        call, fmt::format("{}() made a list of {} items {} long", call.name(), list->length, length + 1),
        "Other threads had shortened the list in between: its places beyond the end hold pointers to objects that are gone.", std::move(began),
        fmt::format("wrote item {} and the length {}, but the list has {} items now", length, length + 1, list->length));
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  if (list->length == length) {
    if (list_append(vm.heap, list, call.args[1])) vm.charge(Cost::ListResize);
  } else {
    list->items[length] = vm.heap.publish(call.args[1]);  // the item that came meanwhile is overwritten, never to be freed
    list->length = length + 1;                            // and so are those behind it
  }
  co_return vm.none();
}

Co<Ref> move_by_hand(Call call) {
  Vm& vm = *call.vm;
  co_await vm.machine.order();
  const std::uint32_t length = call.list(0)->length;
  if (length == 0) co_return vm.raise(Exc::IndexError, "pop from empty list");
  const Value item = call.list(0)->items[length - 1];
  BorrowedPointer pointer(vm, item);
  CrashWitness began = witness(vm, *vm.thread, fmt::format("read the last of {} items", length));
  co_await work(call);
  ListObject* from = call.list(0);
  ListObject* to = call.list(1);
  Ref crashed;
  if (pointer.dangles()) {
    crashed = use_after_free(call, pointer, std::move(began));
  } else if (from->length < length || from->items[length - 1] != item) {
    crashed = memory_corruption(
        call, fmt::format("{}() moved an item that another thread had taken away", call.name()),
        "The item now belongs to two owners and has one reference: whoever drops it first leaves the other one a dangling pointer.", std::move(began),
        "took it off its list, where it was no longer, and appended it to the other");
  }
  if (crashed) {
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  from->length = length - 1;  // items that came meanwhile are cut off, never to be freed
  list_append_owned(vm.heap, to, item);
  co_return vm.none();
}

// ---- a static variable ------------------------------------------------------------------------------------------------------

Co<Ref> count_plainly(Call call) {
  Vm& vm = *call.vm;
  ExtensionState& state = *call.state;
  co_await vm.machine.order();
  vm.machine.line_read(state.counter_line);
  const std::int64_t read = state.counter;
  co_await work(call);
  state.counter = read + 1;
  vm.machine.line_write(state.counter_line);
  co_return vm.integer(read + 1);
}

Co<Ref> count_atomically(Call call) {
  Vm& vm = *call.vm;
  co_await work(call);
  vm.machine.line_rmw(call.state->counter_line, vm.runtime.costs[Cost::AtomicRmw]);
  co_return vm.integer(++call.state->counter);
}

Co<Ref> count_under_mutex(Call call) {
  Vm& vm = *call.vm;
  ExtensionState& state = *call.state;
  co_await vm.runtime.mutex_lock(*vm.thread, state.counter_mutex, state.mutex_line, kForever, ThreadState::WaitingForLock);
  Ref counted = co_await count_plainly(call);
  co_await vm.machine.order();
  vm.runtime.mutex_unlock(*vm.thread, state.counter_mutex, state.mutex_line);
  co_return counted;
}

Co<Ref> compute(Call call) {
  co_await work(call);
  co_return call.vm->none();
}

// ---- which, and under which locks ---------------------------------------------------------------------------------------------

Co<Ref> act(Call call) {
  switch (call.function->action) {
    case ExtensionAction::Compute: return compute(call);
    case ExtensionAction::Get: return info_of(call.function->api).borrowed ? get_borrowed(call) : get_strong(call);
    case ExtensionAction::Set: return call.function->api == ItemApi::ListSetItem ? set_locked(call) : set_by_macro(call);
    case ExtensionAction::Append: return append_by_hand(call);
    case ExtensionAction::Move: return move_by_hand(call);
    case ExtensionAction::Count: break;
  }
  if (call.function->counter == StaticCounter::Atomic) return count_atomically(call);
  return call.function->counter == StaticCounter::Mutex ? count_under_mutex(call) : count_plainly(call);
}

/// Py_BEGIN_CRITICAL_SECTION, or Py_BEGIN_CRITICAL_SECTION2, which locks the one that lies lower in memory first.
Co<Ref> act_in_section(Call call) {
  Vm& vm = *call.vm;
  Object* first = call.args[0].object();
  Object* second = call.function->action == ExtensionAction::Move ? call.args[1].object() : nullptr;
  if (second == first) second = nullptr;
  if (second != nullptr && vm.heap.place_of(second) < vm.heap.place_of(first)) std::swap(first, second);
  co_await vm.runtime.section_begin(*vm.thread, first);
  if (second != nullptr) co_await vm.runtime.section_begin(*vm.thread, second);
  Ref result = co_await act(call);
  if (second != nullptr) vm.runtime.section_end(*vm.thread, second);
  vm.runtime.section_end(*vm.thread, first);
  co_return result;
}

// ---- arguments --------------------------------------------------------------------------------------------------------------

std::uint32_t argument_count(ExtensionAction action) {
  switch (action) {
    case ExtensionAction::Compute:
    case ExtensionAction::Count: return 0;
    case ExtensionAction::Set: return 3;
    default: return 2;
  }
}

bool check_type(Call call, std::uint32_t i, bool ok, const char* wanted) {
  if (ok) return true;
  Vm& vm = *call.vm;
  vm.raise(Exc::TypeError, fmt::format("{}() argument {} must be {}, not {}", call.function->name, i + 1, wanted, type_name_of(vm, call.args[i])));
  return false;
}

bool check_arguments(Call call) {
  Vm& vm = *call.vm;
  const ExtensionAction action = call.function->action;
  if (action == ExtensionAction::Compute) return true;
  const std::uint32_t wanted = argument_count(action), given = call.args.count + call.args.keyword_count();
  if (given != wanted || call.args.keyword_count() > 0) {
    vm.raise(Exc::TypeError, fmt::format("{}() takes exactly {} positional argument{} ({} given)", call.function->name, wanted, wanted == 1 ? "" : "s", given));
    return false;
  }
  const ItemApi api = call.function->api;
  if (action == ExtensionAction::Get && (api == ItemApi::DictGetItem || api == ItemApi::DictGetItemRef)) {
    return check_type(call, 0, vm.types.of(call.args[0])->layout == Layout::Dict, "dict");
  }
  if (action != ExtensionAction::Count && !check_type(call, 0, is_list(call.args[0]), "list")) return false;
  return action != ExtensionAction::Move || check_type(call, 1, is_list(call.args[1]), "list");
}

}  // namespace

Ref call_extension_function(Vm& vm, const ExtensionFunctionSpec* function, ExtensionState* state, const Args& args) {
  const Call call{&vm, function, state, args};
  if (!check_arguments(call)) return nullptr;
  const bool locks = function->critical_section && vm.runtime.uses_object_locks();
  return vm.start(locks ? act_in_section(call) : act(call));
}

}  // namespace gilscope
