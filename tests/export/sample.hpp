// A small hand-made run that has one of everything, and ways to export it.
#pragma once

#include <string>
#include <vector>

#include "sim/export/export.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope::testing {

inline Recorder sample_recorder() {
  Recorder r;
  const ThreadId main{0}, worker{1};
  r.thread_started(main, 0, "Main, \"the\" thread");
  r.thread_started(worker, 1'234'567, "worker");
  r.thread_state(main, 0, ThreadState::Running, CoreId{0});
  r.core_runs(CoreId{0}, 0, main);
  r.gil_holder(0, main);
  const FunctionId module = r.function("<module>", "demo.py", 1), work = r.function("work", "demo.py", 4);
  const StackId outer = r.stack(StackId{}, module, 9), inner = r.stack(outer, work, 5), later = r.stack(outer, work, 6);
  r.stack_changed(main, 0, outer, true);
  r.stack_changed(main, 5'000'000, inner, true);
  r.stack_changed(main, 6'000'000, later, false);
  r.stack_changed(main, 7'000'000, outer, false);
  r.stack_changed(main, 8'000'000, inner, true);
  r.stack_changed(main, 9'000'000, inner, true);
  r.lock_created(LockId{0}, "Lock", "guard");
  r.lock_acquired(LockId{0}, main, 10'000'000, false);
  r.mark(MarkKind::ThreadSpawn, main, 1'234'567, 1);
  r.wake(main, worker, 2'000'000);
  r.thread_state(worker, 2'000'000, ThreadState::WaitingForGil, CoreId{});
  r.object_named(ObjectId{0}, "dict", "cache", main, false);
  r.object_traffic(ObjectId{0}, 3'000'000, 5, 7, 2);
  r.memory(4'000'000, {.live = 4096});
  r.thread_state(main, 20'000'000, ThreadState::WaitingForLock, CoreId{});
  r.core_runs(CoreId{0}, 20'000'000, worker);
  r.thread_state(worker, 20'000'000, ThreadState::Running, CoreId{0});
  r.gil_holder(20'000'000, worker);
  r.lock_released(LockId{0}, main, 25'000'000);
  r.lock_wait(LockId{0}, worker, 21'000'000, 25'000'000);
  r.lock_acquired(LockId{0}, worker, 25'000'000, true);
  r.item_passed({6'000'000, 26'000'000, main, worker});
  r.thread_state(worker, 30'000'000, ThreadState::Running, CoreId{1});  // moves to another core without a pause
  r.core_runs(CoreId{0}, 30'000'000, ThreadId{});
  r.core_runs(CoreId{1}, 30'000'000, worker);
  r.thread_state(worker, 40'000'000, ThreadState::Finished, CoreId{});
  r.core_runs(CoreId{1}, 40'000'000, ThreadId{});
  r.finish(50'000'000);
  return r;
}

inline ExportRun run_of(const Recorder& recorder, std::string runtime = "3.13") {
  ExportRun run;
  run.trace = recorder.shared_trace();
  run.scenario = "demo";
  run.title = "A demo";
  run.path = "demo.py";
  run.source = "print('hello')\n";
  run.args = {"one", "two, three"};
  run.runtime = std::move(runtime);
  run.cores = 4;
  run.time = run.trace->end();
  run.stdout_text = "hello\n";
  run.trace_hash = recorder.hash();
  return run;
}

/// What a format writes, as one string. Requires: it writes one file, or can leave the others out.
inline std::string written(std::string_view format, const std::vector<ExportRun>& runs, const ExportOptions& options = {}) {
  std::string text;
  {
    auto out = ExportOutput::into(text);
    const auto error = find_by_name(trace_exporters(), format)->write(runs, options, out);
    INFO((error ? error->message : ""));
    CHECK_FALSE(error);
    CHECK_FALSE(out.commit());
  }
  return text;
}
inline std::string written(std::string_view format, const Recorder& recorder, const ExportOptions& options = {}) {
  return written(format, std::vector{run_of(recorder)}, options);
}

}  // namespace gilscope::testing
