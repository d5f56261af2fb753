// Real interpreters on the user's machine, measured with the calibration programs.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/calibration/measurements.hpp"

namespace gilscope {

/// One way to start a real Python.
struct Interpreter {
  std::string path;
  std::vector<std::string> options;  ///< "-X", "gil=0"
  std::string runtime;               ///< the runtime spec of its figures: "3.13t gil=0"
  std::string version;               ///< "3.13.5"
};

/// A GIL build is one interpreter, a free-threaded build two: with its GIL and without. Error: it cannot be started or
/// is older than 3.12.
Result<std::vector<Interpreter>> find_interpreters(const std::string& path);

struct MeasureOptions {
  int rounds = 5;  ///< interleaved over programs and interpreters
  std::vector<std::string> programs;
  std::string folder;                           ///< of the programs
  std::function<bool()> go_on;                  ///< asked between programs; may be empty
  std::function<void(const std::string&)> say;  ///< progress in words; may be empty
};

/// Every program with one thread and with two. Error: an interpreter fails, prints no figure, or takes longer than two
/// minutes.
Result<Measurements> measure(const std::vector<Interpreter>& interpreters, const MeasureOptions& options);

}  // namespace gilscope
