// list: storage, slices and growth as CPython's (Objects/listobject.c: list_resize).
#pragma once

#include <cstdint>
#include <span>

#include "sim/objects/objects.hpp"

namespace gilscope {

inline bool is_list(Value v) { return v.is_object() && v.object()->type->layout == Layout::List; }
inline ListObject* as_list(Value v) { return static_cast<ListObject*>(v.object()); }

Ref make_list(Heap& heap, std::span<const Value> items = {}, TypeObject* cls = nullptr);
/// Room for `length` items, all null; the list's length is 0. Push with list_append.
ListObject* make_list_reserved(Heap& heap, std::size_t length);

/// Makes room for `length` items by CPython's over-allocation; true if the array was reallocated (Cost::ListResize is due).
bool list_grow_slow(Heap& heap, ListObject* l, std::size_t length);

/// The value is published. Returns true if the array was reallocated.
inline bool list_append(Heap& heap, ListObject* l, Value v) {
  const bool grown = l->length == l->capacity && list_grow_slow(heap, l, l->length + std::size_t{1});
  l->items[l->length] = heap.publish(v);
  ++l->length;
  return grown;
}
/// Takes over a published reference.
void list_append_owned(Heap& heap, ListObject* l, Value owned);
void list_insert(Heap& heap, ListObject* l, std::int64_t index, Value v);  ///< index as Python's insert takes it
void list_replace(Heap& heap, ListObject* l, std::size_t index, Value v);
Ref list_take(Heap& heap, ListObject* l, std::size_t index);               ///< removes it
void list_clear(Heap& heap, ListObject* l);
void list_extend(Heap& heap, ListObject* l, const Value* items, std::size_t count);  ///< items may be the list's own
void list_reverse(ListObject* l);

/// l[start:stop:step] with slice_indices' results.
Ref list_slice(Heap& heap, const ListObject* l, std::int64_t start, std::int64_t step, std::int64_t length);
/// l[start:stop] = items, with step 1. Requires: 0 <= start <= stop <= length; items do not lie in l's array.
void list_assign_range(Heap& heap, ListObject* l, std::size_t start, std::size_t stop, const Value* items, std::size_t count);
/// l[start::step] = items for exactly `count` places.
void list_assign_strided(Heap& heap, ListObject* l, std::int64_t start, std::int64_t step, const Value* items, std::size_t count);
/// del l[start::step], `count` places.
void list_delete_strided(Heap& heap, ListObject* l, std::int64_t start, std::int64_t step, std::size_t count);

void list_destroy(Heap& heap, Object* self);
void list_visit(Object* self, Visit visit, void* context);

}  // namespace gilscope
