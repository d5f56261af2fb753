// gc.collect(): finds objects that only refer to one another, runs their finalizers and takes them apart (Python/gc.c, by the same steps:
// subtract internal references, keep what is reachable from outside, weak references, finalizers, resurrection, clear).
//
// Only explicit collections exist; none starts by itself (sim/runtime/garbage_collector.hpp says what is missing). Objects of other native
// classes than the containers below count as reachable, and so does what they hold.
#pragma once

#include "sim/vm/native.hpp"

namespace gilscope {

class Vm;

/// The number of unreachable objects found, as an int. In the free-threaded build the world is stopped while it looks.
Co<Ref> collect_cycles(Vm& vm);

}  // namespace gilscope
