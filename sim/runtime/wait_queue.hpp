// WaitQueue: a FIFO of sleeping threads, as a condition variable or a futex has. Signal wakes the one that has waited longest.
#pragma once

#include <algorithm>
#include <deque>

#include "sim/base/co.hpp"
#include "sim/machine/machine.hpp"

namespace gilscope {

class WaitQueue {
 public:
  bool empty() const { return queue_.empty(); }
  std::size_t size() const { return queue_.size(); }
  OsThread* front() const { return queue_.front(); }
  const std::deque<OsThread*>& threads() const { return queue_; }

  /// The current thread sleeps at the tail. TimedOut: nobody signalled it before the deadline.
  Co<Wake> wait(Machine& machine, ThreadState why, SimTime deadline) {
    OsThread* me = &machine.current();
    queue_.push_back(me);
    const Wake wake = co_await machine.block(why, deadline);
    if (wake == Wake::TimedOut) queue_.erase(std::find(queue_.begin(), queue_.end(), me));
    co_return wake;
  }

  /// Wakes the first. Returns false if nobody waits.
  bool signal(Machine& machine) {
    if (queue_.empty()) return false;
    OsThread* first = queue_.front();
    queue_.pop_front();
    machine.wake(*first);
    return true;
  }
  void broadcast(Machine& machine) {
    while (signal(machine)) {}
  }

 private:
  std::deque<OsThread*> queue_;
};

}  // namespace gilscope
