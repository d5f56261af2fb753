// How C++ and modeled Python code call each other.
//
// A native function is `Ref fn(Vm&, const Args&)`. Most run to completion. One that must call Python code or wait returns
// `vm.start(co(...))`: the coroutine becomes a NativeFrame on the modeled thread's frame stack, and the function's result is
// Value::pending() unless the coroutine finished at once. So nothing ever nests on the host's stack:
//
//   static Co<Ref> reduce(Vm& vm, Value fn, Value iterable) {
//     Ref it = co_await vm.finish(iter(vm, iterable));          // iter() may run a Python __iter__
//     if (!it) co_return nullptr;                               // null: an exception is set on the thread
//     ...
//     Ref sum = co_await vm.call(fn, total, item);
//
// vm.finish(r) awaits any Ref-returning operation: ready at once unless r is pending. An operation that returned pending MUST be
// finished before anything else is started. Args stay alive and in place until the call has delivered its result.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>

#include "sim/base/co.hpp"
#include "sim/objects/heap.hpp"

namespace gilscope {

class Vm;
struct TupleObject;
enum class Cost : std::uint16_t;  // sim/runtime/cost_model.hpp

/// Arguments of a call, borrowed: `count` positional values, then one value per name in `keywords` (a tuple of str, may be null).
struct Args {
  const Value* data = nullptr;
  std::uint32_t count = 0;
  const TupleObject* keywords = nullptr;

  Value operator[](std::uint32_t i) const { return data[i]; }
  std::uint32_t keyword_count() const;
  Value keyword_value(std::uint32_t i) const { return data[count + i]; }
  Args without_first() const { return {data + 1, count - 1, keywords}; }
};

using NativeFn = Ref (*)(Vm&, const Args&);

enum class NativeKind : std::uint8_t { Function, Method, ClassMethod, StaticMethod };

/// Which objects' locks the free-threaded build holds around the call (its critical section); the vm begins and ends it.
enum class NativeLock : std::uint8_t { None, Self, SelfAndArgument };

/// One native function or method, as listed in a module's or type's table.
struct NativeSpec {
  const char* name;
  NativeFn fn;
  /// Parameters as Python writes them: "(self, iterable=(), /, *, key=None)". With it, fn gets args bound to parameters in order, one Value
  /// each, null where an optional one is absent, and wrong calls raise CPython's TypeError. A *args parameter arrives as a tuple, **kw as a
  /// dict. Null: fn gets the raw Args (and checks them itself).
  const char* signature = nullptr;
  NativeKind kind = NativeKind::Function;
  Cost cost{};               ///< charged at every call, before fn runs (besides the CALL instruction's own cost)
  NativeLock lock = NativeLock::None;
  const char* doc = nullptr;
};

}  // namespace gilscope
