// validate: the model beside real interpreters.
#include <unistd.h>

#include <cstdio>
#include <optional>

#include "sim/calibration/validation.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/figures.hpp"
#include "ui/cli/progress.hpp"
#include "ui/cli/validation_report.hpp"

namespace gilscope::cli {
namespace {

constexpr int kBarMissed = 1;

/// The figures of another machine come without those for more threads than cores, and so does a machine of another size.
bool has_oversubscription(const Options& options) { return options.figures_file.empty() && options.pythons.empty() && options.cores.empty(); }

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
  std::optional<Oversubscription> oversubscription;
  if (has_oversubscription(options)) {
    const auto figures = read_measurements(shipped_oversubscribed_measurements());
    if (!figures) return complain(figures.error().message);
    auto compared = validate_oversubscription(figures.value(), validation_options(options, progress));
    if (!compared) return complain(compared.error().message);
    oversubscription = std::move(compared).value();
  }
  const Oversubscription* more = oversubscription ? &*oversubscription : nullptr;
  if (!options.json_file.empty())
    if (const auto written = write_text(options.json_file, validation_json(validation.value(), more)); !written)
      return complain(written.error().message);
  if (options.json_file != "-") {
    Style style = detect_style(options.color, STDOUT_FILENO);
    std::fputs(validation_report(validation.value(), style).c_str(), stdout);
    if (more != nullptr) std::fputs(oversubscription_report(*more, style).c_str(), stdout);
  }
  return validation->passed() ? 0 : kBarMissed;
}

}  // namespace gilscope::cli
