// calibrate: the cost model, fitted to figures.
#include <fmt/format.h>

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <filesystem>

#include "sim/calibration/fit.hpp"
#include "sim/calibration/model_writer.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/figures.hpp"
#include "ui/cli/progress.hpp"

namespace gilscope::cli {
namespace {

constexpr double kNoisy = 0.15;
constexpr std::size_t kUnseenShown = 12;

std::string unseen_table(const std::vector<UnseenFigure>& figures, bool all) {
  std::string text = "\nPrograms that a fit to all the others predicts worst:\n";
  for (std::size_t i = 0; i < figures.size() && (all || i < kUnseenShown); ++i) {
    text += fmt::format("  {:<28} {:<12} {:+4.0f} %\n", figures[i].program, figures[i].runtime, 100 * figures[i].error);
  }
  if (!all && figures.size() > kUnseenShown)
    text += fmt::format("  and {} better ones (--unseen shows them)\n", figures.size() - kUnseenShown);
  return text;
}

/// Before minutes of measuring: can the file be written where it is to go?
std::optional<Error> check_output(const std::string& file) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path path(file), folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (fs::is_directory(path, error)) return Error{fmt::format("calibrate: -o {}: it is a folder", file)};
  if (path.extension() != ".toml")
    return Error{fmt::format("calibrate: -o {}: a cost model's name ends with .toml", file)};
  if (access(folder.c_str(), W_OK) == 0) return std::nullopt;
  return Error{
      fmt::format("calibrate: -o {}: the folder '{}' is not there or cannot be written to", file, folder.string())};
}

/// The numbers that are fitted are those of 3.13 and 3.13t.
std::optional<Error> check_runtimes(const Measurements& measured) {
  for (const auto& runtime : measured.runtimes()) {
    if (runtime.starts_with("3.13")) continue;
    return Error{fmt::format("calibrate: figures of {}: only the models of 3.13 and 3.13t can be fitted", runtime)};
  }
  return std::nullopt;
}

/// Measured figures are kept: another fit (--figures) needs no second measuring.
std::string figures_file_beside(const std::string& model) {
  return std::filesystem::path(model).replace_extension(".csv").string();
}

void report_noise(const Measurements& measured) {
  const double noise = scatter(measured);
  if (noise < kNoisy) return;
  std::fputs(fmt::format("The machine is noisy: half of the figures scatter by more than {:.0f} %. The smallest of "
                         "each is used; more --rounds "
                         "or fewer other programs make them better.\n",
                         100 * noise)
                 .c_str(),
             stderr);
}

std::string summary(const FitResult& result, const std::vector<std::string>& files) {
  int moved = 0;
  for (const auto& p : result.parameters) moved += std::abs(p.value / p.prior - 1) > 0.01;
  std::string text = fmt::format(
      "{} of {} numbers moved. One-thread figures: median error {:.1f} % before, {:.1f} % after the fit;\n"
      "programs that a fit did not see: median {:.1f} %, 90th percentile {:.1f} %.\n",
      moved, result.parameters.size(), 100 * result.median_before, 100 * result.median_after,
      100 * result.median_unseen, 100 * result.p90_unseen);
  for (const auto& file : files) text += "wrote " + file + "\n";
  return text + fmt::format("\nUse it:  gilscope run --model {} SCRIPT\n", files.front());
}

}  // namespace

int command_calibrate(const Options& options) {
  if (options.output_file.empty()) return complain("calibrate: -o FILE.toml says where to write the cost model");
  if (const auto wrong = check_output(options.output_file)) return complain(wrong->message);
  ProgressLine progress(1, std::nullopt, false);
  const auto go_on = [&progress] { return !progress.interrupted(); };
  const auto measured = figures_for(options, go_on);
  if (!measured) return complain(measured.error().message);
  if (const auto wrong = check_runtimes(measured.value())) return complain(wrong->message);
  if (!options.pythons.empty()) {
    report_noise(measured.value());
    const std::string kept = figures_file_beside(options.output_file);
    if (const auto wrong = write_measurements(measured.value(), kept)) return complain(wrong->message);
    std::fputs(("kept the figures in " + kept + "\n").c_str(), stderr);
  }
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
  const auto files =
      write_models(options.output_file, how, result->parameters, free_threaded, "fitted to " + measured->source, "fit");
  if (!files) return complain(files.error().message);
  std::fputs(summary(result.value(), files.value()).c_str(), stdout);
  std::fputs(unseen_table(result->unseen, options.show_unseen).c_str(), stdout);
  if (!free_threaded)
    std::fputs("No free-threaded build was measured: its numbers stay as they are shipped.\n", stdout);
  return 0;
}

}  // namespace gilscope::cli
