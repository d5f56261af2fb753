// How fast the simulator is, on prime counting up to 300 000: host time per run, and its ratio to real CPython 3.13, per run and per
// bytecode. The reference is measured once, with $GILSCOPE_PYTHON or python3.13 from the PATH; without it there are no ratios.
#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>

#include "sim/session/session.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr const char* kScript = R"(
import sys
import threading

LIMIT = 300_000

def count_primes(start, stop):
    count = 0
    for n in range(start, stop):
        if n < 2:
            continue
        divisor = 2
        while divisor * divisor <= n:
            if n % divisor == 0:
                break
            divisor += 1
        else:
            count += 1
    return count

def work(results, index, start, stop):
    results[index] = count_primes(start, stop)

threads = int(sys.argv[1])
if threads == 1:
    print(count_primes(0, LIMIT))
else:
    results = [0] * threads
    step = LIMIT // threads + 1
    pool = [threading.Thread(target=work, args=(results, i, i * step, min(LIMIT, (i + 1) * step))) for i in range(threads)]
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    print(sum(results))
)";

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
    const std::string file = "/tmp/gilscope_primes_bench.py";
    std::ofstream(file) << kScript;
    const double startup = seconds_of(python + " -c 'import threading' >/dev/null 2>&1");
    return startup == 0 ? 0 : seconds_of(python + " " + file + " 1 >/dev/null 2>&1") - startup;
  }();
  return seconds;
}

struct Ran {
  double host_seconds = 0;
  std::uint64_t bytecodes = 0;
};

Ran run_primes(const std::string& runtime, std::uint32_t cores, std::uint32_t threads, bool trace, benchmark::State& state) {
  const auto scenario = parse_scenario("primes_bench.py", kScript);
  const auto program = scenario ? compile_program(scenario.value()) : Diagnostic{};
  if (!program) {
    state.SkipWithError("the script does not compile");
    return {};
  }
  RunOptions options;
  options.args = {{std::to_string(threads)}};
  options.runtime = runtime;
  options.cores = cores;
  options.keep_trace = trace;
  const auto report = run(scenario.value(), program.value(), options);
  if (!report || report->stdout_text != "25997\n") {
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
  if (cpython_seconds() > 0) state.counters["vs_cpython_per_bytecode"] = last.host_seconds / cpython_seconds();
}

BENCHMARK_CAPTURE(primes, one_thread, "3.13", 1, 1, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, one_thread_without_trace, "3.13", 1, 1, false)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, eight_threads_under_the_gil, "3.13", 8, 8, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, eight_cores_free_threaded, "3.13t", 8, 8, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(primes, sixty_four_cores_free_threaded, "3.13t", 64, 64, true)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace gilscope
