#include "sim/objects/payload.hpp"
#include "sim/objects/set_ops.hpp"

#include <algorithm>
#include <cstdlib>

#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kMinSlots = 8;      // PySet_MINSIZE
constexpr std::uint32_t kLinearProbes = 9;  // LINEAR_PROBES

/// Slots in lookup order: a run of neighbours, then a jump. visit(slot) returns true to stop; an unused slot ends the walk.
/// `removed` gets the last slot on the way whose key was removed: that is the one CPython uses again.
template <class F>
std::size_t walk(const SetObject* s, std::uint64_t hash, F visit, std::int64_t* removed = nullptr) {
  std::size_t base = hash & s->mask;
  for (std::uint64_t perturb = hash;;) {
    const std::size_t last = base + (base + kLinearProbes <= s->mask ? kLinearProbes : 0);
    for (std::size_t slot = base; slot <= last; ++slot) {
      const SetEntry& e = s->table[slot];
      if (!e.key && !e.removed) return slot;
      if (e.removed && removed != nullptr) *removed = static_cast<std::int64_t>(slot);
      if (e.key && e.hash == hash && visit(slot)) return slot;
    }
    perturb >>= 5;
    base = (base * 5 + 1 + perturb) & s->mask;
  }
}

std::size_t free_slot(const SetObject* s, std::uint64_t hash, std::int64_t* removed = nullptr) {
  return walk(s, hash, [](std::size_t) { return false; }, removed);
}

/// setobject.c: a table of eight is part of the object.
std::size_t outside_bytes(std::size_t slots) { return slots <= kMinSlots ? 0 : slots * 16; }

void new_table(Heap& heap, SetObject* s, std::size_t slots) {
  s->table = static_cast<SetEntry*>(payload_zeroed(slots * sizeof(SetEntry)));
  s->mask = static_cast<std::uint32_t>(slots - 1);
  heap.array_changed(s, static_cast<std::int64_t>(slots * sizeof(SetEntry)), outside_bytes(slots));
}

void free_table(Heap& heap, SetEntry* table, std::size_t slots) {
  heap.charge_bytes(-static_cast<std::int64_t>(slots * sizeof(SetEntry)));
  std::free(table);
}

/// set_table_resize: the smallest power of two above `wanted`.
void resize(Heap& heap, SetObject* s, std::size_t wanted) {
  std::size_t slots = kMinSlots;
  while (slots <= wanted) slots <<= 1;
  SetEntry* old = s->table;
  const std::size_t old_slots = std::size_t{s->mask} + 1;
  new_table(heap, s, slots);
  for (std::size_t i = 0; i < old_slots; ++i) {
    if (old[i].live()) s->table[free_slot(s, old[i].hash)] = old[i];
  }
  s->fill = s->used;
  free_table(heap, old, old_slots);
}

void drop_keys(Heap& heap, SetEntry* table, std::size_t slots) {
  for (std::size_t i = 0; i < slots; ++i) heap.decref(table[i].key);
  free_table(heap, table, slots);
}

}  // namespace

Ref make_set(Heap& heap, TypeObject* cls) {
  auto* s = static_cast<SetObject*>(heap.allocate(cls, std::max<std::size_t>(cls->basic_bytes, sizeof(SetObject))));
  new_table(heap, s, kMinSlots);
  s->version = heap.next_version();
  return steal(s);
}

std::int64_t set_find(const SetObject* s, Value key, std::uint64_t hash) {
  std::int64_t found = kSetMissing;
  walk(s, hash, [&](std::size_t slot) {
    const KeyMatch match = simple_equal(s->table[slot].key, key);
    if (match == KeyMatch::Yes) found = static_cast<std::int64_t>(slot);
    if (match == KeyMatch::AskPython) found = kSetAskPython;
    return match != KeyMatch::No;
  });
  return found;
}

void set_insert_new(Heap& heap, SetObject* s, Value key, std::uint64_t hash) {
  std::int64_t removed = -1;
  const std::size_t unused = free_slot(s, hash, &removed);
  s->table[removed >= 0 ? static_cast<std::size_t>(removed) : unused] = {hash, heap.publish(key), false};
  ++s->used;
  s->version = heap.next_version();
  if (removed >= 0) return;
  ++s->fill;
  if (std::size_t{s->fill} * 5 >= std::size_t{s->mask} * 3) resize(heap, s, s->used > 50000 ? s->used * std::size_t{2} : s->used * std::size_t{4});
}

Ref set_take(Heap& heap, SetObject* s, std::int64_t slot) {
  SetEntry& e = s->table[slot];
  Ref key = steal(std::exchange(e.key, Value()));
  e.removed = true;
  --s->used;
  s->version = heap.next_version();
  return key;
}

void set_clear(Heap& heap, SetObject* s) {
  SetEntry* table = s->table;
  const std::size_t slots = std::size_t{s->mask} + 1;
  new_table(heap, s, kMinSlots);
  s->used = s->fill = s->finger = 0;
  s->version = heap.next_version();
  drop_keys(heap, table, slots);
}

bool set_add_simple(Heap& heap, SetObject* s, Value key, bool* added) {
  std::uint64_t hash = 0;
  if (!simple_hash(heap, key, hash)) return false;
  const std::int64_t slot = set_find(s, key, hash);
  if (slot == kSetAskPython) return false;
  if (slot == kSetMissing) set_insert_new(heap, s, key, hash);
  if (added != nullptr) *added = slot == kSetMissing;
  return true;
}

bool set_merge(Heap& heap, SetObject* s, const SetObject* other) {
  if (other == s || other->used == 0) return true;
  if ((std::size_t{s->fill} + other->used) * 5 >= std::size_t{s->mask} * 3) {
    resize(heap, s, (std::size_t{s->used} + other->used) * 2);
  }
  const std::size_t slots = std::size_t{other->mask} + 1;
  if (s->fill == 0) {  // nothing to compare with: copy slot by slot, or insert in table order
    const bool same_shape = s->mask == other->mask && other->fill == other->used;
    for (std::size_t i = 0; i < slots; ++i) {
      const SetEntry& e = other->table[i];
      if (e.live()) s->table[same_shape ? i : free_slot(s, e.hash)] = {e.hash, heap.publish(e.key), false};
    }
    s->fill = s->used = other->used;
    s->version = heap.next_version();
    return true;
  }
  for (std::size_t i = 0; i < slots; ++i) {
    const SetEntry& e = other->table[i];
    if (!e.live()) continue;
    const std::int64_t slot = set_find(s, e.key, e.hash);
    if (slot == kSetAskPython) return false;
    if (slot == kSetMissing) set_insert_new(heap, s, e.key, e.hash);
  }
  return true;
}

Ref set_copy(Heap& heap, const SetObject* s, TypeObject* cls) {
  Ref copy = make_set(heap, cls);
  set_merge(heap, as_set(copy), s);
  return copy;
}

std::int64_t set_pop_slot(SetObject* s) {
  if (s->used == 0) return -1;
  std::size_t slot = s->finger & s->mask;
  while (!s->table[slot].live()) slot = slot >= s->mask ? 0 : slot + 1;
  s->finger = static_cast<std::uint32_t>(slot + 1);
  return static_cast<std::int64_t>(slot);
}

std::uint64_t frozenset_hash(SetObject* s) {
  if (s->hashed) return s->hash;
  std::uint64_t h = 0;
  for (std::int64_t i = set_next(s, 0); i >= 0; i = set_next(s, static_cast<std::size_t>(i) + 1)) {
    const std::uint64_t item = s->table[i].hash;
    h ^= ((item ^ 89869747u) ^ (item << 16)) * 3644798167u;
  }
  h ^= (std::uint64_t{s->used} + 1) * 1927868237u;
  h ^= (h >> 11) ^ (h >> 25);
  h = h * 69069u + 907133923u;
  s->hash = h == ~std::uint64_t{0} ? 590923713u : h;
  s->hashed = true;
  return s->hash;
}

KeyMatch set_subset(const SetObject* a, const SetObject* b) {
  if (a->used > b->used) return KeyMatch::No;
  for (std::int64_t i = set_next(a, 0); i >= 0; i = set_next(a, static_cast<std::size_t>(i) + 1)) {
    const std::int64_t slot = set_find(b, a->table[i].key, a->table[i].hash);
    if (slot == kSetAskPython) return KeyMatch::AskPython;
    if (slot == kSetMissing) return KeyMatch::No;
  }
  return KeyMatch::Yes;
}

KeyMatch set_equal(const SetObject* a, const SetObject* b) {
  if (a->used != b->used || (a->hashed && b->hashed && a->hash != b->hash)) return KeyMatch::No;
  return set_subset(a, b);
}

SetProbe::SetProbe(const SetObject* s, std::uint64_t hash)
    : set_(s), hash_(hash), version_(s->version), perturb_(hash), base_(hash & s->mask), at_(base_) {}

bool SetProbe::next() {
  if (changed()) return false;
  for (;; started_ = true) {
    if (started_ && probes_left_ > 0) {
      ++at_;
      --probes_left_;
    } else {
      if (started_) {
        perturb_ >>= 5;
        base_ = (base_ * 5 + 1 + perturb_) & set_->mask;
      }
      at_ = base_;
      probes_left_ = base_ + kLinearProbes <= set_->mask ? kLinearProbes : 0;
    }
    const SetEntry& e = set_->table[at_];
    if (!e.key && !e.removed) return false;
    if (e.key && e.hash == hash_) {
      started_ = true;
      return true;
    }
  }
}

void set_destroy(Heap& heap, Object* self) {
  auto* s = static_cast<SetObject*>(self);
  if (s->table == nullptr) return;
  if (outside_bytes(std::size_t{s->mask} + 1) != 0) heap.array_changed(s, 0, 0);
  drop_keys(heap, std::exchange(s->table, nullptr), std::size_t{s->mask} + 1);
}

void set_visit(Object* self, Visit visit, void* context) {
  auto* s = static_cast<SetObject*>(self);
  for (std::int64_t i = set_next(s, 0); i >= 0; i = set_next(s, static_cast<std::size_t>(i) + 1)) visit(s->table[i].key, context);
}

}  // namespace gilscope
