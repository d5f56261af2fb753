// QSBR, quiescent-state-based reclamation (Python/qsbr.c): when may memory be freed that another thread may be reading without a lock?
//
// The free-threaded build reads lists and dicts without locking. Whoever replaces their arrays must not free the old one while a
// reader may still look at it. So freeing is put off until every thread has passed a point at which it holds no such pointer: an
// eval-breaker check. Each thread publishes in a slot of its own up to which point it has come; a detached thread is offline.
//
// Modeled here is the part that costs time by itself: the slots are one array, of 8, 16, 32, ... entries, and growing it stops the
// world. That happens when thread number 9, 17, 33 ... of those alive at once is created. The publishing store at each check is
// part of the instruction costs of the model files; the memory held back is not modeled.
#pragma once

#include <cstdint>

#include "sim/base/co.hpp"

namespace gilscope {

class Runtime;
struct RuntimeThread;

class Qsbr {
 public:
  explicit Qsbr(Runtime& runtime) : runtime_(runtime) {}

  /// A slot for one more thread; grows the array, with the world stopped, if there is none (_Py_qsbr_reserve).
  Co<> reserve(RuntimeThread& creator);
  void release() { if (used_ > 1) --used_; }
  std::uint32_t slots() const { return slots_; }

 private:
  static constexpr std::uint32_t kFirstSize = 8;  // Python/qsbr.c: MIN_ARRAY_SIZE
  Runtime& runtime_;
  std::uint32_t slots_ = kFirstSize;  ///< the main thread's reservation at start-up made the first array
  std::uint32_t used_ = 1;
};

}  // namespace gilscope
