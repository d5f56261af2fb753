// What looking costs: a run with its calls recorded, a snapshot of its middle and end, and the instructions of a short
// window there, each as a multiple of the run alone. Every scenario that is shipped, under both builds.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/session/replay.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

template <class F>
double seconds_of(F f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void observe(benchmark::State& state, const std::string& path, const std::string& runtime) {
  const auto scenario = load_scenario(path).value();
  const auto program = compile_program(scenario).value();
  RunOptions options, calls;
  options.runtime = calls.runtime = runtime;
  calls.record_calls = true;
  double plain = 0, recorded = 0, middle = 0, end = 0, window = 0;
  for (auto _ : state) {
    SimTime time = 0;
    plain += seconds_of([&] { time = run(scenario, program, options).value().time; });
    recorded += seconds_of([&] { benchmark::DoNotOptimize(run(scenario, program, calls).value().time); });
    middle +=
        seconds_of([&] { benchmark::DoNotOptimize(snapshot_at(scenario, program, options, time / 2).value().at); });
    end += seconds_of([&] { benchmark::DoNotOptimize(snapshot_at(scenario, program, options, time).value().at); });
    window += seconds_of([&] {
      benchmark::DoNotOptimize(
          instructions_between(scenario, program, options, time / 2, time / 2 + 10 * kMicrosecond, 10'000)
              .value()
              .size());
    });
  }
  state.counters["run_ms"] = plain * 1000 / static_cast<double>(state.iterations());
  state.counters["end_ms"] = end * 1000 / static_cast<double>(state.iterations());
  state.counters["calls"] = recorded / plain;
  state.counters["middle"] = middle / plain;
  state.counters["end"] = end / plain;
  state.counters["window"] = window / plain;
}

const bool kRegistered = [] {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(GILSCOPE_SOURCE_DIR "/scenarios"))
    if (entry.path().extension() == ".py") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    for (const char* runtime : {"3.13", "3.13t"}) {
      benchmark::RegisterBenchmark((path.stem().string() + " " + runtime).c_str(), observe, path.string(), runtime)
          ->Iterations(3);
    }
  }
  return true;
}();

}  // namespace
}  // namespace gilscope
