#include "sim/calibration/oversubscription.hpp"

#include <algorithm>
#include <cmath>

namespace gilscope {
namespace {

Measurements only(const Measurements& all, const std::vector<std::string>& runtimes) {
  Measurements chosen;
  chosen.source = all.source;
  for (const auto& m : all.all)
    if (runtimes.empty() || std::find(runtimes.begin(), runtimes.end(), m.runtime) != runtimes.end()) chosen.all.push_back(m);
  return chosen;
}

Result<std::vector<double>> model_figures(const Measurements& measured, const ValidationOptions& options) {
  const auto names = measured.programs();
  const auto programs = load_programs(calibration_directory(), names);
  if (!programs) return programs.error();
  std::vector<ModelJob> jobs;
  for (const auto& m : measured.all) {
    const auto place = std::find(names.begin(), names.end(), m.program) - names.begin();
    const CalibrationProgram& program = programs.value()[static_cast<std::size_t>(place)];
    jobs.push_back({&program, m.runtime, m.threads, model_repeats(program, m.minimum, m.threads * options.milliseconds), {}});
  }
  return run_jobs(jobs, options.model);
}

OversubscriptionSummary summary_of(const std::string& runtime, const std::vector<OversubscriptionRow>& rows) {
  std::vector<double> errors;
  for (const auto& row : rows)
    if (row.runtime == runtime && row.program != kUnitProgram) errors.push_back(std::abs(row.ratio.error()));
  if (errors.empty()) return {runtime};
  return {runtime, quantile(errors, 0.5), quantile(errors, 0.9)};
}

}  // namespace

Result<Oversubscription> validate_oversubscription(const Measurements& all, const ValidationOptions& options) {
  const Measurements measured = only(all, options.runtimes);
  const auto figures = model_figures(measured, options);
  if (!figures) return figures.error();
  Measurements model = measured;
  for (std::size_t i = 0; i < model.all.size(); ++i) model.all[i].minimum = figures.value()[i];
  Oversubscription result;
  result.source = measured.source;
  for (const auto& m : measured.all) {
    const Measurement* unit = measured.find(kUnitProgram, m.runtime, m.threads);
    if (!unit) return Error{"there is no figure of " + std::string(kUnitProgram) + " under " + m.runtime + " with " + std::to_string(m.threads) + " threads"};
    const double predicted = model.find(m.program, m.runtime, m.threads)->minimum;
    const double model_unit = model.find(kUnitProgram, m.runtime, m.threads)->minimum;
    result.rows.push_back({m.program, m.runtime, m.threads, {m.minimum, predicted}, {m.minimum / unit->minimum, predicted / model_unit}});
  }
  for (const auto& runtime : measured.runtimes()) result.runtimes.push_back(summary_of(runtime, result.rows));
  return result;
}

}  // namespace gilscope
