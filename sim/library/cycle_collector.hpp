// What a garbage collection does with the heap: finds objects that only refer to one another, runs their finalizers and takes them apart
// (Python/gc.c, by the same steps: subtract internal references, keep what is reachable from outside, weak references, finalizers,
// resurrection, clear). When it runs, and on which generation: sim/runtime/garbage_collector.hpp.
//
// Objects of other native classes than the containers below count as reachable, and so does what they hold.
#pragma once

#include "sim/vm/native.hpp"

namespace gilscope {

class Vm;

/// From now on the runtime's collector works on this vm's heap.
void connect_collector(Vm& vm);

}  // namespace gilscope
