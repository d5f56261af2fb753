// How far the model is from CPython 3.13.5, pinned: whoever changes a cost or a mechanism sees in the diff of tests/golden/validation.json what
// became better and what worse (GILSCOPE_UPDATE_GOLDEN=1 tests_calibration "[pinned]" rewrites it).
#include <cmath>

#include "sim/calibration/validation.hpp"
#include "tests/catch.hpp"
#include "tests/golden.hpp"
#include "ui/cli/validation_report.hpp"

namespace gilscope {
namespace {

Validation validated(double milliseconds, std::vector<std::string> runtimes = {}) {
  const auto measured = read_measurements(shipped_measurements());
  REQUIRE(measured);
  ValidationOptions options;
  options.milliseconds = milliseconds;
  options.runtimes = std::move(runtimes);
  auto validation = validate(measured.value(), options);
  if (!validation) FAIL(validation.error().message);
  return std::move(validation).value();
}

TEST_CASE("the model's distance from CPython is the pinned one", "[pinned]") {
  testing::check_golden("validation.json", cli::validation_json(validated(6)));
}

TEST_CASE("quantiles lie between the values") {
  CHECK(quantile({3}, 0.9) == 3);
  CHECK(quantile({4, 1, 3, 2}, 0.5) == 2.5);
  CHECK(quantile({0, 10}, 0.9) == 9);
}

TEST_CASE("a comparison restricted to one runtime has its programs only, and the unit") {
  const Validation v = validated(0.5, {"3.13t gil=1"});
  REQUIRE(v.runtimes.size() == 1);
  CHECK(v.runtimes[0].runtime == "3.13t gil=1");
  int units = 0;
  for (const auto& row : v.rows) {
    if (row.runtime == "3.13t gil=1") continue;
    CHECK(row.program == kUnitProgram);
    ++units;
  }
  CHECK(units == 1);
}

TEST_CASE("a speed-up is twice one thread's time over two threads' time, and its side of 1 is judged with the measured spread") {
  ValidationRow row;
  row.speedup = {0.9, 1.1};
  CHECK(row.speedup.error() == Approx(0.2222).epsilon(0.001));
  const Validation v = validated(0.5, {"3.13"});
  for (const auto& each : v.rows) {
    INFO(each.program);
    const bool sides_differ = (each.speedup.measured - 1) * (each.speedup.model - 1) < 0;
    CHECK(each.wrong_side == (sides_differ && std::abs(each.speedup.model - 1) > each.spread));
  }
}

TEST_CASE("figures that are no figures are complained about with their line") {
  const std::string path = (std::string(GILSCOPE_TESTS_DIR) + "/calibration/programs/timing.py");
  const auto wrong = read_measurements(path);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message.find("timing.py, line 1: ") != std::string::npos);
  CHECK_FALSE(read_measurements("no/such/file.csv"));
}

TEST_CASE("a program that lacks its constant is complained about") {
  const CalibrationProgram program{"x", "x.py", "print(1)\n", 0};
  const auto scenario = with_repeat(program, 10);
  REQUIRE_FALSE(scenario);
  CHECK(scenario.error().message.find("x.py") != std::string::npos);
}

TEST_CASE("every program that was measured is there, and says what it does") {
  const auto measured = read_measurements(shipped_measurements());
  REQUIRE(measured);
  const auto programs = load_programs(calibration_directory(), measured->programs());
  REQUIRE(programs);
  CHECK(programs->size() == 42);
  for (const auto& program : programs.value()) CHECK(program.source.starts_with("\"\"\""));
}

}  // namespace
}  // namespace gilscope
