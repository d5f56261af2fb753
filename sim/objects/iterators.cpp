#include "sim/objects/iterators.hpp"

#include "sim/objects/types.hpp"

namespace gilscope {

Ref make_index_iterator(Heap& heap, TypeObject* cls, Value source, std::int64_t index) {
  auto* it = heap.make<IndexIterator>(cls);
  heap.incref(source);
  it->source = source;
  it->index = index;
  return steal(it);
}

Ref make_dict_iterator(Heap& heap, TypeObject* cls, DictObject* d, DictPart part, bool reverse) {
  auto* it = heap.make<DictIterator>(cls);
  heap.incref(d);
  it->source = d;
  it->expected = it->left = d->used;
  it->position = reverse ? d->entry_count : 0;
  it->what = part;
  it->reverse = reverse;
  return steal(it);
}

Ref make_set_iterator(Heap& heap, SetObject* s) {
  auto* it = heap.make<SetIterator>(heap.types().set_iterator);
  heap.incref(s);
  it->source = s;
  it->expected = it->left = s->used;
  return steal(it);
}

namespace {

void use_big_numbers(Heap& heap, RangeIterator* it, const RangeObject* r, bool reverse) {
  it->left = -1;
  if (reverse) {
    Ref last = int_sub(heap, r->length, Value::integer(1));
    it->big_next = range_item(heap, r, last).release();
    it->big_step = int_negative(heap, r->step).release();
  } else {
    it->big_next = share(r->start).release();
    it->big_step = share(r->step).release();
  }
  it->big_left = share(r->length).release();
}

}  // namespace

Ref make_range_iterator(Heap& heap, const RangeObject* r, bool reverse) {
  auto* it = heap.make<RangeIterator>(heap.types().range_iterator);
  Ref result = steal(it);
  std::int64_t last_step = 0;
  const bool small = as_int64(r->start, it->next) && as_int64(r->step, it->step) && as_int64(r->length, it->left) &&
                     as_int64(r->stop, last_step) && it->step != INT64_MIN;
  if (!small) {
    it->type = heap.types().longrange_iterator;
    use_big_numbers(heap, it, r, reverse);
  } else if (reverse) {
    it->next += it->left > 0 ? (it->left - 1) * it->step : 0;
    it->step = -it->step;
  }
  return result;
}

Ref range_iterator_next_big(Heap& heap, RangeIterator* it) {
  if (int_sign(it->big_left) <= 0) return steal(Value::exhausted());
  Ref item = steal(it->big_next);
  Ref left = steal(it->big_left);
  it->big_next = int_add(heap, item, it->big_step).release();
  it->big_left = int_sub(heap, left, Value::integer(1)).release();
  return item;
}

Ref dict_iterator_next(Heap& heap, DictIterator* it, bool& keys_changed) {
  keys_changed = false;
  DictObject* d = it->source;
  if (d == nullptr) return steal(Value::exhausted());
  if (d->used != it->expected) {
    it->expected = ~0u;  // stays broken (dictobject.c: "Make this state sticky")
    return nullptr;
  }
  const bool reverse = it->reverse;
  const std::int64_t entry = reverse ? dict_previous(d, it->position) : dict_next(d, it->position);
  if (entry < 0) {
    heap.decref(std::exchange(it->source, nullptr));
    return steal(Value::exhausted());
  }
  if (it->left == 0) {
    keys_changed = true;
    return nullptr;
  }
  it->position = static_cast<std::uint32_t>(reverse ? entry : entry + 1);
  --it->left;
  const DictEntry& e = d->entries[entry];
  if (it->what == kDictKeys) return share(e.key);
  if (it->what == kDictValues) return share(e.value);
  const Value pair[] = {e.key, e.value};
  return make_tuple(heap, pair);
}

Ref set_iterator_next(Heap& heap, SetIterator* it) {
  SetObject* s = it->source;
  if (s == nullptr) return steal(Value::exhausted());
  if (s->used != it->expected) {
    it->expected = ~0u;
    return nullptr;
  }
  const std::int64_t slot = set_next(s, it->position);
  if (slot < 0) {
    heap.decref(std::exchange(it->source, nullptr));
    return steal(Value::exhausted());
  }
  it->position = static_cast<std::uint32_t>(slot) + 1;
  --it->left;
  return share(s->table[slot].key);
}

void index_iterator_destroy(Heap& heap, Object* self) { heap.decref(static_cast<IndexIterator*>(self)->source); }
void index_iterator_visit(Object* self, Visit visit, void* context) {
  if (Value source = static_cast<IndexIterator*>(self)->source) visit(source, context);
}

void dict_iterator_destroy(Heap& heap, Object* self) { heap.decref(Value(static_cast<DictIterator*>(self)->source)); }
void dict_iterator_visit(Object* self, Visit visit, void* context) {
  if (DictObject* d = static_cast<DictIterator*>(self)->source) visit(d, context);
}

void dict_view_destroy(Heap& heap, Object* self) { heap.decref(Value(static_cast<DictView*>(self)->dict)); }
void dict_view_visit(Object* self, Visit visit, void* context) { visit(static_cast<DictView*>(self)->dict, context); }

void set_iterator_destroy(Heap& heap, Object* self) { heap.decref(Value(static_cast<SetIterator*>(self)->source)); }
void set_iterator_visit(Object* self, Visit visit, void* context) {
  if (SetObject* s = static_cast<SetIterator*>(self)->source) visit(s, context);
}

void range_iterator_destroy(Heap& heap, Object* self) {
  auto* it = static_cast<RangeIterator*>(self);
  for (Value v : {it->big_next, it->big_step, it->big_left}) heap.decref(v);
}
void range_iterator_visit(Object* self, Visit visit, void* context) {
  auto* it = static_cast<RangeIterator*>(self);
  for (Value v : {it->big_next, it->big_step, it->big_left}) if (v) visit(v, context);
}

}  // namespace gilscope
