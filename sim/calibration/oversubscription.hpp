// How far the model is from real interpreters when there are more threads than cores.
//
// Here the operating system decides most of it: who gets a core, for how long, and what a thread loses that yields its core while it spins for
// a lock (40 times in the free-threaded build) to threads that compute. The figures were measured on a busier machine than those of
// validation.hpp, and so can only be compared with each other: each program against the counting loop of the same runtime with as many
// threads. There is no bar to meet.
#pragma once

#include "sim/calibration/validation.hpp"

namespace gilscope {

struct OversubscriptionRow {
  std::string program, runtime;
  int threads = 0;
  Comparison nanoseconds;  ///< per iteration
  Comparison ratio;        ///< the same in units of the counting loop under the same runtime with as many threads
};

struct OversubscriptionSummary {
  std::string runtime;
  double median = 0, p90 = 0;  ///< of the ratios' absolute errors
};

struct Oversubscription {
  std::string source;  ///< of the measured figures
  std::vector<OversubscriptionRow> rows;
  std::vector<OversubscriptionSummary> runtimes;
};

/// Runs the model for every figure and compares. Error: a program is missing or failed, or a runtime lacks the counting loop.
Result<Oversubscription> validate_oversubscription(const Measurements& measured, const ValidationOptions& options);

}  // namespace gilscope
