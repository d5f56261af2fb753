#include "sim/objects/list_ops.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "sim/objects/payload.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

void set_capacity(Heap& heap, ListObject* l, std::size_t capacity) {
  const std::int64_t more = static_cast<std::int64_t>(capacity) - static_cast<std::int64_t>(l->capacity);
  heap.array_changed(l, more * static_cast<std::int64_t>(sizeof(Value)), capacity * sizeof(Value));
  if (capacity == 0) {
    std::free(l->items);
    l->items = nullptr;
  } else {
    l->items = static_cast<Value*>(payload_resized(static_cast<void*>(l->items), capacity * sizeof(Value)));
  }
  l->capacity = static_cast<std::uint32_t>(capacity);
}

/// The array after the length became `length`; shrinks when less than half is used.
bool resize(Heap& heap, ListObject* l, std::size_t length) {
  if (l->capacity >= length && length >= l->capacity / 2) return false;
  std::size_t capacity = (length + (length >> 3) + 6) & ~std::size_t{3};
  if (length > l->length && length - l->length > capacity - length) capacity = (length + 3) & ~std::size_t{3};
  set_capacity(heap, l, length == 0 ? 0 : capacity);
  return true;
}

/// Drops what was taken out, last of all, when the list is consistent again.
void drop(Heap& heap, const std::vector<Value>& dead) {
  for (Value v : dead) heap.decref(v);
}

}  // namespace

Ref make_list(Heap& heap, std::span<const Value> items, TypeObject* cls) {
  if (cls == nullptr) cls = heap.types().list;
  auto* l = static_cast<ListObject*>(heap.allocate(cls, std::max<std::size_t>(cls->basic_bytes, sizeof(ListObject))));
  Ref result = steal(l);
  if (items.empty()) return result;
  set_capacity(heap, l, items.size());  // a list made of a known number of items has no spare room
  for (std::size_t i = 0; i < items.size(); ++i) l->items[i] = heap.publish(items[i]);
  l->length = static_cast<std::uint32_t>(items.size());
  return result;
}

ListObject* make_list_reserved(Heap& heap, std::size_t length) {
  auto* l = heap.make<ListObject>(heap.types().list);
  if (length != 0) set_capacity(heap, l, length);
  return l;
}

bool list_grow_slow(Heap& heap, ListObject* l, std::size_t length) { return resize(heap, l, length); }

void list_append_owned(Heap& heap, ListObject* l, Value owned) {
  if (l->length == l->capacity) resize(heap, l, l->length + std::size_t{1});
  l->items[l->length++] = owned;
}

void list_insert(Heap& heap, ListObject* l, std::int64_t index, Value v) {
  const std::int64_t length = l->length;
  if (index < 0) index = std::max<std::int64_t>(0, index + length);
  index = std::min(index, length);
  const Value item = heap.publish(v);
  resize(heap, l, l->length + std::size_t{1});
  std::copy_backward(l->items + index, l->items + length, l->items + length + 1);
  l->items[index] = item;
  ++l->length;
}

void list_replace(Heap& heap, ListObject* l, std::size_t index, Value v) {
  const Value old = l->items[index];
  l->items[index] = heap.publish(v);
  heap.decref(old);
}

Ref list_take(Heap& heap, ListObject* l, std::size_t index) {
  Ref item = steal(l->items[index]);
  std::copy(l->items + index + 1, l->items + l->length, l->items + index);
  --l->length;
  resize(heap, l, l->length);
  return item;
}

void list_clear(Heap& heap, ListObject* l) {
  Value* items = l->items;
  const std::uint32_t length = l->length;
  if (l->capacity != 0) heap.array_changed(l, -static_cast<std::int64_t>(l->capacity * sizeof(Value)), 0);
  l->items = nullptr;
  l->length = l->capacity = 0;
  for (std::uint32_t i = length; i-- > 0;) heap.decref(items[i]);
  std::free(items);
}

void list_extend(Heap& heap, ListObject* l, const Value* items, std::size_t count) {
  if (count == 0) return;
  const bool own = items == l->items;
  if (l->capacity == 0) set_capacity(heap, l, (count + 1) & ~std::size_t{1});  // listobject.c: list_preallocate_exact
  else resize(heap, l, l->length + count);
  if (own) items = l->items;
  for (std::size_t i = 0; i < count; ++i) l->items[l->length + i] = heap.publish(items[i]);
  l->length += static_cast<std::uint32_t>(count);
}

void list_reverse(ListObject* l) { std::reverse(l->items, l->items + l->length); }

Ref list_slice(Heap& heap, const ListObject* l, std::int64_t start, std::int64_t step, std::int64_t length) {
  if (step == 1) return make_list(heap, {l->items + start, static_cast<std::size_t>(length)});
  ListObject* result = make_list_reserved(heap, static_cast<std::size_t>(length));
  for (std::int64_t i = 0; i < length; ++i) list_append(heap, result, l->items[start + i * step]);
  return steal(result);
}

void list_assign_range(Heap& heap, ListObject* l, std::size_t start, std::size_t stop, const Value* items, std::size_t count) {
  const std::vector<Value> dead(l->items + start, l->items + stop);
  const std::size_t old_length = l->length, tail = old_length - stop, length = old_length - (stop - start) + count;
  std::vector<Value> fresh(count);
  for (std::size_t i = 0; i < count; ++i) fresh[i] = heap.publish(items[i]);
  if (length > old_length) resize(heap, l, length);
  if (tail != 0) std::memmove(static_cast<void*>(l->items + start + count), l->items + stop, tail * sizeof(Value));
  std::copy(fresh.begin(), fresh.end(), l->items + start);
  l->length = static_cast<std::uint32_t>(length);
  if (length < old_length) resize(heap, l, length);
  drop(heap, dead);
}

void list_assign_strided(Heap& heap, ListObject* l, std::int64_t start, std::int64_t step, const Value* items, std::size_t count) {
  std::vector<Value> dead(count);
  for (std::size_t i = 0; i < count; ++i) {
    Value& place = l->items[start + static_cast<std::int64_t>(i) * step];
    dead[i] = std::exchange(place, heap.publish(items[i]));
  }
  drop(heap, dead);
}

void list_delete_strided(Heap& heap, ListObject* l, std::int64_t start, std::int64_t step, std::size_t count) {
  if (count == 0) return;
  if (step < 0) {  // the same places from the low end
    start += step * (static_cast<std::int64_t>(count) - 1);
    step = -step;
  }
  std::vector<Value> dead;
  std::size_t to = static_cast<std::size_t>(start);
  for (std::size_t from = to; from < l->length; ++from) {
    const std::size_t offset = from - static_cast<std::size_t>(start);
    if (dead.size() < count && offset % static_cast<std::size_t>(step) == 0) dead.push_back(l->items[from]);
    else l->items[to++] = l->items[from];
  }
  l->length = static_cast<std::uint32_t>(to);
  resize(heap, l, to);
  drop(heap, dead);
}

void list_destroy(Heap& heap, Object* self) { list_clear(heap, static_cast<ListObject*>(self)); }

void list_visit(Object* self, Visit visit, void* context) {
  auto* l = static_cast<ListObject*>(self);
  for (std::uint32_t i = 0; i < l->length; ++i) visit(l->items[i], context);
}

}  // namespace gilscope
