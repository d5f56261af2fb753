// The iterators of the built-in containers. Their positions are plain fields so that the interpreter can split a step of an iterator
// that two cores share into its read and its write (free-threaded 3.13: listobject.c listiter_next loads the index, takes the item,
// stores index + 1, with nothing between them atomic).
#pragma once

#include <cstdint>

#include "sim/objects/dict_ops.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/range_ops.hpp"
#include "sim/objects/set_ops.hpp"
#include "sim/objects/tuple_ops.hpp"

namespace gilscope {

/// list_iterator, list_reverseiterator, tuple_iterator, str_iterator and str_ascii_iterator, bytes_iterator and bytearray_iterator.
/// `source` is null once exhausted.
struct IndexIterator : Object {
  Value source;
  std::int64_t index;  ///< of the next item; a reverse iterator counts down
};

/// dict_keyiterator, dict_valueiterator, dict_itemiterator and the reverse ones (dictobject.c: dictiterobject).
struct DictIterator : Object {
  DictObject* source;      ///< null once exhausted
  std::uint32_t expected;  ///< dict size when it began: a change raises RuntimeError
  std::uint32_t position;  ///< entry to look at next; a reverse iterator: one past it
  std::uint32_t left;      ///< for __length_hint__
  std::uint8_t what;       ///< DictPart
  bool reverse;
};
enum DictPart : std::uint8_t { kDictKeys, kDictValues, kDictItems };

struct DictView : Object { DictObject* dict; };  ///< dict_keys, dict_values, dict_items

struct SetIterator : Object {
  SetObject* source;  ///< null once exhausted
  std::uint32_t expected, position, left;
};

/// range_iterator: like CPython's, it counts its start up and its length down. longrange_iterator: the same with ints of any size.
struct RangeIterator : Object {
  std::int64_t next, step, left;
  Value big_next, big_step, big_left;  ///< in use when some number does not fit 64 bits: then `left` is -1
};

Ref make_index_iterator(Heap& heap, TypeObject* cls, Value source, std::int64_t index = 0);
Ref make_dict_iterator(Heap& heap, TypeObject* cls, DictObject* d, DictPart part, bool reverse);
Ref make_set_iterator(Heap& heap, SetObject* s);
Ref make_range_iterator(Heap& heap, const RangeObject* r, bool reverse = false);

/// Lets go of the source.
inline Ref finish_iteration(Heap& heap, IndexIterator* it) {
  heap.decref(std::exchange(it->source, Value()));
  return steal(Value::exhausted());
}

/// The next item (new reference) or exhausted().
inline Ref list_iterator_next(Heap& heap, IndexIterator* it) {
  if (!it->source) return steal(Value::exhausted());
  const ListObject* l = as_list(it->source);
  if (it->index >= static_cast<std::int64_t>(l->length)) return finish_iteration(heap, it);
  return share(l->items[it->index++]);
}
inline Ref tuple_iterator_next(Heap& heap, IndexIterator* it) {
  if (!it->source) return steal(Value::exhausted());
  const TupleObject* t = as_tuple(it->source);
  if (it->index >= static_cast<std::int64_t>(t->length)) return finish_iteration(heap, it);
  return share(t->items[it->index++]);
}
Ref range_iterator_next_big(Heap& heap, RangeIterator* it);
inline Ref range_iterator_next(Heap& heap, RangeIterator* it) {
  if (it->left < 0) return range_iterator_next_big(heap, it);
  if (it->left == 0) return steal(Value::exhausted());
  const std::int64_t item = it->next;
  --it->left;
  if (it->left > 0) it->next = item + it->step;
  return make_int(heap, item);
}
/// Null: the container changed size during iteration (RuntimeError "dictionary changed size during iteration" or, if `keys_changed` comes
/// back true, "dictionary keys changed during iteration"; "Set changed size during iteration").
Ref dict_iterator_next(Heap& heap, DictIterator* it, bool& keys_changed);
Ref set_iterator_next(Heap& heap, SetIterator* it);

void index_iterator_destroy(Heap& heap, Object* self);
void index_iterator_visit(Object* self, Visit visit, void* context);
void dict_iterator_destroy(Heap& heap, Object* self);
void dict_iterator_visit(Object* self, Visit visit, void* context);
void dict_view_destroy(Heap& heap, Object* self);
void dict_view_visit(Object* self, Visit visit, void* context);
void set_iterator_destroy(Heap& heap, Object* self);
void set_iterator_visit(Object* self, Visit visit, void* context);
void range_iterator_destroy(Heap& heap, Object* self);
void range_iterator_visit(Object* self, Visit visit, void* context);

}  // namespace gilscope
