// The trace of every scenario under every kind of runtime, pinned by its hash: the same on every compiler, in every build, traced or not.
// A change of the model changes them on purpose; then GILSCOPE_UPDATE_GOLDEN=1 tests_session "[pinned]" rewrites the file, and its diff
// says which scenarios the change reached.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/session/session.hpp"
#include "tests/catch.hpp"
#include "tests/golden.hpp"

namespace gilscope {
namespace {

/// Relative to the root of the repository, which is the current directory: a path that the program prints costs time by its length.
std::vector<std::string> shipped_scenarios() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator("scenarios"))
    if (entry.path().extension() == ".py") paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::vector<RunOptions> variants_of(const Scenario& scenario) {
  std::vector<RunOptions> variants;
  for (const auto& runtime : default_runtimes()) {
    RunOptions options;
    options.runtime = runtime;
    options.keep_trace = variants.size() % 2 == 0;  // must make no difference
    if (scenario.name == "primes") options.args = {{"20000"}};
    variants.push_back(std::move(options));
  }
  return variants;
}

TEST_CASE("the traces of the scenarios are the pinned ones", "[pinned]") {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(GILSCOPE_SOURCE_DIR);
  std::string table;
  for (const auto& path : shipped_scenarios()) {
    const auto scenario = load_scenario(path);
    REQUIRE(scenario);
    const auto program = compile_program(scenario.value());
    REQUIRE(program);
    const auto reports = run_all(scenario.value(), program.value(), variants_of(scenario.value()), {});
    REQUIRE(reports);
    for (const RunReport& report : reports.value())
      table += fmt::format("{:<24} {:<12} {:016x} {:>12} ps\n", report.scenario, report.runtime, report.trace_hash, report.time);
  }
  std::filesystem::current_path(before);
  testing::check_golden("trace_hashes.txt", table);
}

}  // namespace
}  // namespace gilscope
