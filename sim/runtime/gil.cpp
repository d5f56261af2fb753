#include "sim/runtime/gil.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/machine/machine_costs.hpp"
#include "sim/runtime/runtime.hpp"
#include "sim/trace/recorder.hpp"

namespace gilscope {

Gil::Gil(Runtime& runtime) : runtime_(runtime), interval_(runtime.config.switch_interval) {
  const bool on = !runtime.config.free_threaded || runtime.config.gil == GilOption::On;
  enabled_ = on ? kPermanent : 0;
}

Co<> Gil::take(RuntimeThread& me) {
  if (!enabled()) co_return;
  Machine& machine = runtime_.machine;
  co_await machine.order();
  ++contenders_;
  while (locked_) {
    const std::uint64_t seen = switch_number_;
    const SimTime deadline = machine.clock.now + interval_ + machine.cost(MachineCost::TimerSlack);
    const Wake wake = co_await wait_for_signal(deadline);
    if (!enabled()) {
      --contenders_;
      signal_one();  // pass it on: all of them have to leave
      co_return;
    }
    if (wake == Wake::TimedOut && locked_ && switch_number_ == seen) request_drop(me);
  }
  --contenders_;
  become_holder(me);
}

// pthread_cond_timedwait: a moment awake, then asleep.
Co<Wake> Gil::wait_for_signal(SimTime deadline) {
  Machine& machine = runtime_.machine;
  Waiter me{&machine.current(), true, false};
  waiters_.push_back(&me);
  if (machine.clock.now < mutex_free_at_) co_await machine.compute(mutex_free_at_ - machine.clock.now);
  if (std::exchange(mutex_contended_, false)) co_await machine.compute(machine.cost(MachineCost::FutexWake));
  co_await machine.compute(runtime_.costs[Cost::CondEnter]);
  me.awake = false;
  if (me.signalled) co_return Wake::Woken;
  const Wake wake = co_await machine.block(ThreadState::WaitingForGil, deadline);
  if (wake == Wake::TimedOut) std::erase(waiters_, &me);
  co_return wake;
}

ThreadId Gil::signal_one() {
  if (waiters_.empty()) return ThreadId();
  const auto awake = std::find_if(waiters_.begin(), waiters_.end(), [](const Waiter* w) { return w->awake; });
  const auto chosen = awake != waiters_.end() ? awake : waiters_.begin();
  Waiter& waiter = **chosen;
  waiters_.erase(chosen);
  waiter.signalled = true;
  if (!waiter.awake) runtime_.machine.wake(*waiter.os);
  return waiter.os->id;
}

std::vector<ThreadId> Gil::waiting() const {
  std::vector<ThreadId> threads;
  for (const bool awake : {true, false}) {
    for (const Waiter* waiter : waiters_) if (waiter->awake == awake) threads.push_back(waiter->os->id);
  }
  return threads;
}

void Gil::request_drop(RuntimeThread& requester) {
  mutex_free_at_ = runtime_.machine.clock.now + runtime_.costs[Cost::GilRequest];
  last_holder_->eval_breaker |= kGilDropRequest;
  runtime_.mark(MarkKind::GilDropRequest, &requester, last_holder_->id.value);
}

void Gil::become_holder(RuntimeThread& me) {
  locked_ = true;
  const bool switched = last_holder_ != &me;
  const bool first = last_holder_ == nullptr;
  if (switched) {
    last_holder_ = &me;
    ++switch_number_;
  }
  me.holds_gil = true;
  me.eval_breaker &= ~kGilDropRequest;
  runtime_.recorder.gil_holder(runtime_.machine.clock.now, me.id, runtime_.interpreter);
  forced_switch_.signal(runtime_.machine);
  runtime_.charge(Cost::GilTake);
  if (switched && !first) refill_caches();
  held_since_ = runtime_.machine.clock.now;
}

// What the other one had the GIL for, it changed: reference counts, free lists, caches in the bytecode. Those lines come over one by one now.
// An eighth of the time that it held the GIL, at most GilRefill, by which all that both use has moved (an estimate).
void Gil::refill_caches() {
  runtime_.machine.clock.now += std::min(last_hold_ / 8, runtime_.costs[Cost::GilRefill]);
}

Co<> Gil::drop(RuntimeThread& me, bool final) {
  if (!me.holds_gil) co_return;
  Machine& machine = runtime_.machine;
  co_await machine.order();
  if (machine.clock.now < mutex_free_at_) {  // the mutex is taken: sleep for it
    mutex_contended_ = true;
    const SimTime free = mutex_free_at_ + machine.varied(machine.cost(MachineCost::HotWakeup));
    co_await machine.compute(free - machine.clock.now);
  }
  assert(locked_);
  co_await machine.compute(runtime_.costs[Cost::GilDrop]);  // in order: a thread on its way to sleep may see the GIL free at once
  last_holder_ = &me;
  last_hold_ = machine.clock.now - held_since_;
  locked_ = false;
  me.holds_gil = false;
  runtime_.recorder.gil_holder(machine.clock.now, ThreadId(), runtime_.interpreter);
  const bool asked = (me.eval_breaker & kGilDropRequest) != 0 && !final;
  const ThreadId next = signal_one();
  runtime_.mark(asked ? MarkKind::GilHandOver : MarkKind::GilReleased, &me, asked ? next.value : 0);
  // Without a contender (the GIL was switched off meanwhile) nobody would ever end this wait.
  if (asked && contenders_ > 0) {
    me.eval_breaker &= ~kGilDropRequest;
    co_await forced_switch_.wait(machine, ThreadState::WaitingForGil, kForever);
  }
}

void Gil::disable_once(RuntimeThread& me) {
  if (enabled_ == kPermanent || --enabled_ > 0) return;
  assert(me.holds_gil);
  locked_ = false;
  me.holds_gil = false;
  me.eval_breaker &= ~kGilDropRequest;
  runtime_.recorder.gil_holder(runtime_.machine.clock.now, ThreadId(), runtime_.interpreter);
  signal_one();
}

void Gil::set_interval(SimTime interval) {
  interval_ = std::max(interval / kMicrosecond * kMicrosecond, kMicrosecond);
}

}  // namespace gilscope
