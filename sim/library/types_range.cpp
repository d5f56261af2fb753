// range and slice (Objects/rangeobject.c, sliceobject.c).
#include <fmt/format.h>

#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

RangeObject* as_range(Value v) { return static_cast<RangeObject*>(v.object()); }
SliceObject* as_slice(Value v) { return static_cast<SliceObject*>(v.object()); }
bool is_range(Vm& vm, Value v) { return v.is_object() && v.object()->type == vm.types.range; }

// ---- construction -----------------------------------------------------------------------------------------------------------------------

Ref range_from(Vm& vm, const Args& a) {
  if (wants_index(a, 7)) return index_args(vm, range_from, a, 7);
  const Value start = a.count == 1 ? Value::integer(0) : a[0], stop = a.count == 1 ? a[0] : a[1], step = a.count == 3 ? a[2] : Value::integer(1);
  if (int_sign(step) == 0) return vm.raise(Exc::ValueError, "range() arg 3 must not be zero");
  vm.charge(Cost::AllocSmall);
  return make_range(vm.heap, start, stop, step);
}

Ref range_create(Vm& vm, TypeObject*, const Args& args) {
  if (!positional_args(vm, "range", args, 3)) return nullptr;
  if (args.count == 0) return vm.raise(Exc::TypeError, "range expected at least 1 argument, got 0");
  return range_from(vm, args);
}

// ---- slots --------------------------------------------------------------------------------------------------------------------------------

Ref range_repr(Vm& vm, Value self) {
  const RangeObject* r = as_range(self);
  const std::string ends = int_to_text(r->start) + ", " + int_to_text(r->stop);
  const bool plain = int_compare(r->step, Value::integer(1)) == 0;
  return new_str(vm, plain ? fmt::format("range({})", ends) : fmt::format("range({}, {})", ends, int_to_text(r->step)));
}

Ref range_length(Vm& vm, Value self) {
  std::int64_t length = 0;
  if (!as_int64(as_range(self)->length, length)) return vm.raise(Exc::OverflowError, "Python int too large to convert to C ssize_t");
  return vm.integer(length);
}
Ref range_truth(Vm& vm, Value self) { return vm.boolean(int_sign(as_range(self)->length) != 0); }

/// hash((len, start, step)), with None where they do not matter.
Ref range_hash(Vm& vm, Value self) {
  const RangeObject* r = as_range(self);
  const bool empty = int_sign(r->length) == 0, single = int_compare(r->length, Value::integer(1)) == 0;
  Ref key = vm.tuple({r->length, empty ? Value::none() : r->start, empty || single ? Value::none() : r->step});
  return hash(vm, key);
}

Ref range_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_range(vm, b) || (op != CompareOp::Eq && op != CompareOp::Ne)) return not_implemented();
  return vm.boolean(range_equal(as_range(a), as_range(b)) == (op == CompareOp::Eq));
}

Ref item(Vm& vm, const RangeObject* r, Value index) {
  Ref i = exact_int(vm.heap, index);
  if (int_sign(i) < 0) i = int_add(vm.heap, r->length, i);
  if (int_sign(i) < 0 || int_compare(i, r->length) >= 0) return vm.raise(Exc::IndexError, "range object index out of range");
  return range_item(vm.heap, r, i);
}

Ref sliced(Vm& vm, Value self, const SliceRange& s, Value) {
  return range_slice(vm.heap, as_range(self), Value::integer(s.start), Value::integer(s.stop), Value::integer(s.step));
}
std::int64_t clamped_length(Value self) { return clamped_int64(as_range(self)->length); }

Co<Ref> item_co(Vm& vm, Value self, Value key) {
  Ref index = co_await vm.finish(as_index(vm, key));
  if (!index) co_return nullptr;
  co_return item(vm, as_range(self), index);
}

Ref range_get_item(Vm& vm, Value self, Value key) {
  if (is_int(key)) return item(vm, as_range(self), key);
  if (is_slice(vm, key)) return with_slice(vm, self, key, clamped_length, Value(), sliced);
  if (vm.types.of(key)->slots.as_index != nullptr) return vm.start(item_co(vm, self, key));
  return vm.raise(Exc::TypeError, fmt::format("range indices must be integers or slices, not {}", type_name_of(vm, key)));
}

/// For values that are no ints: by comparing with every item.
Co<Ref> find_slowly(Vm& vm, Value self, Value wanted, bool count) {
  Ref it = make_range_iterator(vm.heap, as_range(self));
  std::int64_t hits = 0;
  for (std::int64_t i = 0;; ++i) {
    Ref candidate = range_iterator_next(vm.heap, static_cast<RangeIterator*>(it.get().object()));
    if (candidate.get().is_exhausted()) break;
    vm.charge(Cost::ItemCompare);
    Ref same = co_await vm.finish(equal(vm, candidate, wanted));
    if (!same) co_return nullptr;
    if (same.get().is_false()) continue;
    if (!count) co_return vm.integer(i);
    ++hits;
  }
  co_return vm.integer(count ? hits : -1);
}
Co<Ref> contains_co(Vm& vm, Value self, Value wanted) {
  Ref index = co_await find_slowly(vm, self, wanted, false);
  if (!index) co_return nullptr;
  co_return vm.boolean(int_sign(index) >= 0);
}
Ref range_contains(Vm& vm, Value self, Value wanted) {
  if (!is_int(wanted)) return vm.start(contains_co(vm, self, wanted));
  Ref index = range_index(vm.heap, as_range(self), wanted);
  return vm.boolean(static_cast<bool>(index));
}
Ref range_iter(Vm& vm, Value self) {
  vm.charge(Cost::AllocSmall);
  return make_range_iterator(vm.heap, as_range(self));
}

// ---- methods ------------------------------------------------------------------------------------------------------------------------------

Co<Ref> index_co(Vm& vm, Value self, Value wanted) {
  Ref index = co_await find_slowly(vm, self, wanted, false);
  if (index && int_sign(index) < 0) co_return vm.raise(Exc::ValueError, "sequence.index(x): x not in sequence");
  co_return index;
}
Ref index_method(Vm& vm, const Args& a) {
  if (!is_int(a[1])) return vm.start(index_co(vm, a[0], a[1]));
  Ref index = range_index(vm.heap, as_range(a[0]), a[1]);
  return index ? std::move(index) : vm.raise(Exc::ValueError, fmt::format("{} is not in range", int_to_text(a[1])));
}
Ref count_method(Vm& vm, const Args& a) {
  if (!is_int(a[1])) return vm.start(find_slowly(vm, a[0], a[1], true));
  Ref index = range_index(vm.heap, as_range(a[0]), a[1]);
  return vm.integer(index ? 1 : 0);
}
Ref reversed(Vm& vm, const Args& a) { return make_range_iterator(vm.heap, as_range(a[0]), true); }

const NativeSpec kRangeMethods[] = {
    {.name = "index", .fn = index_method, .signature = "(self, value, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "count", .fn = count_method, .signature = "(self, value, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "__reversed__", .fn = reversed, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
};

template <Value RangeObject::*field>
Ref range_field(Vm&, Value self) { return share(as_range(self)->*field); }
const GetSetSpec kRangeFields[] = {{"start", range_field<&RangeObject::start>}, {"stop", range_field<&RangeObject::stop>}, {"step", range_field<&RangeObject::step>}};

// ---- slice --------------------------------------------------------------------------------------------------------------------------------

Ref slice_create(Vm& vm, TypeObject*, const Args& args) {
  if (!positional_args(vm, "slice", args, 3)) return nullptr;
  if (args.count == 0) return vm.raise(Exc::TypeError, "slice expected at least 1 argument, got 0");
  if (args.count == 1) return make_slice(vm.heap, Value::none(), args[0], Value::none());
  return make_slice(vm.heap, args[0], args[1], args.count == 3 ? args[2] : Value::none());
}

Ref slice_fields(Vm& vm, Value self) { return vm.tuple({as_slice(self)->start, as_slice(self)->stop, as_slice(self)->step}); }

Co<Ref> slice_repr_co(Vm& vm, Value self) {
  Ref fields = slice_fields(vm, self);
  Ref text = co_await vm.finish(repr(vm, fields));
  if (!text) co_return nullptr;
  co_return new_str(vm, "slice" + to_utf8(text));
}
Ref slice_repr(Vm& vm, Value self) { return vm.start(slice_repr_co(vm, self)); }

Co<Ref> slice_hash_co(Vm& vm, Value self) {
  Ref fields = slice_fields(vm, self);
  Ref result = co_await vm.finish(hash(vm, fields));
  co_return result;
}
Ref slice_hash(Vm& vm, Value self) { return vm.start(slice_hash_co(vm, self)); }

Co<Ref> slice_compare_co(Vm& vm, Value a, Value b, CompareOp op) {
  Ref x = slice_fields(vm, a), y = slice_fields(vm, b);
  Ref result = co_await vm.finish(compare(vm, op, x, y));
  co_return result;
}
Ref slice_compare(Vm& vm, Value a, Value b, CompareOp op) { return is_slice(vm, b) ? vm.start(slice_compare_co(vm, a, b, op)) : not_implemented(); }

Ref known_indices(Vm& vm, Value, const SliceRange& r, Value) {
  return vm.tuple({Value::integer(r.start), Value::integer(r.stop), Value::integer(r.step)});
}
Ref indices(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, indices, a, 2);
  if (int_sign(a[1]) < 0) return vm.raise(Exc::ValueError, "length should not be negative");
  // The length travels as `self`: the callback for its length reads it back.
  return with_slice(vm, a[1], a[0], clamped_int64, Value(), known_indices);
}
const NativeSpec kSliceMethods[] = {{.name = "indices", .fn = indices, .signature = "(self, length, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall}};

template <Value SliceObject::*field>
Ref slice_field(Vm&, Value self) { return share(as_slice(self)->*field); }
const GetSetSpec kSliceFields[] = {{"start", slice_field<&SliceObject::start>}, {"stop", slice_field<&SliceObject::stop>}, {"step", slice_field<&SliceObject::step>}};

void install_slice(Vm& vm) {
  TypeObject* type = vm.types.slice;
  size_type(type, sizeof(SliceObject));
  Slots& s = type->slots;
  s.repr = slice_repr;
  s.hash = slice_hash;
  s.compare = slice_compare;
  s.create = slice_create;
  s.destroy = slice_destroy;
  s.visit = slice_visit;
  add_methods(vm, type, kSliceMethods);
  add_getset(vm, type, kSliceFields);
}

}  // namespace

void install_range(Vm& vm) {
  TypeObject* type = vm.types.range;
  size_type(type, sizeof(RangeObject));
  Slots& s = type->slots;
  s.repr = range_repr;
  s.hash = range_hash;
  s.length = range_length;
  s.truth = range_truth;
  s.compare = range_compare;
  s.get_item = range_get_item;
  s.contains = range_contains;
  s.iter = range_iter;
  s.create = range_create;
  s.destroy = range_destroy;
  s.visit = range_visit;
  add_methods(vm, type, kRangeMethods);
  add_getset(vm, type, kRangeFields);
  install_slice(vm);
}

}  // namespace gilscope
