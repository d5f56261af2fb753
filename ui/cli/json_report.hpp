// Reports as JSON, for other programs.
#pragma once

#include <string>
#include <vector>

#include "sim/session/session.hpp"

namespace gilscope::cli {

/// One object, indented, with a newline at the end. All times are whole nanoseconds; per thread the states sum to its life, each instant cut
/// to whole nanoseconds. Its keys are a promise to other programs: tests/cli/json_test.cpp has them.
std::string run_json(const RunReport& report);
/// An array of such objects.
std::string compare_json(const std::vector<RunReport>& reports);

}  // namespace gilscope::cli
