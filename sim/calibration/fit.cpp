#include "sim/calibration/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/calibration/validation.hpp"
#include "sim/runtime/cost_model.hpp"

namespace gilscope {
namespace {

constexpr double kRaise = 0.25;       // by how much a cost is raised to see what depends on it
constexpr double kLeastRaise = 0.4;   // nanoseconds
constexpr double kSlopeMs = 0.3;      // modeled time of a one-thread run: the difference between two such runs is exact
constexpr std::size_t kGroup = 8;      // parameters that are raised together at first
constexpr double kSilent = 0.002;      // nanoseconds
constexpr double kNoticeable = 0.02;  // elasticity
constexpr double kSigmaUnit = 0.02, kSigmaOne = 0.06, kSigmaSpeedup = 0.10, kSigmaWaiting = 0.20;
constexpr double kSigmaBroad = 0.10;  // figures of the broad set come from another machine of the same kind

// What two threads without a GIL pay each other: their speed-ups are fitted with these alone.
const std::set<std::string_view> kMeetingCosts = {"LineTransfer", "AtomicRmw",      "BrcQueue",           "SectionFast",
                                                  "Yield",        "ParkingEnqueue", "ContainerSharedRead"};

// Numbers that decide races rather than durations (who finds whom awake), or are paid before a loop is warm: a fit of durations says nothing
// about them.
const std::set<std::string_view> kNotFitted = {"GilRequest", "CondEnter", "FutexWake",             "HotWakeup",    "ContextSwitch",   "WakeupGranularity",
                                               "TimeSlice",  "IdlePolling", "SpecializeInstruction", "BytecodeCopy", "BytecodeCopyUnit", "Migration",
                                               "ThreadStart", "IdleWakeup"};

bool is_free_threaded(const std::string& runtime) { return runtime.find('t') != std::string::npos; }

bool runs_one_at_a_time(const std::string& runtime) {
  return !is_free_threaded(runtime) || runtime.find("gil=1") != std::string::npos;
}

double nanoseconds(SimTime cost) { return static_cast<double>(cost) / kNanosecond; }

// The problem and what it is made from.
class Fitter {
 public:
  Fitter(const Measurements& measured, const FitOptions& options) : measured_(measured), options_(options) {}

  Result<FitResult> run() {
    if (auto error = start()) return *error;
    FitResult result;
    for (int round = 0; round < options_.rounds; ++round) {
      say(fmt::format("round {} of {}: what depends on what", round + 1, options_.rounds));
      if (round == 0)
        if (auto error = screen()) return *error;
      if (auto error = linearise()) return *error;
      if (round == 0) result.median_before = median_error(costs_now());
      const auto costs = solve(problem_);
      result.median_after = median_error(costs);
      if (round + 1 == options_.rounds) judge_unseen(result, costs);
      count_programs();
      for (std::size_t i = 0; i < costs.size(); ++i) problem_.parameters[i].value = costs[i];
    }
    result.parameters = problem_.parameters;
    return result;
  }

 private:
  void say(const std::string& text) const {
    if (options_.say) options_.say(text);
  }

  std::optional<Error> start() {
    auto gil = load_cost_model(options_.gil_model);
    if (!gil) return gil.error();
    auto free_threaded = load_cost_model(options_.free_threaded_model);
    if (!free_threaded) return free_threaded.error();
    auto programs = load_programs(calibration_directory(), measured_.programs());
    if (!programs) return programs.error();
    programs_ = std::move(programs).value();
    const auto runtimes = measured_.runtimes();
    if (std::all_of(runtimes.begin(), runtimes.end(), is_free_threaded))
      return Error{"a fit needs figures of a GIL build too: they have the unit"};
    has_free_threaded_ = std::any_of(runtimes.begin(), runtimes.end(), is_free_threaded);
    for (const auto& cost : cost_parameters()) add_parameter(cost, gil.value(), free_threaded.value());
    for (const auto& m : measured_.all) add_target(m);
    tie_builds();
    return std::nullopt;
  }

  void add_parameter(const CostParameter& cost, const CostModel& gil, const CostModel& free_threaded) {
    if (kNotFitted.count(cost.name) != 0) return;
    const double in_gil = nanoseconds(get_cost(gil, cost)),
                 in_free_threaded = nanoseconds(get_cost(free_threaded, cost));
    const auto add = [&](Builds builds, double value) {
      if (value > 0) problem_.parameters.push_back({cost, builds, value, value, value, 0});
    };
    if (cost.table == CostTableKind::Specialized) return add(Builds::Gil, in_gil);
    if (cost.table == CostTableKind::Generic)
      return has_free_threaded_ ? add(Builds::FreeThreaded, in_free_threaded) : void();
    if (in_gil == in_free_threaded || !has_free_threaded_)
      return add(has_free_threaded_ ? Builds::Both : Builds::Gil, in_gil);
    add(Builds::Gil, in_gil);
    add(Builds::FreeThreaded, in_free_threaded);
  }

  // The same cost of the two builds: their instruction tables, and what both models give a number for.
  void tie_builds() {
    auto& all = problem_.parameters;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = 0; j < all.size(); ++j)
        if (all[i].builds == Builds::Gil && all[j].builds == Builds::FreeThreaded &&
            all[i].cost.name == all[j].cost.name)
          problem_.ties.push_back({i, j});
  }

  void add_target(const Measurement& m) {
    if (m.threads > 2 || (m.threads == 2 && (runs_one_at_a_time(m.runtime) || !is_computing(m.program)))) return;
    const Measurement* single = measured_.find(m.program, m.runtime, 1);
    if (!single) return;
    FitTarget target{m.program, m.runtime, m.threads, m.minimum, 0, kSigmaOne, {}};
    if (m.threads == 2) target.measured = 2 * single->minimum / m.minimum;
    if (m.threads == 2) target.sigma = kSigmaSpeedup;
    if (m.threads == 1 && m.program == kUnitProgram && !is_free_threaded(m.runtime)) target.sigma = kSigmaUnit;
    if (!is_computing(m.program)) target.sigma = kSigmaWaiting;
    if (program_named(m.program).in_table) target.sigma = std::max(target.sigma, kSigmaBroad);
    problem_.targets.push_back(std::move(target));
  }

  const CalibrationProgram& program_named(const std::string& name) const {
    return *std::find_if(programs_.begin(), programs_.end(), [&](const auto& p) { return p.name == name; });
  }

  bool applies(const FitParameter& parameter, const FitTarget& target) const {
    if (parameter.builds == Builds::Both) return true;
    return is_free_threaded(target.runtime) == (parameter.builds == Builds::FreeThreaded);
  }

  // All parameters at their present values, but for one.
  std::function<void(CostModel&)> costs_with(const std::string& runtime, const FitParameter* other,
                                             double value) const {
    const FitTarget asks{"", runtime, 1, 0, 0, 0, {}};
    return [this, asks, other, value](CostModel& model) {
      for (const auto& p : problem_.parameters)
        if (applies(p, asks)) set_cost(model, p.cost, std::llround((&p == other ? value : p.value) * kNanosecond));
    };
  }

  ModelJob job_for(const FitTarget& target, int threads, double milliseconds, const FitParameter* other,
                   double value) const {
    const Measurement* single = measured_.find(target.program, target.runtime, 1);
    const CalibrationProgram& program = program_named(target.program);
    return {&program, target.runtime, threads, model_repeats(program, single->minimum, milliseconds),
            costs_with(target.runtime, other, value)};
  }

  double raised(const FitParameter& parameter) const {
    return parameter.value + std::max(kLeastRaise, kRaise * parameter.value);
  }

  // Most programs pay few of the costs: groups of them are raised together, and where nothing changes none of the group is asked for again.
  std::optional<Error> screen() {
    std::vector<ModelJob> jobs;
    std::vector<std::pair<std::size_t, std::size_t>> places;  // target, first parameter of the group; none: the base
    const std::size_t all = problem_.parameters.size();
    for (std::size_t t = 0; t < problem_.targets.size(); ++t) {
      if (problem_.targets[t].threads != 1) continue;
      const auto add = [&](std::size_t begin) {
        auto job = job_for(problem_.targets[t], 1, kSlopeMs, nullptr, 0);
        job.adjust = [this, rest = std::move(job.adjust), begin, end = std::min(begin + kGroup, all), t](CostModel& model) {
          rest(model);
          for (std::size_t i = begin; i < end; ++i)
            if (const auto& p = problem_.parameters[i]; applies(p, problem_.targets[t]))
              set_cost(model, p.cost, std::llround(raised(p) * kNanosecond));
        };
        jobs.push_back(std::move(job));
        places.emplace_back(t, begin);
      };
      add(all);
      for (std::size_t begin = 0; begin < all; begin += kGroup) add(begin);
    }
    const auto figures = run_jobs(jobs, options_.model);
    if (!figures) return figures.error();
    silent_.assign(problem_.targets.size(), std::vector<bool>(all, false));
    double base = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto [t, begin] = places[i];
      if (begin == all) base = figures.value()[i];
      if (begin == all || std::abs(figures.value()[i] - base) > kSilent) continue;
      for (std::size_t p = begin; p < std::min(begin + kGroup, all); ++p) silent_[t][p] = true;
    }
    return std::nullopt;
  }

  // Fills model and slope of every target, around the present values, which become the center of the linearisation.
  std::optional<Error> linearise() {
    std::vector<ModelJob> jobs;
    std::vector<std::pair<std::size_t, std::size_t>> places;  // target, parameter; the number of parameters = the base
    const std::size_t base = problem_.parameters.size();
    for (std::size_t t = 0; t < problem_.targets.size(); ++t) {
      const FitTarget& target = problem_.targets[t];
      const auto add = [&](int threads, double milliseconds, std::size_t p) {
        const FitParameter* parameter = p < base ? &problem_.parameters[p] : nullptr;
        jobs.push_back(job_for(target, threads, milliseconds, parameter, parameter ? raised(*parameter) : 0));
        places.emplace_back(t, p);
      };
      const double ms = target.threads == 2 ? options_.milliseconds : kSlopeMs;
      if (target.threads == 1) add(1, 20, base);
      if (target.threads == 1 && !target.slope.empty())
        continue;  // one thread is linear: what it pays how often is known already
      for (int threads = 1; threads <= target.threads; ++threads) add(threads, ms, base);
      for (std::size_t p = 0; p < base; ++p) {
        if (!applies(problem_.parameters[p], target)) continue;
        if (target.threads == 1 && silent_[t][p]) continue;
        if (target.threads == 2 && kMeetingCosts.count(problem_.parameters[p].cost.name) == 0) continue;
        for (int threads = 1; threads <= target.threads; ++threads) add(threads, ms, p);
      }
    }
    auto figures = run_jobs(jobs, options_.model);
    if (!figures) return figures.error();
    read_slopes(figures.value(), places);
    return std::nullopt;
  }

  // The figures come in the order of linearise(): for one thread a long base and a short one, for two a pair (one
  // thread, two threads) each time.
  void read_slopes(const std::vector<double>& figures, const std::vector<std::pair<std::size_t, std::size_t>>& places) {
    const std::size_t base = problem_.parameters.size();
    for (std::size_t i = 0; i < figures.size();) {
      const std::size_t t = places[i].first;
      FitTarget& target = problem_.targets[t];
      const bool two = target.threads == 2;
      if (!two && !target.slope.empty()) {
        target.model = figures[i++];
        continue;
      }
      target.slope.assign(base, 0);
      target.model = two ? 2 * figures[i] / figures[i + 1] : figures[i];
      const double short_base = two ? target.model : figures[i + 1];
      for (i += 2; i < figures.size() && places[i].first == t; i += two ? 2 : 1) {
        const FitParameter& p = problem_.parameters[places[i].second];
        target.slope[places[i].second] =
            two ? std::log(2 * figures[i] / figures[i + 1] / short_base) / std::log(raised(p) / p.value)
                : (figures[i] - short_base) / (raised(p) - p.value);
      }
    }
    for (auto& p : problem_.parameters) p.center = p.value;
  }

  std::vector<double> costs_now() const {
    std::vector<double> costs;
    for (const auto& p : problem_.parameters) costs.push_back(p.value);
    return costs;
  }

  double error_of(const FitTarget& target, const std::vector<double>& costs) const {
    return std::abs(predict(problem_, target, costs) / target.measured - 1);
  }

  double median_error(const std::vector<double>& costs) const {
    std::vector<double> errors;
    for (const auto& target : problem_.targets)
      if (target.threads == 1) errors.push_back(error_of(target, costs));
    return quantile(errors, 0.5);
  }

  // Each program predicted by a fit to all the others.
  void judge_unseen(FitResult& result, const std::vector<double>& costs) const {
    std::vector<double> errors;
    for (auto& figure : leave_each_out(problem_, costs)) {
      if (figure.program == kUnitProgram) continue;
      errors.push_back(std::abs(figure.error));
      result.unseen.push_back(std::move(figure));
    }
    if (errors.empty()) return;
    result.median_unseen = quantile(errors, 0.5);
    result.p90_unseen = quantile(errors, 0.9);
    std::stable_sort(result.unseen.begin(), result.unseen.end(), [](const UnseenFigure& a, const UnseenFigure& b) {
      return std::abs(a.error) > std::abs(b.error);
    });
  }

  void count_programs() {
    for (std::size_t i = 0; i < problem_.parameters.size(); ++i) {
      FitParameter& p = problem_.parameters[i];
      p.programs =
          static_cast<int>(std::count_if(problem_.targets.begin(), problem_.targets.end(), [&](const FitTarget& t) {
            return std::abs(t.threads == 1 ? t.slope[i] * p.value / t.model : t.slope[i]) > kNoticeable;
          }));
    }
  }

  const Measurements& measured_;
  const FitOptions& options_;
  std::vector<CalibrationProgram> programs_;
  bool has_free_threaded_ = false;
  FitProblem problem_;
  std::vector<std::vector<bool>> silent_;  // by target and parameter: the figure does not depend on it
};

}  // namespace

Result<FitResult> fit(const Measurements& measured, const FitOptions& options) {
  return Fitter(measured, options).run();
}

}  // namespace gilscope
