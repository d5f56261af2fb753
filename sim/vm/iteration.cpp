#include "sim/vm/iteration.hpp"

#include <fmt/core.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/shared_iterators.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Co<Ref> drain_co(Vm& vm, ListObject* list, Value iterator) {
  for (;;) {
    Ref item = co_await vm.finish(next(vm, iterator));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.none();
    list_append(vm.heap, list, item);
    vm.charge(Cost::ItemCopy);
    vm.charge(Cost::IterNext);
  }
}

/// Requires: is_plain_iterator(iterator).
Ref drain_plain(Vm& vm, ListObject* list, Value iterator) {
  auto step = vm.types.of(iterator)->slots.next;
  std::int64_t copied = 0;
  for (;;) {
    Ref item = step(vm, iterator);
    if (!item || item.get().is_exhausted()) {
      vm.charge(Cost::ItemCopy, copied);
      vm.charge(Cost::IterNext, copied);
      return item ? vm.none() : Ref();
    }
    list_append(vm.heap, list, item);
    ++copied;
  }
}

Co<Ref> extend_co(Vm& vm, ListObject* list, Value iterable) {
  Ref iterator = co_await vm.finish(iter(vm, iterable));
  if (!iterator) co_return nullptr;
  if (is_plain_iterator(vm, iterator)) co_return drain_plain(vm, list, iterator);
  Ref done = co_await drain_co(vm, list, iterator);
  co_return done;
}

bool extend_from_array(Vm& vm, ListObject* list, Value iterable) {
  const Value* items = nullptr;
  std::uint32_t count = 0;
  TypeObject* type = vm.types.of(iterable);
  if (type == vm.types.list) {
    items = as_list(iterable)->items;
    count = as_list(iterable)->length;
  } else if (type == vm.types.tuple) {
    items = as_tuple(iterable)->items;
    count = as_tuple(iterable)->length;
  } else {
    return false;
  }
  list_extend(vm.heap, list, items, count);
  vm.charge(Cost::ItemCopy, count);
  return true;
}

Co<Ref> list_of_co(Vm& vm, Value iterable) {
  Ref list = make_list(vm.heap);
  Ref done = co_await extend_co(vm, as_list(list), iterable);
  if (!done) co_return nullptr;
  co_return list;
}

Ref tuple_from(Vm& vm, const ListObject* list) { return gilscope::make_tuple(vm.heap, std::span<const Value>(list->items, list->length)); }

Co<Ref> tuple_of_co(Vm& vm, Value iterable) {
  Ref list = co_await list_of_co(vm, iterable);
  if (!list) co_return nullptr;
  co_return tuple_from(vm, as_list(list));
}

/// Classes whose iter slot gives a plain iterator at once.
bool has_plain_iter(Vm& vm, TypeObject* type) {
  const Types& t = vm.types;
  return type == t.dict || type == t.set || type == t.frozenset || type == t.str || type == t.range || type == t.bytes ||
         type == t.bytearray || type == t.dict_keys || type == t.dict_values || type == t.dict_items;
}

// ---- the iterators ----

Co<Ref> sequence_next_co(Vm& vm, Value self) {
  auto* it = as<SequenceIterator>(self);
  Ref index = vm.integer(it->index);
  const Ref sequence = share(it->sequence);  // another thread may exhaust the iterator meanwhile
  Ref item = co_await vm.finish(get_item(vm, sequence, index));
  if (item) {
    ++it->index;
    co_return item;
  }
  if (!vm.raised_is(Exc::IndexError) && !vm.raised_is(Exc::StopIteration)) co_return nullptr;
  vm.clear_raised();
  vm.heap.decref(std::exchange(it->sequence, Value()));
  co_return steal(Value::exhausted());
}
Ref sequence_next(Vm& vm, Value self) {
  if (!as<SequenceIterator>(self)->sequence) return steal(Value::exhausted());
  return vm.start(sequence_next_co(vm, self));
}
void sequence_destroy(Heap& heap, Object* self) { heap.decref(static_cast<SequenceIterator*>(self)->sequence); }
void sequence_visit(Object* self, Visit visit, void* context) {
  if (static_cast<SequenceIterator*>(self)->sequence) visit(static_cast<SequenceIterator*>(self)->sequence, context);
}

Co<Ref> callable_next_co(Vm& vm, Value self) {
  auto* it = as<CallableIterator>(self);
  const Ref callable = share(it->callable);  // another thread may exhaust the iterator meanwhile
  Ref item = co_await vm.call(callable);
  if (!item) {
    if (!vm.raised_is(Exc::StopIteration)) co_return nullptr;
    vm.clear_raised();
    co_return steal(Value::exhausted());
  }
  Ref last = co_await vm.finish(equal(vm, it->sentinel, item));
  if (!last) co_return nullptr;
  if (last.get().is_false()) co_return item;
  vm.heap.decref(std::exchange(it->callable, Value()));
  co_return steal(Value::exhausted());
}
Ref callable_next(Vm& vm, Value self) {
  if (!as<CallableIterator>(self)->callable) return steal(Value::exhausted());
  return vm.start(callable_next_co(vm, self));
}
void callable_destroy(Heap& heap, Object* self) {
  heap.decref(static_cast<CallableIterator*>(self)->callable);
  heap.decref(static_cast<CallableIterator*>(self)->sentinel);
}
void callable_visit(Object* self, Visit visit, void* context) {
  auto* it = static_cast<CallableIterator*>(self);
  if (it->callable) visit(it->callable, context);
  visit(it->sentinel, context);
}

Ref iter_self(Vm&, Value self) { return share(self); }

}  // namespace

bool is_plain_iterator(Vm& vm, Value iterator) {
  if (is_raced_iterator(vm, iterator)) return false;
  const Types& t = vm.types;
  const TypeObject* type = t.of(iterator);
  return type == t.list_iterator || type == t.tuple_iterator || type == t.range_iterator || type == t.str_iterator || type == t.str_ascii_iterator ||
         type == t.dict_keyiterator || type == t.dict_valueiterator || type == t.dict_itemiterator || type == t.set_iterator ||
         type == t.bytes_iterator || type == t.list_reverseiterator || type == t.dict_reversekeyiterator ||
         type == t.bytearray_iterator || type == t.longrange_iterator || type == t.dict_reversevalueiterator || type == t.dict_reverseitemiterator;
}

Ref iter(Vm& vm, Value object) {
  TypeObject* type = vm.types.of(object);
  if (type->slots.iter != nullptr) return type->slots.iter(vm, object);
  const bool sequence = type->slots.get_item != nullptr && type->layout != Layout::Dict && !type->is_subtype_of(vm.types.type);
  if (!sequence) return vm.raise(Exc::TypeError, fmt::format("'{}' object is not iterable", type_name(type)));
  auto* it = vm.heap.make<SequenceIterator>(vm.types.sequence_iterator);
  it->sequence = share(object).release();
  return steal(it);
}

Ref next(Vm& vm, Value iterator) {
  TypeObject* type = vm.types.of(iterator);
  if (vm.runtime.parallel() && is_raced_iterator(vm, iterator)) return step_raced_iterator(vm, iterator);
  if (type->slots.next != nullptr) return type->slots.next(vm, iterator);
  return vm.raise(Exc::TypeError, fmt::format("'{}' object is not an iterator", type_name(type)));
}

Ref extend_list(Vm& vm, ListObject* list, Value iterable) {
  if (extend_from_array(vm, list, iterable)) return vm.none();
  if (!has_plain_iter(vm, vm.types.of(iterable))) return vm.start(extend_co(vm, list, iterable));
  Ref iterator = iter(vm, iterable);
  return iterator ? drain_plain(vm, list, iterator) : Ref();
}

Ref list_of(Vm& vm, Value iterable) {
  TypeObject* type = vm.types.of(iterable);
  if (type != vm.types.list && type != vm.types.tuple && !has_plain_iter(vm, type)) return vm.start(list_of_co(vm, iterable));
  Ref list = make_list(vm.heap);
  Ref done = extend_list(vm, as_list(list), iterable);
  return done ? std::move(list) : Ref();
}

Ref tuple_of(Vm& vm, Value iterable) {
  TypeObject* type = vm.types.of(iterable);
  if (type == vm.types.tuple) return share(iterable);
  if (type == vm.types.list) {
    vm.charge(Cost::ItemCopy, as_list(iterable)->length);
    return tuple_from(vm, as_list(iterable));
  }
  if (!has_plain_iter(vm, type)) return vm.start(tuple_of_co(vm, iterable));
  Ref list = list_of(vm, iterable);
  return list ? tuple_from(vm, as_list(list)) : Ref();
}

Ref make_callable_iterator(Vm& vm, Value callable, Value sentinel) {
  auto* it = vm.heap.make<CallableIterator>(vm.types.callable_iterator);
  it->callable = share(callable).release();
  it->sentinel = vm.heap.publish(sentinel);
  return steal(it);
}

void install_iterators(Vm& vm) {
  TypeObject* sequence = vm.types.sequence_iterator;
  sequence->basic_bytes = sizeof(SequenceIterator);
  sequence->slots.iter = iter_self;
  sequence->slots.next = sequence_next;
  sequence->slots.destroy = sequence_destroy;
  sequence->slots.visit = sequence_visit;
  TypeObject* callable = vm.types.callable_iterator;
  callable->basic_bytes = sizeof(CallableIterator);
  callable->slots.iter = iter_self;
  callable->slots.next = callable_next;
  callable->slots.destroy = callable_destroy;
  callable->slots.visit = callable_visit;
}

}  // namespace gilscope
