// dict_keys, dict_values, dict_items (Objects/dictobject.c: dictviews).
#include <fmt/format.h>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/library/types_dict.hpp"
#include "sim/library/types_set.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/descriptors.hpp"

namespace gilscope {

namespace {

DictObject* dict_of(Value view) { return static_cast<DictView*>(view.object())->dict; }
bool is_view(Vm& vm, Value v) {
  const TypeObject* type = vm.types.of(v);
  return type == vm.types.dict_keys || type == vm.types.dict_items;
}

Ref view_length(Vm& vm, Value self) { return vm.integer(dict_of(self)->used); }

Ref iterate(Vm& vm, Value self, TypeObject* cls, DictPart part) {
  vm.charge(Cost::AllocTracked);
  return make_dict_iterator(vm.heap, cls, dict_of(self), part, false);
}
Ref keys_iter(Vm& vm, Value self) { return iterate(vm, self, vm.types.dict_keyiterator, kDictKeys); }
Ref values_iter(Vm& vm, Value self) { return iterate(vm, self, vm.types.dict_valueiterator, kDictValues); }
Ref items_iter(Vm& vm, Value self) { return iterate(vm, self, vm.types.dict_itemiterator, kDictItems); }

template <DictPart part, TypeObject* Types::*cls>
Ref reversed(Vm& vm, const Args& a) { return make_dict_iterator(vm.heap, vm.types.*cls, dict_of(a[0]), part, true); }

Co<Ref> repr_co(Vm& vm, Value self) {
  const std::string name = to_utf8(vm.types.of(self)->name);
  if (!enter_repr(vm, self.object())) co_return new_str(vm, "...");
  Ref items = co_await vm.finish(list_of(vm, self));
  Ref text;
  if (items) text = co_await vm.finish(repr_items(vm, items, "[", "]", "[...]", false));
  leave_repr(vm, self.object());
  if (!text) co_return nullptr;
  co_return new_str(vm, fmt::format("{}({})", name, to_utf8(text)));
}
Ref view_repr(Vm& vm, Value self) { return vm.start(repr_co(vm, self)); }

Ref keys_contains(Vm& vm, Value self, Value key) { return contains(vm, dict_of(self), key); }

Co<Ref> items_contains_co(Vm& vm, Value self, Value item) {
  Ref found = co_await vm.finish(dict_get(vm, dict_of(self), as_tuple(item)->items[0]));
  if (!found) co_return nullptr;
  if (found.get().is_exhausted()) co_return vm.boolean(false);
  Ref same = co_await vm.finish(equal(vm, found, as_tuple(item)->items[1]));
  co_return same;
}
Ref items_contains(Vm& vm, Value self, Value item) {
  if (!is_tuple(item) || as_tuple(item)->length != 2) return vm.boolean(false);
  return vm.start(items_contains_co(vm, self, item));
}

// ---- set behaviour: a view works as the set of its items ---------------------------------------------------------------------------

Co<Ref> as_set_of(Vm& vm, Value v) {
  if (is_set(v)) co_return share(v);
  Ref set = co_await vm.finish(make_set_of(vm, vm.types.set, v));
  co_return set;
}

Co<Ref> relation_co(Vm& vm, Value a, Value b, CompareOp op) {
  Ref x = co_await as_set_of(vm, a);
  if (!x) co_return nullptr;
  Ref y = co_await as_set_of(vm, b);
  if (!y) co_return nullptr;
  Ref answer = co_await vm.finish(set_relation(vm, x, y, op));
  co_return answer;
}
/// Items with unhashable values are compared one by one, not as sets.
Co<Ref> items_relation_co(Vm& vm, Value a, Value b, CompareOp op) {
  const bool both = vm.types.of(a) == vm.types.dict_items && vm.types.of(b) == vm.types.dict_items;
  if (both && (op == CompareOp::Eq || op == CompareOp::Ne)) {
    Ref same = co_await vm.finish(dicts_equal(vm, dict_of(a), dict_of(b)));
    if (!same) co_return nullptr;
    co_return vm.boolean(same.get().is_true() == (op == CompareOp::Eq));
  }
  Ref answer = co_await relation_co(vm, a, b, op);
  co_return answer;
}
Ref view_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_set(b) && !is_view(vm, b)) return not_implemented();
  return vm.start(items_relation_co(vm, a, b, op));
}

Co<Ref> operation_co(Vm& vm, Value a, Value b, SetOp op) {
  Ref left = co_await vm.finish(make_set_of(vm, vm.types.set, a));
  if (!left) co_return nullptr;
  if (op == SetOp::Intersection) {  // walks the other one, as dictviews_and does
    Ref result = make_set(vm.heap, vm.types.set);
    Ref it = co_await vm.finish(iter(vm, b));
    if (!it) co_return nullptr;
    for (;;) {
      Ref item = co_await vm.finish(next(vm, it));
      if (!item) co_return nullptr;
      if (item.get().is_exhausted()) co_return result;
      Ref has = co_await vm.finish(contains(vm, a, item));
      if (!has) co_return nullptr;
      if (has.get().is_false()) continue;
      Ref done = co_await vm.finish(set_add_key(vm, as_set(result), item));
      if (!done) co_return nullptr;
    }
  }
  Ref done = co_await vm.finish(set_operation_in_place(vm, left, b, op));
  if (!done) co_return nullptr;
  co_return left;
}
Ref view_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  if (!is_view(vm, a) && !is_view(vm, b)) return not_implemented();
  switch (op) {
    case BinaryOp::And: return vm.start(operation_co(vm, a, b, SetOp::Intersection));
    case BinaryOp::Or: return vm.start(operation_co(vm, a, b, SetOp::Union));
    case BinaryOp::Subtract: return vm.start(operation_co(vm, a, b, SetOp::Difference));
    case BinaryOp::Xor: return vm.start(operation_co(vm, a, b, SetOp::SymmetricDifference));
    default: return not_implemented();
  }
}

Co<Ref> disjoint_co(Vm& vm, Value self, Value other) {
  Ref it = co_await vm.finish(iter(vm, other));
  if (!it) co_return nullptr;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.boolean(true);
    Ref has = co_await vm.finish(contains(vm, self, item));
    if (!has) co_return nullptr;
    if (has.get().is_true()) co_return vm.boolean(false);
  }
}
Ref isdisjoint(Vm& vm, const Args& a) { return vm.start(disjoint_co(vm, a[0], a[1])); }

Ref get_mapping(Vm& vm, Value self) { return make_mapping_proxy(vm, dict_of(self)); }
const GetSetSpec kAttributes[] = {{"mapping", get_mapping, nullptr, "dictionary that this view refers to"}};

const NativeSpec kKeysMethods[] = {
    {.name = "isdisjoint", .fn = isdisjoint, .signature = "(self, other, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "__reversed__", .fn = reversed<kDictKeys, &Types::dict_reversekeyiterator>, .signature = "(self, /)", .kind = NativeKind::Method},
};
const NativeSpec kItemsMethods[] = {
    {.name = "isdisjoint", .fn = isdisjoint, .signature = "(self, other, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "__reversed__", .fn = reversed<kDictItems, &Types::dict_reverseitemiterator>, .signature = "(self, /)", .kind = NativeKind::Method},
};
const NativeSpec kValuesMethods[] = {
    {.name = "__reversed__", .fn = reversed<kDictValues, &Types::dict_reversevalueiterator>, .signature = "(self, /)", .kind = NativeKind::Method},
};

void fill_slots(TypeObject* type, Ref (*iter_slot)(Vm&, Value)) {
  size_type(type, sizeof(DictView));
  Slots& s = type->slots;
  s.repr = view_repr;
  s.length = view_length;
  s.iter = iter_slot;
  s.destroy = dict_view_destroy;
  s.visit = dict_view_visit;
}

void fill_set_slots(TypeObject* type, Ref (*contains_slot)(Vm&, Value, Value)) {
  type->slots.contains = contains_slot;
  type->slots.compare = view_compare;
  type->slots.binary = view_binary;
}

}  // namespace

void install_dict_views(Vm& vm) {
  fill_slots(vm.types.dict_keys, keys_iter);
  fill_slots(vm.types.dict_values, values_iter);
  fill_slots(vm.types.dict_items, items_iter);
  fill_set_slots(vm.types.dict_keys, keys_contains);
  fill_set_slots(vm.types.dict_items, items_contains);
  add_methods(vm, vm.types.dict_keys, kKeysMethods);
  add_methods(vm, vm.types.dict_items, kItemsMethods);
  add_methods(vm, vm.types.dict_values, kValuesMethods);
  for (TypeObject* type : {vm.types.dict_keys, vm.types.dict_values, vm.types.dict_items}) add_getset(vm, type, kAttributes);
}

}  // namespace gilscope
