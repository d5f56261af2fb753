#include "sim/runtime/semaphore.hpp"

#include <algorithm>

#include "sim/runtime/runtime.hpp"
#include "sim/trace/recorder.hpp"

namespace gilscope {

// Everything that others can see happens at the atomic, which the rest of the work comes before: their own may come right after it.
bool Runtime::semaphore_try_acquire(RuntimeThread& thread, Semaphore& s, LockId id) {
  charge(Cost::SemaphoreOp);
  machine.line_rmw(s.line_, costs[Cost::AtomicRmw]);
  if (s.taken_ || machine.line_held_until(s.line_) > machine.clock.now) return false;
  s.taken_ = true;
  if (id.valid()) recorder.lock_acquired(id, thread.id, machine.clock.now, false);
  return true;
}

Co<bool> Runtime::semaphore_acquire(RuntimeThread& thread, Semaphore& s, SimTime deadline, ThreadState why, LockId id) {
  co_await machine.order();
  const SimTime begin = machine.clock.now;
  if (semaphore_try_acquire(thread, s, id)) co_return true;
  if (deadline <= begin) co_return false;
  if (id.valid()) recorder.lock_awaited(id, thread.id);
  co_await detach(thread);
  co_await machine.order();
  Wake wake = Wake::Woken;
  while (s.taken_ && wake == Wake::Woken) wake = co_await s.sleepers_.wait(machine, why, deadline);
  const bool acquired = !s.taken_;
  if (acquired) {
    s.taken_ = true;
    machine.line_rmw(s.line_, costs[Cost::AtomicRmw]);
    machine.clock.now = std::max(machine.clock.now, machine.line_held_until(s.line_));
  }
  if (id.valid()) {
    recorder.lock_wait(id, thread.id, begin, machine.clock.now);
    if (acquired) recorder.lock_acquired(id, thread.id, machine.clock.now, true);
  }
  co_await attach(thread);
  co_return acquired;
}

void Runtime::semaphore_release(RuntimeThread& thread, Semaphore& s, LockId id) {
  charge(Cost::SemaphoreOp);
  machine.line_rmw(s.line_, costs[Cost::AtomicRmw]);
  machine.line_hold(s.line_, machine.clock.now);  // as mutex_unlock
  if (id.valid()) recorder.lock_released(id, thread.id, machine.clock.now);
  s.taken_ = false;
  s.sleepers_.signal(machine);
}

}  // namespace gilscope
