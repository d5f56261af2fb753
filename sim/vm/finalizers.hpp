// What dying objects still want to run: __del__, weakref callbacks, the finally blocks of suspended generators.
#pragma once

#include <cstdint>

#include "sim/objects/heap.hpp"

namespace gilscope {

class Vm;
enum class Step : std::uint8_t;

/// From now on the heap asks this vm before it frees an object with a finalizer.
void connect_finalizers(Vm& vm);
/// Runs what is queued as an operation of a coroutine: None, now or later.
Ref drain_finalizers(Vm& vm);
/// Runs what is queued, on top of the current frame; the frame goes on when it is done. Clears Private::attention.
/// Next (done at once) or Switch.
Step push_finalizers(Vm& vm);

}  // namespace gilscope
