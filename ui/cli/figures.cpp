#include "ui/cli/figures.hpp"

#include <cstdio>

#include "sim/calibration/interpreter.hpp"
#include "sim/calibration/programs.hpp"
#include "sim/session/session.hpp"

namespace gilscope::cli {
namespace {

Result<std::vector<std::string>> program_names() {
  const auto shipped = read_measurements(shipped_measurements());
  if (!shipped) return shipped.error();
  return shipped->programs();
}

Result<Measurements> measure_now(const Options& options, const std::function<bool()>& go_on) {
  std::vector<Interpreter> interpreters;
  for (const auto& path : options.pythons) {
    auto found = find_interpreters(path);
    if (!found) return found.error();
    interpreters.insert(interpreters.end(), found->begin(), found->end());
  }
  const auto names = program_names();
  if (!names) return names.error();
  MeasureOptions how;
  how.rounds = options.rounds;
  how.programs = names.value();
  how.folder = calibration_directory();
  how.go_on = go_on;
  how.say = [](const std::string& text) { std::fputs(("measuring, " + text + "\n").c_str(), stderr); };
  return measure(interpreters, how);
}

}  // namespace

Result<Measurements> figures_for(const Options& options, const std::function<bool()>& go_on) {
  if (!options.pythons.empty()) return measure_now(options, go_on);
  return read_measurements(options.figures_file.empty() ? shipped_measurements() : options.figures_file);
}

std::string cost_model_file(const std::string& preset) {
  return assets_directory() + "/models/cpython-" + preset + ".toml";
}

}  // namespace gilscope::cli
