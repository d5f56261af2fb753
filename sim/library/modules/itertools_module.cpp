// itertools, first half: the iterators that take other iterators (chain, islice, accumulate, groupby, tee, ...).
// Those may meet a __next__ written in Python at every step, so their step is a coroutine unless the source steps plainly.
#include "sim/library/modules/itertools_module.hpp"

#include <fmt/format.h>

#include <deque>

#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/vm/borrowed_pointers.hpp"
#include "sim/vm/crash.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

Ref self_iter(Vm&, Value self) { return share(self); }

// ---- the shared shape -------------------------------------------------------------------------------------------------

void iterator_destroy(Heap& heap, Object* o) {
  auto* self = static_cast<IteratorObject*>(o);
  for (Value& v : self->held) heap.decref(std::exchange(v, Value()));
}
void iterator_visit(Object* o, Visit visit, void* context) {
  for (Value v : static_cast<IteratorObject*>(o)->held) if (v) visit(v, context);
}

void hold(Vm& vm, IteratorObject* self, int place, Value v) {
  vm.heap.decref(std::exchange(self->held[place], vm.heap.publish(v)));
}

Ref make_iterator(Vm& vm, TypeObject* cls, std::initializer_list<Value> held, std::int64_t a, std::int64_t b) {
  auto* self = new_object<IteratorObject>(vm, cls);
  int place = 0;
  for (Value v : held) {
    if (v) hold(vm, self, place, v);
    ++place;
  }
  self->a = a;
  self->b = b;
  return steal(self);
}

namespace {

IteratorObject* self_of(Value v) { return static_cast<IteratorObject*>(v.object()); }
Ref exhausted() { return steal(Value::exhausted()); }

bool positional_only(Vm& vm, const char* name, const Args& args, std::uint32_t min, std::uint32_t max) {
  if (args.keyword_count()) {
    vm.raise(Exc::TypeError, fmt::format("{}() takes no keyword arguments", name));
    return false;
  }
  if (args.count >= min && args.count <= max) return true;
  vm.raise(Exc::TypeError, min == max ? fmt::format("{} expected {} argument{}, got {}", name, min, min == 1 ? "" : "s", args.count)
                           : args.count < min
                               ? fmt::format("{} expected at least {} argument{}, got {}", name, min, min == 1 ? "" : "s", args.count)
                               : fmt::format("{} expected at most {} arguments, got {}", name, max, args.count));
  return false;
}

/// What most constructors do: iter() of one argument, kept at place 0, another value at place 1.
Co<Ref> make_over(Vm& vm, TypeObject* cls, Value iterable, Value other) {
  Ref kept = share(other);
  Ref source = co_await vm.finish(iter(vm, iterable));
  if (!source) co_return nullptr;
  co_return make_iterator(vm, cls, {source, other});
}

// ---- chain: held[0] = iterator over the iterables, held[1] = current iterator ----
Co<Ref> chain_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  while (self->held[0]) {
    if (!self->held[1]) {
      const Ref sources = share(self->held[0]);  // here and below: another thread may end this step meanwhile
      Ref source = co_await vm.finish(next(vm, sources));
      if (!source) co_return nullptr;
      if (source.get().is_exhausted()) {
        hold(vm, self, 0, Value());
        co_return exhausted();
      }
      Ref it = co_await vm.finish(iter(vm, source));
      if (!it) co_return nullptr;
      hold(vm, self, 1, it);
    }
    const Ref current = share(self->held[1]);
    Ref item = co_await vm.finish(next(vm, current));
    if (!item) co_return nullptr;
    if (!item.get().is_exhausted()) co_return item;
    hold(vm, self, 1, Value());
  }
  co_return exhausted();
}
Ref chain_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  IteratorObject* self = self_of(v);
  if (self->held[1] && steps_plainly(vm, self->held[1])) {
    Ref item = next(vm, self->held[1]);
    if (!item.get().is_exhausted()) return item;
    hold(vm, self, 1, Value());
  }
  return vm.start(chain_step(vm, v));
}
Ref chain_new(Vm& vm, TypeObject* cls, const Args& args) {
  if (!positional_only(vm, "chain", args, 0, UINT32_MAX)) return nullptr;
  Ref all = make_tuple(vm.heap, {args.data, args.count});
  Ref it = iter(vm, all);
  return make_iterator(vm, cls, {it});
}
Ref chain_from_iterable(Vm& vm, const Args& a) { return vm.start(make_over(vm, as<TypeObject>(a[0]), a[1], Value())); }

// ---- islice: held[0] = source; a = index of the next item to deliver, b = index of the source, c = stop (-1 none), d = step ----
Co<Ref> islice_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  if (!self->held[0]) co_return exhausted();
  const Ref source = share(self->held[0]);
  const std::int64_t wanted = self->a;
  if (self->c >= 0 && wanted >= self->c) {
    while (self->b < self->c) {  // the source is advanced to stop, as CPython does
      Ref skipped = co_await vm.finish(next(vm, source));
      if (!skipped) co_return nullptr;
      ++self->b;
      if (skipped.get().is_exhausted()) break;
    }
    hold(vm, self, 0, Value());
    co_return exhausted();
  }
  while (true) {
    Ref item = co_await vm.finish(next(vm, source));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) {
      hold(vm, self, 0, Value());
      co_return exhausted();
    }
    if (self->b++ < wanted) continue;
    self->a = wanted + self->d;
    if (self->c >= 0 && self->a > self->c) self->a = self->c;
    co_return item;
  }
}
Ref islice_next(Vm& vm, Value v) {
  vm.charge(Cost::IterStep);
  IteratorObject* self = self_of(v);
  if (self->held[0] && self->a == self->b && (self->c < 0 || self->a < self->c) && steps_plainly(vm, self->held[0])) {
    Ref item = next(vm, self->held[0]);
    if (!item || item.get().is_exhausted()) return item;
    ++self->b;
    self->a += self->d;
    if (self->c >= 0 && self->a > self->c) self->a = self->c;
    return item;
  }
  return vm.start(islice_step(vm, v));
}
bool slice_bound(Value v, std::int64_t absent, std::int64_t& out) {
  out = absent;
  return !v || v.is_none() || (as_int64(v, out) && out >= 0);
}
Co<Ref> islice_make(Vm& vm, TypeObject* cls, Value iterable, std::int64_t start, std::int64_t stop, std::int64_t step) {
  Ref source = co_await vm.finish(iter(vm, iterable));
  if (!source) co_return nullptr;
  Ref made = make_iterator(vm, cls, {source}, start, 0);
  self_of(made)->c = stop;
  self_of(made)->d = step;
  co_return made;
}
Ref islice_new(Vm& vm, TypeObject* cls, const Args& a) {
  if (!positional_only(vm, "islice", a, 2, 4)) return nullptr;
  std::int64_t start = 0, stop = -1, step = 1;
  const Value stop_value = a.count == 2 ? a[1] : a[2];
  if (!slice_bound(stop_value, -1, stop)) {
    return vm.raise(Exc::ValueError, a.count == 2 ? "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
                                                  : "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (a.count > 2 && !slice_bound(a[1], 0, start)) {
    return vm.raise(Exc::ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (a.count > 3 && (!slice_bound(a[3], 1, step) || step < 1)) {
    return vm.raise(Exc::ValueError, "Step for islice() must be a positive integer or None.");
  }
  if (stop >= 0 && start > stop) start = stop;
  return vm.start(islice_make(vm, cls, a[0], start, stop, step));
}

// ---- takewhile, dropwhile, filterfalse: held[0] = source, held[1] = predicate ----
Co<Ref> takewhile_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  if (self->a) co_return exhausted();
  Ref item = co_await vm.finish(next(vm, self->held[0]));
  if (!item || item.get().is_exhausted()) co_return item;
  Ref verdict = co_await vm.call(self->held[1], item);
  if (!verdict) co_return nullptr;
  Ref good = co_await vm.finish(truth(vm, verdict));
  if (!good) co_return nullptr;
  if (good.get().is_true()) co_return item;
  self->a = 1;
  co_return exhausted();
}
Co<Ref> dropwhile_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  while (true) {
    Ref item = co_await vm.finish(next(vm, self->held[0]));
    if (!item || item.get().is_exhausted() || self->a) co_return item;
    Ref verdict = co_await vm.call(self->held[1], item);
    if (!verdict) co_return nullptr;
    Ref good = co_await vm.finish(truth(vm, verdict));
    if (!good) co_return nullptr;
    if (good.get().is_true()) continue;
    self->a = 1;
    co_return item;
  }
}
Co<Ref> filterfalse_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  while (true) {
    Ref item = co_await vm.finish(next(vm, self->held[0]));
    if (!item || item.get().is_exhausted()) co_return item;
    Ref verdict = share(item);
    if (!self->held[1].is_none()) {
      verdict = co_await vm.call(self->held[1], item);
      if (!verdict) co_return nullptr;
    }
    Ref good = co_await vm.finish(truth(vm, verdict));
    if (!good) co_return nullptr;
    if (good.get().is_false()) co_return item;
    vm.charge(Cost::IterStep);
  }
}

// ---- shared without a GIL --------------------------------------------------------------------------------------------
//
// A step reads the pointers that the iterator holds (the sum so far, the last item, the current group) and uses them without a reference of
// its own; only itertools.count takes care of threads. If another thread's step replaces one in between, and it dies, the memory is gone.

Ref held_object_is_gone(Vm& vm, Value v, const BorrowedPointer& pointer, CrashWitness began) {
  CrashInfo info;
  const std::string name(type_name_of(vm, v));
  info.what = fmt::format("use after free: two threads stepped one {} object", name);
  info.why = "The iterators of itertools are not thread-safe without the GIL, except count(). Give each thread its own, or put a lock around next().";
  began.did = fmt::format("began a step of the {} object, with what it held then", name);
  info.witnesses = {std::move(began), pointer.death(), witness(vm, *vm.thread, "used what the iterator had held: that memory is free")};
  return crash(vm, std::move(info));
}

Co<Ref> raced_step(Vm& vm, Value v, Co<Ref> (*step)(Vm&, Value)) {
  IteratorObject* self = self_of(v);
  vm.machine.line_read(self->line);
  co_await vm.machine.order();
  CrashWitness began = witness(vm, *vm.thread, "");
  std::deque<BorrowedPointer> held;
  for (Value h : self->held) if (h.is_object()) held.emplace_back(vm, h);
  vm.charge(Cost::IterStep);
  vm.machine.line_write(self->line);  // what the step stores; what it uses comes from another core's cache, too
  co_await vm.machine.order();
  for (const BorrowedPointer& pointer : held) {
    if (!pointer.dangles()) continue;
    Ref crashed = held_object_is_gone(vm, v, pointer, std::move(began));
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  held.clear();
  Ref item = co_await step(vm, v);
  co_return item;
}

template <Co<Ref> (*Step)(Vm&, Value)>
Ref coroutine_next(Vm& vm, Value v) {
  if (vm.runtime.parallel() && is_shared(vm, v)) return vm.start(raced_step(vm, v, Step));
  vm.charge(Cost::IterStep);
  return vm.start(Step(vm, v));
}
template <int kName>
Ref predicate_new(Vm& vm, TypeObject* cls, const Args& a) {
  constexpr const char* kNames[] = {"takewhile", "dropwhile", "filterfalse", "starmap"};
  if (!positional_only(vm, kNames[kName], a, 2, 2)) return nullptr;
  return vm.start(make_over(vm, cls, a[1], a[0]));
}

// ---- starmap: held[0] = source, held[1] = function ----
Co<Ref> starmap_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  Ref item = co_await vm.finish(next(vm, self->held[0]));
  if (!item || item.get().is_exhausted()) co_return item;
  Ref args = co_await vm.finish(tuple_of(vm, item));
  if (!args) co_return nullptr;
  auto* tuple = as<TupleObject>(args);
  Ref result = co_await vm.call(self->held[1], std::span<const Value>(tuple->items, tuple->length));
  co_return result;
}

// ---- compress: held[0] = data, held[1] = selectors ----
Co<Ref> compress_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  while (true) {
    Ref item = co_await vm.finish(next(vm, self->held[0]));
    if (!item || item.get().is_exhausted()) co_return item;
    Ref selector = co_await vm.finish(next(vm, self->held[1]));
    if (!selector || selector.get().is_exhausted()) co_return selector;
    Ref good = co_await vm.finish(truth(vm, selector));
    if (!good) co_return nullptr;
    if (good.get().is_true()) co_return item;
  }
}
Co<Ref> compress_make(Vm& vm, TypeObject* cls, Value data, Value selectors) {
  Ref left = co_await vm.finish(iter(vm, data));
  if (!left) co_return nullptr;
  Ref right = co_await vm.finish(iter(vm, selectors));
  if (!right) co_return nullptr;
  co_return make_iterator(vm, cls, {left, right});
}
Ref compress_new(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[2];
  if (!bind_arguments(vm, "compress", args, {"data", "selectors"}, 2, 2, a)) return nullptr;
  return vm.start(compress_make(vm, cls, a[0], a[1]));
}

// ---- accumulate: held[0] = source, held[1] = function or none, held[2] = running total, held[3] = initial ----
Co<Ref> accumulate_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  if (self->held[3]) {
    hold(vm, self, 2, self->held[3]);
    hold(vm, self, 3, Value());
    co_return share(self->held[2]);
  }
  Ref item = co_await vm.finish(next(vm, self->held[0]));
  if (!item || item.get().is_exhausted()) co_return item;
  if (self->held[2]) {
    Ref total = share(self->held[2]);
    if (self->held[1].is_none()) item = co_await vm.finish(binary(vm, BinaryOp::Add, total, item));
    else item = co_await vm.call(self->held[1], total, item);
    if (!item) co_return nullptr;
  }
  hold(vm, self, 2, item);
  co_return item;
}
Co<Ref> accumulate_make(Vm& vm, TypeObject* cls, Value iterable, Value function, Value initial) {
  Ref source = co_await vm.finish(iter(vm, iterable));
  if (!source) co_return nullptr;
  co_return make_iterator(vm, cls, {source, function ? function : Value::none(), Value(), initial});
}
Ref accumulate_new(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[3];
  if (!bind_arguments(vm, "accumulate", args, {"iterable", "func", "initial"}, 1, 2, a)) return nullptr;
  if (a[2] && a[2].is_none()) a[2] = Value();
  return vm.start(accumulate_make(vm, cls, a[0], a[1], a[2]));
}

// ---- pairwise: held[0] = source, held[1] = previous ----
Co<Ref> pairwise_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  if (!self->held[1]) {
    Ref first = co_await vm.finish(next(vm, self->held[0]));
    if (!first || first.get().is_exhausted()) co_return first;
    hold(vm, self, 1, first);
  }
  Ref item = co_await vm.finish(next(vm, self->held[0]));
  if (!item || item.get().is_exhausted()) co_return item;
  Ref pair = vm.tuple({self->held[1], item});
  hold(vm, self, 1, item);
  co_return pair;
}
Ref pairwise_new(Vm& vm, TypeObject* cls, const Args& a) {
  if (!positional_only(vm, "pairwise", a, 1, 1)) return nullptr;
  return vm.start(make_over(vm, cls, a[0], Value()));
}

// ---- batched: held[0] = source; a = size, b = strict ----
Co<Ref> batched_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  if (!self->held[0]) co_return exhausted();
  const Ref source = share(self->held[0]);
  Ref list = make_list(vm.heap, {});
  auto* items = as<ListObject>(list);
  while (items->length < self->a) {
    Ref item = co_await vm.finish(next(vm, source));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) break;
    list_append(vm.heap, items, item);
  }
  if (items->length < self->a) {
    hold(vm, self, 0, Value());
    if (items->length == 0) co_return exhausted();
    if (self->b) co_return vm.raise(Exc::ValueError, "batched(): incomplete batch");
  }
  co_return make_tuple(vm.heap, {items->items, items->length});
}
Co<Ref> batched_make(Vm& vm, TypeObject* cls, Value iterable, std::int64_t n, bool strict) {
  Ref source = co_await vm.finish(iter(vm, iterable));
  if (!source) co_return nullptr;
  co_return make_iterator(vm, cls, {source}, n, strict);
}
Ref batched_new(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[3];
  if (!bind_arguments(vm, "batched", args, {"iterable", "n", "strict"}, 2, 2, a)) return nullptr;
  std::int64_t n = 0;
  if (!as_int64(a[1], n)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[1])));
  if (n < 1) return vm.raise(Exc::ValueError, "n must be at least one");
  return vm.start(batched_make(vm, cls, a[0], n, a[2] && a[2].is_true()));
}

// ---- zip_longest: held[0] = list of iterators (None when done), held[1] = fill value; a = how many are live ----
Co<Ref> zip_longest_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  auto* sources = as<ListObject>(self->held[0]);
  if (self->a == 0) co_return exhausted();
  Ref row = make_list(vm.heap, {});
  for (std::uint32_t i = 0; i < sources->length; ++i) {
    Ref source = share(sources->items[i]);
    Ref item = share(self->held[1]);
    if (!source.get().is_none()) {
      Ref got = co_await vm.finish(next(vm, source));
      if (!got) {
        self->a = 0;
        co_return nullptr;
      }
      if (!got.get().is_exhausted()) {
        item = std::move(got);
      } else {
        if (--self->a == 0) co_return exhausted();
        vm.heap.decref(std::exchange(sources->items[i], Value::none()));
      }
    }
    list_append(vm.heap, as<ListObject>(row), item);
  }
  auto* items = as<ListObject>(row);
  co_return make_tuple(vm.heap, {items->items, items->length});
}
Co<Ref> zip_longest_make(Vm& vm, TypeObject* cls, Value iterables, Value fill) {
  Ref all = share(iterables);
  Ref fill_kept = share(fill);
  Ref sources = make_list(vm.heap, {});
  auto* tuple = as<TupleObject>(all);
  for (std::uint32_t i = 0; i < tuple->length; ++i) {
    Ref it = co_await vm.finish(iter(vm, tuple->items[i]));
    if (!it) co_return nullptr;
    list_append(vm.heap, as<ListObject>(sources), it);
  }
  co_return make_iterator(vm, cls, {sources, fill_kept}, tuple->length);
}
Ref zip_longest_new(Vm& vm, TypeObject* cls, const Args& a) {
  Value fill = Value::none();
  if (a.keyword_count() > 1) return vm.raise(Exc::TypeError, "zip_longest() got an unexpected keyword argument");
  if (a.keyword_count() == 1) {
    if (a.keywords->items[0] != Value(vm.intern("fillvalue"))) {
      return vm.raise(Exc::TypeError, "zip_longest() got an unexpected keyword argument");
    }
    fill = a.keyword_value(0);
  }
  Ref all = make_tuple(vm.heap, {a.data, a.count});
  return vm.start(zip_longest_make(vm, cls, all, fill));
}

// ---- groupby: held[0] = source, held[1] = key function or none, held[2] = current key, held[3] = current value, held[4] = key of the group ----
// a = number of the group in progress. A group iterator: held[0] = the groupby, held[1] = its key; a = its group number.
Co<Ref> groupby_advance(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  Ref item = co_await vm.finish(next(vm, self->held[0]));
  if (!item || item.get().is_exhausted()) co_return item;
  Ref key = share(item);
  if (!self->held[1].is_none()) {
    key = co_await vm.call(self->held[1], item);
    if (!key) co_return nullptr;
  }
  hold(vm, self, 3, item);
  hold(vm, self, 2, key);
  co_return steal(Value::none());
}
Co<Ref> groupby_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  ++self->a;
  while (true) {
    if (!self->held[2]) {
    } else if (!self->held[4]) {
      break;
    } else {
      const Ref group_key = share(self->held[4]), key = share(self->held[2]);
      Ref same = co_await vm.finish(equal(vm, group_key, key));
      if (!same) co_return nullptr;
      if (same.get().is_false()) break;
    }
    Ref moved = co_await vm.finish(vm.start(groupby_advance(vm, v)));
    if (!moved || moved.get().is_exhausted()) co_return moved;
  }
  hold(vm, self, 4, self->held[2]);
  Ref group = make_iterator(vm, as<TypeObject>(self->held[5]), {v, self->held[4]}, self->a);
  co_return vm.tuple({self->held[2], group});
}
Co<Ref> group_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  IteratorObject* parent = self_of(self->held[0]);
  if (parent->a != self->a) co_return exhausted();
  if (!parent->held[3]) {
    Ref moved = co_await vm.finish(vm.start(groupby_advance(vm, self->held[0])));
    if (!moved || moved.get().is_exhausted()) co_return moved;
  }
  const Ref key = share(parent->held[2]);
  Ref same = co_await vm.finish(equal(vm, self->held[1], key));
  if (!same) co_return nullptr;
  if (same.get().is_false() || !parent->held[3]) co_return exhausted();
  Ref item = share(parent->held[3]);
  hold(vm, parent, 3, Value());
  co_return item;
}
Co<Ref> groupby_make(Vm& vm, TypeObject* cls, Value iterable, Value key, Value group_type) {
  Ref source = co_await vm.finish(iter(vm, iterable));
  if (!source) co_return nullptr;
  co_return make_iterator(vm, cls, {source, key ? key : Value::none(), Value(), Value(), Value(), group_type});
}
Ref groupby_new(Vm& vm, TypeObject* cls, const Args& args) {
  Value a[2];
  if (!bind_arguments(vm, "groupby", args, {"iterable", "key"}, 1, 2, a)) return nullptr;
  Value group_type = lookup_in_mro(vm, cls, vm.intern("_grouper"));
  return vm.start(groupby_make(vm, cls, a[0], a[1], group_type));
}

// ---- tee: all copies share a list of items already seen: held[0] = source, held[1] = list; a = position in it ----
Co<Ref> tee_step(Vm& vm, Value v) {
  IteratorObject* self = self_of(v);
  auto* seen = as<ListObject>(self->held[1]);
  if (self->a == seen->length) {
    Ref item = co_await vm.finish(next(vm, self->held[0]));
    if (!item || item.get().is_exhausted()) co_return item;
    list_append(vm.heap, seen, item);
  }
  co_return share(seen->items[self->a++]);
}
Co<Ref> tee_make(Vm& vm, Value iterable, std::int64_t n, TypeObject* cls) {
  Ref source = co_await vm.finish(iter(vm, iterable));
  if (!source) co_return nullptr;
  Ref seen = make_list(vm.heap, {});
  if (n > 100'000'000) co_return vm.raise(Exc::MemoryError);
  Ref copies = make_list(vm.heap, {});
  for (std::int64_t i = 0; i < n; ++i) {
    Ref copy = make_iterator(vm, cls, {source, seen});
    list_append(vm.heap, as<ListObject>(copies), copy);
  }
  auto* items = as<ListObject>(copies);
  co_return make_tuple(vm.heap, {items->items, items->length});
}
Ref tee_new(Vm& vm, TypeObject* cls, const Args& a) {
  if (!positional_only(vm, "_tee", a, 1, 1)) return nullptr;
  Ref seen = make_list(vm.heap, {});
  return vm.start(make_over(vm, cls, a[0], seen));
}
Ref itertools_tee(Vm& vm, const Args& a) {
  std::int64_t n = 2;
  if (a[1] && !as_int64(a[1], n)) return vm.raise(Exc::TypeError, fmt::format("'{}' object cannot be interpreted as an integer", type_name(vm, a[1])));
  if (n < 0) return vm.raise(Exc::ValueError, "n must be >= 0");
  return vm.start(tee_make(vm, a[0], n, itertools_type(vm, "_tee")));
}

const NativeSpec kChainMethods[] = {
    {.name = "from_iterable", .fn = chain_from_iterable, .signature = "(cls, iterable, /)", .kind = NativeKind::ClassMethod}};
const NativeSpec kFunctions[] = {{.name = "tee", .fn = itertools_tee, .signature = "(iterable, n=2, /)", .cost = Cost::NativeCall}};

}  // namespace

TypeObject* add_iterator(Vm& vm, ModuleObject* module, const char* name, Ref (*create)(Vm&, TypeObject*, const Args&),
                         Ref (*step)(Vm&, Value), std::span<const NativeSpec> methods) {
  TypeObject* type = make_type(vm, {.name = name,
                                    .instance_bytes = sizeof(IteratorObject),
                                    .slots = {.iter = self_iter, .next = step, .create = create, .destroy = iterator_destroy,
                                              .visit = iterator_visit},
                                    .methods = methods});
  add_class(vm, module, type);
  return type;
}

TypeObject* itertools_type(Vm& vm, const char* name) {
  Ref module = dict_get(vm, vm.modules, Value(vm.intern("itertools")));
  return as<TypeObject>(module_value(vm, as<ModuleObject>(module), name));
}

void init_itertools(Vm& vm, ModuleObject* m) {
  add_iterator(vm, m, "itertools.chain", chain_new, chain_next, kChainMethods);
  add_iterator(vm, m, "itertools.islice", islice_new, islice_next);
  add_iterator(vm, m, "itertools.takewhile", predicate_new<0>, coroutine_next<takewhile_step>);
  add_iterator(vm, m, "itertools.dropwhile", predicate_new<1>, coroutine_next<dropwhile_step>);
  add_iterator(vm, m, "itertools.filterfalse", predicate_new<2>, coroutine_next<filterfalse_step>);
  add_iterator(vm, m, "itertools.starmap", predicate_new<3>, coroutine_next<starmap_step>);
  add_iterator(vm, m, "itertools.compress", compress_new, coroutine_next<compress_step>);
  add_iterator(vm, m, "itertools.accumulate", accumulate_new, coroutine_next<accumulate_step>);
  add_iterator(vm, m, "itertools.pairwise", pairwise_new, coroutine_next<pairwise_step>);
  add_iterator(vm, m, "itertools.batched", batched_new, coroutine_next<batched_step>);
  add_iterator(vm, m, "itertools.zip_longest", zip_longest_new, coroutine_next<zip_longest_step>);
  add_iterator(vm, m, "itertools._tee", tee_new, coroutine_next<tee_step>);
  TypeObject* group = add_iterator(vm, m, "itertools._grouper", nullptr, coroutine_next<group_step>);
  TypeObject* groupby = add_iterator(vm, m, "itertools.groupby", groupby_new, coroutine_next<groupby_step>);
  add_type_value(vm, groupby, "_grouper", group);
  add_functions(vm, m, kFunctions);
  add_generating_iterators(vm, m);
}

}  // namespace gilscope
