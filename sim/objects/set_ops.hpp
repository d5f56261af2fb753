// set and frozenset: CPython's open-addressing table (Objects/setobject.c), same sizes, same probing, so that the iteration order of
// ints is CPython's. As in dict_ops.hpp, keys whose equality needs Python code are left to the vm: kSetAskPython, SetProbe.
#pragma once

#include <cstdint>

#include "sim/objects/objects.hpp"
#include "sim/objects/simple_key.hpp"

namespace gilscope {

/// Unused: hash 0, null key. Removed: `removed` set.
struct SetEntry {
  std::uint64_t hash;
  Value key;
  bool removed;
  bool live() const { return static_cast<bool>(key); }
};

struct SetObject : Object {
  std::uint32_t used, fill;  ///< live entries; live and removed ones
  std::uint32_t mask;        ///< slots - 1
  std::uint32_t finger;      ///< where pop() searches
  SetEntry* table;
  std::uint64_t version;     ///< changes when keys come or go
  std::uint64_t hash;        ///< frozenset's, once computed
  bool hashed;
};

inline bool is_set(Value v) {
  return v.is_object() && (v.object()->type->layout == Layout::Set || v.object()->type->layout == Layout::FrozenSet);
}
inline SetObject* as_set(Value v) { return static_cast<SetObject*>(v.object()); }

inline constexpr std::int64_t kSetMissing = -1;
inline constexpr std::int64_t kSetAskPython = -2;

Ref make_set(Heap& heap, TypeObject* cls);  ///< empty; cls: set, frozenset or a subclass

/// Slot number, kSetMissing or kSetAskPython.
std::int64_t set_find(const SetObject* s, Value key, std::uint64_t hash);
/// Adds a key known to be absent (published).
void set_insert_new(Heap& heap, SetObject* s, Value key, std::uint64_t hash);
Ref set_take(Heap& heap, SetObject* s, std::int64_t slot);  ///< removes; returns the key
void set_clear(Heap& heap, SetObject* s);
/// For simple keys. False: not simple (or a candidate is not); nothing changed. `added`: it was absent.
bool set_add_simple(Heap& heap, SetObject* s, Value key, bool* added = nullptr);

/// All of other's keys into s, as set_merge does: presizes, and copies an own-sized table slot by slot. False: stopped at a key that
/// needs Python code (some may have been added already); go on with single adds.
bool set_merge(Heap& heap, SetObject* s, const SetObject* other);
Ref set_copy(Heap& heap, const SetObject* s, TypeObject* cls);

/// The first live slot at or after `position`; -1 at the end.
inline std::int64_t set_next(const SetObject* s, std::size_t position) {
  for (; position <= s->mask; ++position) if (s->table[position].live()) return static_cast<std::int64_t>(position);
  return -1;
}
/// What pop() takes: slot number, -1 if empty. Moves the finger.
std::int64_t set_pop_slot(SetObject* s);

std::uint64_t frozenset_hash(SetObject* s);
/// Every key of a in b / the same keys.
KeyMatch set_subset(const SetObject* a, const SetObject* b);
KeyMatch set_equal(const SetObject* a, const SetObject* b);

/// Walks the slots whose hash equals a given one, in lookup order; see DictProbe.
class SetProbe {
 public:
  SetProbe(const SetObject* s, std::uint64_t hash);
  bool next();
  std::int64_t slot() const { return static_cast<std::int64_t>(at_); }
  Value key() const { return set_->table[at_].key; }
  bool changed() const { return set_->version != version_; }

 private:
  const SetObject* set_;
  std::uint64_t hash_, version_, perturb_;
  std::size_t base_, at_;
  std::uint32_t probes_left_ = 0;
  bool started_ = false;
};

void set_destroy(Heap& heap, Object* self);
void set_visit(Object* self, Visit visit, void* context);

}  // namespace gilscope
