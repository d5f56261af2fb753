#include "sim/calibration/sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "sim/base/sim_time.hpp"
#include "sim/runtime/cost_model.hpp"

namespace gilscope {
namespace {

constexpr double kChange = 0.5;
constexpr std::size_t kGroup = 6;   // costs that are tried together, to find those that no run uses
constexpr double kSameTime = 0.01;  // runtimes as close as that have no order

// An instruction's cost means both of its numbers: specialized and generic.
void scale(CostModel& model, const CostParameter& cost, double factor) {
  set_cost(model, cost, std::llround(static_cast<double>(get_cost(model, cost)) * factor));
  if (cost.table != CostTableKind::Specialized) return;
  CostParameter generic = cost;
  generic.table = CostTableKind::Generic;
  set_cost(model, generic, std::llround(static_cast<double>(get_cost(model, generic)) * factor));
}

std::vector<CostParameter> each_cost_once() {
  std::vector<CostParameter> costs = cost_parameters();
  std::erase_if(costs, [](const CostParameter& c) { return c.table == CostTableKind::Generic; });
  return costs;
}

class Experiment {
 public:
  Experiment(const Scenario& scenario, const Program& program, const RunOptions& base,
             const std::vector<std::string>& runtimes, const ProgressCallback& progress)
      : scenario_(scenario), program_(program), base_(base), runtimes_(runtimes), progress_(progress) {
    base_.keep_trace = false;
  }

  Result<Sensitivity> run() {
    Sensitivity result;
    result.runtimes = runtimes_;
    auto base = run_with({{}});
    if (!base) return base.error();
    base_reports_ = std::move(base).value();
    for (const auto& report : base_reports_) result.seconds.push_back(to_seconds(report.time));
    result.speedup = result.seconds.front() / result.seconds.back();
    auto used = used_costs();
    if (!used) return used.error();
    result.unused = each_cost_once().size() - used->size();
    if (auto error = vary(used.value(), result)) return *error;
    std::stable_sort(result.effects.begin(), result.effects.end(),
                     [](const CostEffect& a, const CostEffect& b) { return a.moves > b.moves; });
    return result;
  }

 private:
  using Scaling = std::vector<std::pair<CostParameter, double>>;

  static double to_seconds(SimTime time) { return static_cast<double>(time) / kSecond; }

  // All runtimes for each scaling, in that order.
  Result<std::vector<RunReport>> run_with(const std::vector<Scaling>& scalings) const {
    std::vector<RunOptions> variants;
    for (const auto& scaling : scalings) {
      for (const auto& runtime : runtimes_) {
        RunOptions options = base_;
        options.runtime = runtime;
        options.adjust_costs = [scaling](CostModel& model) {
          for (const auto& [cost, factor] : scaling) scale(model, cost, factor);
        };
        variants.push_back(std::move(options));
      }
    }
    auto reports = run_all(scenario_, program_, variants, progress_);
    if (!reports) return reports.error();
    for (const auto& report : reports.value())
      if (report.end != RunEnd::Finished)
        return Error{fmt::format("under {} the script did not come to its end: {}", report.runtime, report.verdict)};
    return reports;
  }

  bool same_as_base(const std::vector<RunReport>& reports, std::size_t group) const {
    for (std::size_t r = 0; r < runtimes_.size(); ++r)
      if (reports[group * runtimes_.size() + r].trace_hash != base_reports_[r].trace_hash) return false;
    return true;
  }

  // The costs of `candidates`, taken in groups of `size`, whose group changes a trace.
  Result<std::vector<CostParameter>> noticed(const std::vector<CostParameter>& candidates, std::size_t size) const {
    std::vector<Scaling> scalings;
    for (std::size_t i = 0; i < candidates.size(); i += size) {
      Scaling scaling;
      for (std::size_t k = i; k < std::min(i + size, candidates.size()); ++k)
        scaling.emplace_back(candidates[k], 1 + kChange);
      scalings.push_back(std::move(scaling));
    }
    const auto reports = run_with(scalings);
    if (!reports) return reports.error();
    std::vector<CostParameter> found;
    for (std::size_t g = 0; g < scalings.size(); ++g)
      if (!same_as_base(reports.value(), g))
        for (const auto& entry : scalings[g]) found.push_back(entry.first);
    return found;
  }

  Result<std::vector<CostParameter>> used_costs() const {
    const auto groups = noticed(each_cost_once(), kGroup);
    return groups ? noticed(groups.value(), 1) : groups;
  }

  std::vector<double> seconds_of(const std::vector<RunReport>& reports, std::size_t scaling) const {
    std::vector<double> seconds;
    for (std::size_t r = 0; r < runtimes_.size(); ++r)
      seconds.push_back(to_seconds(reports[scaling * runtimes_.size() + r].time));
    return seconds;
  }

  static bool order_differs(const std::vector<double>& base, const std::vector<double>& changed) {
    for (std::size_t a = 0; a < base.size(); ++a)
      for (std::size_t b = a + 1; b < base.size(); ++b) {
        const bool clear =
            std::abs(changed[a] / changed[b] - 1) > kSameTime && std::abs(base[a] / base[b] - 1) > kSameTime;
        if (clear && (base[a] < base[b]) != (changed[a] < changed[b])) return true;
      }
    return false;
  }

  std::optional<Error> vary(const std::vector<CostParameter>& costs, Sensitivity& result) const {
    std::vector<Scaling> scalings;
    for (const auto& cost : costs)
      for (const double factor : {1 - kChange, 1 + kChange}) scalings.push_back({{cost, factor}});
    const auto reports = run_with(scalings);
    if (!reports) return reports.error();
    for (std::size_t i = 0; i < costs.size(); ++i) {
      CostEffect effect;
      effect.cost = costs[i];
      effect.lower = seconds_of(reports.value(), 2 * i);
      effect.higher = seconds_of(reports.value(), 2 * i + 1);
      judge(effect, result);
      result.effects.push_back(std::move(effect));
    }
    return std::nullopt;
  }

  static void judge(CostEffect& effect, const Sensitivity& result) {
    effect.speedup_lower = effect.lower.front() / effect.lower.back();
    effect.speedup_higher = effect.higher.front() / effect.higher.back();
    for (const double speedup : {effect.speedup_lower, effect.speedup_higher}) {
      effect.moves = std::max(effect.moves, std::abs(speedup / result.speedup - 1));
      effect.changes_side |= (speedup > 1) != (result.speedup > 1) && std::abs(speedup - 1) > kSameTime;
    }
    effect.changes_ranking =
        order_differs(result.seconds, effect.lower) || order_differs(result.seconds, effect.higher);
  }

  const Scenario& scenario_;
  const Program& program_;
  RunOptions base_;
  const std::vector<std::string>& runtimes_;
  const ProgressCallback& progress_;
  std::vector<RunReport> base_reports_;
};

std::string how_fast(const Sensitivity& s) {
  if (s.speedup >= 1)
    return fmt::format("{} is {:.2f} times as fast as {}", s.runtimes.back(), s.speedup, s.runtimes.front());
  return fmt::format("{} takes {:.2f} times as long as {}", s.runtimes.back(), 1 / s.speedup, s.runtimes.front());
}

}  // namespace

Result<Sensitivity> sensitivity(const Scenario& scenario, const Program& program, const RunOptions& base,
                                const std::vector<std::string>& runtimes, const ProgressCallback& progress) {
  if (runtimes.size() < 2) return Error{"sensitivity compares at least two runtimes, like 3.13,3.13t"};
  return Experiment(scenario, program, base, runtimes, progress).run();
}

std::string conclusion(const Sensitivity& s) {
  double lowest = s.speedup, highest = s.speedup;
  std::vector<std::string> deciding;
  for (const auto& effect : s.effects) {
    lowest = std::min({lowest, effect.speedup_lower, effect.speedup_higher});
    highest = std::max({highest, effect.speedup_lower, effect.speedup_higher});
    if (effect.changes_side || effect.changes_ranking) deciding.emplace_back(effect.cost.name);
  }
  const std::string begin = how_fast(s) + ". ";
  if (!deciding.empty())
    return begin + fmt::format("Don't rely on it: it hangs on {}, which, changed by half, turn{} the order round.",
                               fmt::join(deciding, ", "), deciding.size() == 1 ? "s" : "");
  std::string text =
      begin +
      fmt::format("No single cost, changed by half, turns that round: the ratio stays between {:.2f} and {:.2f}.",
                  lowest, highest);
  if (!s.effects.empty() && s.effects.front().moves > kSameTime)
    text += fmt::format(" What moves it most is {}.", s.effects.front().cost.name);
  return text;
}

}  // namespace gilscope
