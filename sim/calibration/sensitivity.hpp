// Which numbers of the cost model a conclusion hangs on: each cost that a run uses is halved and raised by half, alone,
// and the runs are repeated.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/calibration/parameters.hpp"
#include "sim/session/session.hpp"

namespace gilscope {

/// What happens when one cost is other than the model thinks.
struct CostEffect {
  CostParameter cost;
  double nanoseconds = 0;             ///< of the cost, under the last runtime
  std::vector<double> lower, higher;  ///< seconds by runtime, with half the cost and with one and a half times it
  double speedup_lower = 0, speedup_higher = 0;
  bool changes_side = false;     ///< the last runtime becomes slower than the first instead of faster, or the reverse
  bool changes_ranking = false;  ///< the runtimes' order by time changes, by more than a percent
  double moves = 0;              ///< the larger of the two relative changes of the speed-up
};

struct Sensitivity {
  std::vector<std::string> runtimes;
  std::vector<double> seconds;      ///< by runtime, with the model's costs
  double speedup = 0;               ///< first runtime's time over the last one's
  std::vector<CostEffect> effects;  ///< of all costs that the runs use, what moves the speed-up most first
  std::size_t unused = 0;           ///< costs that the runs don't use
};

/// `base`: the options of every run but for its runtime. `runtimes`: at least two. Error: a run cannot be made, or does
/// not end by itself.
Result<Sensitivity> sensitivity(const Scenario& scenario, const Program& program, const RunOptions& base,
                                const std::vector<std::string>& runtimes, const ProgressCallback& progress = {});

/// What it comes to, in one or two sentences.
std::string conclusion(const Sensitivity& result);

}  // namespace gilscope
