// tuple (Objects/tupleobject.c).
#include <fmt/format.h>

#include <limits>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

std::int64_t tuple_length(Value self) { return as_tuple(self)->length; }
Ref item_at(Vm&, Value self, std::int64_t i) { return share(as_tuple(self)->items[i]); }

Ref slice_of(Vm& vm, Value self, const SliceRange& r) {
  const TupleObject* t = as_tuple(self);
  if (r.step == 1 && r.length == t->length && t->type == vm.types.tuple) return share(self);
  TupleObject* result = make_tuple_storage(vm.heap, static_cast<std::size_t>(r.length));
  for (std::int64_t i = 0; i < r.length; ++i) tuple_init(vm.heap, result, static_cast<std::size_t>(i), t->items[r.start + i * r.step]);
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::ItemCopy, r.length);
  return steal(result);
}
constexpr SequenceOps kSequence = {"tuple indices must be integers or slices, not ", false, "tuple index out of range", tuple_length, item_at, slice_of};

Ref new_of_class(Vm& vm, Value cls, Value items) {
  const ItemSpan span = items_of(items);
  return make_tuple(vm.heap, {span.items, span.length}, static_cast<TypeObject*>(cls.object()));
}

Ref tuple_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (!positional_args(vm, "tuple", cls, vm.types.tuple, args, 1)) return nullptr;
  if (args.count == 0) return make_tuple(vm.heap, {}, cls);
  if (cls == vm.types.tuple) return tuple_of(vm, args[0]);
  return with_items(vm, cls, args[0], new_of_class);
}

Ref tuple_repr(Vm& vm, Value self) { return repr_items(vm, self, "(", ")", "(...)", true); }
Ref tuple_length_slot(Vm& vm, Value self) { return vm.integer(as_tuple(self)->length); }
Ref tuple_compare(Vm& vm, Value a, Value b, CompareOp op) { return is_tuple(b) ? compare_items(vm, a, b, op) : not_implemented(); }
Ref tuple_get_item(Vm& vm, Value self, Value key) { return sequence_get_item(vm, kSequence, self, key); }
Ref tuple_iter(Vm& vm, Value self) {
  vm.charge(Cost::AllocTracked);
  return make_index_iterator(vm.heap, vm.types.tuple_iterator, self);
}
Ref tuple_contains(Vm& vm, Value self, Value item) {
  return find_item(vm, self, item, 0, tuple_length(self), [](Vm& v, Value, Value, std::int64_t i) { return v.boolean(i >= 0); });
}

Co<Ref> hash_co(Vm& vm, Value self) {
  TupleHash sum;
  for (std::uint32_t i = 0; i < as_tuple(self)->length; ++i) {
    Ref h = co_await vm.finish(hash(vm, as_tuple(self)->items[i]));
    if (!h) co_return nullptr;
    sum.add(static_cast<std::uint64_t>(clamped_int64(h)));
  }
  co_return make_int(vm.heap, static_cast<std::int64_t>(sum.finish(as_tuple(self)->length)));
}
Ref tuple_hash_slot(Vm& vm, Value self) {
  std::uint64_t h = 0;
  vm.charge(Cost::ItemHash, tuple_length(self));
  if (tuple_hash(vm.heap, as_tuple(self), h)) return make_int(vm.heap, static_cast<std::int64_t>(h));
  return vm.start(hash_co(vm, self));
}

Ref concat(Vm& vm, Value a, Value b) {
  const TupleObject *x = as_tuple(a), *y = as_tuple(b);
  if (y->length == 0 && x->type == vm.types.tuple) return share(a);
  if (x->length == 0 && y->type == vm.types.tuple) return share(b);
  TupleObject* result = make_tuple_storage(vm.heap, std::size_t{x->length} + y->length);
  for (std::uint32_t i = 0; i < x->length; ++i) tuple_init(vm.heap, result, i, x->items[i]);
  for (std::uint32_t i = 0; i < y->length; ++i) tuple_init(vm.heap, result, x->length + i, y->items[i]);
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::ItemCopy, result->length);
  return steal(result);
}

Ref repeat(Vm& vm, Value self, std::int64_t times, Value) {
  const TupleObject* t = as_tuple(self);
  if (times == 1 && t->type == vm.types.tuple) return share(self);
  const std::int64_t total = t->length * std::clamp<std::int64_t>(times, 0, 1'000'000'000);
  if (total > 500'000'000) return vm.raise(Exc::MemoryError);
  TupleObject* result = make_tuple_storage(vm.heap, static_cast<std::size_t>(total));
  for (std::int64_t i = 0; i < total; ++i) tuple_init(vm.heap, result, static_cast<std::size_t>(i), t->items[i % t->length]);
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::ItemCopy, total);
  return steal(result);
}

Ref tuple_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  constexpr SequenceOps kFactor = {"can't multiply sequence by non-int of type ", true, "", nullptr, nullptr, nullptr};
  if (op == BinaryOp::Add) return is_tuple(a) && is_tuple(b) ? concat(vm, a, b) : not_implemented();
  if (op != BinaryOp::Multiply) return not_implemented();
  const Value self = is_tuple(a) ? a : b, factor = is_tuple(a) ? b : a;
  if (!is_tuple(self) || (!is_int(factor) && vm.types.of(factor)->slots.as_index == nullptr)) return not_implemented();
  return with_index(vm, kFactor, self, factor, Value(), repeat);
}

Ref count(Vm& vm, const Args& a) { return count_items(vm, a[0], a[1]); }
Ref index_found(Vm& vm, Value, Value, std::int64_t i) { return i >= 0 ? vm.integer(i) : vm.raise(Exc::ValueError, "tuple.index(x): x not in tuple"); }
Ref index(Vm& vm, const Args& a) {
  if (wants_index(a, 12)) return bound_args(vm, index, a, 12);
  std::int64_t begin = int_or(a[2], 0), end = int_or(a[3], std::numeric_limits<std::int64_t>::max());
  clamp_range(begin, end, tuple_length(a[0]));
  return find_item(vm, a[0], a[1], begin, end, index_found);
}
Ref new_args(Vm& vm, const Args& a) {
  Ref copy = make_tuple(vm.heap, {as_tuple(a[0])->items, as_tuple(a[0])->length});
  return vm.tuple({copy});
}

const NativeSpec kMethods[] = {
    {.name = "count", .fn = count, .signature = "(self, value, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "index", .fn = index, .signature = "(self, value, start=0, stop=9223372036854775807, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "__getnewargs__", .fn = new_args, .signature = "(self, /)", .kind = NativeKind::Method},
};

}  // namespace

void install_tuple(Vm& vm) {
  TypeObject* type = vm.types.tuple;
  size_type(type, sizeof(TupleObject));
  Slots& s = type->slots;
  s.repr = tuple_repr;
  s.hash = tuple_hash_slot;
  s.length = tuple_length_slot;
  s.compare = tuple_compare;
  s.binary = tuple_binary;
  s.get_item = tuple_get_item;
  s.contains = tuple_contains;
  s.iter = tuple_iter;
  s.create = tuple_create;
  s.destroy = tuple_destroy;
  s.visit = tuple_visit;
  add_methods(vm, type, kMethods);
}

}  // namespace gilscope
