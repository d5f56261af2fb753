// The algebra of sets, step by step as setobject.c does it (the order of insertions decides the order of iteration).
#include "sim/library/types_set.hpp"

#include "sim/library/type_helpers.hpp"
#include "sim/objects/dict_ops.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

constexpr std::int64_t kFailed = -3;

Co<std::int64_t> find_by_hash(Vm& vm, SetObject* set, Value key, std::uint64_t hash) {
  std::int64_t slot = set_find(set, key, hash);
  while (slot == kSetAskPython) {
    slot = kSetMissing;
    SetProbe probe(set, hash);
    bool again = false;
    while (!again && probe.next()) {
      const std::int64_t at = probe.slot();
      Ref candidate = share(probe.key());
      Ref same = co_await vm.finish(equal(vm, candidate, key));
      if (!same) co_return kFailed;
      again = probe.changed();
      if (!again && same.get().is_true()) co_return at;
    }
    if (again) slot = kSetAskPython;
  }
  co_return slot;
}

struct Place { std::int64_t slot; std::uint64_t hash; };

Co<Place> find_key(Vm& vm, SetObject* set, Value key) {
  Place place{kFailed, 0};
  vm.charge(Cost::DictProbe);
  if (!simple_hash(vm.heap, key, place.hash)) {
    Ref h = co_await vm.finish(hash(vm, key));
    if (!h) co_return place;
    place.hash = static_cast<std::uint64_t>(clamped_int64(h));
  }
  place.slot = co_await find_by_hash(vm, set, key, place.hash);
  co_return place;
}

Co<Ref> add_co(Vm& vm, SetObject* set, Value key) {
  const Place place = co_await find_key(vm, set, key);
  if (place.slot == kFailed) co_return nullptr;
  if (place.slot >= 0) co_return vm.boolean(false);
  set_insert_new(vm.heap, set, key, place.hash);
  vm.charge(Cost::DictInsert);
  co_return vm.boolean(true);
}

/// {1} in {frozenset({1})}: an unhashable set is looked up as a frozenset of its items (setobject.c: set_contains).
Co<Place> find_key_or_set(Vm& vm, SetObject* set, Value key) {
  Place place = co_await find_key(vm, set, key);
  if (place.slot != kFailed || !key.is_object() || key.object()->type->layout != Layout::Set || !vm.raised_is(Exc::TypeError)) co_return place;
  vm.clear_raised();
  Ref frozen = set_copy(vm.heap, as_set(key), vm.types.frozenset);
  place = co_await find_key(vm, set, frozen);
  co_return place;
}

Co<Ref> contains_co(Vm& vm, SetObject* set, Value key) {
  const Place place = co_await find_key_or_set(vm, set, key);
  if (place.slot == kFailed) co_return nullptr;
  co_return vm.boolean(place.slot >= 0);
}

Co<Ref> remove_co(Vm& vm, SetObject* set, Value key) {
  const Place place = co_await find_key_or_set(vm, set, key);
  if (place.slot == kFailed) co_return nullptr;
  if (place.slot >= 0) set_take(vm.heap, set, place.slot);
  co_return vm.boolean(place.slot >= 0);
}

/// Adds a key whose hash is known from another table. False: an exception is set.
Co<bool> add_known(Vm& vm, SetObject* set, Value key, std::uint64_t hash) {
  Ref held = share(key);
  vm.charge(Cost::DictInsert);
  const std::int64_t slot = co_await find_by_hash(vm, set, key, hash);
  if (slot == kSetMissing) set_insert_new(vm.heap, set, key, hash);
  co_return slot != kFailed;
}

Co<Ref> update_from_set(Vm& vm, SetObject* set, SetObject* other) {
  vm.charge(Cost::DictInsert, other->used);
  if (set_merge(vm.heap, set, other)) co_return vm.none();
  for (std::int64_t i = set_next(other, 0); i >= 0; i = set_next(other, static_cast<std::size_t>(i) + 1)) {
    const bool ok = co_await add_known(vm, set, other->table[i].key, other->table[i].hash);
    if (!ok) co_return nullptr;
  }
  co_return vm.none();
}

Co<Ref> update_from_dict(Vm& vm, SetObject* set, DictObject* other) {
  for (std::int64_t i = dict_next(other, 0); i >= 0; i = dict_next(other, static_cast<std::uint32_t>(i) + 1)) {
    const bool ok = co_await add_known(vm, set, other->entries[i].key, other->entries[i].hash);
    if (!ok) co_return nullptr;
  }
  co_return vm.none();
}

Co<Ref> update_co(Vm& vm, SetObject* set, Value iterable) {
  Ref done;
  if (is_set(iterable)) {
    done = co_await update_from_set(vm, set, as_set(iterable));
    co_return done;
  }
  if (vm.types.of(iterable) == vm.types.dict) {
    done = co_await update_from_dict(vm, set, as_dict(iterable));
    co_return done;
  }
  Ref it = co_await vm.finish(iter(vm, iterable));
  if (!it) co_return nullptr;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.none();
    done = co_await vm.finish(set_add_key(vm, set, item));
    if (!done) co_return nullptr;
  }
}

Co<Ref> make_co(Vm& vm, TypeObject* cls, Value iterable) {
  Ref set = make_set(vm.heap, cls);
  vm.charge(Cost::AllocTracked);
  Ref done = co_await update_co(vm, as_set(set), iterable);
  if (!done) co_return nullptr;
  co_return set;
}

/// The items of any iterable as a set, other itself if it is one.
Co<Ref> as_any_set(Vm& vm, Value other) {
  if (is_set(other)) co_return share(other);
  Ref set = co_await make_co(vm, vm.types.set, other);
  co_return set;
}

Co<Ref> intersection_co(Vm& vm, TypeObject* cls, Value self, Value other) {
  Ref result = make_set(vm.heap, cls);
  if (is_set(other)) {
    SetObject *small = as_set(other), *large = as_set(self);
    if (small->used > large->used) std::swap(small, large);
    for (std::int64_t i = set_next(small, 0); i >= 0; i = set_next(small, static_cast<std::size_t>(i) + 1)) {
      Ref key = share(small->table[i].key);
      const std::uint64_t hash = small->table[i].hash;
      vm.charge(Cost::DictProbe);
      const std::int64_t slot = co_await find_by_hash(vm, large, key, hash);
      if (slot == kFailed) co_return nullptr;
      if (slot < 0) continue;
      const bool ok = co_await add_known(vm, as_set(result), key, hash);
      if (!ok) co_return nullptr;
    }
    co_return result;
  }
  Ref it = co_await vm.finish(iter(vm, other));
  if (!it) co_return nullptr;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return result;
    const Place place = co_await find_key(vm, as_set(self), item);
    if (place.slot == kFailed) co_return nullptr;
    if (place.slot < 0) continue;
    const bool ok = co_await add_known(vm, as_set(result), item, place.hash);
    if (!ok) co_return nullptr;
  }
}

Co<Ref> remove_all_co(Vm& vm, SetObject* set, Value other) {
  if (other == Value(set)) {
    set_clear(vm.heap, set);
    co_return vm.none();
  }
  if (is_set(other)) {
    SetObject* o = as_set(other);
    for (std::int64_t i = set_next(o, 0); i >= 0; i = set_next(o, static_cast<std::size_t>(i) + 1)) {
      Ref key = share(o->table[i].key);
      vm.charge(Cost::DictProbe);
      const std::int64_t slot = co_await find_by_hash(vm, set, key, o->table[i].hash);
      if (slot == kFailed) co_return nullptr;
      if (slot >= 0) set_take(vm.heap, set, slot);
    }
    co_return vm.none();
  }
  Ref it = co_await vm.finish(iter(vm, other));
  if (!it) co_return nullptr;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.none();
    Ref done = co_await vm.finish(set_remove_key(vm, set, item));
    if (!done) co_return nullptr;
  }
}

Co<Ref> difference_co(Vm& vm, TypeObject* cls, Value self, Value other) {
  const bool small_other = is_set(other) && as_set(self)->used >> 2 > as_set(other)->used;
  if (small_other || !is_set(other)) {
    Ref result = set_copy(vm.heap, as_set(self), cls);
    vm.charge(Cost::AllocTracked);
    vm.charge(Cost::DictInsert, as_set(self)->used);
    Ref done = co_await remove_all_co(vm, as_set(result), other);
    if (!done) co_return nullptr;
    co_return result;
  }
  Ref result = make_set(vm.heap, cls);
  SetObject* s = as_set(self);
  for (std::int64_t i = set_next(s, 0); i >= 0; i = set_next(s, static_cast<std::size_t>(i) + 1)) {
    Ref key = share(s->table[i].key);
    const std::uint64_t hash = s->table[i].hash;
    vm.charge(Cost::DictProbe);
    const std::int64_t slot = co_await find_by_hash(vm, as_set(other), key, hash);
    if (slot == kFailed) co_return nullptr;
    if (slot >= 0) continue;
    const bool ok = co_await add_known(vm, as_set(result), key, hash);
    if (!ok) co_return nullptr;
  }
  co_return result;
}

/// Items of `other` leave the set if they are in it, and join it if they are not.
Co<Ref> toggle_co(Vm& vm, SetObject* set, Value other) {
  if (other == Value(set)) {
    set_clear(vm.heap, set);
    co_return vm.none();
  }
  Ref held = co_await as_any_set(vm, other);
  if (!held) co_return nullptr;
  SetObject* o = as_set(held);
  for (std::int64_t i = set_next(o, 0); i >= 0; i = set_next(o, static_cast<std::size_t>(i) + 1)) {
    Ref key = share(o->table[i].key);
    const std::uint64_t hash = o->table[i].hash;
    vm.charge(Cost::DictProbe);
    const std::int64_t slot = co_await find_by_hash(vm, set, key, hash);
    if (slot == kFailed) co_return nullptr;
    if (slot >= 0) set_take(vm.heap, set, slot);
    else set_insert_new(vm.heap, set, key, hash);
  }
  co_return vm.none();
}

Co<Ref> operation_co(Vm& vm, TypeObject* cls, Value self, Value other, SetOp op) {
  Ref result;
  if (op == SetOp::Intersection) {
    result = co_await intersection_co(vm, cls, self, other);
    co_return result;
  }
  if (op == SetOp::Difference) {
    result = co_await difference_co(vm, cls, self, other);
    co_return result;
  }
  Ref done;
  if (op == SetOp::Union) {
    result = set_copy(vm.heap, as_set(self), cls);
    vm.charge(Cost::AllocTracked);
    vm.charge(Cost::DictInsert, as_set(self)->used);
    done = co_await update_co(vm, as_set(result), other);
  } else {
    result = co_await make_co(vm, cls, other);
    if (!result) co_return nullptr;
    done = co_await toggle_co(vm, as_set(result), self);
  }
  if (!done) co_return nullptr;
  co_return result;
}

Co<Ref> in_place_co(Vm& vm, Value self, Value other, SetOp op) {
  Ref done;
  switch (op) {
    case SetOp::Union: done = co_await update_co(vm, as_set(self), other); break;
    case SetOp::Difference: done = co_await remove_all_co(vm, as_set(self), other); break;
    case SetOp::SymmetricDifference: done = co_await toggle_co(vm, as_set(self), other); break;
    case SetOp::Intersection: {
      Ref kept = co_await intersection_co(vm, vm.types.set, self, other);
      if (!kept) co_return nullptr;
      SetObject *a = as_set(self), *b = as_set(kept);
      std::swap(a->table, b->table);
      std::swap(a->mask, b->mask);
      std::swap(a->used, b->used);
      std::swap(a->fill, b->fill);
      a->version = vm.heap.next_version();
      done = vm.none();
      break;
    }
  }
  co_return done;
}

Co<Ref> subset_co(Vm& vm, Value a, Value b) {
  if (as_set(a)->used > as_set(b)->used) co_return vm.boolean(false);
  SetObject* s = as_set(a);
  for (std::int64_t i = set_next(s, 0); i >= 0; i = set_next(s, static_cast<std::size_t>(i) + 1)) {
    Ref key = share(s->table[i].key);
    vm.charge(Cost::DictProbe);
    const std::int64_t slot = co_await find_by_hash(vm, as_set(b), key, s->table[i].hash);
    if (slot == kFailed) co_return nullptr;
    if (slot < 0) co_return vm.boolean(false);
  }
  co_return vm.boolean(true);
}

Co<Ref> relation_co(Vm& vm, Value a, Value b, CompareOp op) {
  const bool same_size = as_set(a)->used == as_set(b)->used;
  const bool equality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (equality && !same_size) co_return vm.boolean(op == CompareOp::Ne);
  if ((op == CompareOp::Lt || op == CompareOp::Gt) && same_size) co_return vm.boolean(false);
  const bool swap = op == CompareOp::Gt || op == CompareOp::Ge;
  Ref subset = co_await subset_co(vm, swap ? b : a, swap ? a : b);
  if (!subset) co_return nullptr;
  co_return vm.boolean(subset.get().is_true() != (op == CompareOp::Ne));
}

Co<Ref> disjoint_co(Vm& vm, Value self, Value other) {
  if (is_set(other) && as_set(self)->used < as_set(other)->used) std::swap(self, other);
  Ref it = co_await vm.finish(iter(vm, other));
  if (!it) co_return nullptr;
  for (;;) {
    Ref item = co_await vm.finish(next(vm, it));
    if (!item) co_return nullptr;
    if (item.get().is_exhausted()) co_return vm.boolean(true);
    const Place place = co_await find_key(vm, as_set(self), item);
    if (place.slot == kFailed) co_return nullptr;
    if (place.slot >= 0) co_return vm.boolean(false);
  }
}

}  // namespace

Ref set_add_key(Vm& vm, SetObject* set, Value key) {
  bool added = false;
  if (!set_add_simple(vm.heap, set, key, &added)) return vm.start(add_co(vm, set, key));
  vm.charge(Cost::DictProbe);
  if (added) vm.charge(Cost::DictInsert);
  return vm.boolean(added);
}

Ref set_contains_key(Vm& vm, SetObject* set, Value key) {
  std::uint64_t hash = 0;
  if (!simple_hash(vm.heap, key, hash)) return vm.start(contains_co(vm, set, key));
  const std::int64_t slot = set_find(set, key, hash);
  if (slot == kSetAskPython) return vm.start(contains_co(vm, set, key));
  vm.charge(Cost::DictProbe);
  return vm.boolean(slot >= 0);
}

bool set_remove_simple(Vm& vm, SetObject* set, Value key, bool& removed) {
  std::uint64_t hash = 0;
  if (!simple_hash(vm.heap, key, hash)) return false;
  const std::int64_t slot = set_find(set, key, hash);
  if (slot == kSetAskPython) return false;
  vm.charge(Cost::DictProbe);
  removed = slot >= 0;
  if (removed) set_take(vm.heap, set, slot);
  return true;
}

Ref set_remove_key(Vm& vm, SetObject* set, Value key) {
  bool removed = false;
  return set_remove_simple(vm, set, key, removed) ? vm.boolean(removed) : vm.start(remove_co(vm, set, key));
}
Ref make_set_of(Vm& vm, TypeObject* cls, Value iterable) { return vm.start(make_co(vm, cls, iterable)); }
Ref set_update(Vm& vm, SetObject* set, Value iterable) { return vm.start(update_co(vm, set, iterable)); }
Ref set_operation(Vm& vm, TypeObject* cls, Value self, Value other, SetOp op) { return vm.start(operation_co(vm, cls, self, other, op)); }
Ref set_operation_in_place(Vm& vm, Value self, Value other, SetOp op) { return vm.start(in_place_co(vm, self, other, op)); }
Ref set_relation(Vm& vm, Value a, Value b, CompareOp op) { return vm.start(relation_co(vm, a, b, op)); }
Ref set_is_disjoint(Vm& vm, Value self, Value other) { return vm.start(disjoint_co(vm, self, other)); }

}  // namespace gilscope
