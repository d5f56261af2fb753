// Fits the numbers of the cost models to measured figures: least squares in log space, drawn towards the numbers there
// are.
//
// What a program takes on one thread is linear in the costs: t = t0 + sum of n x (cost - cost0), where n is how often
// the program pays a cost per iteration. n is found by running the model with that cost raised; no program is ever told
// apart from another. Two threads are not linear (they meet), so the speed-ups are linearised around the present
// numbers, for the costs of meeting only, and the whole is repeated. There are more costs than programs; the prior (a
// factor of about exp(sigma) is cheap, ten is not) decides what the figures leave open.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/calibration/measurements.hpp"
#include "sim/calibration/parameters.hpp"
#include "sim/calibration/programs.hpp"

namespace gilscope {

/// Whose number it is: the two builds have their own instruction costs, share most of the others, and differ in some.
enum class Builds : std::uint8_t { Gil, FreeThreaded, Both };

struct FitParameter {
  CostParameter cost;
  Builds builds = Builds::Both;
  double prior = 0;   ///< nanoseconds: the number there was
  double center = 0;  ///< nanoseconds: where the problem is linearised
  double value = 0;   ///< nanoseconds, fitted
  int programs = 0;   ///< how many figures depend on it noticeably
};

/// A row of the problem: ln(model / measured) at the center, and how much it changes with each cost there.
struct FitTarget {
  std::string program, runtime;
  int threads = 1;      ///< 2: the speed-up of two threads
  double measured = 0;  ///< nanoseconds, or the speed-up
  double model = 0;     ///< the same by the model with the center's costs
  double sigma = 0.06;  ///< how far off, in logarithms, is no worse than the noise
  std::vector<double>
      slope;  ///< by parameter: d model / d cost in nanoseconds for one thread; d ln(speed-up) / d ln(cost) for two
};

/// One cost in two builds: by what factor it moves in one, by about that factor it moves in the other. The
/// free-threaded build has fewer figures, and a number that none of them shows follows the GIL build's.
struct FitTie {
  std::size_t one = 0, other = 0;  ///< parameters
};

struct FitProblem {
  std::vector<FitParameter> parameters;
  std::vector<FitTarget> targets;
  std::vector<FitTie> ties;
  double tie_sigma = 0.25;
  double prior_sigma = 0.35;
};

/// What a target's figure is with the given costs (nanoseconds, by parameter), by the linearised model.
double predict(const FitProblem& problem, const FitTarget& target, const std::vector<double>& costs);

/// The best costs in nanoseconds, by parameter. `without`: a program that is left out (for the error on programs the
/// fit has not seen); may be empty.
std::vector<double> solve(const FitProblem& problem, const std::string& without = {});

/// A one-thread figure as a fit to all the other programs predicts it.
struct UnseenFigure {
  std::string program, runtime;
  double error = 0;  ///< predicted / measured - 1
};
/// Each program predicted without its own figures: Gauss-Newton's last step once more with the program's rows taken out
/// (exact for a linear problem, and near the solution this one is). `costs`: what solve() found.
std::vector<UnseenFigure> leave_each_out(const FitProblem& problem, const std::vector<double>& costs);

struct FitOptions {
  std::string gil_model, free_threaded_model;  ///< files with the numbers to start from
  int rounds = 2;                              ///< linearise, solve, and again
  double milliseconds = 4;                     ///< of modeled time for a run with two threads
  ModelOptions model;
  std::function<void(const std::string&)> say;  ///< progress in words; may be empty
};

struct FitResult {
  std::vector<FitParameter> parameters;
  double median_before = 0, median_after = 0;  ///< absolute error of one-thread figures by the linearised model
  double median_unseen = 0, p90_unseen = 0;    ///< the same for programs that were left out of the fit one at a time
  std::vector<UnseenFigure> unseen;            ///< what those are made from, the worst first
};

/// Error: a model cannot be read, a program fails, or there are no figures for a GIL build.
Result<FitResult> fit(const Measurements& measured, const FitOptions& options);

}  // namespace gilscope
