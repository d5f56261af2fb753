// dict: an insertion-ordered hash table (Objects/dictobject.c: entries array plus index, growth by three).
//
// The functions here know keys only by (hash, identity or simple equality). Where a candidate's equality needs Python code they answer
// kDictAskPython; the vm's dict_get & co. (protocol.hpp) then walk a DictProbe and call __eq__ between steps.
// An entry number stays valid while dict->version does not change.
#pragma once

#include <cstdint>

#include "sim/objects/objects.hpp"
#include "sim/objects/simple_key.hpp"
#include "sim/objects/str_ops.hpp"

namespace gilscope {

inline bool is_dict(Value v) { return v.is_object() && v.object()->type->layout == Layout::Dict; }
inline DictObject* as_dict(Value v) { return static_cast<DictObject*>(v.object()); }

inline constexpr std::int64_t kDictMissing = -1;
inline constexpr std::int64_t kDictAskPython = -2;

/// What CPython takes for a table of 2^index_bits slots (PyDictKeysObject with index and entries).
std::size_t dict_keys_bytes(std::uint32_t index_bits, bool only_str_keys);

Ref make_dict(Heap& heap, std::size_t expected = 0, TypeObject* cls = nullptr);

/// Entry number, kDictMissing or kDictAskPython.
std::int64_t dict_find(const DictObject* d, Value key, std::uint64_t hash);
/// Entry number or kDictMissing. Keys whose __eq__ is Python code never equal a plain str here.
std::int64_t dict_find_str(const DictObject* d, StrObject* key);
inline Value dict_get_str(const DictObject* d, StrObject* key) {  ///< borrowed; null if absent
  const std::int64_t i = dict_find_str(d, key);
  return i < 0 ? Value() : d->entries[i].value;
}

/// Adds a key that is known to be absent. Key and value are published.
void dict_insert_new(Heap& heap, DictObject* d, Value key, std::uint64_t hash, Value value);
void dict_replace(Heap& heap, DictObject* d, std::int64_t entry, Value value);
/// Removes an entry and returns its value.
Ref dict_take(Heap& heap, DictObject* d, std::int64_t entry);
void dict_clear(Heap& heap, DictObject* d);

/// Set, replace or remove by a plain str key.
void dict_set_str(Heap& heap, DictObject* d, StrObject* key, Value value);
bool dict_remove_str(Heap& heap, DictObject* d, StrObject* key);
/// Set by a simple key. False: the key, or a candidate, is not simple; nothing changed.
bool dict_set_simple(Heap& heap, DictObject* d, Value key, Value value);

Ref dict_copy(Heap& heap, const DictObject* d);  ///< exactly a dict; deleted entries are squeezed out

/// The first live entry at or after `position`, as a number below entry_count; -1 at the end.
inline std::int64_t dict_next(const DictObject* d, std::uint32_t position) {
  for (; position < d->entry_count; ++position) if (d->entries[position].key) return position;
  return -1;
}
/// The last live entry before `position`; -1 if there is none.
inline std::int64_t dict_previous(const DictObject* d, std::uint32_t position) {
  while (position-- > 0) if (d->entries[position].key) return position;
  return -1;
}

/// Walks the entries whose hash equals a given one, in lookup order. Between steps Python code may run; changed() then tells
/// whether the dict's keys moved, in which case the lookup starts again (dictobject.c: DKIX_KEY_CHANGED).
class DictProbe {
 public:
  DictProbe(const DictObject* d, std::uint64_t hash);
  bool next();                                    ///< false: no (more) candidate
  std::int64_t entry() const { return entry_; }
  Value key() const { return dict_->entries[entry_].key; }
  bool changed() const { return dict_->version != version_; }

 private:
  const DictObject* dict_;
  std::uint64_t hash_, version_, perturb_;
  std::size_t slot_;
  std::int64_t entry_ = -1;
  bool started_ = false;
};

void dict_destroy(Heap& heap, Object* self);
void dict_visit(Object* self, Visit visit, void* context);

}  // namespace gilscope
