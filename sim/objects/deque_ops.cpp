#include "sim/objects/deque_ops.hpp"
#include "sim/objects/payload.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace gilscope {

namespace {

std::uint32_t place(const DequeObject* d, std::size_t i) { return static_cast<std::uint32_t>(d->head + i) & (d->capacity - 1); }

void grow(Heap& heap, DequeObject* d) {
  const std::uint32_t capacity = d->capacity == 0 ? 8 : d->capacity * 2;
  auto* items = static_cast<Value*>(payload_new(capacity * sizeof(Value)));
  for (std::uint32_t i = 0; i < d->length; ++i) items[i] = deque_at(d, i);
  constexpr std::size_t kBlockItems = 64, kBlockBytes = 528;  // _collectionsmodule.c: BLOCKLEN, and two links
  heap.array_changed(d, static_cast<std::int64_t>((capacity - d->capacity) * sizeof(Value)), (capacity + kBlockItems - 1) / kBlockItems * kBlockBytes);
  std::free(d->items);
  d->items = items;
  d->head = 0;
  d->capacity = capacity;
}

void make_room(Heap& heap, DequeObject* d) {
  ++d->state;
  if (d->length == d->capacity) grow(heap, d);
}

bool too_long(const DequeObject* d) { return d->max_length >= 0 && d->length > static_cast<std::uint64_t>(d->max_length); }

}  // namespace

void deque_append(Heap& heap, DequeObject* d, Value v) {
  make_room(heap, d);
  d->items[place(d, d->length++)] = heap.publish(v);
  if (too_long(d)) deque_pop_left(heap, d);
}

void deque_append_left(Heap& heap, DequeObject* d, Value v) {
  make_room(heap, d);
  d->head = place(d, d->capacity - 1);
  d->items[d->head] = heap.publish(v);
  ++d->length;
  if (too_long(d)) deque_pop(heap, d);
}

Ref deque_pop(Heap&, DequeObject* d) {
  ++d->state;
  return steal(d->items[place(d, --d->length)]);
}

Ref deque_pop_left(Heap&, DequeObject* d) {
  ++d->state;
  const Value first = d->items[d->head];
  d->head = place(d, 1);
  --d->length;
  return steal(first);
}

void deque_replace(Heap& heap, DequeObject* d, std::size_t i, Value v) {
  const Value old = std::exchange(d->items[place(d, i)], heap.publish(v));
  heap.decref(old);
}

Ref deque_take(Heap&, DequeObject* d, std::size_t i) {
  ++d->state;
  Ref item = steal(d->items[place(d, i)]);
  for (; i + 1 < d->length; ++i) d->items[place(d, i)] = d->items[place(d, i + 1)];
  --d->length;
  return item;
}

void deque_insert(Heap& heap, DequeObject* d, std::size_t i, Value v) {
  make_room(heap, d);
  for (std::size_t at = d->length; at > i; --at) d->items[place(d, at)] = d->items[place(d, at - 1)];
  d->items[place(d, i)] = heap.publish(v);
  ++d->length;
}

void deque_rotate(DequeObject* d, std::int64_t steps) {
  if (d->length < 2) return;
  ++d->state;
  const std::int64_t n = d->length, right = ((steps % n) + n) % n;
  std::vector<Value> items(d->length);
  for (std::size_t i = 0; i < items.size(); ++i) items[(i + static_cast<std::size_t>(right)) % items.size()] = deque_at(d, i);
  for (std::size_t i = 0; i < items.size(); ++i) d->items[place(d, i)] = items[i];
}

void deque_reverse(DequeObject* d) {
  for (std::size_t i = 0, j = d->length; i + 1 < j; ++i) std::swap(d->items[place(d, i)], d->items[place(d, --j)]);
}

void deque_clear(Heap& heap, DequeObject* d) {
  Value* items = d->items;
  const std::uint32_t head = d->head, length = d->length, capacity = d->capacity;
  ++d->state;
  d->items = nullptr;
  d->head = d->length = d->capacity = 0;
  for (std::uint32_t i = 0; i < length; ++i) heap.decref(items[(head + i) & (capacity - 1)]);
  if (capacity != 0) heap.array_changed(d, -static_cast<std::int64_t>(capacity * sizeof(Value)), 0);
  std::free(items);
}

void deque_destroy(Heap& heap, Object* self) { deque_clear(heap, static_cast<DequeObject*>(self)); }

void deque_visit(Object* self, Visit visit, void* context) {
  auto* d = static_cast<DequeObject*>(self);
  for (std::uint32_t i = 0; i < d->length; ++i) visit(deque_at(d, i), context);
}

}  // namespace gilscope
