// The census: which objects nothing reaches any more, although nothing frees them.
//
// Two questions about memory cannot be answered from counters. An immortal object has no count that could say that it is garbage: what
// does 3.13t's immortalization really keep? And a class always refers to itself (its own method resolution order names it), so that
// only the cyclic collector can free it: does this build's collector give a class back? The simulator's own collector leaves classes
// alone. So the whole heap is walked: from what is certainly in use (objects with a reference that comes from no other object: frames, the
// interpreter; and what is immortal in every build) along all references. What was not reached and is a class, a function or another object
// of the kind that immortalization and deferred counting are about, and everything that only these hold, is
//   retained   if immortalization made one of them immortal: nobody will ever free it (immortal.hpp)
//   buried     otherwise: the collection that is under way would have freed it, and the ledger gives its memory back
//
// It is bookkeeping: it takes no simulated time, runs no finalizer, and the simulator keeps its own copies. An object that is only held by
// a frame's reference to an immortal object, as a function that is deleted while it runs, counts as unreached.
#pragma once

#include <cstdint>

namespace gilscope {

class Runtime;

struct MemoryCensus {
  std::uint64_t retained_objects = 0, retained_bytes = 0;
  std::uint64_t buried_objects = 0, buried_tracked = 0;  ///< buried now; those among them that the collector counts
  std::uint64_t number_bytes = 0;  ///< ints and floats in containers that have no object here, as CPython's objects (GIL build)
};

/// Walks the heap. `bury`: a collection is under way. Requires: no operation is amid changing a container.
MemoryCensus take_census(Runtime& runtime, bool bury);

}  // namespace gilscope
