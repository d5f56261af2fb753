// Iterators of the built-in containers when several free-threaded cores step one of them at once (model document, 8.1).
//
// Under a GIL a step of a C iterator is atomic: threads that share one get disjoint parts. In the free-threaded builds a step is a plain load of
// the position, the item, and a plain store of the next position, with nothing in between:
//
//   list, str, bytes     whoever loads before the other's store gets the same item: duplicates
//   tuple (3.13t)        the same; and at the end it lets go of the tuple, which another thread may be looking at: a use after free (gh-128637,
//                        repaired in 3.14)
//   range                two fields, changed one after the other: duplicates, items left out, numbers beyond the end (gh-129068)
//   dict                 as list; and "changed size during iteration" when a thread changes it
//   set                  the set is locked while the item is looked up, the position is stored afterwards: duplicates
//
// How long the position is up for grabs is decided by the cache line of the iterator. The store follows the load so closely that the processor
// asks for the line for itself at once; it keeps it for the few instructions in between unless another core's request arrives just then. So
// the losses are a few in a hundred, whatever the number of cores: far fewer than those of `counter += 1`, whose load and store are bytecodes apart.
#pragma once

#include "sim/vm/vm.hpp"

namespace gilscope {

/// Several cores may be at it at once, and it is an iterator of a built-in container: its step is not atomic.
bool is_raced_iterator(Vm& vm, Value iterator);

/// One step of such an iterator, in its two halves. Requires: is_raced_iterator. The result as from Slots::next, now or later.
Ref step_raced_iterator(Vm& vm, Value iterator);

/// FOR_ITER is about to step an iterator of any type: the length and the table that it reads lie beside the counts that other threads write.
void read_container(Vm& vm, Value iterator);

/// setobject.c: setiter_iternext looks for the next entry under the set's lock. Requires: a set's iterator. The result as from Slots::next.
Ref next_of_set(Vm& vm, Value iterator);

}  // namespace gilscope
