// Semaphore: the lock behind PyThread_type_lock (Python/thread_pthread.h), a POSIX semaphore of value 1. threading.RLock uses it up to
// 3.13, threading.Lock did before it became a PyMutex.
//
// Acquiring tries once without detaching; if that fails, the thread detaches (drops the GIL) and sleeps in the kernel until the value is
// positive and it gets it. Releasing raises the value and wakes one sleeper, which competes with whoever comes by: there is no
// hand-over, and no spinning.
#pragma once

#include <cstdint>

#include "sim/runtime/wait_queue.hpp"

namespace gilscope {

class Semaphore {
 public:
  bool taken() const { return taken_; }
  const WaitQueue& sleepers() const { return sleepers_; }

 private:
  friend class Runtime;
  bool taken_ = false;
  std::uint32_t line_ = 0;
  WaitQueue sleepers_;
};

}  // namespace gilscope
