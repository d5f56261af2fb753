// How far the model is from real interpreters: each calibration program under each runtime, with one thread and with
// two.
//
// Everything is a ratio, so that the speed of the machine cancels: one thread against the counting loop on the GIL
// build with one thread, two threads against one (the speed-up: 2 x one-thread time / two-thread time).
#pragma once

#include <string>
#include <vector>

#include "sim/calibration/measurements.hpp"
#include "sim/calibration/programs.hpp"

namespace gilscope {

/// A real interpreter's figure and the model's; `error` = how far the model is off, relative: 0.1 = 10 % more.
struct Comparison {
  double measured = 0, model = 0;
  double error() const { return measured > 0 ? model / measured - 1 : 0; }
};

struct ValidationRow {
  std::string program, runtime;
  Comparison nanoseconds;   ///< per iteration, one thread
  Comparison ratio;         ///< the same in units of the counting loop
  Comparison speedup;       ///< of two threads; 0 if there are no figures for two
  double spread = 0;        ///< of the measured speed-up: minima against medians, 0.01 at least
  bool wrong_side = false;  ///< the model says faster where it is slower, or the reverse, by more than the spread
};

struct RuntimeSummary {
  std::string runtime;
  double ratio_median = 0, ratio_p90 = 0;  ///< of the absolute errors
  double speedup_median = 0, speedup_p90 = 0;
  int wrong_sides = 0;
};

struct Bar {
  std::string name;
  double value = 0, limit = 0;
  bool met() const { return value <= limit; }
};

struct Validation {
  std::string source;  ///< of the measured figures
  std::vector<ValidationRow> rows;
  std::vector<RuntimeSummary> runtimes;
  Comparison
      overhead;  ///< the free-threaded build against the GIL build on one thread: median over the programs that compute
  std::vector<Bar> bars;
  bool passed() const;
};

struct ValidationOptions {
  std::vector<std::string> runtimes;  ///< only these; empty: all that were measured
  double milliseconds = 20;           ///< of modeled time per thread and program
  ModelOptions model;
};

/// Runs the model for every figure and compares. Error: a program is missing or failed.
Result<Validation> validate(const Measurements& measured, const ValidationOptions& options);

/// The value below which a share of the (unsorted) values lies, between two of them interpolated. Requires: not empty.
double quantile(std::vector<double> values, double share);

/// Whether a program waits for the operating system rather than computes.
bool is_computing(const std::string& program);

}  // namespace gilscope
