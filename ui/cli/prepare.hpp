// What the commands that execute a script have in common: loading it, and the options of a run.
#pragma once

#include <string>
#include <variant>

#include "sim/session/session.hpp"
#include "ui/cli/options.hpp"

namespace gilscope::cli {

inline constexpr int kCannotWrite = 1;

struct Loaded {
  Scenario scenario;
  Program program;
  std::string warnings;
};

/// The script, compiled; or the exit status, after the complaint. CPython's status for a syntax error is 1.
std::variant<Loaded, int> load(const Options& options);

RunOptions run_options(const Options& options, const std::string& warnings);

/// Of standard output, as the options have it.
Style style_of(const Options& options);

/// Prints "gilscope: MESSAGE" to stderr; returns kCannotWrite: the input was right, the disk or the pipe was not.
int complain_of_writing(const std::string& message);

}  // namespace gilscope::cli
