// How fast traces go out: spans per second into Perfetto's format and into Trace Event JSON, from a trace of ten million spans (thread states, cores,
// the GIL, calls) to /dev/null, and the memory that it takes beyond the trace. The bar is two million spans per second.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/export/export.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr std::uint32_t kThreads = 8;
constexpr std::uint32_t kRounds = 250'000;  // each gives every thread a turn

// Eight threads take turns of a microsecond and a bit on as many cores; each turn is a few calls deep.
Recorder record() {
  Recorder r({.keep_spans = true, .max_bytes = std::size_t{1} << 30});
  std::vector<StackId> outer, inner;
  const FunctionId main = r.function("<module>", "bench.py", 1), work = r.function("work", "bench.py", 3), leaf = r.function("leaf", "bench.py", 9);
  for (std::uint32_t t = 0; t < kThreads; ++t) {
    r.thread_started(ThreadId{t}, 0, "worker-" + std::to_string(t));
    outer.push_back(r.stack(r.stack(StackId{}, main, 20), work, 4));
    inner.push_back(r.stack(outer.back(), leaf, 10));
  }
  SimTime at = kNanosecond;
  for (std::uint32_t round = 0; round < kRounds; ++round) {
    for (std::uint32_t t = 0; t < kThreads; ++t, at += 137 * kNanosecond) {
      const ThreadId thread{t};
      r.thread_state(thread, at, ThreadState::Running, CoreId{t});
      r.core_runs(CoreId{t}, at, thread);
      r.gil_holder(at, thread);
      r.stack_changed(thread, at + 20 * kNanosecond, inner[t], true);
      r.stack_changed(thread, at + 90 * kNanosecond, outer[t], false);
      r.thread_state(thread, at + 100 * kNanosecond, ThreadState::WaitingForGil, CoreId{});
      r.core_runs(CoreId{t}, at + 100 * kNanosecond, ThreadId{});
    }
  }
  r.finish(at);
  return r;
}

std::uint64_t spans_in(const Trace& trace) {
  std::uint64_t spans = 0;
  for (std::uint32_t t = 0; t < kThreads; ++t) {
    trace.for_each_state(ThreadId{t}, 0, kForever, [&](const StateSpan&) { ++spans; });
    trace.for_each_call_edge(ThreadId{t}, [&](const CallEdge& edge) { spans += edge.returns; });
    trace.for_each_run(CoreId{t}, 0, kForever, [&](const HolderSpan& span) { spans += span.thread.valid(); });
  }
  trace.for_each_gil_hold(0, kForever, [&](const HolderSpan& span) { spans += span.thread.valid(); });
  return spans;
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void export_spans(benchmark::State& state, const char* format) {
  static const Recorder recorder = record();
  ExportRun run;
  run.trace = recorder.shared_trace();
  run.scenario = "bench";
  run.runtime = "3.13";
  run.cores = kThreads;
  const std::uint64_t spans = spans_in(*run.trace);
  const double before = peak_megabytes();
  std::uint64_t bytes = 0;
  for (auto _ : state) {
    const auto result = export_runs(*find_by_name(trace_exporters(), format), std::span(&run, 1), {}, "/dev/null", Overwrite::No);
    if (!result) {
      state.SkipWithError(result.error().message.c_str());
      return;
    }
    bytes = result->bytes;
  }
  state.counters["spans"] = static_cast<double>(spans);
  state.counters["spans/s"] = benchmark::Counter(static_cast<double>(spans) * static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
  state.counters["of_the_bar"] =
      benchmark::Counter(static_cast<double>(spans) * static_cast<double>(state.iterations()) / 2e6, benchmark::Counter::kIsRate);
  state.counters["bytes/span"] = static_cast<double>(bytes) / static_cast<double>(spans);
  state.counters["extra_MB"] = peak_megabytes() - before;
}

BENCHMARK_CAPTURE(export_spans, perfetto, "perfetto")->Unit(benchmark::kMillisecond)->MinTime(1);
BENCHMARK_CAPTURE(export_spans, chrome, "chrome")->Unit(benchmark::kMillisecond)->MinTime(1);
BENCHMARK_CAPTURE(export_spans, csv, "csv")->Unit(benchmark::kMillisecond)->MinTime(1);
BENCHMARK_CAPTURE(export_spans, gilscope, "gilscope")->Unit(benchmark::kMillisecond)->MinTime(1);

}  // namespace
}  // namespace gilscope
