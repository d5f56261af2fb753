// The calibration programs: small scripts that repeat one thing each and print "ns_per_iter=", on real interpreters and
// in the model alike.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/session/session.hpp"

namespace gilscope {

struct CalibrationProgram {
  std::string name;
  std::string path;
  std::string source;
  std::int64_t repeat = 0;  ///< of the constant in its line "REPEAT = ..."
  bool in_table = false;    ///< it stands in broad.txt
};

/// The folder with the scripts.
std::string calibration_directory();

/// The program as it is, but with another constant in its line "REPEAT = 3_000_000". Error: it has no such line.
Result<Scenario> with_repeat(const CalibrationProgram& program, std::int64_t repeat);

/// The scripts of these names, from their files or from the table broad.txt (program_table.hpp). Error: one is not
/// there.
Result<std::vector<CalibrationProgram>> load_programs(const std::string& folder, const std::vector<std::string>& names);

/// One run of one program.
struct ModelJob {
  const CalibrationProgram* program = nullptr;
  std::string runtime;
  int threads = 1;
  std::int64_t repeat = 1000;
  std::function<void(CostModel&)> adjust;  ///< may be empty
};

struct ModelOptions {
  std::uint32_t cores = 2;
  std::string model_file;                          ///< empty: the shipped ones
  std::function<bool()> go_on;                     ///< asked now and then; may be empty
  std::function<void(std::size_t finished)> done;  ///< may be empty
};

/// The nanoseconds per iteration that each job prints, on as many host threads as there are CPUs. Error: the first job
/// that failed.
Result<std::vector<double>> run_jobs(const std::vector<ModelJob>& jobs, const ModelOptions& options);

/// The number behind "ns_per_iter=". nullopt: there is none.
std::optional<double> nanoseconds_in(const std::string& output);

/// How often the model repeats what takes `nanoseconds` on a real interpreter, to be so long at it: at least a hundred
/// times, at most as often as the real one does.
std::int64_t model_repeats(const CalibrationProgram& program, double nanoseconds, double milliseconds);

}  // namespace gilscope
