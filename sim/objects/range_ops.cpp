#include "sim/objects/range_ops.hpp"

#include <algorithm>
#include <limits>

#include "sim/objects/int_ops.hpp"
#include "sim/objects/types.hpp"

namespace gilscope {

namespace {

/// How many items lie between start and stop, in steps of step.
Ref count_items(Heap& heap, Value start, Value stop, Value step) {
  const bool up = int_sign(step) > 0;
  Ref span = up ? int_sub(heap, stop, start) : int_sub(heap, start, stop);
  if (int_sign(span) <= 0) return make_int(heap, 0);
  Ref size = up ? share(step) : int_negative(heap, step);
  Ref less_one = int_sub(heap, span, Value::integer(1));
  Ref quotient = int_floordiv(heap, less_one, size);
  return int_add(heap, quotient, Value::integer(1));
}

}  // namespace

Ref make_range(Heap& heap, Value start, Value stop, Value step) {
  auto* r = heap.make<RangeObject>(heap.types().range);
  r->start = exact_int(heap, start).release();
  r->stop = exact_int(heap, stop).release();
  r->step = exact_int(heap, step).release();
  r->length = count_items(heap, r->start, r->stop, r->step).release();
  return steal(r);
}

Ref range_item(Heap& heap, const RangeObject* r, Value i) {
  Ref offset = int_mul(heap, i, r->step);
  return int_add(heap, r->start, offset);
}

Ref range_index(Heap& heap, const RangeObject* r, Value v) {
  Ref offset = int_sub(heap, v, r->start);
  Ref rest = int_mod(heap, offset, r->step);
  if (int_sign(rest) != 0) return nullptr;
  Ref index = int_floordiv(heap, offset, r->step);
  if (int_sign(index) < 0 || int_compare(index, r->length) >= 0) return nullptr;
  return index;
}

bool range_equal(const RangeObject* a, const RangeObject* b) {
  if (a == b) return true;
  if (int_compare(a->length, b->length) != 0) return false;
  if (int_sign(a->length) == 0) return true;
  if (int_compare(a->start, b->start) != 0) return false;
  return int_compare(a->length, Value::integer(1)) == 0 || int_compare(a->step, b->step) == 0;
}

Ref range_slice(Heap& heap, const RangeObject* r, Value start, Value stop, Value step) {
  Ref first = range_item(heap, r, start);
  Ref end = range_item(heap, r, stop);
  Ref stride = int_mul(heap, r->step, step);
  return make_range(heap, first, end, stride);
}

Ref make_slice(Heap& heap, Value start, Value stop, Value step) {
  auto* s = heap.make<SliceObject>(heap.types().slice);
  s->start = heap.publish(start);
  s->stop = heap.publish(stop);
  s->step = heap.publish(step);
  return steal(s);
}

SliceRange clamp_slice(std::int64_t start, std::int64_t stop, std::int64_t step, std::int64_t length) {
  const std::int64_t low = step < 0 ? -1 : 0, high = step < 0 ? length - 1 : length;
  const auto clamp = [&](std::int64_t i) {
    if (i < 0) i = i < -length ? low : i + length;
    return std::clamp(i, low, high);
  };
  SliceRange r{clamp(start), clamp(stop), step, 0};
  if (step > 0 && r.start < r.stop) r.length = (r.stop - r.start - 1) / step + 1;
  if (step < 0 && r.start > r.stop) r.length = (r.start - r.stop - 1) / -step + 1;
  return r;
}

bool slice_range(const SliceObject* s, std::int64_t length, SliceRange& out) {
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  out = {};
  if (!s->step.is_none() && !is_int(s->step)) return out.step = 1, false;
  const std::int64_t step = s->step.is_none() ? 1 : std::max(clamped_int64(s->step), -kMax);
  if (step == 0) return false;
  out.step = step;
  const bool known = (s->start.is_none() || is_int(s->start)) && (s->stop.is_none() || is_int(s->stop));
  if (!known) return false;
  const std::int64_t start = s->start.is_none() ? (step < 0 ? kMax : 0) : clamped_int64(s->start);
  // A missing stop of a backward slice lies before the first item, which no index can say: -kMax - 1 is clamped to it.
  const std::int64_t stop = s->stop.is_none() ? (step < 0 ? -kMax - 1 : kMax) : clamped_int64(s->stop);
  out = clamp_slice(start, stop, step, length);
  return true;
}

void range_destroy(Heap& heap, Object* self) {
  auto* r = static_cast<RangeObject*>(self);
  for (Value v : {r->start, r->stop, r->step, r->length}) heap.decref(v);
}

void range_visit(Object* self, Visit visit, void* context) {
  auto* r = static_cast<RangeObject*>(self);
  for (Value v : {r->start, r->stop, r->step, r->length}) if (v) visit(v, context);
}

void slice_destroy(Heap& heap, Object* self) {
  auto* s = static_cast<SliceObject*>(self);
  for (Value v : {s->start, s->stop, s->step}) heap.decref(v);
}

void slice_visit(Object* self, Visit visit, void* context) {
  auto* s = static_cast<SliceObject*>(self);
  for (Value v : {s->start, s->stop, s->step}) visit(v, context);
}

}  // namespace gilscope
