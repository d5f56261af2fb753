// Runs for the facts: scripts and what their traces say.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "sim/session/session.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope::facts {

inline RunReport run_text(const std::string& source, const std::string& runtime, std::uint32_t cores, std::vector<std::string> args = {}) {
  auto scenario = parse_scenario("fact.py", source);
  if (!scenario) FAIL(scenario.error().message);
  const auto program = compile_program(scenario.value());
  if (!program) FAIL(render(program.error()));
  RunOptions options;
  options.runtime = runtime;
  options.cores = cores;
  options.args = std::move(args);
  options.max_time = 600 * kSecond;
  auto report = run(scenario.value(), program.value(), options);
  if (!report) FAIL(report.error().message);
  INFO(report->stderr_text << report->verdict);
  CHECK(report->end == RunEnd::Finished);
  CHECK(report->stderr_text == "");
  return std::move(report).value();
}

/// `threads` threads do `body` (the lines of `def body(number, repeat):`, after `setup`) at the same time; nanoseconds per repetition.
inline double time_of(const std::string& setup, const std::string& body, int repeat, int threads, const std::string& runtime, std::uint32_t cores) {
  const std::string source = "import sys, threading, time\n" + setup + fmt::format("\nREPEAT = {}\n", repeat) + "def body(number, repeat):\n" + body + R"(
def member(number, gate, spans):
    gate.wait()
    begin = time.perf_counter()
    body(number, REPEAT)
    spans[number] = (begin, time.perf_counter())
def main():
    threads = int(sys.argv[1])
    gate = threading.Barrier(threads)
    spans = [None] * threads
    team = [threading.Thread(target=member, args=(i, gate, spans)) for i in range(threads)]
    for t in team: t.start()
    for t in team: t.join()
    print((max(e for b, e in spans) - min(b for b, e in spans)) * 1e9 / REPEAT)
main()
)";
  return std::stod(run_text(source, runtime, cores, {std::to_string(threads)}).stdout_text);
}

/// How many times as much work `threads` threads do in the same time as one.
inline double scaling(const std::string& setup, const std::string& body, int repeat, int threads, const std::string& runtime) {
  const auto cores = static_cast<std::uint32_t>(threads);
  return threads * time_of(setup, body, repeat, 1, runtime, cores) / time_of(setup, body, repeat, threads, runtime, cores);
}

}  // namespace gilscope::facts
