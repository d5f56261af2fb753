// Hand-made runs whose pictures are known, and runs at random.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "sim/export/export.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope::test {

inline ExportRun export_run_of(const Recorder& recorder, std::string runtime, std::uint32_t cores, bool gil) {
  ExportRun run;
  run.trace = recorder.shared_trace();
  run.scenario = "sample";
  run.title = "A sample & more";
  run.path = "somewhere/sample.py";
  run.source = "import threading\nprint('hello')\n";
  run.runtime = std::move(runtime);
  run.cores = cores;
  run.gil_enabled = gil;
  run.time = run.trace->end();
  return run;
}

/// 100 ms: the main thread runs; the worker waits for the GIL from 20 to 60 ms, runs before and sleeps after.
inline ExportRun known_run() {
  const CoreId nowhere;
  const ThreadId main{0}, worker{1};
  Recorder r;
  r.thread_started(main, 0, "MainThread");
  r.thread_started(worker, 0, "worker");
  r.thread_state(main, 0, ThreadState::Running, CoreId{0});
  r.core_runs(CoreId{0}, 0, main);
  r.thread_state(worker, 0, ThreadState::Running, CoreId{1});
  r.core_runs(CoreId{1}, 0, worker);
  r.gil_holder(0, worker);
  r.thread_state(worker, 20 * kMillisecond, ThreadState::WaitingForGil, nowhere);
  r.core_runs(CoreId{1}, 20 * kMillisecond, ThreadId{});
  r.gil_holder(20 * kMillisecond, main);
  r.thread_state(worker, 60 * kMillisecond, ThreadState::Sleeping, nowhere);
  r.thread_state(worker, 99 * kMillisecond, ThreadState::Finished, nowhere);
  r.finish(100 * kMillisecond);
  return export_run_of(r, "3.13", 2, true);
}

/// The same work in `time` without the GIL.
inline ExportRun free_run(SimTime time = 50 * kMillisecond, std::uint32_t cores = 2, std::string runtime = "3.13t") {
  Recorder r;
  r.thread_started(ThreadId{0}, 0, "MainThread");
  r.thread_state(ThreadId{0}, 0, ThreadState::Running, CoreId{0});
  r.core_runs(CoreId{0}, 0, ThreadId{0});
  r.finish(time);
  return export_run_of(r, std::move(runtime), cores, false);
}

/// Threads, locks, objects and marks at random; some lanes change thousands of times.
inline ExportRun random_run(unsigned seed) {
  std::mt19937 random(seed);
  const auto pick = [&](std::uint64_t n) { return static_cast<std::uint32_t>(random() % n); };
  Recorder r;
  const std::uint32_t threads = 1 + pick(9), locks = pick(4), objects = pick(4), steps = 1 + pick(4000);
  const SimTime longest_step = 1 + static_cast<SimTime>(pick(2'000'000'000));
  for (std::uint32_t t = 0; t < threads; ++t) r.thread_started(ThreadId{t}, 0, t % 3 ? "thread \xE2\x86\x92 <" + std::to_string(t) + ">" : std::string(90, 'x'));
  for (std::uint32_t l = 0; l < locks; ++l) r.lock_created(LockId{l}, "Lock", "lock_" + std::to_string(l));
  for (std::uint32_t o = 0; o < objects; ++o) r.object_named(ObjectId{o}, "dict", "shared", ThreadId{0}, o == 1);
  std::vector<bool> held(locks);
  SimTime now = 0;
  for (std::uint32_t k = 0; k < steps; ++k) {
    now += static_cast<SimTime>(random() % static_cast<std::uint64_t>(longest_step));
    const ThreadId t{pick(threads)};
    const auto state = static_cast<ThreadState>(pick(8));
    const CoreId core = state == ThreadState::Running || state == ThreadState::Spinning ? CoreId{pick(4)} : CoreId{};
    r.thread_state(t, now, state, core);
    if (core.valid()) r.core_runs(core, now, t);
    if (pick(4) == 0) r.gil_holder(now, pick(3) ? t : ThreadId{});
    if (pick(9) == 0) r.wake(t, ThreadId{pick(threads)}, now);
    if (pick(9) == 0) r.mark(static_cast<MarkKind>(pick(4)), t, now, pick(threads));
    if (objects > 0 && pick(5) == 0) r.object_traffic(ObjectId{pick(objects)}, now, pick(9), pick(9), pick(9));
    if (locks > 0 && pick(5) == 0) {
      const std::uint32_t l = pick(locks);
      if (held[l]) r.lock_released(LockId{l}, t, now);
      else r.lock_acquired(LockId{l}, t, now, pick(2) == 0);
      held[l] = !held[l];
    }
  }
  r.finish(now + 1);
  return export_run_of(r, seed % 2 ? "3.13" : "3.13t gil=1", 4, seed % 2 != 0);
}

inline ExportOptions with(std::map<std::string, std::string, std::less<>> values) {
  ExportOptions options;
  options.values = std::move(values);
  return options;
}

}  // namespace gilscope::test
