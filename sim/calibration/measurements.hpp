// Figures of the calibration programs: nanoseconds per iteration, measured on real interpreters or predicted by the
// model.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"

namespace gilscope {

/// One program under one runtime with so many threads. The machine they are measured on is noisy, and noise only adds:
/// the minimum is the cost, and the distance between minimum and median says how sure it is.
struct Measurement {
  std::string program;
  std::string runtime;  ///< a runtime spec: "3.13t gil=0"
  int threads = 1;
  int rounds = 1;  ///< 0: not measured on that build, but converted from another one (assets/models/README.md)
  double minimum = 0, median = 0, maximum = 0;
};

struct Measurements {
  std::string source;  ///< what was measured where, one sentence
  std::vector<Measurement> all;

  const Measurement* find(std::string_view program, std::string_view runtime, int threads) const;
  /// In the order in which they come first.
  std::vector<std::string> programs() const;
  std::vector<std::string> runtimes() const;
};

/// Reads "# source: ..." and the lines under "program,runtime,threads,rounds,minimum,median,maximum". Error: file,
/// line, what is wrong.
Result<Measurements> read_measurements(const std::string& path);

/// Writes what read_measurements reads. Error: the file cannot be written.
std::optional<Error> write_measurements(const Measurements& measured, const std::string& path);

/// How much the figures scatter: the median over all of median / minimum - 1.
double scatter(const Measurements& measured);

/// The figures that come with GilScope.
std::string shipped_measurements();

/// The figures of more threads than cores that come with GilScope.
std::string shipped_oversubscribed_measurements();

/// The unit of all ratios: the counting loop on the GIL build with one thread.
inline constexpr std::string_view kUnitProgram = "loop_while_add";

}  // namespace gilscope
