// Subscripts, displays, comprehension steps, unpacking.
#include <fmt/format.h>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/range_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/exceptions.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/sections.hpp"
#include "sim/vm/dispatchers.hpp"
#include "sim/vm/text.hpp"

namespace gilscope {

// ---- subscripts -----------------------------------------------------------------------------------------------------------

namespace {

/// Reading a list or dict of another thread without its lock: try-incref and re-check (model document 3.7).
void charge_shared_read(const Op& op, Value container) {
  if (!container.is_object()) return;
  Object* o = container.object();
  op.vm.heap.note_lockless_read(o);
  if (!op.vm.runtime.parallel()) return;
  if ((o->flags & kFlagShared) != 0 || op.vm.heap.is_foreign(o)) op.vm.charge(Cost::ContainerSharedRead);
}

/// Item stores into lists and dicts hold the container's lock; other types look after themselves.
bool locks_for_store(const Vm& vm, Value container) {
  return container.is_object() && (container.object()->type == vm.types.list || container.object()->type == vm.types.dict);
}

/// What a list or dict holds there, borrowed, for keys that are found without running Python code; else null.
Value item_at_hand(Value container, Value key) {
  if (is_list(container) && key.is_integer()) {
    const ListObject* list = as_list(container);
    const std::int64_t i = key.integer() < 0 ? key.integer() + list->length : key.integer();
    return i >= 0 && i < list->length ? list->items[i] : Value();
  }
  if (is_dict(container) && is_str(key)) return dict_get_str(as_dict(container), as_str(key));
  return Value();
}

// The forms of BINARY_SUBSCR, STORE_SUBSCR and UNPACK_SEQUENCE that the specializing interpreter has (Python/specialize.c, 3.13).
bool counts_from_zero(Value key) { return key.is_integer() && key.integer() >= 0; }

bool has_read_form(const Types& types, const TypeObject* container, Value key) {
  if (container == types.list || container == types.tuple || container == types.str) return counts_from_zero(key);
  return container == types.dict || container->slots.get_item == dispatch_get_item;
}

bool has_store_form(const Types& types, const TypeObject* container, Value key) {
  return container == types.dict || (container == types.list && counts_from_zero(key));
}

Ref set_item_locked(Vm& vm, Value container, Value key, Value value) {
  if (!locks_for_store(vm, container)) return set_item(vm, container, key, value);
  return in_section(vm, container.object(), [&vm, container, key, value] { return set_item(vm, container, key, value); });
}

}  // namespace

Step op_binary_subscr(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 2, 2)) return Step::Retry;
  charge_shared_read(op, op.top(2));
  const Value container = op.top(2), key = op.top(1);
  Vm& vm = op.vm;
  const TypeObject* type = vm.types.of(container);
  if (!has_read_form(vm.types, type, key)) vm.charge_unspecialized(op.instr.opcode);
  const Value found = vm.runtime.parallel() ? item_at_hand(container, key) : Value();
  if (found.is_object() && vm.runtime.read_needs_lock(found.object())) {
    return finish_push(op, read_in_section(vm, container.object(), [&vm, container, key] { return get_item(vm, container, key); }), 2);
  }
  const InlinedCall entered(vm, vm.runtime.config.specialize && type->slots.get_item == dispatch_get_item);
  return finish_push(op, get_item(vm, container, key), 2);
}

Step op_store_subscr(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 3, 3)) return Step::Retry;
  if (!has_store_form(op.vm.types, op.vm.types.of(op.top(2)), op.top(1))) op.vm.charge_unspecialized(op.instr.opcode);
  return finish_discard(op, set_item_locked(op.vm, op.top(2), op.top(1), op.top(3)), 3);
}

Step op_delete_subscr(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 2, 2)) return Step::Retry;
  return finish_discard(op, set_item_locked(op.vm, op.top(2), op.top(1), Value()), 2);
}

namespace {

/// start and stop on top become one slice object.
void fold_slice(const Op& op) {
  Ref slice = make_slice(op.vm.heap, op.top(2), op.top(1), Value::none());
  op.drop(2);
  op.push(slice.release());
}

}  // namespace

Step op_binary_slice(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 3, 3)) return Step::Retry;
  fold_slice(op);
  charge_shared_read(op, op.top(2));
  const Value container = op.top(2), key = op.top(1);
  Vm& vm = op.vm;
  const Value found = vm.runtime.parallel() ? item_at_hand(container, key) : Value();
  if (found.is_object() && vm.runtime.read_needs_lock(found.object())) {
    return finish_push(op, read_in_section(vm, container.object(), [&vm, container, key] { return get_item(vm, container, key); }), 2);
  }
  return finish_push(op, get_item(vm, container, key), 2);
}

Step op_store_slice(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 4, 4)) return Step::Retry;
  fold_slice(op);
  return finish_discard(op, set_item_locked(op.vm, op.top(2), op.top(1), op.top(3)), 3);
}

// ---- sets: one key ----------------------------------------------------------------------------------------------------------

namespace {

Co<Ref> set_add_slowly(Vm& vm, SetObject* set, Value key) {
  Ref hashed = co_await vm.finish(hash(vm, key));
  if (!hashed) co_return nullptr;
  const auto h = static_cast<std::uint64_t>(clamped_int64(hashed));
again:
  SetProbe probe(set, h);
  while (probe.next()) {
    Ref other = share(probe.key());
    Ref same = co_await vm.finish(equal(vm, other, key));
    if (!same) co_return nullptr;
    if (probe.changed()) goto again;
    if (same.get().is_true()) co_return vm.none();
  }
  set_insert_new(vm.heap, set, key, h);
  co_return vm.none();
}

Ref set_add(Vm& vm, SetObject* set, Value key) {
  if (set_add_simple(vm.heap, set, key)) return vm.none();
  return vm.start(set_add_slowly(vm, set, key));
}

}  // namespace

// ---- displays -------------------------------------------------------------------------------------------------------------

Step op_build_list(const Op& op) {
  const auto n = op.instr.arg;
  if (must_wait_for(op.vm, op.frame.sp - n, n)) return Step::Retry;
  op.vm.charge(Cost::ItemCopy, n);
  if (n > 0) op.vm.charge(Cost::ListResize);
  return finish_push(op, make_list(op.vm.heap, {op.frame.sp - n, n}), static_cast<int>(n));
}

Step op_build_tuple(const Op& op) {
  const auto n = op.instr.arg;
  if (must_wait_for(op.vm, op.frame.sp - n, n)) return Step::Retry;
  op.vm.charge(Cost::ItemCopy, n);
  return finish_push(op, make_tuple(op.vm.heap, {op.frame.sp - n, n}), static_cast<int>(n));
}

Step op_build_slice(const Op& op) {
  const bool has_step = op.instr.arg == 3;
  Value* base = op.frame.sp - (has_step ? 3 : 2);
  return finish_push(op, make_slice(op.vm.heap, base[0], base[1], has_step ? base[2] : Value::none()), has_step ? 3 : 2);
}

namespace {

/// Sets pairs one after the other; keys may need Python code.
Co<Ref> build_map_slowly(Vm& vm, const Value* keys, const Value* values, std::uint32_t count, std::uint32_t stride) {
  Ref dict = make_dict(vm.heap, count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Ref done = co_await vm.finish(dict_set(vm, as_dict(dict), keys[i * stride], values[i * stride]));
    if (!done) co_return nullptr;
  }
  co_return dict;
}

Ref build_map(Vm& vm, const Value* keys, const Value* values, std::uint32_t count, std::uint32_t value_stride, std::uint32_t key_stride) {
  Ref dict = make_dict(vm.heap, count);
  vm.charge(Cost::DictInsert, count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!dict_set_simple(vm.heap, as_dict(dict), keys[i * key_stride], values[i * value_stride])) {
      return vm.start(build_map_slowly(vm, keys, values, count, key_stride));
    }
  }
  return dict;
}

Co<Ref> build_set_slowly(Vm& vm, const Value* items, std::uint32_t count) {
  Ref set = make_set(vm.heap, vm.types.set);
  for (std::uint32_t i = 0; i < count; ++i) {
    Ref done = co_await vm.finish(set_add(vm, as_set(set), items[i]));
    if (!done) co_return nullptr;
  }
  co_return set;
}

}  // namespace

Step op_build_map(const Op& op) {
  const auto n = op.instr.arg;
  if (must_wait_for(op.vm, op.frame.sp - 2 * n, 2 * n)) return Step::Retry;
  const Value* base = op.frame.sp - 2 * n;
  return finish_push(op, build_map(op.vm, base, base + 1, n, 2, 2), static_cast<int>(2 * n));
}

Step op_build_const_key_map(const Op& op) {
  const auto n = op.instr.arg;
  if (must_wait_for(op.vm, op.frame.sp - n - 1, n + 1)) return Step::Retry;
  const TupleObject* keys = as_tuple(op.top());
  return finish_push(op, build_map(op.vm, keys->items, op.frame.sp - n - 1, n, 1, 1), static_cast<int>(n + 1));
}

Step op_build_set(const Op& op) {
  const auto n = op.instr.arg;
  if (must_wait_for(op.vm, op.frame.sp - n, n)) return Step::Retry;
  Ref set = make_set(op.vm.heap, op.vm.types.set);
  op.vm.charge(Cost::ItemHash, n);
  for (std::uint32_t i = 0; i < n; ++i) {
    if (!set_add_simple(op.vm.heap, as_set(set), op.frame.sp[static_cast<int>(i) - static_cast<int>(n)])) {
      return finish_push(op, op.vm.start(build_set_slowly(op.vm, op.frame.sp - n, n)), static_cast<int>(n));
    }
  }
  return finish_push(op, std::move(set), static_cast<int>(n));
}

// ---- comprehensions and starred displays: the container lies `arg` items under the operand ------------------------------------

Step op_list_append(const Op& op) {
  auto* list = as_list(op.top(static_cast<int>(op.instr.arg) + 1));
  if (list_append(op.vm.heap, list, op.top())) op.vm.charge(Cost::ListResize);
  op.drop(1);
  return Step::Next;
}

Step op_set_add(const Op& op) {
  auto* set = as_set(op.top(static_cast<int>(op.instr.arg) + 1));
  return finish_discard(op, set_add(op.vm, set, op.top()), 1);
}

Step op_map_add(const Op& op) {
  auto* dict = as_dict(op.top(static_cast<int>(op.instr.arg) + 2));
  return finish_discard(op, dict_set(op.vm, dict, op.top(2), op.top(1)), 2);
}

namespace {

Co<Ref> extend_list(Vm& vm, Value list, Value iterable) {
  Ref items = co_await vm.finish(list_of(vm, iterable));
  if (!items) {
    const TypeObject* type = vm.types.of(iterable);
    if (vm.raised_is(Exc::TypeError) && type->slots.iter == nullptr && type->slots.get_item == nullptr) {
      vm.clear_raised();
      co_return vm.raise(Exc::TypeError, fmt::format("Value after * must be an iterable, not {}", type_name(type)));
    }
    co_return nullptr;
  }
  const ListObject* from = as_list(items);
  vm.charge(Cost::ItemCopy, from->length);
  list_extend(vm.heap, as_list(list), from->items, from->length);
  co_return vm.none();
}

Co<Ref> update_set(Vm& vm, Value set, Value iterable) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.none();
    Ref done = co_await vm.finish(set_add(vm, as_set(set), item));
    if (!done) co_return nullptr;
  }
}

/// dict.update(mapping); with `callee` for ** arguments: duplicates raise.
Co<Ref> update_dict(Vm& vm, Value dict, Value mapping, Value callee) {
  Ref keys;
  const bool plain = vm.types.of(mapping) == vm.types.dict;
  if (plain) {
    vm.charge(as_dict(dict)->used == 0 ? Cost::ItemCopy : Cost::DictInsert, as_dict(mapping)->used);  // into an empty dict its table is copied
    keys = make_list(vm.heap);
    for (std::int64_t i = dict_next(as_dict(mapping), 0); i >= 0; i = dict_next(as_dict(mapping), static_cast<std::uint32_t>(i) + 1)) {
      list_append(vm.heap, as_list(keys), as_dict(mapping)->entries[i].key);
    }
  } else if (is_dict(mapping)) {
    keys = co_await vm.finish(list_of(vm, mapping));
  } else {
    Ref method = co_await vm.finish(find_attr(vm, mapping, vm.intern("keys")));
    if (!method) co_return nullptr;
    if (method.get().is_exhausted()) {
      if (callee) {
        co_return vm.raise(Exc::TypeError, fmt::format("{} argument after ** must be a mapping, not {}", callable_name(vm, callee), type_name_of(vm, mapping)));
      }
      co_return vm.raise(Exc::TypeError, fmt::format("'{}' object is not a mapping", type_name_of(vm, mapping)));
    }
    Ref view = co_await vm.call(method);
    if (!view) co_return nullptr;
    keys = co_await vm.finish(list_of(vm, view));
  }
  if (!keys) co_return nullptr;
  for (std::uint32_t i = 0; i < as_list(keys)->length; ++i) {
    Ref key = share(as_list(keys)->items[i]);
    if (callee && is_str(key) && dict_get_str(as_dict(dict), as_str(key))) {
      co_return vm.raise(Exc::TypeError, fmt::format("{} got multiple values for keyword argument '{}'", callable_name(vm, callee), to_utf8(as_str(key))));
    }
    Ref value;
    if (plain) value = co_await vm.finish(dict_get(vm, as_dict(mapping), key));
    else value = co_await vm.finish(get_item(vm, mapping, key));
    if (!value) co_return nullptr;
    if (value.get().is_exhausted()) co_return vm.raise(Exc::RuntimeError, "dict mutated during update");  // by a key's __eq__
    Ref done = co_await vm.finish(dict_set(vm, as_dict(dict), key, value));
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}

}  // namespace

Step op_list_extend(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  const Value list = op.top(static_cast<int>(op.instr.arg) + 1), from = op.top();
  TypeObject* type = op.vm.types.of(from);
  if (type == op.vm.types.list || type == op.vm.types.tuple) {
    const Value* items = type == op.vm.types.list ? as_list(from)->items : as_tuple(from)->items;
    const std::uint32_t count = type == op.vm.types.list ? as_list(from)->length : as_tuple(from)->length;
    op.vm.charge(Cost::ItemCopy, count);
    list_extend(op.vm.heap, as_list(list), items, count);
    op.drop(1);
    return Step::Next;
  }
  return finish_discard(op, op.vm.start(extend_list(op.vm, list, from)), 1);
}

Step op_set_update(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  return finish_discard(op, op.vm.start(update_set(op.vm, op.top(static_cast<int>(op.instr.arg) + 1), op.top())), 1);
}

Step op_dict_update(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  return finish_discard(op, op.vm.start(update_dict(op.vm, op.top(static_cast<int>(op.instr.arg) + 1), op.top(), Value())), 1);
}

Step op_dict_merge(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  const Value dict = op.top(static_cast<int>(op.instr.arg) + 1);
  const Value callee = op.top(static_cast<int>(op.instr.arg) + 4);
  return finish_discard(op, op.vm.start(update_dict(op.vm, dict, op.top(), callee)), 1);
}

// ---- unpacking ------------------------------------------------------------------------------------------------------------

namespace {

bool is_unpack_ex(const Op& op) { return op.instr.opcode == 116; }

/// Values go on the stack with the first one on top.
Step spread(const Op& op, const Value* items, std::size_t count) {
  const Value sequence = op.pop();
  for (std::size_t i = count; i-- > 0;) op.push(share(items[i]).release());
  op.vm.heap.decref(sequence);
  return Step::Next;
}

Step wrong_count(const Op& op, std::size_t wanted, std::size_t got, bool at_least) {
  if (got > wanted) {
    op.vm.raise(Exc::ValueError, fmt::format("too many values to unpack (expected {})", wanted));
  } else {
    op.vm.raise(Exc::ValueError, fmt::format("not enough values to unpack (expected {}{}, got {})", at_least ? "at least " : "", wanted, got));
  }
  return Step::Raised;
}

Step spread_star(const Op& op, const Value* items, std::size_t count) {
  const std::size_t before = op.instr.arg & 0xFF, after = op.instr.arg >> 8;
  if (count < before + after) return wrong_count(op, before + after, count, true);
  Ref middle = make_list(op.vm.heap, {items + before, count - before - after});
  const Value sequence = op.pop();
  for (std::size_t i = count; i-- > count - after;) op.push(share(items[i]).release());
  op.push(middle.release());
  for (std::size_t i = before; i-- > 0;) op.push(share(items[i]).release());
  op.vm.heap.decref(sequence);
  return Step::Next;
}

Step unpack_items(const Op& op, const Value* items, std::size_t count) {
  if (is_unpack_ex(op)) return spread_star(op, items, count);
  if (count != op.instr.arg) return wrong_count(op, op.instr.arg, count, false);
  return spread(op, items, count);
}

/// The iterable's items as a list: one more than wanted is enough to know that there are too many.
Co<Ref> take_items(Vm& vm, Value iterable, std::uint32_t limit) {
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) {
    const TypeObject* type = vm.types.of(iterable);
    if (vm.raised_is(Exc::TypeError) && type->slots.iter == nullptr && type->slots.get_item == nullptr) {
      vm.clear_raised();
      co_return vm.raise(Exc::TypeError, fmt::format("cannot unpack non-iterable {} object", type_name(type)));
    }
    co_return nullptr;
  }
  Ref list = make_list(vm.heap);
  while (as_list(list)->length < limit) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) break;
    list_append(vm.heap, as_list(list), item);
  }
  co_return list;
}

Step unpack(const Op& op, std::uint32_t limit) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  const Value from = op.top();
  TypeObject* type = op.vm.types.of(from);
  if (type == op.vm.types.tuple) return unpack_items(op, as_tuple(from)->items, as_tuple(from)->length);
  if (type == op.vm.types.list) return unpack_items(op, as_list(from)->items, as_list(from)->length);
  op.vm.charge_unspecialized(op.instr.opcode);
  return finish_later(op, op.vm.start(take_items(op.vm, from, limit)), CustomStep::Unpack);
}

}  // namespace

Step finish_unpack(const Op& op, Ref list) {
  std::vector<Value> items(as_list(list)->items, as_list(list)->items + as_list(list)->length);
  return unpack_items(op, items.data(), items.size());
}

Step op_unpack_sequence(const Op& op) { return unpack(op, op.instr.arg + 1); }
Step op_unpack_ex(const Op& op) { return unpack(op, 0xFFFF'FFFFu); }

}  // namespace gilscope
