// What the functions of a declared extension do when they are called.
#pragma once

#include "sim/library/extension_module.hpp"
#include "sim/vm/native.hpp"

namespace gilscope {

/// The static variables of one extension module in one run.
struct ExtensionState : Object {
  const ExtensionSpec* module;
  std::int64_t counter;
  std::uint32_t counter_line;  ///< the cache line of the counter
  std::uint8_t counter_mutex;  ///< a PyMutex
  std::uint32_t mutex_line;
};

/// A call of `function`; `state` outlives it. Wrong arguments raise what C code raises.
Ref call_extension_function(Vm& vm, const ExtensionFunctionSpec* function, ExtensionState* state, const Args& args);

}  // namespace gilscope
