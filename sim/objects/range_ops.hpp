// range and slice.
#pragma once

#include <cstdint>

#include "sim/objects/objects.hpp"

namespace gilscope {

/// start, stop, step and length are ints of any size (immediate where they fit).
struct RangeObject : Object { Value start, stop, step, length; };
struct SliceObject : Object { Value start, stop, step; };

/// Requires: ints, step != 0.
Ref make_range(Heap& heap, Value start, Value stop, Value step);
/// start + i * step, for any int i.
Ref range_item(Heap& heap, const RangeObject* r, Value i);
/// The position of int v in the range, or null.
Ref range_index(Heap& heap, const RangeObject* r, Value v);
/// Both describe the same sequence.
bool range_equal(const RangeObject* a, const RangeObject* b);
Ref range_slice(Heap& heap, const RangeObject* r, Value start, Value stop, Value step);  ///< r[start:stop:step]; stop shows in its repr

Ref make_slice(Heap& heap, Value start, Value stop, Value step);

/// Where a slice of a sequence begins, its step, and how many items it has.
struct SliceRange { std::int64_t start, stop, step, length; };
/// From bounds already turned into int64 (see slice_bounds in the library, which calls __index__).
SliceRange clamp_slice(std::int64_t start, std::int64_t stop, std::int64_t step, std::int64_t length);
/// If start, stop and step are None or ints. False: some bound needs __index__, or step is zero (then out.step == 0).
bool slice_range(const SliceObject* s, std::int64_t length, SliceRange& out);

void range_destroy(Heap& heap, Object* self);
void range_visit(Object* self, Visit visit, void* context);
void slice_destroy(Heap& heap, Object* self);
void slice_visit(Object* self, Visit visit, void* context);

}  // namespace gilscope
