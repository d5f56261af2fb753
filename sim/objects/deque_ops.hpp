// collections.deque's storage: a ring of references, optionally bounded.
#pragma once

#include <cstdint>

#include "sim/objects/objects.hpp"

namespace gilscope {

struct DequeObject : Object {
  Value* items;             ///< ring of `capacity` (a power of two) places
  std::uint32_t head, length, capacity;
  std::int64_t max_length;  ///< -1: unbounded
  std::uint64_t state;      ///< changes with every mutation: iterators notice
};

inline Value deque_at(const DequeObject* d, std::size_t i) { return d->items[(d->head + i) & (d->capacity - 1)]; }  ///< borrowed

/// Values are published. A bounded deque drops an item from the other end.
void deque_append(Heap& heap, DequeObject* d, Value v);
void deque_append_left(Heap& heap, DequeObject* d, Value v);
/// Requires: length > 0.
Ref deque_pop(Heap& heap, DequeObject* d);
Ref deque_pop_left(Heap& heap, DequeObject* d);
void deque_replace(Heap& heap, DequeObject* d, std::size_t i, Value v);
Ref deque_take(Heap& heap, DequeObject* d, std::size_t i);                 ///< removes item i
void deque_insert(Heap& heap, DequeObject* d, std::size_t i, Value v);     ///< Requires: room (length != max_length)
void deque_rotate(DequeObject* d, std::int64_t steps);                     ///< to the right
void deque_reverse(DequeObject* d);
void deque_clear(Heap& heap, DequeObject* d);

void deque_destroy(Heap& heap, Object* self);
void deque_visit(Object* self, Visit visit, void* context);

}  // namespace gilscope
