#include "sim/runtime/stop_the_world.hpp"

#include <cassert>

#include "sim/runtime/runtime.hpp"
#include "sim/trace/event_table.hpp"

namespace gilscope {

namespace {
constexpr SimTime kRescanInterval = kMillisecond;  // Python/pystate.c: stop_the_world waits on its event for 1 ms at a time
}  // namespace

bool StopTheWorld::stops_for(StopReason reason) const {
  return runtime_.config.free_threaded && runtime_.config.minor >= info_of(reason).since;
}

Co<> StopTheWorld::begin(RuntimeThread& requester, StopReason reason) {
  Machine& machine = runtime_.machine;
  co_await machine.order();
  while (requester_ != nullptr) {
    const bool attached = requester.attachment == AttachState::Attached;
    if (attached) co_await runtime_.detach(requester);
    if (requester_ != nullptr) co_await requesters_.wait(machine, ThreadState::Stopped, kForever);
    if (attached) co_await runtime_.attach(requester);
  }
  requester_ = &requester;
  reason_ = reason;
  runtime_.mark(MarkKind::StopTheWorldBegin, &requester, static_cast<std::uint64_t>(reason));
  while ((countdown_ = scan(requester)) > 0) {
    co_await all_stopped_.wait(machine, ThreadState::Stopped, machine.clock.now + kRescanInterval);
  }
  stopped_ = true;
}

// Returns how many threads are still attached.
int StopTheWorld::scan(RuntimeThread& requester) {
  int attached = 0;
  for (RuntimeThread* thread : runtime_.threads()) {
    if (thread == &requester) continue;
    runtime_.charge(Cost::StwPerThread);
    if (thread->attachment == AttachState::Detached) thread->attachment = AttachState::Suspended;
    if (thread->attachment != AttachState::Attached) continue;
    thread->eval_breaker |= kPleaseStop;
    ++attached;
  }
  return attached;
}

void StopTheWorld::target_stopped() {
  if (--countdown_ == 0) all_stopped_.signal(runtime_.machine);
}

void StopTheWorld::end(RuntimeThread& requester) {
  assert(requester_ == &requester);
  runtime_.mark(MarkKind::StopTheWorldEnd, &requester, static_cast<std::uint64_t>(reason_));
  for (RuntimeThread* thread : runtime_.threads()) {
    if (thread->attachment == AttachState::Suspended && thread != &requester) thread->attachment = AttachState::Detached;
  }
  requester_ = nullptr;
  stopped_ = false;
  door_.broadcast(runtime_.machine);
  requesters_.signal(runtime_.machine);
}

Co<> StopTheWorld::wait_for_start(RuntimeThread& thread) {
  while (thread.attachment == AttachState::Suspended) {
    co_await door_.wait(runtime_.machine, ThreadState::Stopped, kForever);
  }
}

}  // namespace gilscope
