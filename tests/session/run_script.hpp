// Runs a piece of Python in the model, for tests.
#pragma once

#include <string>

#include "sim/session/session.hpp"
#include "tests/catch.hpp"

namespace gilscope {

struct ScriptRun {
  std::string runtime = "3.13";
  std::uint32_t cores = 8;
  std::uint64_t seed = 1;
  bool keep_trace = false;
  std::optional<SimTime> max_time = 300 * kSecond;
};

/// The report of a run that must be possible at all; a script that does not compile or a wrong runtime fails the test.
inline RunReport run_script(const std::string& source, const ScriptRun& how) {
  auto scenario = parse_scenario("script.py", source);
  if (!scenario) FAIL(scenario.error().message);
  const auto program = compile_program(scenario.value());
  if (!program) FAIL(render(program.error()));
  RunOptions options;
  options.runtime = how.runtime;
  options.cores = how.cores;
  options.seed = how.seed;
  options.keep_trace = how.keep_trace;
  options.max_time = how.max_time;
  auto report = run(scenario.value(), program.value(), options);
  if (!report) FAIL(report.error().message);
  return std::move(report).value();
}

/// What the script printed; its standard error must be empty.
inline std::string output_of(const std::string& source, const ScriptRun& how) {
  RunReport report = run_script(source, how);
  INFO(report.verdict);
  CHECK(report.stderr_text == "");
  CHECK(report.end == RunEnd::Finished);
  return report.stdout_text;
}

/// The script's output as a number.
inline double number_from(const std::string& source, const ScriptRun& how) { return std::stod(output_of(source, how)); }

}  // namespace gilscope
