// Which cost moves which conclusion.
#include <algorithm>

#include "sim/calibration/presets.hpp"
#include "sim/calibration/sensitivity.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

Sensitivity of(const std::string& source, std::vector<std::string> runtimes = {"3.13", "3.13t"}) {
  const auto scenario = parse_scenario("script.py", source);
  REQUIRE(scenario);
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  RunOptions options;
  options.cores = 4;
  auto result = sensitivity(scenario.value(), program.value(), options, runtimes);
  if (!result) FAIL(result.error().message);
  return std::move(result).value();
}

const CostEffect* effect_of(const Sensitivity& s, std::string_view name) {
  for (const auto& effect : s.effects)
    if (effect.cost.name == name) return &effect;
  return nullptr;
}

constexpr const char* kShared = R"(
import threading
class Bell:
    def ring(self): pass
BELL = Bell()
def work():
    bell = BELL
    for i in range(20000): bell.ring()
team = [threading.Thread(target=work) for _ in range(4)]
for t in team: t.start()
for t in team: t.join()
)";

TEST_CASE("contention hangs on the time that a cache line travels, and a script without floats on nothing that floats cost") {
  const Sensitivity s = of(kShared);
  CHECK(s.speedup < 1);
  const CostEffect* line = effect_of(s, "LineTransfer");
  REQUIRE(line);
  CHECK(line->higher[0] == Approx(s.seconds[0]).epsilon(0.02));  // under the GIL hardly a line travels
  CHECK(line->higher[1] > s.seconds[1] * 1.1);
  CHECK(line->speedup_lower > s.speedup);
  CHECK(effect_of(s, "FloatMath") == nullptr);
  CHECK(s.unused > 30);
  CHECK(std::is_sorted(s.effects.begin(), s.effects.end(), [](const auto& a, const auto& b) { return a.moves > b.moves; }));
  CHECK(conclusion(s).find("3.13t takes") == 0);
}

TEST_CASE("sensitivity needs runtimes to compare, and a script that ends") {
  const auto scenario = parse_scenario("script.py", "while True: pass\n");
  REQUIRE(scenario);
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  RunOptions options;
  options.max_time = kMillisecond;
  CHECK_FALSE(sensitivity(scenario.value(), program.value(), options, {"3.13"}));
  CHECK_FALSE(sensitivity(scenario.value(), program.value(), options, {"3.13", "3.13t"}));
}

TEST_CASE("every preset states every assumption with its source") {
  const auto facts = preset_facts();
  REQUIRE(facts);
  REQUIRE(facts->size() == 5);
  for (const auto& preset : facts.value()) {
    INFO(preset.preset);
    CHECK(preset.switches.size() == facts->front().switches.size());
    CHECK(preset.costs.size() == facts->front().costs.size());
    for (const auto* list : {&preset.switches, &preset.costs})
      for (const auto& a : *list) {
        INFO(a.name);
        CHECK_FALSE(a.value.empty());
        CHECK_FALSE(a.source.empty());
      }
  }
}

}  // namespace
}  // namespace gilscope
