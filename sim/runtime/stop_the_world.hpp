// Stop-the-world: how the free-threaded build does what the GIL gave for free, an instant at which no other thread touches Python
// objects (Python/pystate.c:stop_the_world).
//
// The requester first queues for the right to stop the world. Then it goes over all threads: one that is detached becomes suspended
// on the spot (it is not let back in); one that is attached gets the please-stop bit in its eval breaker and must come to a check,
// where it suspends itself; the last to do so wakes the requester. A thread that instead *detaches* (blocks, sleeps, does I/O) tells
// nobody. Therefore the requester looks at all threads again every millisecond. So a pause begins after
//     max over attached threads of min(time to its next check, the next millisecond tick after it detached),
// and one long C call (a sort, a regular expression) makes all others stand idle meanwhile.
//
// Starting the world makes every suspended thread detached again and wakes those that stand at the door, all at once.
//
// Who stops the world, and what for: sim/trace/stop_reasons.def. Ordinary assignments to a class's attributes do not (a lock and an invalidated
// cache do in 3.13); 3.14 does where a special method is replaced.
#pragma once

#include "sim/base/co.hpp"
#include "sim/runtime/thread_state.hpp"
#include "sim/runtime/wait_queue.hpp"
#include "sim/trace/stop_reasons.hpp"

namespace gilscope {

class Runtime;

class StopTheWorld {
 public:
  explicit StopTheWorld(Runtime& runtime) : runtime_(runtime) {}

  /// Returns when every other thread is suspended. `requester` may be attached or detached; it stays what it is.
  Co<> begin(RuntimeThread& requester, StopReason reason);
  void end(RuntimeThread& requester);

  /// Whether this build stops the world for it at all.
  bool stops_for(StopReason reason) const;
  bool is_stopped() const { return stopped_; }
  bool is_requested() const { return requester_ != nullptr; }  ///< a thread created now is born suspended
  /// A stop is under way and `thread` has to obey it.
  bool wants(const RuntimeThread& thread) const { return requester_ != nullptr && requester_ != &thread; }
  /// A thread obeyed: the last one wakes the requester.
  void target_stopped();
  /// Attaching while suspended: stand at the door until the world starts. Afterwards the thread is detached.
  Co<> wait_for_start(RuntimeThread& thread);

 private:
  int scan(RuntimeThread& requester);

  Runtime& runtime_;
  RuntimeThread* requester_ = nullptr;
  StopReason reason_{};
  bool stopped_ = false;
  int countdown_ = 0;     ///< attached threads that have not obeyed yet
  WaitQueue requesters_;  ///< who wants to be next
  WaitQueue all_stopped_; ///< the requester waits for the countdown
  WaitQueue door_;        ///< suspended threads that want to attach
};

}  // namespace gilscope
