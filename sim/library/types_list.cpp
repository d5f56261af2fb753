// list: slots and methods (Objects/listobject.c). In the free-threaded build every method but index, count and the reads holds the list's
// lock (NativeSpec::lock).
#include <fmt/format.h>

#include <limits>

#include "sim/library/locked.hpp"
#include "sim/library/type_helpers.hpp"
#include "sim/library/types.hpp"
#include "sim/library/types_list.hpp"
#include "sim/objects/iterators.hpp"
#include "sim/objects/types.hpp"
#include "sim/vm/iteration.hpp"

namespace gilscope {

namespace {

std::int64_t list_length(Value self) { return as_list(self)->length; }
Ref item_at(Vm&, Value self, std::int64_t i) { return share(as_list(self)->items[i]); }
Ref slice_of(Vm& vm, Value self, const SliceRange& r) {
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::ItemCopy, r.length);
  return list_slice(vm.heap, as_list(self), r.start, r.step, r.length);
}
constexpr SequenceOps kSequence = {"list indices must be integers or slices, not ", false, "list index out of range", list_length, item_at, slice_of};

// ---- slots ------------------------------------------------------------------------------------------------------------------------

Ref list_create(Vm& vm, TypeObject* cls, const Args&) {
  vm.charge(Cost::AllocGc);
  return make_list(vm.heap, {}, cls);
}

Ref list_init(Vm& vm, Value self, const Args& args) {
  if (!positional_args(vm, "list", args, 1)) return nullptr;
  list_clear(vm.heap, as_list(self));
  return args.count == 0 ? vm.none() : extend_list(vm, as_list(self), args[0]);
}

Ref list_repr(Vm& vm, Value self) {
  return locked(vm, self, [&vm, self] { return repr_items(vm, self, "[", "]", "[...]", false); });
}
Ref list_length_slot(Vm& vm, Value self) { return vm.integer(as_list(self)->length); }
Ref list_compare(Vm& vm, Value a, Value b, CompareOp op) {
  if (!is_list(b)) return not_implemented();
  return locked(vm, a, b, [&vm, a, b, op] { return compare_items(vm, a, b, op); });
}
Ref list_get_item(Vm& vm, Value self, Value key) { return sequence_get_item(vm, kSequence, self, key); }
Ref list_iter(Vm& vm, Value self) {
  vm.charge(Cost::AllocTracked);
  return make_index_iterator(vm.heap, vm.types.list_iterator, self);
}
Ref list_contains(Vm& vm, Value self, Value item) {
  return find_item(vm, self, item, 0, list_length(self), [](Vm& v, Value, Value, std::int64_t i) { return v.boolean(i >= 0); });
}

Ref concat(Vm& vm, Value a, Value b) {
  const ListObject *x = as_list(a), *y = as_list(b);
  ListObject* sum = make_list_reserved(vm.heap, std::size_t{x->length} + y->length);
  Ref result = steal(sum);
  for (std::uint32_t i = 0; i < x->length; ++i) list_append(vm.heap, sum, x->items[i]);
  for (std::uint32_t i = 0; i < y->length; ++i) list_append(vm.heap, sum, y->items[i]);
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::ListResize);
  vm.charge(Cost::ItemCopy, as_list(result)->length);
  return result;
}

/// The list's items `times` times over; times is clamped, so that what is too long to exist raises MemoryError.
Ref repeated(Vm& vm, Value self, std::int64_t times) {
  const std::int64_t total = list_length(self) * std::max<std::int64_t>(0, std::min<std::int64_t>(times, 1'000'000'000));
  if (total > 500'000'000) return vm.raise(Exc::MemoryError);
  ListObject* result = make_list_reserved(vm.heap, static_cast<std::size_t>(total));
  Ref held = steal(result);
  for (std::int64_t i = 0; i < total; ++i) list_append(vm.heap, result, as_list(self)->items[i % list_length(self)]);
  vm.charge(Cost::AllocGc);
  vm.charge(Cost::ListResize);
  vm.charge(Cost::ItemCopy, total);
  return held;
}
Ref repeat_then(Vm& vm, Value self, std::int64_t times, Value) { return repeated(vm, self, times); }
Ref repeat_in_place(Vm& vm, Value self, std::int64_t times, Value) {
  Ref result = repeated(vm, self, times);
  if (!result) return nullptr;
  std::swap(as_list(self)->items, as_list(result)->items);
  std::swap(as_list(self)->length, as_list(result)->length);
  std::swap(as_list(self)->capacity, as_list(result)->capacity);
  return share(self);
}

Co<Ref> extend_in_place(Vm& vm, Value self, Value iterable) {
  Ref done = co_await vm.finish(list_extend_any(vm, self, iterable));
  if (!done) co_return nullptr;
  co_return share(self);
}

Ref list_binary(Vm& vm, Value a, Value b, BinaryOp op) {
  static constexpr SequenceOps kFactor = {"can't multiply sequence by non-int of type ", true, "", nullptr, nullptr, nullptr};
  if (op == BinaryOp::InplaceAdd && is_list(a)) return locked(vm, a, is_list(b) ? b : Value(), [&vm, a, b] { return vm.start(extend_in_place(vm, a, b)); });
  if (op == BinaryOp::Add) return is_list(a) && is_list(b) ? locked(vm, a, b, [&vm, a, b] { return concat(vm, a, b); }) : not_implemented();
  if (op != BinaryOp::Multiply && op != BinaryOp::InplaceMultiply) return not_implemented();
  const Value self = is_list(a) ? a : b, factor = is_list(a) ? b : a;
  if (!is_list(self) || (!is_int(factor) && vm.types.of(factor)->slots.as_index == nullptr)) return not_implemented();
  const IndexThen then = op == BinaryOp::Multiply ? repeat_then : repeat_in_place;
  return locked(vm, self, [&vm, self, factor, then] { return with_index(vm, kFactor, self, factor, Value(), then); });
}

// ---- assignment ---------------------------------------------------------------------------------------------------------------------

Ref assign_index(Vm& vm, Value self, std::int64_t i, Value value) {
  ListObject* l = as_list(self);
  if (i < 0) i += l->length;
  if (i < 0 || i >= static_cast<std::int64_t>(l->length)) return vm.raise(Exc::IndexError, "list assignment index out of range");
  if (value) list_replace(vm.heap, l, static_cast<std::size_t>(i), value);
  else list_take(vm.heap, l, static_cast<std::size_t>(i));
  return vm.none();
}

/// `items` is a list or tuple; the list itself is copied first.
Ref assign_slice(Vm& vm, Value self, const SliceRange& r, Value items) {
  ListObject* l = as_list(self);
  Ref copy;
  if (items == self) copy = make_list(vm.heap, {l->items, l->length});
  const ItemSpan span = items_of(copy ? copy.get() : items);
  vm.charge(Cost::ItemCopy, span.length);
  if (r.step == 1) {
    const std::int64_t stop = std::max(r.start, r.stop);
    list_assign_range(vm.heap, l, static_cast<std::size_t>(r.start), static_cast<std::size_t>(stop), span.items, span.length);
    return vm.none();
  }
  if (span.length != r.length) {
    return vm.raise(Exc::ValueError, fmt::format("attempt to assign sequence of size {} to extended slice of size {}", span.length, r.length));
  }
  list_assign_strided(vm.heap, l, r.start, r.step, span.items, span.length);
  return vm.none();
}

Ref delete_slice(Vm& vm, Value self, const SliceRange& r, Value) {
  if (r.step == 1 && r.length > 0) list_assign_range(vm.heap, as_list(self), static_cast<std::size_t>(r.start), static_cast<std::size_t>(r.stop), nullptr, 0);
  else list_delete_strided(vm.heap, as_list(self), r.start, r.step, static_cast<std::size_t>(r.length));
  return vm.none();
}

Ref itself(Vm&, Value, Value items) { return share(items); }

Co<Ref> assign_slice_co(Vm& vm, Value self, Value slice, Value value) {
  Ref items = co_await vm.finish(with_items(vm, self, value, itself, "must assign iterable to extended slice"));
  if (!items) co_return nullptr;
  Ref done = co_await vm.finish(with_slice(vm, self, slice, list_length, items, assign_slice));
  co_return done;
}

Ref list_set_item(Vm& vm, Value self, Value key, Value value) {
  std::int64_t i = 0;
  if (as_int64(key, i)) return assign_index(vm, self, i, value);
  if (!is_slice(vm, key)) return with_index(vm, kSequence, self, key, value, assign_index);
  if (!value) return with_slice(vm, self, key, list_length, Value(), delete_slice);
  if (is_list(value) || is_tuple(value)) return with_slice(vm, self, key, list_length, value, assign_slice);
  return vm.start(assign_slice_co(vm, self, key, value));
}

// ---- methods ------------------------------------------------------------------------------------------------------------------------

// The GIL build's realloc often finds room behind the array, or moves pages; the free-threaded build always makes a new array and copies
// (listobject.c: list_resize), because another thread may be reading the old one.
void charge_growth(Vm& vm, const ListObject* list) {
  vm.charge(Cost::ListResize);
  if (vm.runtime.config.free_threaded) vm.charge(Cost::CharCopy, static_cast<std::int64_t>(list->length * sizeof(Value)));
}

Ref append(Vm& vm, const Args& a) {
  if (list_append(vm.heap, as_list(a[0]), a[1])) charge_growth(vm, as_list(a[0]));
  return vm.none();
}
Ref extend(Vm& vm, const Args& a) { return list_extend_any(vm, a[0], a[1]); }
Ref insert(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, insert, a, 2);
  const std::int64_t length = list_length(a[0]), at = clamped_int64(a[1]);
  vm.charge(Cost::ItemCopy, at >= length ? 0 : std::min(length, at < 0 ? -at : length - at) / 4);  // a memmove, without counts
  list_insert(vm.heap, as_list(a[0]), std::clamp<std::int64_t>(at, -length, length), a[2]);
  return vm.none();
}
Ref pop(Vm& vm, const Args& a) {
  if (wants_index(a, 2)) return index_args(vm, pop, a, 2);
  ListObject* l = as_list(a[0]);
  if (l->length == 0) return vm.raise(Exc::IndexError, "pop from empty list");
  std::int64_t at = int_or(a[1], -1);
  if (at < 0) at += l->length;
  if (at < 0 || at >= static_cast<std::int64_t>(l->length)) return vm.raise(Exc::IndexError, "pop index out of range");
  vm.charge(Cost::ItemCopy, (static_cast<std::int64_t>(l->length) - 1 - at) / 4);
  return list_take(vm.heap, l, static_cast<std::size_t>(at));
}
Ref clear(Vm& vm, const Args& a) { return list_clear(vm.heap, as_list(a[0])), vm.none(); }
Ref copy(Vm& vm, const Args& a) { return slice_of(vm, a[0], {0, list_length(a[0]), 1, list_length(a[0])}); }
Ref reverse(Vm& vm, const Args& a) {
  vm.charge(Cost::ItemCopy, list_length(a[0]) / 4);  // pointers change places, without their counts
  return list_reverse(as_list(a[0])), vm.none();
}
Ref count(Vm& vm, const Args& a) { return count_items(vm, a[0], a[1]); }

Co<Ref> raise_not_in_list(Vm& vm, Value wanted) {
  Ref text = co_await vm.finish(repr(vm, wanted));
  if (!text) co_return nullptr;
  co_return vm.raise(Exc::ValueError, fmt::format("{} is not in list", to_utf8(text)));
}
Ref index_found(Vm& vm, Value, Value wanted, std::int64_t i) { return i >= 0 ? vm.integer(i) : vm.start(raise_not_in_list(vm, wanted)); }
Ref index(Vm& vm, const Args& a) {
  if (wants_index(a, 12)) return bound_args(vm, index, a, 12);
  std::int64_t begin = int_or(a[2], 0), end = int_or(a[3], std::numeric_limits<std::int64_t>::max());
  clamp_range(begin, end, list_length(a[0]));
  return find_item(vm, a[0], a[1], begin, end, index_found);
}

Ref remove_found(Vm& vm, Value self, Value, std::int64_t i) {
  if (i < 0) return vm.raise(Exc::ValueError, "list.remove(x): x not in list");
  if (i < list_length(self)) list_take(vm.heap, as_list(self), static_cast<std::size_t>(i));
  vm.charge(Cost::ItemCopy, std::max<std::int64_t>(0, list_length(self) - i));
  return vm.none();
}
Ref remove(Vm& vm, const Args& a) { return find_item(vm, a[0], a[1], 0, std::numeric_limits<std::int64_t>::max(), remove_found); }

Ref reversed(Vm& vm, const Args& a) { return make_index_iterator(vm.heap, vm.types.list_reverseiterator, a[0], list_length(a[0]) - 1); }
Ref sizeof_method(Vm& vm, const Args& a) { return vm.integer(40 + 8 * static_cast<std::int64_t>(as_list(a[0])->capacity)); }

const NativeSpec kMethods[] = {
    {.name = "append", .fn = append, .signature = "(self, object, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallInlined, .lock = NativeLock::Self},
    {.name = "extend", .fn = extend, .signature = "(self, iterable, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::SelfAndArgument},
    {.name = "insert", .fn = insert, .signature = "(self, index, object, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "pop", .fn = pop, .signature = "(self, index=-1, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "remove", .fn = remove, .signature = "(self, value, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "clear", .fn = clear, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "copy", .fn = copy, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "reverse", .fn = reverse, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall, .lock = NativeLock::Self},
    {.name = "sort", .fn = list_sort, .signature = "(self, /, *, key=None, reverse=False)", .kind = NativeKind::Method, .cost = Cost::NativeCall, .lock = NativeLock::Self},
    {.name = "index", .fn = index, .signature = "(self, value, start=0, stop=9223372036854775807, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "count", .fn = count, .signature = "(self, value, /)", .kind = NativeKind::Method, .cost = Cost::NativeCall},
    {.name = "__reversed__", .fn = reversed, .signature = "(self, /)", .kind = NativeKind::Method, .cost = Cost::NativeCallSmall},
    {.name = "__sizeof__", .fn = sizeof_method, .signature = "(self, /)", .kind = NativeKind::Method},
};

}  // namespace

Ref list_extend_any(Vm& vm, Value self, Value iterable) {
  const std::uint32_t before = as_list(self)->capacity;
  Ref done = extend_list(vm, as_list(self), iterable);
  if (done && !done.is_pending() && as_list(self)->capacity != before) vm.charge(Cost::ListResize);
  return done;
}

void install_list(Vm& vm) {
  TypeObject* type = vm.types.list;
  size_type(type, sizeof(ListObject));
  Slots& s = type->slots;
  s.repr = list_repr;
  s.length = list_length_slot;
  s.compare = list_compare;
  s.binary = list_binary;
  s.get_item = list_get_item;
  s.set_item = list_set_item;
  s.contains = list_contains;
  s.iter = list_iter;
  s.create = list_create;
  s.init = list_init;
  s.destroy = list_destroy;
  s.visit = list_visit;
  add_methods(vm, type, kMethods);
}

}  // namespace gilscope
