#include "sim/calibration/validation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace gilscope {
namespace {

constexpr double kMedianLimit = 0.10, kP90Limit = 0.25;
// Where both ratios agree by chance, that says nothing of how sure they are: under a GIL, speed-ups up to 1.02 were measured so.
constexpr double kLeastSpread = 0.01;

// One figure that the model has to predict.
struct Wanted {
  const Measurement* measured;
  const CalibrationProgram* program;
};

bool is_wanted(const Measurement& m, const ValidationOptions& options) {
  if (m.threads > 2) return false;
  return options.runtimes.empty() ||
         std::find(options.runtimes.begin(), options.runtimes.end(), m.runtime) != options.runtimes.end();
}

const CalibrationProgram* program_named(const std::vector<CalibrationProgram>& programs, const std::string& name) {
  for (const auto& program : programs)
    if (program.name == name) return &program;
  return nullptr;
}

std::vector<ModelJob> jobs_for(const std::vector<Wanted>& wanted, const Measurements& measured, double milliseconds) {
  std::vector<ModelJob> jobs;
  for (const auto& w : wanted) {
    const Measurement* single = measured.find(w.measured->program, w.measured->runtime, 1);
    const double nanoseconds = (single ? single : w.measured)->minimum;
    jobs.push_back({w.program,
                    w.measured->runtime,
                    w.measured->threads,
                    model_repeats(*w.program, nanoseconds, milliseconds),
                    {}});
  }
  return jobs;
}

// The runtime whose counting loop is the unit: the first that was measured.
const Measurement* unit_of(const Measurements& all) {
  for (const auto& m : all.all)
    if (m.program == kUnitProgram && m.threads == 1) return &m;
  return nullptr;
}

double speedup(double one, double two) { return 2 * one / two; }

void add_speedup(ValidationRow& row, const Measurements& measured, const Measurements& model) {
  const Measurement* one = measured.find(row.program, row.runtime, 1);
  const Measurement* two = measured.find(row.program, row.runtime, 2);
  const Measurement* two_model = model.find(row.program, row.runtime, 2);
  if (!two || !two_model) return;
  row.speedup = {speedup(one->minimum, two->minimum), speedup(row.nanoseconds.model, two_model->minimum)};
  row.spread = std::max(kLeastSpread, std::abs(row.speedup.measured - speedup(one->median, two->median)));
  const bool other_side = (row.speedup.measured - 1) * (row.speedup.model - 1) < 0;
  row.wrong_side = other_side && std::abs(row.speedup.model - 1) > row.spread;
}

std::vector<ValidationRow> rows_of(const Measurements& measured, const Measurements& model) {
  const Measurement* unit = unit_of(measured);
  const Measurement* model_unit = unit_of(model);
  std::vector<ValidationRow> rows;
  for (const auto& predicted : model.all) {
    if (predicted.threads != 1) continue;
    const Measurement* m = measured.find(predicted.program, predicted.runtime, 1);
    ValidationRow row;
    row.program = m->program;
    row.runtime = m->runtime;
    row.nanoseconds = {m->minimum, predicted.minimum};
    if (unit && model_unit) row.ratio = {m->minimum / unit->minimum, predicted.minimum / model_unit->minimum};
    add_speedup(row, measured, model);
    rows.push_back(std::move(row));
  }
  return rows;
}

RuntimeSummary summary_of(const std::string& runtime, const std::vector<ValidationRow>& rows) {
  RuntimeSummary summary;
  summary.runtime = runtime;
  std::vector<double> ratios, speedups;
  for (const auto& row : rows) {
    if (row.runtime != runtime) continue;
    if (row.program != kUnitProgram || std::abs(row.ratio.error()) > 1e-9)
      ratios.push_back(std::abs(row.ratio.error()));
    if (row.speedup.measured > 0) speedups.push_back(std::abs(row.speedup.error()));
    summary.wrong_sides += row.wrong_side;
  }
  if (!ratios.empty()) summary.ratio_median = quantile(ratios, 0.5), summary.ratio_p90 = quantile(ratios, 0.9);
  if (!speedups.empty())
    summary.speedup_median = quantile(speedups, 0.5), summary.speedup_p90 = quantile(speedups, 0.9);
  return summary;
}

const ValidationRow* row_named(const std::vector<ValidationRow>& rows, const std::string& program,
                               std::string_view runtime) {
  for (const auto& row : rows)
    if (row.program == program && row.runtime == runtime) return &row;
  return nullptr;
}

Comparison overhead_of(const std::vector<ValidationRow>& rows) {
  std::vector<double> measured, model;
  for (const auto& row : rows) {
    if (row.runtime != "3.13t gil=0" || !is_computing(row.program)) continue;
    const ValidationRow* base = row_named(rows, row.program, "3.13");
    if (!base) continue;
    measured.push_back(row.nanoseconds.measured / base->nanoseconds.measured);
    model.push_back(row.nanoseconds.model / base->nanoseconds.model);
  }
  if (measured.empty()) return {};
  return {quantile(measured, 0.5), quantile(model, 0.5)};
}

std::vector<Bar> bars_of(const Validation& v) {
  std::vector<Bar> bars;
  for (const auto& s : v.runtimes) {
    bars.push_back({s.runtime + ", one thread, median error", s.ratio_median, kMedianLimit});
    bars.push_back({s.runtime + ", one thread, 90th percentile", s.ratio_p90, kP90Limit});
    bars.push_back({s.runtime + ", speed-up of two, median error", s.speedup_median, kMedianLimit});
    bars.push_back({s.runtime + ", speed-up of two, 90th percentile", s.speedup_p90, kP90Limit});
    bars.push_back({s.runtime + ", speed-ups on the wrong side of 1", static_cast<double>(s.wrong_sides), 0});
  }
  if (v.overhead.measured > 0)
    bars.push_back({"free-threaded over GIL build, one thread, median", std::abs(v.overhead.error()), kMedianLimit});
  return bars;
}

}  // namespace

bool Validation::passed() const {
  return std::all_of(bars.begin(), bars.end(), [](const Bar& bar) { return bar.met(); });
}

double quantile(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, values.size() - 1);
  return values[below] + (values[above] - values[below]) * (place - static_cast<double>(below));
}

bool is_computing(const std::string& program) {
  static const std::set<std::string> kWaiting = {"convoy", "ping_pong", "sleep_short", "thread_spawn"};
  return kWaiting.count(program) == 0;
}

Result<Validation> validate(const Measurements& measured, const ValidationOptions& options) {
  const auto programs = load_programs(calibration_directory(), measured.programs());
  if (!programs) return programs.error();
  std::vector<Wanted> wanted;
  for (const auto& m : measured.all)
    if (is_wanted(m, options) || (unit_of(measured) == &m))
      wanted.push_back({&m, program_named(programs.value(), m.program)});
  const auto figures = run_jobs(jobs_for(wanted, measured, options.milliseconds), options.model);
  if (!figures) return figures.error();
  Measurements model;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    Measurement m = *wanted[i].measured;
    m.minimum = m.median = m.maximum = figures.value()[i];
    model.all.push_back(std::move(m));
  }
  Validation result;
  result.source = measured.source;
  result.rows = rows_of(measured, model);
  for (const auto& runtime : measured.runtimes())
    if (options.runtimes.empty() ||
        std::find(options.runtimes.begin(), options.runtimes.end(), runtime) != options.runtimes.end())
      result.runtimes.push_back(summary_of(runtime, result.rows));
  result.overhead = overhead_of(result.rows);
  result.bars = bars_of(result);
  return result;
}

}  // namespace gilscope
