#include "sim/runtime/gil.hpp"

#include <algorithm>
#include <cassert>

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
    const Wake wake = co_await waiters_.wait(machine, ThreadState::WaitingForGil, deadline);
    if (!enabled()) {
      --contenders_;
      waiters_.signal(machine);  // pass it on: all of them have to leave
      co_return;
    }
    if (wake == Wake::TimedOut && locked_ && switch_number_ == seen) request_drop(me);
  }
  --contenders_;
  become_holder(me);
}

void Gil::request_drop(RuntimeThread& requester) {
  last_holder_->eval_breaker |= kGilDropRequest;
  runtime_.mark(MarkKind::GilDropRequest, &requester, last_holder_->id.value);
}

void Gil::become_holder(RuntimeThread& me) {
  locked_ = true;
  if (last_holder_ != &me) {
    last_holder_ = &me;
    ++switch_number_;
  }
  me.holds_gil = true;
  me.eval_breaker &= ~kGilDropRequest;
  runtime_.recorder.gil_holder(runtime_.machine.clock.now, me.id);
  forced_switch_.signal(runtime_.machine);
  runtime_.charge(Cost::GilTake);
}

Co<> Gil::drop(RuntimeThread& me, bool final) {
  if (!me.holds_gil) co_return;
  Machine& machine = runtime_.machine;
  runtime_.charge(Cost::GilDrop);
  co_await machine.order();
  assert(locked_);
  last_holder_ = &me;
  locked_ = false;
  me.holds_gil = false;
  runtime_.recorder.gil_holder(machine.clock.now, ThreadId());
  const bool asked = (me.eval_breaker & kGilDropRequest) != 0 && !final;
  const std::uint32_t next = waiters_.empty() ? ThreadId::kNoneValue : waiters_.front()->id.value;
  runtime_.mark(asked ? MarkKind::GilHandOver : MarkKind::GilReleased, &me, asked ? next : 0);
  waiters_.signal(machine);
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
  runtime_.recorder.gil_holder(runtime_.machine.clock.now, ThreadId());
  waiters_.signal(runtime_.machine);
}

void Gil::set_interval(SimTime interval) {
  interval_ = std::max(interval / kMicrosecond * kMicrosecond, kMicrosecond);
}

}  // namespace gilscope
