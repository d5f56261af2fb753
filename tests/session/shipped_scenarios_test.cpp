// Every scenario that comes with GilScope has a block, compiles, and imports only what is modeled.
#include <filesystem>

#include "sim/session/session.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

TEST_CASE("every shipped scenario is complete and compiles") {
  int scenarios = 0;
  for (const auto& entry : std::filesystem::directory_iterator(GILSCOPE_SOURCE_DIR "/scenarios")) {
    if (entry.path().extension() != ".py") continue;
    ++scenarios;
    INFO(entry.path().string());
    const auto scenario = load_scenario(entry.path().string());
    if (!scenario) FAIL(scenario.error().message);
    CHECK(scenario->has_block);
    CHECK_FALSE(scenario->docstring.empty());
    CHECK(scenario->title != scenario->name);
    const auto program = compile_program(scenario.value());
    if (!program) FAIL(render(program.error()));
    CHECK(check_imports(scenario.value(), program.value()).empty());
    for (const auto& runtime : scenario->runtimes) CHECK_FALSE(check_runtime(runtime).has_value());
  }
  CHECK(scenarios >= 10);
}

}  // namespace
}  // namespace gilscope
