// tuple: making and comparing.
#pragma once

#include <cstdint>
#include <span>

#include "sim/objects/objects.hpp"
#include "sim/objects/simple_key.hpp"

namespace gilscope {

inline bool is_tuple(Value v) { return v.is_object() && v.object()->type->layout == Layout::Tuple; }
inline TupleObject* as_tuple(Value v) { return static_cast<TupleObject*>(v.object()); }

/// A tuple of null items, to be filled at once with published values (tuple_init). `cls` null: exactly tuple. The empty tuple is not shared.
TupleObject* make_tuple_storage(Heap& heap, std::size_t length, TypeObject* cls = nullptr);
/// Sets an item that is still null. Borrowed value.
inline void tuple_init(Heap& heap, TupleObject* t, std::size_t i, Value v) { t->items[i] = heap.publish(v); }
Ref make_tuple(Heap& heap, std::span<const Value> items, TypeObject* cls = nullptr);

/// CPython's tuple hash (an xxHash variant, Objects/tupleobject.c). False: some item is not a simple key.
bool tuple_hash(Heap& heap, TupleObject* t, std::uint64_t& out);
/// The same in steps, for tuples whose items' hashes come from Python code.
class TupleHash {
 public:
  void add(std::uint64_t item_hash);
  std::uint64_t finish(std::size_t length) const;

 private:
  std::uint64_t acc_ = 2870177450012600261u;
};
KeyMatch tuple_equal(const TupleObject* a, const TupleObject* b);

void tuple_destroy(Heap& heap, Object* self);
void tuple_visit(Object* self, Visit visit, void* context);

}  // namespace gilscope
