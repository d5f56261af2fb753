// _bisect: the C versions of the binary searches (Modules/_bisectmodule.c).
#include "sim/library/modules/modules.hpp"
#include "sim/library/native_module.hpp"
#include "sim/library/type_helpers.hpp"
#include "sim/objects/list_ops.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/call.hpp"
#include "sim/vm/names.hpp"
#include "sim/vm/vm.hpp"

namespace gilscope {

namespace {

/// The place in a[lo:hi] that keeps it sorted; behind equal items for the right one. -1: an exception is set.
Co<std::int64_t> search(Vm& vm, Value a, Value x, std::int64_t lo, std::int64_t hi, Value key, bool right) {
  if (hi < 0) {
    Ref length = co_await vm.finish(gilscope::length(vm, a));
    if (!length) co_return -1;
    hi = clamped_int64(length);
  }
  while (lo < hi) {
    const std::int64_t middle = lo + (hi - lo) / 2;
    Ref index = vm.integer(middle);
    Ref item = co_await vm.finish(get_item(vm, a, index));
    if (!item) co_return -1;
    if (key) item = co_await vm.call(key, item);
    if (!item) co_return -1;
    vm.charge(Cost::ItemCompare);
    Ref before;
    if (right) {
      before = co_await vm.finish(less(vm, x, item));
    } else {
      before = co_await vm.finish(less(vm, item, x));
    }
    if (!before) co_return -1;
    if (before.get().is_true() == right) {
      hi = middle;
    } else {
      lo = middle + 1;
    }
  }
  co_return lo;
}

struct Range {
  std::int64_t lo = 0, hi = -1;
};

bool range_of(Vm& vm, Value lo, Value hi, Range& range) {
  range.lo = lo ? clamped_int64(lo) : 0;
  range.hi = hi && !hi.is_none() ? clamped_int64(hi) : -1;
  if (range.lo >= 0) return true;
  vm.raise(Exc::ValueError, "lo must be non-negative");
  return false;
}

Value key_of(Value key) { return key && !key.is_none() ? key : Value(); }

Co<Ref> bisect_co(Vm& vm, Value a, Value x, Range range, Value key, bool right) {
  const std::int64_t place = co_await search(vm, a, x, range.lo, range.hi, key, right);
  if (place < 0) co_return nullptr;
  co_return vm.integer(place);
}

template <bool kRight>
Ref bisect(Vm& vm, const Args& a) {
  Range range;
  if (!range_of(vm, a[2], a[3], range)) return nullptr;
  return vm.start(bisect_co(vm, a[0], a[1], range, key_of(a[4]), kRight));
}

Co<Ref> insort_co(Vm& vm, Value a, Value x, Range range, Value key, bool right) {
  Ref wanted = share(x);
  if (key) wanted = co_await vm.call(key, x);
  if (!wanted) co_return nullptr;
  const std::int64_t place = co_await search(vm, a, wanted, range.lo, range.hi, key, right);
  if (place < 0) co_return nullptr;
  Ref index = vm.integer(place);
  Value operands[] = {index, x};
  Ref done = co_await vm.finish(call_method(vm, a, vm.intern("insert"), Args{operands, 2, nullptr}));
  co_return done;
}

template <bool kRight>
Ref insort(Vm& vm, const Args& a) {
  Range range;
  if (!range_of(vm, a[2], a[3], range)) return nullptr;
  return vm.start(insort_co(vm, a[0], a[1], range, key_of(a[4]), kRight));
}

constexpr NativeSpec function(const char* name, NativeFn fn) {
  return {.name = name, .fn = fn, .signature = "(a, x, lo=0, hi=None, *, key=None)", .cost = Cost::NativeCall};
}
const NativeSpec kFunctions[] = {
    function("bisect_right", bisect<true>), function("bisect", bisect<true>), function("bisect_left", bisect<false>),
    function("insort_right", insort<true>), function("insort", insort<true>), function("insort_left", insort<false>),
};

}  // namespace

void init_bisect(Vm& vm, ModuleObject* module) { add_functions(vm, module, kFunctions); }

}  // namespace gilscope
