#include "sim/objects/payload.hpp"
#include "sim/objects/tuple_ops.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "sim/objects/types.hpp"

namespace gilscope {

TupleObject* make_tuple_storage(Heap& heap, std::size_t length, TypeObject* cls) {
  if (cls == nullptr) cls = heap.types().tuple;
  const std::size_t base = std::max<std::size_t>(cls->basic_bytes, sizeof(TupleObject)), bytes = length * sizeof(Value);
  const bool fits = base + bytes <= Heap::kMaxObjectBytes;
  auto* t = static_cast<TupleObject*>(heap.allocate(cls, base + (fits ? bytes : 0)));
  t->length = static_cast<std::uint32_t>(length);
  if (fits) {
    t->items = reinterpret_cast<Value*>(reinterpret_cast<char*>(t) + base);
  } else {
    t->items = static_cast<Value*>(payload_zeroed(bytes));
    heap.array_changed(t, static_cast<std::int64_t>(bytes), bytes);
  }
  return t;
}

Ref make_tuple(Heap& heap, std::span<const Value> items, TypeObject* cls) {
  TupleObject* t = make_tuple_storage(heap, items.size(), cls);
  for (std::size_t i = 0; i < items.size(); ++i) tuple_init(heap, t, i, items[i]);
  return steal(t);
}

void TupleHash::add(std::uint64_t item_hash) {
  acc_ += item_hash * 14029467366897019727u;
  acc_ = std::rotl(acc_, 31) * 11400714785074694791u;
}

std::uint64_t TupleHash::finish(std::size_t length) const {
  const std::uint64_t h = acc_ + (length ^ (2870177450012600261u ^ 3527539u));
  return h == ~std::uint64_t{0} ? 1546275796 : h;
}

void tuple_destroy(Heap& heap, Object* self) {
  auto* t = static_cast<TupleObject*>(self);
  for (std::uint32_t i = 0; i < t->length; ++i) heap.decref(t->items[i]);
  if ((reinterpret_cast<std::uintptr_t>(t) ^ reinterpret_cast<std::uintptr_t>(t->items)) < Heap::kPageBytes) return;
  heap.array_changed(t, -static_cast<std::int64_t>(t->length * sizeof(Value)), 0);
  std::free(t->items);
}

void tuple_visit(Object* self, Visit visit, void* context) {
  auto* t = static_cast<TupleObject*>(self);
  for (std::uint32_t i = 0; i < t->length; ++i) if (t->items[i]) visit(t->items[i], context);
}

}  // namespace gilscope
