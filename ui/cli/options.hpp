// The command line, taken apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "ui/cli/style.hpp"

namespace gilscope::cli {

enum class Verb : std::uint8_t { Run, Compare, Dis, List, Check, Validate, Calibrate, Sensitivity, Runtimes, Export, Open };

struct Options {
  Verb verb = Verb::Run;
  std::string script;
  std::optional<std::vector<std::string>> args;  ///< for the script; not given: those of its block
  std::vector<std::uint32_t> cores;
  std::vector<std::string> runtimes;
  std::string x_gil;
  std::vector<std::string> what_ifs;
  std::optional<std::uint64_t> seed;
  std::optional<SimTime> max_time;
  std::optional<std::size_t> max_memory;
  std::string model_file;
  std::string trace_file;
  std::string json_file;   ///< "-" = stdout
  std::vector<std::string> pythons;  ///< interpreters to measure
  int rounds = 5;                    ///< of measuring
  bool show_unseen = false;          ///< calibrate: every program's error when the fit does not see it
  std::string figures_file;          ///< measured figures instead of those that come with GilScope
  std::string output_file;
  std::string format;                ///< of an export; empty = by the ending of the file
  std::vector<std::string> format_options;  ///< "name=value"
  SimTime from = 0, to = kForever;   ///< what to export
  bool force = false;                ///< replace a file that is there already
  bool list_formats = false;
  bool rerun = false;
  bool dis_json = false;
  bool quiet = false;
  ColorMode color = ColorMode::Auto;
  int width = 0;           ///< of the picture; 0 = the terminal's
};

/// Nothing to do but print and leave: --help, --version, or a mistake.
struct ExitNow {
  int status = 0;
  std::string text;
};

/// `arguments`: without the program's name. Options of gilscope may stand before or after SCRIPT; from the first argument that is not
/// one of them (or from "--") on, everything is the script's.
std::variant<Options, ExitNow> parse_command_line(const std::vector<std::string>& arguments);

/// "2.5", "250ms", "1s", "10us" -> simulated time. Error: what is accepted.
Result<SimTime> parse_duration(const std::string& text);
/// "1000000", "64K", "512M", "2G" -> bytes.
Result<std::size_t> parse_size(const std::string& text);

}  // namespace gilscope::cli
