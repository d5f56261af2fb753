#include "sim/calibration/oversubscription.hpp"

#include <cmath>

#include "tests/catch.hpp"

namespace gilscope {
namespace {

TEST_CASE("more threads than cores are compared within each runtime, the counting loop being the unit") {
  const auto measured = read_measurements(shipped_oversubscribed_measurements());
  REQUIRE(measured);
  CHECK(measured->programs().size() == 42);
  ValidationOptions options;
  options.milliseconds = 0.3;
  options.runtimes = {"3.13t gil=0"};
  const auto compared = validate_oversubscription(measured.value(), options);
  if (!compared) FAIL(compared.error().message);
  CHECK(compared->source.find("other jobs") != std::string::npos);  // not to be compared with the quiet figures
  REQUIRE(compared->runtimes.size() == 1);
  REQUIRE(compared->rows.size() == 42);
  for (const auto& row : compared->rows) {
    INFO(row.program);
    CHECK(row.threads == 4);
    CHECK(row.runtime == "3.13t gil=0");
    CHECK(row.nanoseconds.model > 0);
    if (row.program == kUnitProgram) CHECK(row.ratio.model == 1);
  }
  CHECK(compared->runtimes[0].median < 0.3);
  CHECK(compared->runtimes[0].p90 >= compared->runtimes[0].median);
}

TEST_CASE("figures without the counting loop cannot be compared") {
  Measurements measured;
  measured.all.push_back({"loop_pass", "3.13", 4, 1, 10, 10, 10});
  ValidationOptions options;
  options.milliseconds = 0.3;
  const auto compared = validate_oversubscription(measured, options);
  REQUIRE_FALSE(compared);
  CHECK(compared.error().message.find(kUnitProgram) != std::string::npos);
}

}  // namespace
}  // namespace gilscope
