#include "sim/vm/shared_iterators.hpp"

#include <optional>

#include "sim/machine/machine_costs.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/borrowed_pointers.hpp"
#include "sim/vm/crash.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/sections.hpp"

namespace gilscope {

namespace {

bool is_dict_iterator(const Types& t, const TypeObject* type) {
  return type == t.dict_keyiterator || type == t.dict_valueiterator || type == t.dict_itemiterator || type == t.dict_reversekeyiterator ||
         type == t.dict_reversevalueiterator || type == t.dict_reverseitemiterator;
}

bool is_index_iterator(const Types& t, const TypeObject* type) {
  return type == t.list_iterator || type == t.tuple_iterator || type == t.str_iterator || type == t.str_ascii_iterator ||
         type == t.bytes_iterator || type == t.bytearray_iterator || type == t.list_reverseiterator;
}

/// The numbers that say where an iterator is; what it holds is read again by the step itself.
struct Position { std::int64_t place = 0, left = 0; };

Position position_of(const Types& t, Object* o) {
  if (is_index_iterator(t, o->type)) return {static_cast<IndexIterator*>(o)->index, 0};
  if (o->type == t.set_iterator) return {static_cast<SetIterator*>(o)->position, static_cast<SetIterator*>(o)->left};
  return {static_cast<DictIterator*>(o)->position, static_cast<DictIterator*>(o)->left};
}

void set_position(const Types& t, Object* o, Position p) {
  if (is_index_iterator(t, o->type)) {
    static_cast<IndexIterator*>(o)->index = p.place;
  } else if (o->type == t.set_iterator) {
    static_cast<SetIterator*>(o)->position = static_cast<std::uint32_t>(p.place);
    static_cast<SetIterator*>(o)->left = static_cast<std::uint32_t>(p.left);
  } else {
    static_cast<DictIterator*>(o)->position = static_cast<std::uint32_t>(p.place);
    static_cast<DictIterator*>(o)->left = static_cast<std::uint32_t>(p.left);
  }
}

Ref tuple_is_gone(Vm& vm, const BorrowedPointer& tuple, CrashWitness began) {
  CrashInfo info;
  info.what = "use after free: a tuple iterator that two threads share let go of its tuple while one of them looked at it";
  info.why = "A tuple's iterator drops the tuple when it comes to the end, and in 3.13t nothing protects the other threads that step it (gh-128637). "
             "Give each thread its own iterator, or use a queue.Queue.";
  began.did = "loaded the pointer to the tuple, for its next item";
  info.witnesses = {std::move(began), tuple.death(), witness(vm, *vm.thread, "looked into the tuple: that memory is not its any more")};
  return crash(vm, std::move(info));
}

/// What a core reads of an iterator, and gets the line with it for the store that follows. If another core has the line, the request travels there
/// first, and what is read is what that core had in its cache at that instant: it may be about to store. Requests that wait for the line in a queue get it
/// after the store of the one before.
template <class State, class Read>
Co<State> read_for_store(Vm& vm, Object* it, Read read) {
  Machine& machine = vm.machine;
  co_await machine.order();
  if (machine.line_is_mine(it->line)) {
    machine.line_write(it->line);
    co_return read();
  }
  machine.clock.now += machine.cost(MachineCost::LineTransfer) / 2;
  co_await machine.order();
  const bool queues = machine.line_busy_until(it->line) > machine.clock.now;
  const State seen = read();
  machine.line_write(it->line);
  co_await machine.order();
  if (queues) co_return read();
  co_return seen;
}

Co<Ref> step_in_halves(Vm& vm, Object* it) {
  const Types& t = vm.types;
  const bool drops_tuple = it->type == t.tuple_iterator && vm.runtime.config.minor < 14;
  const Ref set = it->type == t.set_iterator ? share(Value(static_cast<SetIterator*>(it)->source)) : Ref();
  if (set) co_await vm.runtime.section_begin(*vm.thread, set.get().object());
  std::optional<BorrowedPointer> tuple;
  SimTime read_at = 0;
  const auto look = [&, it] {
    read_at = vm.machine.clock.now;
    if (drops_tuple) tuple.emplace(vm, static_cast<IndexIterator*>(it)->source);
    return position_of(t, it);
  };
  const Position read = co_await read_for_store<Position>(vm, it, look);
  if (set) vm.runtime.section_end(*vm.thread, set.get().object());
  vm.charge(Cost::ContainerSharedRead);
  co_await vm.machine.order();
  if (tuple && tuple->dangles()) {
    CrashWitness first = witness(vm, *vm.thread, "");
    first.at = read_at;
    Ref crashed = tuple_is_gone(vm, *tuple, std::move(first));
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  set_position(t, it, read);
  co_return it->type->slots.next(vm, Value(it));
}

struct RangePosition { std::int64_t next, left; };

/// rangeobject.c: rangeiter_next reads `len` and `start`, stores the next start, and takes 1 from `len`.
Co<Ref> step_range(Vm& vm, RangeIterator* it) {
  const auto look = [it] { return RangePosition{it->next, it->left}; };
  const RangePosition read = co_await read_for_store<RangePosition>(vm, it, look);
  if (read.left == 0) co_return steal(Value::exhausted());
  vm.charge(Cost::ContainerSharedRead);
  co_await vm.machine.order();
  it->next = static_cast<std::int64_t>(static_cast<std::uint64_t>(read.next) + static_cast<std::uint64_t>(it->step));
  if (it->left > 0) --it->left;
  co_return vm.integer(read.next);
}

// What is walked, for the containers whose size may change and for tuples; null: it ended, or is something else.
Object* container_of(const Types& t, Object* it) {
  if (it->type == t.list_iterator || it->type == t.tuple_iterator) {
    const Value source = static_cast<IndexIterator*>(it)->source;
    return source ? source.object() : nullptr;
  }
  if (it->type == t.set_iterator) return static_cast<SetIterator*>(it)->source;
  return is_dict_iterator(t, it->type) ? static_cast<DictIterator*>(it)->source : nullptr;
}

}  // namespace

void read_container(Vm& vm, Value iterator) {
  if (!vm.runtime.parallel() || !iterator.is_object()) return;
  Object* container = container_of(vm.types, iterator.object());
  if (container != nullptr && is_shared(vm, Value(container))) vm.machine.line_read(container->line);
}

Ref next_of_set(Vm& vm, Value iterator) {
  SetObject* set = static_cast<SetIterator*>(iterator.object())->source;
  if (set == nullptr || is_raced_iterator(vm, iterator)) return next(vm, iterator);  // a step in halves takes the lock itself
  return in_section(vm, set, [&vm, iterator] { return next(vm, iterator); });
}

bool is_raced_iterator(Vm& vm, Value iterator) {
  if (!vm.runtime.parallel() || !is_shared(vm, iterator)) return false;
  const Types& t = vm.types;
  const TypeObject* type = iterator.object()->type;
  return is_index_iterator(t, type) || type == t.range_iterator || type == t.set_iterator || is_dict_iterator(t, type);
}

Ref step_raced_iterator(Vm& vm, Value iterator) {
  Object* const it = iterator.object();
  it->flags |= kFlagShared;
  if (it->type == vm.types.range_iterator) return vm.start(step_range(vm, static_cast<RangeIterator*>(it)));
  return vm.start(step_in_halves(vm, it));
}

}  // namespace gilscope
