// The global interpreter lock, as Python/ceval_gil.c of 3.13 works it.
//
// It is not a mutex. It is a flag (`locked`) that is only ever looked at under a mutex, a condition variable on which those sleep
// who want it, and one idea: nobody can take it away from its holder; one can only *ask* the holder to let go.
//
// Taking it (take_gil). A thread that finds it locked sleeps on the condition variable, but for one switch interval (5 ms) at most.
// If it was not woken in that time, the GIL is still locked, and it has not changed hands meanwhile (`switch_number`), then it sets
// the GIL-drop bit in the *holder's* eval breaker, and sleeps again, now at the tail of the queue. So a thread that has just got
// the GIL is left alone for a full interval, whoever else has waited how long.
//
// Dropping it (drop_gil). The holder clears the flag and signals one sleeper. Then it depends:
//  - It let go by its own will (a system call, a lock): it walks away. If it wants the GIL again before the signalled thread has got
//    out of bed (some microseconds), it simply takes it: it "barges", and the sleeper sleeps a full interval again.
//  - It was asked (its drop bit is set): it must wait until another thread has really taken the GIL ("forced switching"). Without
//    this, the old holder would win the race on a multicore machine nearly always.
//
// Who gets it. The condition variable wakes its sleepers first come, first served, and who asked for the GIL has just gone to the
// tail: with two or more waiters it is usually not the asker that gets it. Usually: it had to wake up to ask, and if the holder lets go just
// while the asker is on its way back to sleep, the asker takes the signal from under the noses of those who sleep (glibc allows
// that). The race in detail: the asker holds the GIL's mutex for another moment (GilRequest); a holder that comes then sleeps for the
// mutex, and the asker has to wake it (FutexWake) before it goes to sleep itself (CondEnter), mostly before the holder's core is awake.
//
// Who is signalled does not have the GIL yet. A core takes microseconds to wake, and whoever wants the GIL meanwhile takes it: the
// signalled thread finds it locked and waits for another whole interval, at the tail. Beside a computing thread, two threads that nap for a
// millisecond get the GIL about every second interval each (measured: 12 ms a nap; one such thread: 6.4 ms).
//
// What a switch costs. Two wake-ups; and the new holder's core lacks what the other one has changed: reference counts, free lists,
// caches in the bytecode come over line by line (GilRefill). At an interval of 5 ms that is less than a hundredth, at 0.05 ms a seventh.
//
// Hence what one sees: slices of 5 ms plus the time to the next eval-breaker check plus a wake-up, and the convoy effect: a thread that
// does short I/O waits 5 ms for each of them beside one that computes, and a multiple of that beside several.
//
// In the free-threaded build the same object exists, with `enabled`: 0 = off, n = n requests to have it on for a while (imports of
// extension modules), kPermanent = on for good. Taking and dropping do nothing while it is off.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <vector>

#include "sim/base/co.hpp"
#include "sim/runtime/thread_state.hpp"
#include "sim/runtime/wait_queue.hpp"

namespace gilscope {

class Runtime;

class Gil {
 public:
  static constexpr int kPermanent = std::numeric_limits<int>::max();

  explicit Gil(Runtime& runtime);

  bool enabled() const { return enabled_ != 0; }
  RuntimeThread* holder() const { return locked_ ? last_holder_ : nullptr; }
  std::uint64_t switch_number() const { return switch_number_; }
  std::vector<ThreadId> waiting() const;  ///< on the condition variable, who is signalled next first

  /// take_gil. Comes back without it if the GIL is, or gets, disabled.
  Co<> take(RuntimeThread& me);
  /// drop_gil. `final`: the thread exits; it does not wait for a taker.
  Co<> drop(RuntimeThread& me, bool final = false);

  /// _PyEval_EnableGILTransient's and _PyEval_EnableGILPermanent's counting part. Requires: the world is stopped, or it is on already.
  void enable_once() { if (enabled_ != kPermanent) ++enabled_; }
  void enable_permanently() { enabled_ = kPermanent; }
  /// _PyEval_DisableGIL: one request less; at zero the holder lets go and all waiters leave. Requires: `me` holds it.
  void disable_once(RuntimeThread& me);

  /// sys.setswitchinterval: whole microseconds; 0 behaves as 1.
  void set_interval(SimTime interval);
  SimTime interval() const { return interval_; }

 private:
  /// A thread in the condition variable's wait; lives in its coroutine.
  struct Waiter {
    OsThread* os;
    bool awake;      ///< it has not fallen asleep yet
    bool signalled;
  };
  Co<Wake> wait_for_signal(SimTime deadline);
  ThreadId signal_one();  ///< whom it signalled
  void request_drop(RuntimeThread& requester);
  void become_holder(RuntimeThread& me);
  void refill_caches();

  Runtime& runtime_;
  bool locked_ = false;
  RuntimeThread* last_holder_ = nullptr;
  std::uint64_t switch_number_ = 0;
  SimTime held_since_ = 0;  ///< by the last holder
  SimTime last_hold_ = 0;   ///< how long the last holder had it
  SimTime interval_;
  int enabled_;
  int contenders_ = 0;      ///< threads inside take()'s waiting loop
  std::deque<Waiter*> waiters_;  ///< cond
  SimTime mutex_free_at_ = 0;    ///< until then who asked for the GIL holds the mutex
  bool mutex_contended_ = false; ///< ... and has to wake the holder, who sleeps for it
  WaitQueue forced_switch_; ///< switch_cond: the old holder waits for its successor
};

}  // namespace gilscope
