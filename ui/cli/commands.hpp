// The commands. Each returns the exit status of the process.
#pragma once

#include <string>

#include "sim/base/result.hpp"
#include "ui/cli/options.hpp"

namespace gilscope::cli {

inline constexpr int kBadInput = 2;

int command_run(const Options& options);
int command_compare(const Options& options);
int command_dis(const Options& options);
int command_list(const Options& options);
int command_check(const Options& options);
int command_validate(const Options& options);
int command_calibrate(const Options& options);
int command_sensitivity(const Options& options);
int command_runtimes(const Options& options);
int command_export(const Options& options);
int command_open(const Options& options);

/// The script as named, or the scenario of that name among those that come with GilScope.
std::string find_script(const std::string& name);

/// Prints "gilscope: MESSAGE" to stderr; returns kBadInput.
int complain(const std::string& message);

/// Writes to a file, or to stdout for "-". Error: the file cannot be written.
Result<bool> write_text(const std::string& path, const std::string& text);

}  // namespace gilscope::cli
