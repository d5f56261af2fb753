// itertools, second half: iterators that generate from numbers or from a pool they hold.
#include <fmt/format.h>

#include <cstdlib>

#include "sim/library/modules/itertools_module.hpp"
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/payload.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

IteratorObject* self_of(Value v) { return static_cast<IteratorObject*>(v.object()); }
Ref exhausted() { return steal(Value::exhausted()); }

// ---- count: held[0] = next value, held[1] = step. One call is one atomic step in every build (model: "count: unique values") ----
Ref count_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  IteratorObject* self = self_of(v);
  Ref current = share(self->held[0]);
  Ref following = binary(vm, BinaryOp::Add, current, self->held[1]);
  if (!following) return nullptr;
  hold(vm, self, 0, following);
  return current;
}
Co<Ref> count_repr_co(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  const bool by_one = self->held[1] == Value::integer(1);
  Ref start = co_await vm.finish(repr(vm, self->held[0]));
  if (!start) co_return nullptr;
  Ref step = co_await vm.finish(repr(vm, self->held[1]));
  if (!step) co_return nullptr;
  co_return vm.str(by_one ? fmt::format("count({})", to_utf8(start)) : fmt::format("count({}, {})", to_utf8(start), to_utf8(step)));
}
Ref count_repr(Vm& vm, Value v) { return vm.start(count_repr_co(vm, v)); }
Ref count_new(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[2];
  if (!bind_arguments(vm, "count", args, {"start", "step"}, 0, 2, a)) return nullptr;
  for (Value& v : a) {
    if (v && !is_number(v)) return vm.raise(Exc::TypeError, "a number is required");
  }
  return make_iterator(vm, cls, {a[0] ? a[0] : Value::integer(0), a[1] ? a[1] : Value::integer(1)});
}

// ---- repeat: held[0] = the object; a = how many are left, -1 = for ever ----
Ref repeat_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  IteratorObject* self = self_of(v);
  if (self->a == 0) return exhausted();
  if (self->a > 0) --self->a;
  return share(self->held[0]);
}
Co<Ref> repeat_repr_co(Vm& vm, Value v) {
  Ref item = co_await vm.finish(repr(vm, self_of(v)->held[0]));
  if (!item) co_return nullptr;
  const std::int64_t left = self_of(v)->a;
  co_return vm.str(left < 0 ? fmt::format("repeat({})", to_utf8(item)) : fmt::format("repeat({}, {})", to_utf8(item), left));
}
Ref repeat_repr(Vm& vm, Value v) { return vm.start(repeat_repr_co(vm, v)); }
Ref repeat_new(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[2];
  if (!bind_arguments(vm, "repeat", args, {"object", "times"}, 1, 2, a)) return nullptr;
  std::int64_t times = -1;
  if (a[1]) {
    if (!as_int64(a[1], times)) {
      return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[1])));
    }
    times = std::max<std::int64_t>(times, 0);
  }
  return make_iterator(vm, cls, {a[0]}, times);
}
Ref repeat_length(Vm& vm, const Args& a) {
  IteratorObject* self = self_of(a[0]);
  if (self->a < 0) return vm.raise(Exc::TypeError, "len() of unsized object");
  return vm.integer(self->a);
}

// ---- cycle: held[0] = source until it ends, held[1] = list of what came; a = position once replaying ----
Co<Ref> cycle_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  auto* seen = as<ListObject>(self->held[1]);
  if (self->held[0]) {
    const Ref source = share(self->held[0]);  // another thread may end it meanwhile
    Ref item = co_await vm.finish(next(vm, source));
    if (!item) co_return nullptr;
    if (!item.get().is_exhausted()) {
      list_append(vm.heap, seen, item);
      co_return item;
    }
    hold(vm, self, 0, Value());
  }
  if (seen->length == 0) co_return exhausted();
  if (self->a >= seen->length) self->a = 0;
  co_return share(seen->items[self->a++]);
}
Ref cycle_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  return vm.start(cycle_step(vm, v));
}
Co<Ref> cycle_make(Vm& vm, TypeObject* cls, Value iterable) {
  Ref source = co_await vm.finish(iter(vm, iterable));
  if (!source) co_return nullptr;
  Ref seen = make_list(vm.heap, {});
  co_return make_iterator(vm, cls, {source, seen});
}
Ref cycle_new(Vm& vm, TypeObject* cls, const Args& a) {
  if (a.count != 1 || a.keyword_count()) return vm.raise(Exc::TypeError, fmt::format("cycle expected 1 argument, got {}", a.count));
  return vm.start(cycle_make(vm, cls, a[0]));
}

// ---- the combinatoric ones ----
// held[0] = tuple of pools (product) or the pool; `indices` counts through them; a = length of a result; b = 1 once started, 2 = ended.
struct CombinatoricObject : IteratorObject {
  std::uint32_t* indices;
  std::uint32_t* cycles;
};
CombinatoricObject* combinatoric(Value v) { return static_cast<CombinatoricObject*>(v.object()); }

void combinatoric_destroy(Heap& heap, Object* o) {
  auto* self = static_cast<CombinatoricObject*>(o);
  std::free(self->indices);
  std::free(self->cycles);
  iterator_destroy(heap, o);
}

std::uint32_t* numbers(std::int64_t n) { return static_cast<std::uint32_t*>(payload_zeroed((static_cast<std::size_t>(n) + 1) * sizeof(std::uint32_t))); }

Ref make_combinatoric(Vm& vm, TypeObject* cls, Value pool, std::int64_t result_length, std::int64_t index_count) {
  if (result_length > 500'000'000) return vm.raise(Exc::MemoryError);
  Ref made = make_iterator(vm, cls, {pool}, result_length);
  combinatoric(made)->indices = numbers(index_count);
  combinatoric(made)->cycles = numbers(result_length);
  return made;
}

/// The pool's items at the first `a` indices, as a tuple.
Ref selection(Vm& vm, CombinatoricObject* self) {
  auto* pool = as<TupleObject>(self->held[0]);
  vm.charge(Cost::ItemCopy, self->a);
  Ref row = make_list(vm.heap, {});
  for (std::int64_t i = 0; i < self->a; ++i) list_append(vm.heap, as<ListObject>(row), pool->items[self->indices[i]]);
  auto* items = as<ListObject>(row);
  return make_tuple(vm.heap, {items->items, items->length});
}

Ref product_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  CombinatoricObject* self = combinatoric(v);
  if (self->b == 2) return exhausted();
  auto* pools = as<TupleObject>(self->held[0]);
  auto pool = [&](std::int64_t i) { return as<TupleObject>(pools->items[i]); };
  if (self->b == 0) {
    self->b = 1;
    for (std::int64_t i = 0; i < self->a; ++i) if (pool(i)->length == 0) return self->b = 2, exhausted();
  } else {
    std::int64_t i = self->a - 1;
    while (i >= 0 && ++self->indices[i] == pool(i)->length) self->indices[i--] = 0;
    if (i < 0) return self->b = 2, exhausted();
  }
  Ref row = make_list(vm.heap, {});
  for (std::int64_t i = 0; i < self->a; ++i) list_append(vm.heap, as<ListObject>(row), pool(i)->items[self->indices[i]]);
  vm.charge(Cost::ItemCopy, self->a);
  auto* items = as<ListObject>(row);
  return make_tuple(vm.heap, {items->items, items->length});
}
Co<Ref> product_make(Vm& vm, TypeObject* cls, Value iterables, std::int64_t repeat) {
  Ref all = share(iterables);
  auto* given = as<TupleObject>(all);
  Ref pools = make_list(vm.heap, {});
  for (std::uint32_t i = 0; i < given->length; ++i) {
    Ref pool = co_await vm.finish(tuple_of(vm, given->items[i]));
    if (!pool) co_return nullptr;
    list_append(vm.heap, as<ListObject>(pools), pool);
  }
  auto* list = as<ListObject>(pools);
  const std::uint32_t once = list->length;
  if (once > 0 && repeat > 500'000'000 / once) co_return vm.raise(Exc::MemoryError);
  for (std::int64_t r = 1; r < repeat && once > 0; ++r) {
    for (std::uint32_t i = 0; i < once; ++i) list_append(vm.heap, list, list->items[i]);
  }
  Ref tuple = make_tuple(vm.heap, {list->items, repeat == 0 ? 0 : list->length});
  const std::int64_t n = as<TupleObject>(tuple)->length;
  co_return make_combinatoric(vm, cls, tuple, n, n);
}
Ref product_new(Vm& vm, TypeObject* cls, const Args& a) {
  std::int64_t repeat = 1;
  if (a.keyword_count()) {
    if (a.keyword_count() > 1 || a.keywords->items[0] != Value(vm.intern("repeat"))) {
      return vm.raise(Exc::TypeError, "product() got an unexpected keyword argument");
    }
    if (!as_int64(a.keyword_value(0), repeat)) {
      return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a.keyword_value(0))));
    }
    if (repeat < 0) return vm.raise(Exc::ValueError, "repeat argument cannot be negative");
  }
  Ref all = make_tuple(vm.heap, {a.data, a.count});
  return vm.start(product_make(vm, cls, all, repeat));
}

Ref permutations_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  CombinatoricObject* self = combinatoric(v);
  const auto n = static_cast<std::int64_t>(as<TupleObject>(self->held[0])->length);
  const std::int64_t r = self->a;
  if (self->b == 2 || r > n) return exhausted();
  if (self->b == 0) {
    self->b = 1;
    for (std::int64_t i = 0; i < n; ++i) self->indices[i] = static_cast<std::uint32_t>(i);
    for (std::int64_t i = 0; i < r; ++i) self->cycles[i] = static_cast<std::uint32_t>(n - i);
    return selection(vm, self);
  }
  for (std::int64_t i = r - 1; i >= 0; --i) {
    if (--self->cycles[i] != 0) {
      std::swap(self->indices[i], self->indices[n - self->cycles[i]]);
      return selection(vm, self);
    }
    const std::uint32_t first = self->indices[i];
    for (std::int64_t j = i; j < n - 1; ++j) self->indices[j] = self->indices[j + 1];
    self->indices[n - 1] = first;
    self->cycles[i] = static_cast<std::uint32_t>(n - i);
  }
  self->b = 2;
  return exhausted();
}

template <bool kReplacement>
Ref combinations_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  CombinatoricObject* self = combinatoric(v);
  const auto n = static_cast<std::int64_t>(as<TupleObject>(self->held[0])->length);
  const std::int64_t r = self->a;
  if (self->b == 2 || (kReplacement ? n == 0 && r > 0 : r > n)) return exhausted();
  if (self->b == 0) {
    self->b = 1;
    for (std::int64_t i = 0; i < r; ++i) self->indices[i] = kReplacement ? 0 : static_cast<std::uint32_t>(i);
    return selection(vm, self);
  }
  std::int64_t i = r - 1;
  while (i >= 0 && self->indices[i] == (kReplacement ? n - 1 : i + n - r)) --i;
  if (i < 0) return self->b = 2, exhausted();
  ++self->indices[i];
  for (std::int64_t j = i + 1; j < r; ++j) self->indices[j] = kReplacement ? self->indices[i] : self->indices[j - 1] + 1;
  return selection(vm, self);
}

Co<Ref> pool_make(Vm& vm, TypeObject* cls, Value iterable, Value length) {
  Ref pool = co_await vm.finish(tuple_of(vm, iterable));
  if (!pool) co_return nullptr;
  const std::int64_t n = as<TupleObject>(pool)->length;
  std::int64_t r = n;
  if (length && !length.is_none() && !as_int64(length, r)) co_return vm.raise(Exc::TypeError, "Expected int as r");
  if (r < 0) co_return vm.raise(Exc::ValueError, "r must be non-negative");
  co_return make_combinatoric(vm, cls, pool, r, std::max(n, r));
}
template <int kName>
Ref pool_new(Vm& vm, TypeObject* cls, const Args& args) {
  constexpr const char* kNames[] = {"permutations", "combinations", "combinations_with_replacement"};
  Value a[2];
  if (!bind_arguments(vm, kNames[kName], args, {"iterable", "r"}, kName == 0 ? 1 : 2, 2, a)) return nullptr;
  return vm.start(pool_make(vm, cls, a[0], a[1]));
}

TypeObject* add_combinatoric(Vm& vm, ModuleObject* m, const char* name, Ref (*create)(Vm&, TypeObject*, const Args&),
                             Ref (*step)(Vm&, Value)) {
  TypeObject* type = make_type(vm, {.name = name,
                                    .instance_bytes = sizeof(CombinatoricObject),
                                    .slots = {.iter = self_iter, .next = step, .create = create, .destroy = combinatoric_destroy,
                                              .visit = iterator_visit}});
  add_class(vm, m, type);
  return type;
}

const NativeSpec kRepeatMethods[] = {
    {.name = "__length_hint__", .fn = repeat_length, .signature = "(self, /)", .kind = NativeKind::Method}};

}  // namespace

void add_generating_iterators(Vm& vm, ModuleObject* m) {
  TypeObject* count = make_type(vm, {.name = "itertools.count",
                                     .instance_bytes = sizeof(IteratorObject),
                                     .flags = kTypeBase | kTypeOrderedCalls,
                                     .slots = {.repr = count_repr, .iter = self_iter, .next = count_next, .create = count_new,
                                               .destroy = iterator_destroy, .visit = iterator_visit}});
  add_class(vm, m, count);
  TypeObject* repeat = add_iterator(vm, m, "itertools.repeat", repeat_new, repeat_next, kRepeatMethods);
  repeat->slots.repr = repeat_repr;
  finish_type(vm, repeat);
  add_iterator(vm, m, "itertools.cycle", cycle_new, cycle_next);
  add_combinatoric(vm, m, "itertools.product", product_new, product_next);
  add_combinatoric(vm, m, "itertools.permutations", pool_new<0>, permutations_next);
  add_combinatoric(vm, m, "itertools.combinations", pool_new<1>, combinations_next<false>);
  add_combinatoric(vm, m, "itertools.combinations_with_replacement", pool_new<2>, combinations_next<true>);
}

}  // namespace gilscope
