#include <filesystem>
#include <fstream>

#include "sim/bytecode/opcode.hpp"
#include "sim/runtime/cost_model.hpp"
#include "sim/runtime/runtime_config.hpp"
#include "tests/catch.hpp"

using namespace gilscope;

namespace {

const std::string kAssets = std::string(GILSCOPE_SOURCE_DIR) + "/assets";

std::string write_model(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() / "gilscope_model_test.toml";
  std::ofstream(path) << text;
  return path.string();
}

}  // namespace

TEST_CASE("every preset has a complete cost model, and every number of it has a source") {
  for (const char* preset : {"3.12", "3.13", "3.13t", "3.14", "3.14t"}) {
    INFO(preset);
    REQUIRE(runtime_preset(preset).ok());
    const std::string path = cost_model_path(kAssets, preset);
    const auto model = load_cost_model(path);
    if (!model) FAIL(model.error().message);
    for (std::size_t op = 0; op < kOpcodeLimit; ++op) {
      if (opcode_info(static_cast<Opcode>(op)).name.empty()) continue;
      CHECK(model->generic[op] < 1'000'000u);
    }
    CHECK(model->machine[MachineCost::ContextSwitch] > 0);
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (line.empty() || line[0] == '#' || line[0] == '[' || line.starts_with("name") || line.starts_with("inherit")) continue;
      INFO(line);
      CHECK(line.find("# source: ") != std::string::npos);
    }
  }
}

TEST_CASE("the free-threaded build costs more per instruction, because it is not specialized") {
  const CostModel model = load_cost_model(cost_model_path(kAssets, "3.13t")).value();
  const auto t = model.table(runtime_preset("3.13t").value(), 1.0);
  const auto what_if = model.table(apply_what_if(runtime_preset("3.13t").value(), "specialize").value(), 1.0);
  const auto load_attr = static_cast<std::size_t>(Opcode::LoadAttr);
  CHECK(t.opcode[load_attr] > 3 * what_if.opcode[load_attr]);
}

TEST_CASE("a clock factor of two halves the costs of the runtime") {
  const CostModel model = load_cost_model(cost_model_path(kAssets, "3.13")).value();
  const auto config = runtime_preset("3.13").value();
  const auto slow = model.table(config, 1.0), fast = model.table(config, 2.0);
  CHECK(fast[Cost::ExceptionRaise] * 2 == slow[Cost::ExceptionRaise]);
}

TEST_CASE("a wrong model says what is wrong and where") {
  const auto missing = load_cost_model(kAssets + "/models/none.toml");
  REQUIRE_FALSE(missing.ok());
  const std::string parent = "inherit = \"" + kAssets.substr(0) + "\"\n";
  const auto incomplete = load_cost_model(write_model("[instruction]\nLoadFast = 1\n"));
  REQUIRE_FALSE(incomplete.ok());
  CHECK(incomplete.error().message.find("[instruction]") != std::string::npos);
  std::filesystem::copy_file(kAssets + "/models/cpython-3.13.toml",
                             std::filesystem::temp_directory_path() / "gilscope_parent_test.toml",
                             std::filesystem::copy_options::overwrite_existing);
  const auto text = load_cost_model(write_model("inherit = \"gilscope_parent_test.toml\"\n[mechanism]\nGilTake = \"soon\"\n"));
  REQUIRE_FALSE(text.ok());
  CHECK(text.error().message.find("[mechanism] GilTake: is missing, or is not a number") != std::string::npos);
  const auto unknown = load_cost_model(write_model("inherit = \"gilscope_parent_test.toml\"\n[mechanism]\nGilTkae = 3\n"));
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().message.find("GilTkae: is not known") != std::string::npos);
  const auto negative = load_cost_model(write_model("inherit = \"gilscope_parent_test.toml\"\n[machine]\nFutexWake = -1\n"));
  REQUIRE_FALSE(negative.ok());
  CHECK(negative.error().message.find("negative") != std::string::npos);
}

TEST_CASE("PYTHON_GIL and -X gil, as CPython reads them") {
  const RuntimeConfig g = runtime_preset("3.13").value(), t = runtime_preset("3.13t").value();
  CHECK(apply_gil_options(t, "", "").value().gil == GilOption::Default);
  CHECK(apply_gil_options(t, "0", "").value().gil == GilOption::Off);
  CHECK(apply_gil_options(t, "", "1").value().gil == GilOption::On);
  CHECK(apply_gil_options(t, "0", "1").value().gil == GilOption::Off);
  CHECK(apply_gil_options(g, "1", "").ok());
  // The texts are those that python3.13 prints.
  const std::string off = "Fatal Python error: config_read_gil: Disabling the GIL is not supported by this build\nPython runtime state: preinitialized\n";
  CHECK(apply_gil_options(g, "0", "").error().message == off);
  CHECK(apply_gil_options(g, "", "0").error().message == off);
  CHECK(apply_gil_options(g, "1", "0").error().message == off);
  CHECK(apply_gil_options(t, "2", "").error().message ==
        "Fatal Python error: config_read_gil: PYTHON_GIL / -X gil must be \"0\" or \"1\"\nPython runtime state: preinitialized\n");
}

TEST_CASE("presets and what-ifs") {
  CHECK(runtime_preset("3.13t").value().mutex_spins == 40);
  CHECK(runtime_preset("3.13").value().mutex_spins == 0);
  CHECK_FALSE(runtime_preset("2.7").ok());
  CHECK_FALSE(apply_what_if(runtime_preset("3.13t").value(), "no-immortal").value().immortalize);
  CHECK_FALSE(apply_what_if(runtime_preset("3.13").value(), "object-locks").value().object_locks);
  CHECK(apply_what_if(runtime_preset("3.13").value(), "nonsense").error().message.find("no-object-locks") != std::string::npos);
}
