// set and frozenset: slots and methods (Objects/setobject.c). In the free-threaded build all of set's operations hold its lock.
#include "sim/library/types_set.hpp"

#include <fmt/format.h>

#include "sim/library/locked.hpp"
#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/exceptions.hpp"

namespace gilscope {

namespace {

bool is_frozen(Value v) { return v.object()->type->layout == Layout::FrozenSet; }
TypeObject* base_class(Vm& vm, Value self) { return is_frozen(self) ? vm.types.frozenset : vm.types.set; }

// ---- slots ------------------------------------------------------------------------------------------------------------------------------

Ref set_create(Vm& vm, TypeObject* cls, const Args&) { return make_set(vm.heap, cls); }

Ref set_init(Vm& vm, Value self, const Args& args) {
  if (!positional_args(vm, "set", args, 1)) return nullptr;
  if (as_set(self)->used != 0) set_clear(vm.heap, as_set(self));
  return args.count == 0 ? vm.none() : set_update(vm, as_set(self), args[0]);
}

Ref frozenset_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (!positional_args(vm, "frozenset", cls, vm.types.frozenset, args, 1)) return nullptr;
  if (args.count == 0) return make_set(vm.heap, cls);
  if (cls == vm.types.frozenset && vm.types.of(args[0]) == cls) return share(args[0]);
  return make_set_of(vm, cls, args[0]);
}

Ref set_length(Vm& vm, Value self) { return vm.integer(as_set(self)->used); }
Ref set_contains(Vm& vm, Value self, Value key) { return set_contains_key(vm, as_set(self), key); }
Ref set_iter(Vm& vm, Value self) {
  vm.charge(Cost::AllocTracked);
  return make_set_iterator(vm.heap, as_set(self));
}
Ref frozenset_hash_slot(Vm& vm, Value self) { return make_int(vm.heap, static_cast<std::int64_t>(frozenset_hash(as_set(self)))); }
Ref set_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_set(b)) return not_implemented();
  return locked(vm, a, b, [&vm, a, b, op] { return set_relation(vm, a, b, op); });
}

Co<Ref> repr_co(Vm& vm, Value self) {
  const std::string name = to_utf8(vm.types.of(self)->name);
  if (as_set(self)->used == 0) co_return new_str(vm, name + "()");
  if (!enter_repr(vm, self.object())) co_return new_str(vm, name + "(...)");
  Ref items = co_await vm.finish(list_of(vm, self));
  Ref text;
  if (items) text = co_await vm.finish(repr_items(vm, items, "{", "}", "{...}", false));
  leave_repr(vm, self.object());
  if (!text || vm.types.of(self) == vm.types.set) co_return text;
  co_return new_str(vm, fmt::format("{}({})", name, to_utf8(text)));
}
Ref set_repr(Vm& vm, Value self) {
  return locked(vm, self, [&vm, self] { return vm.start(repr_co(vm, self)); });
}

bool operation_of(BinaryOp op, SetOp& out, bool& in_place) {
  in_place = op == BinaryOp::InplaceAnd || op == BinaryOp::InplaceOr || op == BinaryOp::InplaceSubtract || op == BinaryOp::InplaceXor;
  switch (op) {
    case BinaryOp::Or:
    case BinaryOp::InplaceOr: out = SetOp::Union; return true;
    case BinaryOp::And:
    case BinaryOp::InplaceAnd: out = SetOp::Intersection; return true;
    case BinaryOp::Subtract:
    case BinaryOp::InplaceSubtract: out = SetOp::Difference; return true;
    case BinaryOp::Xor:
    case BinaryOp::InplaceXor: out = SetOp::SymmetricDifference; return true;
    default: return false;
  }
}

Co<Ref> in_place_co(Vm& vm, Value self, Value other, SetOp op) {
  Ref done = co_await vm.finish(set_operation_in_place(vm, self, other, op));
  if (!done) co_return nullptr;
  co_return share(self);
}

Ref set_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  SetOp operation{};
  bool in_place = false;
  if (!is_set(a) || !is_set(b) || !operation_of(op, operation, in_place)) return not_implemented();
  if (in_place && is_frozen(a)) return not_implemented();
  if (in_place) return locked(vm, a, b, [&vm, a, b, operation] { return vm.start(in_place_co(vm, a, b, operation)); });
  return locked(vm, a, b, [&vm, a, b, operation] { return set_operation(vm, base_class(vm, a), a, b, operation); });
}

// ---- methods ----------------------------------------------------------------------------------------------------------------------------

Co<Ref> none_after(Vm& vm, Ref (*operation)(Vm&, SetObject*, Value), Value self, Value key) {
  Ref done = co_await vm.finish(operation(vm, as_set(self), key));
  if (!done) co_return nullptr;
  co_return vm.none();
}
Ref add(Vm& vm, const Args& a) {
  bool added = false;
  if (!set_add_simple(vm.heap, as_set(a[0]), a[1], &added)) return vm.start(none_after(vm, set_add_key, a[0], a[1]));
  vm.charge(Cost::DictProbe);
  if (added) vm.charge(Cost::DictInsert);
  return vm.none();
}
Ref discard(Vm& vm, const Args& a) {
  bool removed = false;
  return set_remove_simple(vm, as_set(a[0]), a[1], removed) ? vm.none() : vm.start(none_after(vm, set_remove_key, a[0], a[1]));
}

Co<Ref> remove_co(Vm& vm, Value self, Value key) {
  Ref removed = co_await vm.finish(set_remove_key(vm, as_set(self), key));
  if (!removed) co_return nullptr;
  if (removed.get().is_false()) co_return raise_key_error(vm, key);
  co_return vm.none();
}
Ref remove(Vm& vm, const Args& a) {
  bool removed = false;
  if (!set_remove_simple(vm, as_set(a[0]), a[1], removed)) return vm.start(remove_co(vm, a[0], a[1]));
  return removed ? vm.none() : raise_key_error(vm, a[1]);
}

Ref pop(Vm& vm, const Args& a) {
  const std::int64_t slot = set_pop_slot(as_set(a[0]));
  if (slot >= 0) return set_take(vm.heap, as_set(a[0]), slot);
  Ref message = new_str(vm, "pop from an empty set");
  return raise_key_error(vm, message);
}
Ref clear(Vm& vm, const Args& a) { return set_clear(vm.heap, as_set(a[0])), vm.none(); }
Ref copy(Vm& vm, const Args& a) {
  if (vm.types.of(a[0]) == vm.types.frozenset) return share(a[0]);
  vm.charge(Cost::AllocTracked);
  vm.charge(Cost::ItemCopy, as_set(a[0])->used);
  return set_copy(vm.heap, as_set(a[0]), base_class(vm, a[0]));
}

/// s.union(a, b, ...) and its kin: the operation with one argument after the other.
Co<Ref> fold_co(Vm& vm, Value self, Value others, SetOp op) {
  if (as_tuple(others)->length == 0) co_return set_copy(vm.heap, as_set(self), base_class(vm, self));
  Ref result = share(self);
  for (std::uint32_t i = 0; i < as_tuple(others)->length; ++i) {
    result = co_await vm.finish(set_operation(vm, base_class(vm, self), result, as_tuple(others)->items[i], op));
    if (!result) co_return nullptr;
  }
  co_return result;
}
Co<Ref> fold_in_place_co(Vm& vm, Value self, Value others, SetOp op) {
  for (std::uint32_t i = 0; i < as_tuple(others)->length; ++i) {
    Ref done = co_await vm.finish(set_operation_in_place(vm, self, as_tuple(others)->items[i], op));
    if (!done) co_return nullptr;
  }
  co_return vm.none();
}
template <SetOp op>
Ref fold(Vm& vm, const Args& a) { return vm.start(fold_co(vm, a[0], a[1], op)); }
template <SetOp op>
Ref fold_in_place(Vm& vm, const Args& a) { return vm.start(fold_in_place_co(vm, a[0], a[1], op)); }
Ref symmetric_difference(Vm& vm, const Args& a) { return set_operation(vm, base_class(vm, a[0]), a[0], a[1], SetOp::SymmetricDifference); }
Ref symmetric_difference_update(Vm& vm, const Args& a) { return set_operation_in_place(vm, a[0], a[1], SetOp::SymmetricDifference); }

Co<Ref> relation_co(Vm& vm, Value self, Value other, CompareOp op) {
  Ref set = share(other);
  if (!is_set(other)) set = co_await vm.finish(make_set_of(vm, vm.types.set, other));
  if (!set) co_return nullptr;
  Ref answer = co_await vm.finish(set_relation(vm, self, set, op));
  co_return answer;
}
Ref issubset(Vm& vm, const Args& a) { return vm.start(relation_co(vm, a[0], a[1], CompareOp::Le)); }
Ref issuperset(Vm& vm, const Args& a) { return vm.start(relation_co(vm, a[0], a[1], CompareOp::Ge)); }
Ref isdisjoint(Vm& vm, const Args& a) { return set_is_disjoint(vm, a[0], a[1]); }
Ref sizeof_method(Vm& vm, const Args& a) {
  const std::int64_t slots = as_set(a[0])->mask + std::int64_t{1};
  return vm.integer(200 + (slots > 8 ? 16 * slots : 0));
}

#define GILSCOPE_SHARED_METHODS                                                                                                              \
  {.name = "copy", .fn = copy, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},     \
  {.name = "union", .fn = fold<SetOp::Union>, .signature = "(self, *others)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument}, \
  {.name = "intersection", .fn = fold<SetOp::Intersection>, .signature = "(self, *others)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument}, \
  {.name = "difference", .fn = fold<SetOp::Difference>, .signature = "(self, *others)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument}, \
  {.name = "symmetric_difference", .fn = symmetric_difference, .signature = "(self, other, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument}, \
  {.name = "issubset", .fn = issubset, .signature = "(self, other, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument}, \
  {.name = "issuperset", .fn = issuperset, .signature = "(self, other, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument}, \
  {.name = "isdisjoint", .fn = isdisjoint, .signature = "(self, other, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument}, \
  {.name = "__sizeof__", .fn = sizeof_method, .signature = "(self, /)", .kind = NativeKind::Method}

const NativeSpec kFrozenMethods[] = {GILSCOPE_SHARED_METHODS};

const NativeSpec kSetMethods[] = {
    GILSCOPE_SHARED_METHODS,
    {.name = "add", .fn = add, .signature = "(self, object, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "discard", .fn = discard, .signature = "(self, object, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "remove", .fn = remove, .signature = "(self, object, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "pop", .fn = pop, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "clear", .fn = clear, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "update", .fn = fold_in_place<SetOp::Union>, .signature = "(self, *others)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument},
    {.name = "intersection_update", .fn = fold_in_place<SetOp::Intersection>, .signature = "(self, *others)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument},
    {.name = "difference_update", .fn = fold_in_place<SetOp::Difference>, .signature = "(self, *others)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument},
    {.name = "symmetric_difference_update", .fn = symmetric_difference_update, .signature = "(self, other, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument},
};
#undef GILSCOPE_SHARED_METHODS

void fill_slots(TypeObject* type) {
  size_type(type, sizeof(SetObject));
  Slots& s = type->slots;
  s.repr = set_repr;
  s.length = set_length;
  s.compare = set_compare;
  s.binary = set_binary;
  s.contains = set_contains;
  s.iter = set_iter;
  s.destroy = set_destroy;
  s.visit = set_visit;
}

}  // namespace

void install_set(Vm& vm) {
  fill_slots(vm.types.set);
  vm.types.set->slots.create = set_create;
  vm.types.set->slots.init = set_init;
  add_methods(vm, vm.types.set, kSetMethods);
  fill_slots(vm.types.frozenset);
  vm.types.frozenset->slots.create = frozenset_create;
  vm.types.frozenset->slots.hash = frozenset_hash_slot;
  add_methods(vm, vm.types.frozenset, kFrozenMethods);
}

}  // namespace gilscope
