// calibrate: the cost model, fitted to figures.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>

#include "sim/calibration/fit.hpp"
#include "sim/calibration/model_writer.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/figures.hpp"
#include "ui/cli/progress.hpp"

namespace gilscope::cli {
namespace {

std::string summary(const FitResult& result, const std::vector<std::string>& files) {
  int moved = 0;
  for (const auto& p : result.parameters) moved += std::abs(p.value / p.prior - 1) > 0.01;
  std::string text = fmt::format(
      "{} of {} numbers moved. One-thread figures: median error {:.1f} % before, {:.1f} % after the fit;\n"
      "programs that a fit did not see: median {:.1f} %, 90th percentile {:.1f} %.\n",
      moved, result.parameters.size(), 100 * result.median_before, 100 * result.median_after, 100 * result.median_unseen, 100 * result.p90_unseen);
  for (const auto& file : files) text += "wrote " + file + "\n";
  return text + fmt::format("\nUse it:  gilscope run --model {} SCRIPT\n", files.front());
}

}  // namespace

int command_calibrate(const Options& options) {
  if (options.output_file.empty()) return complain("calibrate: -o FILE.toml says where to write the cost model");
  ProgressLine progress(1, std::nullopt, false);
  const auto go_on = [&progress] { return !progress.interrupted(); };
  const auto measured = figures_for(options, go_on);
  if (!measured) return complain(measured.error().message);
  FitOptions how;
  how.gil_model = cost_model_file("3.13");
  how.free_threaded_model = cost_model_file("3.13t");
  how.model.go_on = go_on;
  if (!options.cores.empty()) how.model.cores = options.cores.front();
  how.say = [](const std::string& text) { std::fputs(("fitting, " + text + "\n").c_str(), stderr); };
  const auto result = fit(measured.value(), how);
  if (!result) return complain(result.error().message);
  bool free_threaded = false;
  for (const auto& runtime : measured->runtimes()) free_threaded |= runtime.find('t') != std::string::npos;
  const auto files = write_models(options.output_file, how, result->parameters, free_threaded, "fitted to " + measured->source, "fit");
  if (!files) return complain(files.error().message);
  std::fputs(summary(result.value(), files.value()).c_str(), stdout);
  return 0;
}

}  // namespace gilscope::cli
