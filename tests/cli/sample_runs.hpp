// Small hand-made runs that the rendering tests draw.
#pragma once

#include <memory>
#include <string>

#include "sim/session/session.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope::testing {

inline RunReport report_of(const Recorder& recorder, std::string runtime, std::uint32_t cores, bool gil) {
  RunReport report;
  report.scenario = "sample";
  report.runtime = std::move(runtime);
  report.gil_enabled = gil;
  report.cores = cores;
  report.trace = recorder.shared_trace();
  report.time = report.trace->end();
  report.stdout_text = "2262 primes\n";
  report.host_seconds = 0.25;
  report.trace_hash = recorder.hash();
  return report;
}

inline const CoreId kNoCore;
inline const ThreadId kMain{0};

inline void start(Recorder& r, int workers) {
  r.thread_started(kMain, 0, "MainThread");
  r.thread_state(kMain, 0, ThreadState::Running, CoreId{0});
  r.core_runs(CoreId{0}, 0, kMain);
  for (int i = 1; i <= workers; ++i) {
    const ThreadId worker{static_cast<std::uint32_t>(i)};
    r.thread_started(worker, kMillisecond, "worker-" + std::to_string(i));
    r.thread_bytecodes(worker, 1'000'000);
  }
  r.thread_state(kMain, 2 * kMillisecond, ThreadState::Sleeping, kNoCore);
  r.core_runs(CoreId{0}, 2 * kMillisecond, ThreadId{});
}

/// Three workers take turns of 5 ms at the GIL for 120 ms.
inline RunReport gil_run() {
  Recorder r;
  start(r, 3);
  for (std::uint32_t i = 1; i <= 3; ++i) r.thread_state(ThreadId{i}, 2 * kMillisecond, ThreadState::WaitingForGil, kNoCore);
  SimTime at = 2 * kMillisecond;
  for (std::uint32_t turn = 0; turn < 24; ++turn, at += 5 * kMillisecond) {
    const ThreadId holder{1 + turn % 3};
    const ThreadId last{1 + (turn + 2) % 3};
    if (turn > 0) r.thread_state(last, at, ThreadState::WaitingForGil, kNoCore);
    r.gil_holder(at, holder);
    r.core_runs(CoreId{0}, at, holder);
    r.thread_state(holder, at, ThreadState::Running, CoreId{0});
    r.mark(MarkKind::GilHandOver, last, at, holder.value);
  }
  for (std::uint32_t i = 1; i <= 3; ++i) r.thread_state(ThreadId{i}, at, ThreadState::Finished, kNoCore);
  r.core_runs(CoreId{0}, at, kMain);
  r.gil_holder(at, kMain);
  r.thread_state(kMain, at, ThreadState::Running, CoreId{0});
  r.finish(at + kMillisecond);
  return report_of(r, "3.13", 4, true);
}

/// Three workers run on three cores for 40 ms; they share a lock and an object, and one of them sleeps.
inline RunReport free_run() {
  Recorder r;
  start(r, 3);
  r.lock_created(LockId{0}, "Lock", "guard");
  r.object_named(ObjectId{0}, "dict", "cache", kMain, false);
  r.object_traffic(ObjectId{0}, kMillisecond, 1200, 34567, 8910);
  for (std::uint32_t i = 1; i <= 3; ++i) {
    r.thread_state(ThreadId{i}, 2 * kMillisecond, ThreadState::Running, CoreId{i - 1});
    r.core_runs(CoreId{i - 1}, 2 * kMillisecond, ThreadId{i});
  }
  r.lock_acquired(LockId{0}, ThreadId{1}, 12 * kMillisecond, false);
  r.thread_state(ThreadId{2}, 12 * kMillisecond, ThreadState::WaitingForLock, kNoCore);
  r.core_runs(CoreId{1}, 12 * kMillisecond, ThreadId{});
  r.thread_state(ThreadId{3}, 17 * kMillisecond, ThreadState::Sleeping, kNoCore);
  r.core_runs(CoreId{2}, 17 * kMillisecond, ThreadId{});
  r.lock_released(LockId{0}, ThreadId{1}, 22 * kMillisecond);
  r.lock_wait(LockId{0}, ThreadId{2}, 12 * kMillisecond, 22 * kMillisecond);
  r.lock_acquired(LockId{0}, ThreadId{2}, 22 * kMillisecond, true);
  r.thread_state(ThreadId{2}, 22 * kMillisecond, ThreadState::Running, CoreId{1});
  r.core_runs(CoreId{1}, 22 * kMillisecond, ThreadId{2});
  r.lock_released(LockId{0}, ThreadId{2}, 23 * kMillisecond);
  r.thread_state(ThreadId{3}, 32 * kMillisecond, ThreadState::Running, CoreId{2});
  r.core_runs(CoreId{2}, 32 * kMillisecond, ThreadId{3});
  for (std::uint32_t i = 1; i <= 3; ++i) {
    r.thread_state(ThreadId{i}, 42 * kMillisecond, ThreadState::Finished, kNoCore);
    r.core_runs(CoreId{i - 1}, 42 * kMillisecond, ThreadId{});
  }
  r.finish(43 * kMillisecond);
  return report_of(r, "3.13t", 4, false);
}

/// The same work on one core, as a base for speed-ups: nothing but a duration.
inline RunReport bare_run(std::string runtime, std::uint32_t cores, SimTime time, bool gil) {
  Recorder r({.keep_spans = false});
  r.finish(time);
  return report_of(r, std::move(runtime), cores, gil);
}

}  // namespace gilscope::testing
