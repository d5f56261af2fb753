// validate: the model beside real interpreters.
#include <unistd.h>

#include <cstdio>

#include "sim/calibration/validation.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/figures.hpp"
#include "ui/cli/progress.hpp"
#include "ui/cli/validation_report.hpp"

namespace gilscope::cli {
namespace {

constexpr int kBarMissed = 1;

ValidationOptions validation_options(const Options& options, const ProgressLine& progress) {
  ValidationOptions how;
  how.runtimes = options.runtimes;
  how.model.model_file = options.model_file;
  if (!options.cores.empty()) how.model.cores = options.cores.front();
  how.model.go_on = [&progress] { return !progress.interrupted(); };
  return how;
}

}  // namespace

int command_validate(const Options& options) {
  ProgressLine progress(1, std::nullopt, false);
  const auto measured = figures_for(options, [&progress] { return !progress.interrupted(); });
  if (!measured) return complain(measured.error().message);
  const auto validation = validate(measured.value(), validation_options(options, progress));
  if (!validation) return complain(validation.error().message);
  if (!options.json_file.empty())
    if (const auto written = write_text(options.json_file, validation_json(validation.value())); !written) return complain(written.error().message);
  if (options.json_file != "-") {
    Style style = detect_style(options.color, STDOUT_FILENO);
    std::fputs(validation_report(validation.value(), style).c_str(), stdout);
  }
  return validation->passed() ? 0 : kBarMissed;
}

}  // namespace gilscope::cli
