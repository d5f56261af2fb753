// PyMutex: a lock of one byte (Python/lock.c of 3.13). It is threading.Lock, and in the free-threaded build the lock in every object.
//
// Free: one compare-and-swap, no system call, the GIL is kept. Otherwise:
//  1. Spin. In the free-threaded build, if nobody is parked yet, the thread calls sched_yield() 40 times. It does not look at the lock meanwhile
//     (gh-135871), so all 40 are always spent: about 10 microseconds, attached, outer locks held. In the GIL build it does not spin.
//  2. Park: set the "somebody is parked" bit, queue up, detach (drop the GIL, release object locks), sleep.
//  3. Woken: attach (that may mean waiting for the GIL) and try again; there is no promise. Meanwhile another thread may have taken the
//     free lock without ever having waited: "barging". That is good for throughput: no thread has to wait for a sleeper to wake up.
//     But a thread that has waited for a millisecond is handed the lock by the one that unlocks it, which ends starvation.
//
// Unlocking an uncontended mutex is one compare-and-swap. With parked threads it wakes the first of them, and goes on: in particular it
// does not give up the GIL, so in the GIL build the woken thread finds the lock free, but waits for the GIL a full switch interval
// if the unlocking thread goes on computing.
#include "sim/machine/machine_costs.hpp"
#include "sim/runtime/parking_lot.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/trace/recorder.hpp"

namespace gilscope {

namespace {
constexpr SimTime kTimeToBeFair = kMillisecond;  // Python/lock.c: TIME_TO_BE_FAIR_NS
constexpr std::uint8_t kLocked = 1, kHasParked = 2;
}  // namespace

bool Runtime::mutex_is_free(std::uint8_t word, std::uint32_t line) const {
  return (word & kLocked) == 0 && machine.line_held_until(line) <= machine.clock.now;
}

bool Runtime::mutex_try_lock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line, LockId id) {
  machine.line_rmw(line, costs[Cost::AtomicRmw]);
  if (!mutex_is_free(word, line)) return false;
  word |= kLocked;
  if (id.valid()) recorder.lock_acquired(id, thread.id, machine.clock.now, false);  // at the atomic: the next taker's may come right after it
  charge(Cost::MutexFast);
  return true;
}

Co<bool> Runtime::mutex_lock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line, SimTime deadline, ThreadState why,
                             LockId id) {
  co_await machine.order();
  if (mutex_try_lock(thread, word, line, id)) co_return true;
  const SimTime begin = machine.clock.now;
  bool may_wait = deadline > begin;
  if (!may_wait) co_return false;
  ParkedThread me{thread.os, begin + kTimeToBeFair, false};
  if ((word & kHasParked) == 0 && config.mutex_spins > 0) {
    machine.show_state(ThreadState::Spinning);
    for (int i = 0; i < config.mutex_spins; ++i) co_await machine.yield();
    machine.show_state(ThreadState::Running);
  }
  bool acquired = false;
  if (id.valid()) recorder.lock_awaited(id, thread.id);
  for (;;) {
    co_await machine.order();
    machine.line_rmw(line, costs[Cost::AtomicRmw]);
    acquired = mutex_is_free(word, line);
    if (acquired) word |= kLocked;
    if (acquired || !may_wait) break;
    word |= kHasParked;
    charge(Cost::ParkingEnqueue);
    parking_lot_->park(&word, me);
    if (id.valid()) mark(MarkKind::LockParked, &thread, id.value);
    // Held only in simulated time (critical_section.cpp): nobody will unpark us, so the wait ends when the hold does.
    const SimTime held_until = (word & kLocked) != 0 ? kForever : machine.line_held_until(line);
    co_await detach(thread);
    const Wake wake = co_await machine.block(why, held_until < deadline ? held_until : deadline);
    if (wake == Wake::TimedOut) {
      parking_lot_->remove(&word, me);
      if (!parking_lot_->has_parked(&word)) word &= static_cast<std::uint8_t>(~kHasParked);
    }
    co_await attach(thread);
    if (me.handed_off) {
      acquired = true;
      break;
    }
    may_wait = machine.clock.now < deadline;
    if (wake == Wake::TimedOut && !may_wait) break;
  }
  if (id.valid()) {
    recorder.lock_wait(id, thread.id, begin, machine.clock.now);
    if (acquired) recorder.lock_acquired(id, thread.id, machine.clock.now, true);
  }
  co_return acquired;
}

void Runtime::mutex_unlock(RuntimeThread& thread, std::uint8_t& word, std::uint32_t& line, LockId id) {
  machine.line_rmw(line, costs[Cost::AtomicRmw]);
  // The atomic may have waited for its line longer than a later access by another core, which is served in a gap: for that one the lock is
  // still held.
  machine.line_hold(line, machine.clock.now);
  if (id.valid()) recorder.lock_released(id, thread.id, machine.clock.now);
  charge(Cost::MutexFast);
  word &= static_cast<std::uint8_t>(~kLocked);
  if ((word & kHasParked) != 0) wake_parked(thread, word, id);
}

void Runtime::wake_parked(RuntimeThread& thread, std::uint8_t& word, LockId id) {
  ParkedThread* next = parking_lot_->unpark_one(&word);
  if (!parking_lot_->has_parked(&word)) word &= static_cast<std::uint8_t>(~kHasParked);
  if (next == nullptr) return;
  if (machine.clock.now > next->time_to_be_fair) {
    next->handed_off = true;
    word |= kLocked;
    mark(MarkKind::LockHandOff, &thread, id.valid() ? id.value : LockId::kNoneValue);
  }
  machine.wake(*next->os);
}

LockId Runtime::new_lock(std::string kind, std::string name) {
  const LockId id = recorder.new_lock_id();
  recorder.lock_created(id, std::move(kind), std::move(name));
  return id;
}

}  // namespace gilscope
