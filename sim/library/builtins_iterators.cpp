// enumerate, zip, map, filter and reversed: iterators over iterators (Objects/enumobject.c, Python/bltinmodule.c).

#include <fmt/core.h>

#include "sim/library/builtins.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/objects/tuple_ops.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/vm/attribute.hpp"
#include "sim/vm/crash.hpp"
#include "sim/vm/iteration.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/ops.hpp"
#include "sim/vm/slot_dispatch.hpp"
#include "sim/vm/text.hpp"
#include "sim/vm/type_builder.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

Ref iter_self(Vm&, Value self) { return share(self); }

bool no_keywords(Vm& vm, const char* name, const Args& args) {
  if (args.keyword_count() == 0) return true;
  vm.raise(Exc::TypeError, fmt::format("{}() takes no keyword arguments", name));
  return false;
}

// ---- the tuple that is used again ----
//
// enumerate and zip make their result tuple once and fill it again if nobody else holds it any more (its count is 1): the usual case in a loop that
// unpacks. 3.13t asks for the count and raises it in two steps, so two threads that share the iterator may both take the tuple, and both drop
// its old items: the counts of those are wrong from then on. 3.14 asks whether the count belongs to this thread alone (gh-125734).
// The tuple is modeled where threads share the iterator without a GIL; elsewhere nobody can tell whether it is a new one.

struct ResultTuple {
  TupleObject* tuple;    ///< owned, may be null
  std::uint32_t taken;   ///< how often it was taken
};

bool is_shared_without_gil(Vm& vm, Value self) { return vm.runtime.parallel() && is_shared(vm, self); }

Ref tuple_taken_twice(Vm& vm, const char* what, CrashWitness tested) {
  CrashInfo info;
  info.what = fmt::format("two threads filled the result tuple of one {}() object at the same time", what);
  info.why = fmt::format("In 3.13t {0}() uses its result tuple again if its reference count is 1, and tests that without a lock: both threads drop the "
                         "tuple's old items, which are then freed too early. Give each thread an {0}() of its own, or use a queue.Queue.", what);
  tested.did = "found the tuple's reference count to be 1";
  info.witnesses = {std::move(tested), witness(vm, *vm.thread, "filled the tuple, which another thread had taken since")};
  return crash(vm, std::move(info));
}

/// The tuple, if it may be used again (a new reference); exhausted: make a new one. `length` items.
Co<Ref> take_result(Vm& vm, ResultTuple* result, std::uint32_t length, const char* what) {
  co_await vm.machine.order();
  if (vm.runtime.config.minor >= 14) co_return steal(Value::exhausted());
  if (result->tuple == nullptr) {
    result->tuple = make_tuple_storage(vm.heap, length);
    for (std::uint32_t i = 0; i < length; ++i) tuple_init(vm.heap, result->tuple, i, Value::none());
  }
  const TupleObject* tuple = result->tuple;
  if (static_cast<std::int64_t>(tuple->ref_local) + (tuple->ref_shared >> kSharedShift) != 1) co_return steal(Value::exhausted());
  const std::uint32_t taken = result->taken;
  CrashWitness tested = witness(vm, *vm.thread, "");
  vm.machine.line_rmw(result->tuple->line, vm.runtime.costs[Cost::AtomicRmw]);
  co_await vm.machine.order();
  if (result->taken != taken) {
    Ref crashed = tuple_taken_twice(vm, what, std::move(tested));
    Ref never = co_await vm.finish(std::move(crashed));
    co_return never;
  }
  ++result->taken;
  co_return share(Value(tuple));
}

/// The items of `row` in the tuple that was taken, or `row` itself.
Ref fill_result(Vm& vm, Ref taken, Ref row) {
  if (taken.get().is_exhausted()) return row;
  TupleObject* to = as_tuple(taken);
  const TupleObject* from = as_tuple(row);
  to->hashed = false;
  for (std::uint32_t i = 0; i < to->length; ++i) vm.heap.decref(std::exchange(to->items[i], share(from->items[i]).release()));
  return taken;
}

// ---- enumerate ----

struct EnumerateObject : Object { Value iterator, count; ResultTuple result; };

Ref enumerate_pair(Vm& vm, EnumerateObject* e, Value item) {
  vm.charge(Cost::IterStep);
  Ref pair = vm.tuple({e->count, item});
  Ref next_count = int_add(vm.heap, e->count, Value::integer(1));
  vm.heap.decref(e->count);
  e->count = next_count.release();
  return pair;
}
Co<Ref> enumerate_next_co(Vm& vm, Value self) {
  Ref item = co_await vm.finish(next(vm, as<EnumerateObject>(self)->iterator));
  if (!item || item.get().is_exhausted()) co_return item;
  co_return enumerate_pair(vm, as<EnumerateObject>(self), item);
}
/// The item, the number, and the tuple are three things, and other threads may come in between.
Co<Ref> enumerate_shared(Vm& vm, EnumerateObject* e) {
  Ref item = co_await vm.finish(next(vm, e->iterator));
  if (!item || item.get().is_exhausted()) co_return item;
  co_await vm.machine.order();
  const Ref number = share(e->count);
  Ref following = int_add(vm.heap, number, Value::integer(1));
  vm.charge(Cost::IterStep);
  co_await vm.machine.order();
  vm.heap.decref(std::exchange(e->count, vm.heap.publish(following)));
  Ref taken = co_await take_result(vm, &e->result, 2, "enumerate");
  const Value pair[] = {number, item};
  Ref row = gilscope::make_tuple(vm.heap, pair);
  co_return fill_result(vm, std::move(taken), std::move(row));
}
Ref enumerate_next(Vm& vm, Value self) {
  auto* e = as<EnumerateObject>(self);
  if (is_shared_without_gil(vm, self)) return vm.start(enumerate_shared(vm, e));
  if (!is_plain_iterator(vm, e->iterator)) return vm.start(enumerate_next_co(vm, self));
  Ref item = next(vm, e->iterator);
  return !item || item.get().is_exhausted() ? std::move(item) : enumerate_pair(vm, e, item);
}

Co<Ref> enumerate_create_co(Vm& vm, TypeObject* cls, Args args) {
  Value iterable = args.count > 0 ? args[0] : Value();
  Value start = args.count > 1 ? args[1] : Value();
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    StrObject* name = as_str(args.keywords->items[i]);
    if (str_equals(name, "iterable")) iterable = args.keyword_value(i);
    else if (str_equals(name, "start")) start = args.keyword_value(i);
    else co_return vm.raise(Exc::TypeError, fmt::format("'{}' is an invalid keyword argument for enumerate()", to_utf8(name)));
  }
  if (args.count > 2) co_return vm.raise(Exc::TypeError, fmt::format("enumerate() takes at most 2 arguments ({} given)", args.count));
  if (!iterable) co_return vm.raise(Exc::TypeError, "enumerate() missing required argument 'iterable'");
  Ref count = vm.integer(0);
  if (start) count = co_await vm.finish(as_index(vm, start));
  if (!count) co_return nullptr;
  Ref iterator = co_await vm.finish(iter(vm, iterable));
  if (!iterator) co_return nullptr;
  auto* e = new_object<EnumerateObject>(vm, cls);
  e->iterator = iterator.release();
  e->count = count.release();
  co_return steal(e);
}
Ref enumerate_create(Vm& vm, TypeObject* cls, const Args& args) { return vm.start(enumerate_create_co(vm, cls, args)); }
void enumerate_destroy(Heap& heap, Object* self) {
  heap.decref(static_cast<EnumerateObject*>(self)->iterator);
  heap.decref(static_cast<EnumerateObject*>(self)->count);
  if (TupleObject* tuple = static_cast<EnumerateObject*>(self)->result.tuple) heap.decref(Value(tuple));
}
void enumerate_visit(Object* self, Visit visit, void* context) {
  visit(static_cast<EnumerateObject*>(self)->iterator, context);
  if (TupleObject* tuple = static_cast<EnumerateObject*>(self)->result.tuple) visit(Value(tuple), context);
}

// ---- zip and map: several iterators ----

struct ZipObject : Object {
  TupleObject* iterators;
  Value function;  ///< map's; null for zip
  bool strict;     ///< zip(strict=True)
  ResultTuple result;
};

bool all_plain(Vm& vm, const TupleObject* iterators) {
  for (std::uint32_t i = 0; i < iterators->length; ++i) if (!is_plain_iterator(vm, iterators->items[i])) return false;
  return true;
}

Co<Ref> iterators_of(Vm& vm, const Value* iterables, std::uint32_t count, const char* what) {
  TupleObject* all = make_tuple_storage(vm.heap, count);
  Ref held = steal(all);
  for (std::uint32_t i = 0; i < count; ++i) {
    Ref iterator = co_await vm.finish(iter(vm, iterables[i]));
    if (!iterator) {
      if (what != nullptr && vm.types.of(iterables[i])->slots.iter == nullptr && vm.raised_is(Exc::TypeError)) {
        vm.clear_raised();
        vm.raise(Exc::TypeError, fmt::format("'{}' object is not iterable", type_name_of(vm, iterables[i])));
      }
      co_return nullptr;
    }
    tuple_init(vm.heap, all, i, iterator);
  }
  co_return held;
}

Ref raise_zip_length(Vm& vm, std::uint32_t argument, const char* what) {
  return vm.raise(Exc::ValueError, fmt::format("zip() argument {} is {} than argument{}{}", argument + 1, what,
                                               argument == 1 ? " " : "s 1-", argument));
}

/// After iterator `ended` (not the first) ran out, or the first did: under strict all must have.
Co<Ref> check_strict(Vm& vm, const TupleObject* iterators, std::uint32_t ended) {
  if (ended > 0) co_return raise_zip_length(vm, ended, "shorter");
  for (std::uint32_t i = 1; i < iterators->length; ++i) {
    Ref extra = co_await vm.finish(next(vm, iterators->items[i]));
    if (!extra) co_return nullptr;
    if (!extra.get().is_exhausted()) co_return raise_zip_length(vm, i, "longer");
  }
  co_return steal(Value::exhausted());
}

/// One item from each iterator, as a tuple.
Co<Ref> gather_co(Vm& vm, ZipObject* z) {
  const TupleObject* iterators = z->iterators;
  if (iterators->length == 0) co_return steal(Value::exhausted());
  TupleObject* row = make_tuple_storage(vm.heap, iterators->length);
  Ref held = steal(row);
  for (std::uint32_t i = 0; i < iterators->length; ++i) {
    Ref item = co_await vm.finish(next(vm, iterators->items[i]));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) {
      if (!z->strict) co_return item;
      Ref end = co_await check_strict(vm, iterators, i);
      co_return end;
    }
    vm.charge(Cost::IterStep);
    tuple_init(vm.heap, row, i, item);
  }
  co_return held;
}

Co<Ref> zip_shared(Vm& vm, ZipObject* z) {
  Ref taken = co_await take_result(vm, &z->result, z->iterators->length, "zip");
  Ref row = co_await gather_co(vm, z);
  if (!row || row.get().is_exhausted()) co_return row;
  co_return fill_result(vm, std::move(taken), std::move(row));
}

Ref zip_next(Vm& vm, Value self) {
  auto* z = as<ZipObject>(self);
  if (is_shared_without_gil(vm, self) && z->iterators->length > 0) return vm.start(zip_shared(vm, z));
  const TupleObject* iterators = z->iterators;
  if (z->strict || !all_plain(vm, iterators)) return vm.start(gather_co(vm, z));
  if (iterators->length == 0) return steal(Value::exhausted());
  TupleObject* row = make_tuple_storage(vm.heap, iterators->length);
  Ref held = steal(row);
  for (std::uint32_t i = 0; i < iterators->length; ++i) {
    Ref item = next(vm, iterators->items[i]);
    if (!item || item.get().is_exhausted()) return item;
    vm.charge(Cost::IterStep);
    tuple_init(vm.heap, row, i, item);
  }
  return held;
}

Co<Ref> zip_create_co(Vm& vm, TypeObject* cls, Args args) {
  bool strict = false;
  for (std::uint32_t i = 0; i < args.keyword_count(); ++i) {
    if (!str_equals(as_str(args.keywords->items[i]), "strict")) {
      co_return vm.raise(Exc::TypeError, fmt::format("zip() got an unexpected keyword argument '{}'", to_utf8(args.keywords->items[i])));
    }
    Ref answer = co_await vm.finish(truth(vm, args.keyword_value(i)));
    if (!answer) co_return nullptr;
    strict = answer.get().is_true();
  }
  Ref iterators = co_await iterators_of(vm, args.data, args.count, "zip");
  if (!iterators) co_return nullptr;
  auto* z = new_object<ZipObject>(vm, cls);
  z->iterators = as_tuple(iterators.release());
  z->strict = strict;
  co_return steal(z);
}
Ref zip_create(Vm& vm, TypeObject* cls, const Args& args) { return vm.start(zip_create_co(vm, cls, args)); }

Co<Ref> map_create_co(Vm& vm, TypeObject* cls, Args args) {
  Ref iterators = co_await iterators_of(vm, args.data + 1, args.count - 1, nullptr);
  if (!iterators) co_return nullptr;
  auto* m = new_object<ZipObject>(vm, cls);
  m->function = share(args[0]).release();
  m->iterators = as_tuple(iterators.release());
  co_return steal(m);
}
Ref map_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (!no_keywords(vm, "map", args)) return nullptr;
  if (args.count < 2) return vm.raise(Exc::TypeError, "map() must have at least two arguments.");
  return vm.start(map_create_co(vm, cls, args));
}
Co<Ref> map_next_co(Vm& vm, Value self) {
  auto* m = as<ZipObject>(self);
  Ref row = co_await gather_co(vm, m);
  if (!row || row.get().is_exhausted()) co_return row;
  const TupleObject* items = as_tuple(row);
  Ref result = co_await vm.call(m->function, std::span<const Value>(items->items, items->length));
  co_return result;
}
Ref map_next(Vm& vm, Value self) { return vm.start(map_next_co(vm, self)); }

void zip_destroy(Heap& heap, Object* self) {
  auto* z = static_cast<ZipObject*>(self);
  if (z->iterators != nullptr) heap.decref(static_cast<Object*>(z->iterators));
  if (z->result.tuple != nullptr) heap.decref(Value(z->result.tuple));
  heap.decref(z->function);
}
void zip_visit(Object* self, Visit visit, void* context) {
  auto* z = static_cast<ZipObject*>(self);
  if (z->iterators != nullptr) visit(z->iterators, context);
  if (z->result.tuple != nullptr) visit(Value(z->result.tuple), context);
  if (z->function) visit(z->function, context);
}

// ---- filter ----

struct FilterObject : Object { Value function, iterator; };

Co<Ref> filter_create_co(Vm& vm, TypeObject* cls, Args args) {
  Ref iterator = co_await vm.finish(iter(vm, args[1]));
  if (!iterator) co_return nullptr;
  auto* f = new_object<FilterObject>(vm, cls);
  f->function = share(args[0]).release();
  f->iterator = iterator.release();
  co_return steal(f);
}
Ref filter_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (!no_keywords(vm, "filter", args)) return nullptr;
  if (args.count != 2) return vm.raise(Exc::TypeError, fmt::format("filter expected 2 arguments, got {}", args.count));
  return vm.start(filter_create_co(vm, cls, args));
}
Co<Ref> filter_next_co(Vm& vm, Value self) {
  auto* f = as<FilterObject>(self);
  const bool plain_truth = f->function.is_none() || f->function == Value(vm.types.bool_);
  for (;;) {
    Ref item = co_await vm.finish(next(vm, f->iterator));
    if (!item || item.get().is_exhausted()) co_return item;
    vm.charge(Cost::IterStep);
    Ref verdict = item;
    if (!plain_truth) verdict = co_await vm.call(f->function, item);
    if (!verdict) co_return nullptr;
    Ref keep = co_await vm.finish(truth(vm, verdict));
    if (!keep) co_return nullptr;
    if (keep.get().is_true()) co_return item;
  }
}
Ref filter_next(Vm& vm, Value self) { return vm.start(filter_next_co(vm, self)); }
void filter_destroy(Heap& heap, Object* self) {
  heap.decref(static_cast<FilterObject*>(self)->function);
  heap.decref(static_cast<FilterObject*>(self)->iterator);
}
void filter_visit(Object* self, Visit visit, void* context) {
  visit(static_cast<FilterObject*>(self)->function, context);
  visit(static_cast<FilterObject*>(self)->iterator, context);
}

// ---- reversed ----

struct ReversedObject : Object { Value sequence; std::int64_t index; };

Co<Ref> reversed_create_co(Vm& vm, TypeObject* cls, Value object) {
  Value method = lookup_special(vm, vm.types.of(object), vm.names->dunder_reversed);
  if (method && !method.is_none()) {
    Ref made = co_await vm.finish(call_special(vm, object, vm.names->dunder_reversed));
    co_return made;
  }
  TypeObject* type = vm.types.of(object);
  const bool sequence = type->slots.get_item != nullptr && type->layout != Layout::Dict && !method;
  if (!sequence) co_return vm.raise(Exc::TypeError, fmt::format("'{}' object is not reversible", type_name(type)));
  Ref n = co_await vm.finish(length(vm, object));
  if (!n) co_return nullptr;
  auto* r = new_object<ReversedObject>(vm, cls);
  r->sequence = share(object).release();
  r->index = clamped_int64(n) - 1;
  co_return steal(r);
}
Ref reversed_create(Vm& vm, TypeObject* cls, const Args& args) {
  if (!no_keywords(vm, "reversed", args)) return nullptr;
  if (args.count != 1) return vm.raise(Exc::TypeError, fmt::format("reversed expected 1 argument, got {}", args.count));
  return vm.start(reversed_create_co(vm, cls, args[0]));
}

Ref reversed_end(Vm& vm, ReversedObject* r) {
  r->index = -1;
  Value old = r->sequence;
  r->sequence = Value();
  vm.heap.decref(old);
  return steal(Value::exhausted());
}
Co<Ref> reversed_next_co(Vm& vm, Value self) {
  auto* r = as<ReversedObject>(self);
  Ref index = vm.integer(r->index);
  const Ref sequence = share(r->sequence);  // another thread may exhaust the iterator meanwhile
  Ref item = co_await vm.finish(get_item(vm, sequence, index));
  if (item) {
    --r->index;
    co_return item;
  }
  if (!vm.raised_is(Exc::IndexError) && !vm.raised_is(Exc::StopIteration)) co_return nullptr;
  vm.clear_raised();
  co_return reversed_end(vm, r);
}
Ref reversed_next(Vm& vm, Value self) {
  auto* r = as<ReversedObject>(self);
  if (!r->sequence) return steal(Value::exhausted());
  if (r->index < 0) return reversed_end(vm, r);
  if (vm.types.of(r->sequence) != vm.types.tuple || r->index >= as_tuple(r->sequence)->length) return vm.start(reversed_next_co(vm, self));
  vm.charge(Cost::IterStep);
  return share(as_tuple(r->sequence)->items[r->index--]);
}
Ref reversed_length_hint(Vm& vm, const Args& args) { return vm.integer(as<ReversedObject>(args[0])->index + 1); }
void reversed_destroy(Heap& heap, Object* self) { heap.decref(static_cast<ReversedObject*>(self)->sequence); }
void reversed_visit(Object* self, Visit visit, void* context) {
  if (static_cast<ReversedObject*>(self)->sequence) visit(static_cast<ReversedObject*>(self)->sequence, context);
}
const NativeSpec kReversedMethods[] = {
    {.name = "__length_hint__", .fn = reversed_length_hint, .signature = "(self, /)", .kind = NativeKind::Method}};

struct IteratorSlots {
  TypeObject* type;
  std::uint32_t bytes;
  Ref (*next)(Vm&, Value);
  Ref (*create)(Vm&, TypeObject*, const Args&);
  void (*destroy)(Heap&, Object*);
  void (*visit)(Object*, Visit, void*);
};

}  // namespace

void install_builtin_iterators(Vm& vm) {
  const Types& t = vm.types;
  const IteratorSlots all[] = {
      {t.enumerate, sizeof(EnumerateObject), enumerate_next, enumerate_create, enumerate_destroy, enumerate_visit},
      {t.zip, sizeof(ZipObject), zip_next, zip_create, zip_destroy, zip_visit},
      {t.map, sizeof(ZipObject), map_next, map_create, zip_destroy, zip_visit},
      {t.filter, sizeof(FilterObject), filter_next, filter_create, filter_destroy, filter_visit},
      {t.reversed, sizeof(ReversedObject), reversed_next, reversed_create, reversed_destroy, reversed_visit},
  };
  for (const IteratorSlots& s : all) {
    s.type->basic_bytes = s.bytes;
    s.type->slots.iter = iter_self;
    s.type->slots.next = s.next;
    s.type->slots.create = s.create;
    s.type->slots.destroy = s.destroy;
    s.type->slots.visit = s.visit;
  }
  add_methods(vm, t.reversed, kReversedMethods);
}

}  // namespace gilscope
