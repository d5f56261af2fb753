#include "sim/objects/dict_ops.hpp"

#include <algorithm>
#include <cstdlib>

#include "sim/objects/payload.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

constexpr std::int32_t kEmpty = -1, kDeleted = -2;
constexpr std::uint32_t kMinBits = 3;  // PyDict_MINSIZE 8

std::size_t usable(std::uint32_t bits) { return ((std::size_t{1} << bits) << 1) / 3; }

std::uint32_t bits_for(std::size_t slots) {
  std::uint32_t bits = kMinBits;
  while ((std::size_t{1} << bits) < slots) ++bits;
  return bits;
}

std::int64_t table_bytes(const DictObject* d) {
  if (d->index == nullptr) return 0;
  return static_cast<std::int64_t>(d->entry_capacity * sizeof(DictEntry) + (sizeof(std::int32_t) << d->index_bits));
}

/// One walk through the index: `visit(entry)` returns true to stop.
template <class F>
void probe(const DictObject* d, std::uint64_t hash, F visit) {
  if (d->index == nullptr) return;
  const std::size_t mask = (std::size_t{1} << d->index_bits) - 1;
  std::size_t slot = hash & mask;
  for (std::uint64_t perturb = hash;;) {
    const std::int32_t entry = d->index[slot];
    if (entry == kEmpty) return;
    if (entry >= 0 && d->entries[entry].hash == hash && visit(entry)) return;
    perturb >>= 5;
    slot = (slot * 5 + perturb + 1) & mask;
  }
}

void put_in_index(DictObject* d, std::uint64_t hash, std::int32_t entry) {
  const std::size_t mask = (std::size_t{1} << d->index_bits) - 1;
  std::size_t slot = hash & mask;
  for (std::uint64_t perturb = hash; d->index[slot] >= 0;) {
    perturb >>= 5;
    slot = (slot * 5 + perturb + 1) & mask;
  }
  d->index[slot] = entry;
}

std::size_t slot_of(const DictObject* d, std::uint64_t hash, std::int32_t entry) {
  const std::size_t mask = (std::size_t{1} << d->index_bits) - 1;
  std::size_t slot = hash & mask;
  for (std::uint64_t perturb = hash; d->index[slot] != entry;) {
    perturb >>= 5;
    slot = (slot * 5 + perturb + 1) & mask;
  }
  return slot;
}


/// A fresh table of 2^bits slots with the live entries in their order.
void rebuild(Heap& heap, DictObject* d, std::uint32_t bits) {
  DictEntry* old = d->entries;
  const std::uint32_t old_count = d->entry_count;
  const std::int64_t before = table_bytes(d);
  std::free(d->index);
  d->index_bits = bits;
  d->entry_capacity = static_cast<std::uint32_t>(usable(bits));
  d->entries = static_cast<DictEntry*>(payload_new(d->entry_capacity * sizeof(DictEntry)));
  d->index = static_cast<std::int32_t*>(payload_new(sizeof(std::int32_t) << bits));
  std::fill_n(d->index, std::size_t{1} << bits, kEmpty);
  heap.array_changed(d, table_bytes(d) - before, dict_keys_bytes(bits, d->only_str_keys));
  d->entry_count = 0;
  for (std::uint32_t i = 0; i < old_count; ++i) {
    if (!old[i].key) continue;
    d->entries[d->entry_count] = old[i];
    put_in_index(d, old[i].hash, static_cast<std::int32_t>(d->entry_count++));
  }
  std::free(old);
}

}  // namespace

std::size_t dict_keys_bytes(std::uint32_t index_bits, bool only_str_keys) {
  const std::size_t slots = std::size_t{1} << index_bits;
  return 32 + slots * (index_bits < 8 ? 1 : index_bits < 16 ? 2 : 4) + usable(index_bits) * (only_str_keys ? 16 : 24);
}

Ref make_dict(Heap& heap, std::size_t expected, TypeObject* cls) {
  if (cls == nullptr) cls = heap.types().dict;
  auto* d = static_cast<DictObject*>(heap.allocate(cls, std::max<std::size_t>(cls->basic_bytes, sizeof(DictObject))));
  d->only_str_keys = true;
  d->version = heap.next_version();
  if (expected > usable(kMinBits)) rebuild(heap, d, bits_for((expected * 3 + 1) / 2));
  return steal(d);
}

std::int64_t dict_find(const DictObject* d, Value key, std::uint64_t hash) {
  std::int64_t found = kDictMissing;
  probe(d, hash, [&](std::int32_t entry) {
    const KeyMatch match = simple_equal(d->entries[entry].key, key);
    if (match == KeyMatch::Yes) found = entry;
    if (match == KeyMatch::AskPython) found = kDictAskPython;
    return match != KeyMatch::No;
  });
  return found;
}

std::int64_t dict_find_str(const DictObject* d, StrObject* key) {
  std::int64_t found = kDictMissing;
  probe(d, str_hash(key), [&](std::int32_t entry) {
    const Value other = d->entries[entry].key;
    const bool same = other == Value(key) || (is_str(other) && str_equal(as_str(other), key));
    if (same) found = entry;
    return same;
  });
  return found;
}

void dict_insert_new(Heap& heap, DictObject* d, Value key, std::uint64_t hash, Value value) {
  const bool other_keys = d->only_str_keys && !(key.is_object() && key.object()->type == heap.types().str);
  if (other_keys) d->only_str_keys = false;
  if (d->entry_count == d->entry_capacity) rebuild(heap, d, bits_for(d->used * std::size_t{3}));
  else if (other_keys) heap.array_changed(d, 0, dict_keys_bytes(d->index_bits, false));  // its entries get room for their hashes
  d->entries[d->entry_count] = {hash, heap.publish(key), heap.publish(value)};
  put_in_index(d, hash, static_cast<std::int32_t>(d->entry_count++));
  ++d->used;
  d->version = heap.next_version();
}

void dict_replace(Heap& heap, DictObject* d, std::int64_t entry, Value value) {
  const Value old = d->entries[entry].value;
  d->entries[entry].value = heap.publish(value);
  heap.decref(old);
}

Ref dict_take(Heap& heap, DictObject* d, std::int64_t entry) {
  DictEntry& e = d->entries[entry];
  d->index[slot_of(d, e.hash, static_cast<std::int32_t>(entry))] = kDeleted;
  const Value key = std::exchange(e.key, Value());
  Ref value = steal(std::exchange(e.value, Value()));
  --d->used;
  d->version = heap.next_version();
  if (entry + 1 == d->entry_count) {  // popitem: do not scan the hole again; its slot stays spoilt until the next rebuild
    --d->entry_count;
    --d->entry_capacity;
    heap.charge_bytes(-static_cast<std::int64_t>(sizeof(DictEntry)));
  }
  heap.decref(key);
  return value;
}

void dict_clear(Heap& heap, DictObject* d) {
  DictEntry* entries = d->entries;
  const std::uint32_t count = d->entry_count;
  if (d->index != nullptr) heap.array_changed(d, -table_bytes(d), 0);
  std::free(d->index);
  d->entries = nullptr;
  d->index = nullptr;
  d->used = d->entry_count = d->entry_capacity = d->index_bits = 0;
  d->only_str_keys = true;
  d->version = heap.next_version();
  for (std::uint32_t i = 0; i < count; ++i) {
    heap.decref(entries[i].key);
    heap.decref(entries[i].value);
  }
  std::free(entries);
}

void dict_set_str(Heap& heap, DictObject* d, StrObject* key, Value value) {
  const std::int64_t entry = dict_find_str(d, key);
  if (entry >= 0) dict_replace(heap, d, entry, value);
  else dict_insert_new(heap, d, key, str_hash(key), value);
}

bool dict_remove_str(Heap& heap, DictObject* d, StrObject* key) {
  const std::int64_t entry = dict_find_str(d, key);
  if (entry < 0) return false;
  dict_take(heap, d, entry);
  return true;
}

bool dict_set_simple(Heap& heap, DictObject* d, Value key, Value value) {
  std::uint64_t hash = 0;
  if (!simple_hash(heap, key, hash)) return false;
  const std::int64_t entry = dict_find(d, key, hash);
  if (entry == kDictAskPython) return false;
  if (entry >= 0) dict_replace(heap, d, entry, value);
  else dict_insert_new(heap, d, key, hash, value);
  return true;
}

Ref dict_copy(Heap& heap, const DictObject* d) {
  Ref copy = make_dict(heap, d->used);
  for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
    dict_insert_new(heap, as_dict(copy), d->entries[i].key, d->entries[i].hash, d->entries[i].value);
  }
  return copy;
}

DictProbe::DictProbe(const DictObject* d, std::uint64_t hash)
    : dict_(d), hash_(hash), version_(d->version), perturb_(hash), slot_(hash & ((std::size_t{1} << d->index_bits) - 1)) {}

bool DictProbe::next() {
  if (dict_->index == nullptr || changed()) return false;
  const std::size_t mask = (std::size_t{1} << dict_->index_bits) - 1;
  for (;;) {
    if (started_) {
      perturb_ >>= 5;
      slot_ = (slot_ * 5 + perturb_ + 1) & mask;
    }
    started_ = true;
    entry_ = dict_->index[slot_];
    if (entry_ == kEmpty) return false;
    if (entry_ >= 0 && dict_->entries[entry_].hash == hash_) return true;
  }
}

void dict_destroy(Heap& heap, Object* self) { dict_clear(heap, static_cast<DictObject*>(self)); }

void dict_visit(Object* self, Visit visit, void* context) {
  auto* d = static_cast<DictObject*>(self);
  for (std::int64_t i = dict_next(d, 0); i >= 0; i = dict_next(d, static_cast<std::uint32_t>(i) + 1)) {
    visit(d->entries[i].key, context);
    visit(d->entries[i].value, context);
  }
}

}  // namespace gilscope
