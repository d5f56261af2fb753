// Small runs with known spans, for tests of pictures.
#pragma once

#include <cmath>
#include <memory>
#include <random>
#include <string>

#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "ui/scene/run_index.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {

struct Run {
  std::shared_ptr<const Trace> trace;
  RunPicture picture;

  Run(Recorder& recorder, std::uint32_t cores, bool gil) : trace(recorder.shared_trace()) {
    picture.trace = trace.get();
    picture.label = gil ? "3.13" : "3.13t";
    picture.has_gil = gil;
    picture.cores = cores;
    picture.source_name = "script.py";
    picture.index = make_index(*trace);
  }
};

/// Two workers on two cores under the GIL, 10 ms: "a" runs 0-4 ms, "b" 4-10 ms; each waits for the GIL while the other has it.
inline Run two_turns() {
  Recorder r;
  const ThreadId a{0}, b{1};
  r.thread_started(a, 0, "a");
  r.thread_started(b, 0, "b");
  r.thread_state(a, 0, ThreadState::Running, CoreId{0});
  r.thread_state(b, 0, ThreadState::WaitingForGil, CoreId{});
  r.core_runs(CoreId{0}, 0, a);
  r.gil_holder(0, a);
  const SimTime turn = 4 * kMillisecond, end = 10 * kMillisecond;
  r.mark(MarkKind::GilHandOver, a, turn, 1);
  r.wake(a, b, turn);
  r.thread_state(a, turn, ThreadState::WaitingForGil, CoreId{});
  r.core_runs(CoreId{0}, turn, ThreadId{});
  r.thread_state(b, turn, ThreadState::Running, CoreId{1});
  r.core_runs(CoreId{1}, turn, b);
  r.gil_holder(turn, b);
  r.finish(end);
  return Run(r, 2, true);
}

/// Two threads on two cores, each in an interpreter with a GIL of its own, 10 ms.
inline Run two_interpreters() {
  Recorder r;
  const ThreadId a{0}, b{1};
  const InterpreterId second{1};
  r.thread_started(a, 0, "a");
  r.thread_started(b, 0, "b");
  r.interpreter_started(second, 0, "interpreter 1", false);
  r.thread_interpreter(b, 0, second);
  for (const ThreadId t : {a, b}) {
    r.thread_state(t, 0, ThreadState::Running, CoreId{t.value});
    r.core_runs(CoreId{t.value}, 0, t);
  }
  r.gil_holder(0, a);
  r.gil_holder(0, b, second);
  r.finish(10 * kMillisecond);
  return Run(r, 2, true);
}

/// "holder" has the lock "guard" from 1 to 5 ms, "waiter" waits for it from 2 ms on and has it from 5 to 6 ms; both run on, 8 ms in all.
inline Run one_lock() {
  Recorder r;
  const ThreadId holder{0}, waiter{1};
  r.thread_started(holder, 0, "holder");
  r.thread_started(waiter, 0, "waiter");
  r.lock_created(LockId{0}, "Lock", "guard");
  r.thread_state(holder, 0, ThreadState::Running, CoreId{0});
  r.thread_state(waiter, 0, ThreadState::Running, CoreId{1});
  r.core_runs(CoreId{0}, 0, holder);
  r.core_runs(CoreId{1}, 0, waiter);
  r.lock_acquired(LockId{0}, holder, 1 * kMillisecond, false);
  r.thread_state(waiter, 2 * kMillisecond, ThreadState::WaitingForLock, CoreId{});
  r.core_runs(CoreId{1}, 2 * kMillisecond, ThreadId{});
  r.lock_released(LockId{0}, holder, 5 * kMillisecond);
  r.lock_wait(LockId{0}, waiter, 2 * kMillisecond, 5 * kMillisecond);
  r.lock_acquired(LockId{0}, waiter, 5 * kMillisecond, true);
  r.thread_state(waiter, 5 * kMillisecond, ThreadState::Running, CoreId{1});
  r.core_runs(CoreId{1}, 5 * kMillisecond, waiter);
  r.lock_released(LockId{0}, waiter, 6 * kMillisecond);
  r.finish(8 * kMillisecond);
  return Run(r, 2, false);
}

/// Many threads that change states at random, some of them far below a pixel, on `cores` cores.
inline Run random_run(unsigned seed, std::uint32_t threads, std::uint32_t cores, int changes, bool gil) {
  Recorder r;
  std::mt19937 random(seed);
  for (std::uint32_t t = 0; t < threads; ++t) r.thread_started(ThreadId{t}, 0, "worker-with-a-long-name-" + std::to_string(t));
  r.lock_created(LockId{0}, "Lock", "guard");
  r.object_named(ObjectId{0}, "list", "shared", ThreadId{0}, false);
  std::vector<ThreadId> on(cores);
  std::vector<ThreadState> states(threads, ThreadState::Runnable);
  SimTime now = 0;
  ThreadId holder;
  for (int i = 0; i < changes; ++i) {
    now += 1 + static_cast<SimTime>(random() % 1000) * (random() % 20 == 0 ? kMicrosecond : kNanosecond);
    const ThreadId t{static_cast<std::uint32_t>(random() % threads)};
    for (std::uint32_t c = 0; c < cores; ++c)
      if (on[c] == t) r.core_runs(CoreId{c}, now, on[c] = ThreadId{});
    if (holder == t) r.gil_holder(now, holder = ThreadId{});
    const CoreId core{static_cast<std::uint32_t>(random() % cores)};
    const bool runs = !on[core.value].valid() && random() % 2 == 0;
    static constexpr ThreadState kWaits[] = {ThreadState::Runnable, ThreadState::WaitingForGil, ThreadState::WaitingForLock, ThreadState::Sleeping, ThreadState::InIo};
    const ThreadState state = runs ? ThreadState::Running : kWaits[random() % 5];
    if (states[t.value] == ThreadState::WaitingForLock && state != ThreadState::WaitingForLock) r.lock_wait(LockId{0}, t, now - 1, now);
    states[t.value] = state;
    r.thread_state(t, now, state, runs ? core : CoreId{});
    if (runs) r.core_runs(core, now, on[core.value] = t);
    if (runs && gil && !holder.valid()) r.gil_holder(now, holder = t);
    r.object_traffic(ObjectId{0}, now, 1, 1, 1);
    if (i % 50 == 0) r.wake(t, ThreadId{(t.value + 1) % threads}, now);
    if (i % 900 == 400) r.mark(MarkKind::GcBegin, t, now, 0);
    if (i % 900 == 420) r.mark(MarkKind::GcEnd, t, now, 3);
  }
  r.finish(now + 1);
  return Run(r, cores, gil);
}

}  // namespace gilscope::scene
