// How fast the simulator is, on scenarios/primes.py up to 300 000: host time per run, and its ratio to what real CPython 3.13 takes with
// one worker. Every variant executes the same bytecodes (but for the pool's), so the ratio is one per run and per bytecode. The reference
// is measured once, with $GILSCOPE_PYTHON or python3.13 from the PATH; without it there are no ratios.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include "sim/session/session.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr const char* kScript = GILSCOPE_SOURCE_DIR "/scenarios/primes.py";
constexpr const char* kLimit = "300000";

double seconds_of(const std::string& command) {
  const auto start = std::chrono::steady_clock::now();
  if (std::system(command.c_str()) != 0) return 0;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Seconds that real CPython takes for the counting alone; 0 if there is none. Measured once.
double cpython_seconds() {
  static const double seconds = [] {
    const char* chosen = std::getenv("GILSCOPE_PYTHON");
    const std::string python = chosen && *chosen ? chosen : "python3.13";
    const double startup = seconds_of(python + " " + kScript + " 1 1 >/dev/null 2>&1");
    return startup == 0 ? 0 : seconds_of(python + " " + kScript + " " + kLimit + " 1 >/dev/null 2>&1") - startup;
  }();
  return seconds;
}

struct Ran {
  double host_seconds = 0;
  std::uint64_t bytecodes = 0;
};

Ran run_primes(const std::string& runtime, std::uint32_t cores, std::uint32_t threads, bool trace, benchmark::State& state) {
  const auto scenario = load_scenario(kScript);
  const auto program = scenario ? compile_program(scenario.value()) : Diagnostic{};
  if (!program) {
    state.SkipWithError("the script does not compile");
    return {};
  }
  RunOptions options;
  options.args = {{kLimit, std::to_string(threads)}};
  options.runtime = runtime;
  options.cores = cores;
  options.keep_trace = trace;
  const auto report = run(scenario.value(), program.value(), options);
  if (!report || report->stdout_text != "25997 primes below 300000\n") {
    state.SkipWithError("the run gave a wrong answer");
    return {};
  }
  return {report->host_seconds, report->trace->bytecodes()};
}

void primes(benchmark::State& state, const std::string& runtime, std::uint32_t cores, std::uint32_t threads, bool trace) {
  Ran last;
  for (auto _ : state) {
    last = run_primes(runtime, cores, threads, trace, state);
    state.SetIterationTime(last.host_seconds);
  }
  if (last.bytecodes == 0) return;
  state.counters["bytecodes/s"] = static_cast<double>(last.bytecodes) / last.host_seconds;
  if (cpython_seconds() > 0) state.counters["times_cpython"] = last.host_seconds / cpython_seconds();
}

BENCHMARK_CAPTURE(primes, one_thread, "3.13", 1, 1, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, one_thread_without_trace, "3.13", 1, 1, false)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, eight_threads_under_the_gil, "3.13", 8, 8, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, eight_cores_free_threaded, "3.13t", 8, 8, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, sixty_four_cores_free_threaded, "3.13t", 64, 64, true)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gilscope
