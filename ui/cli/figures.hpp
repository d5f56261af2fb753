// The measured figures that validate and calibrate work with.
#pragma once

#include <functional>

#include "sim/base/result.hpp"
#include "sim/calibration/measurements.hpp"
#include "ui/cli/options.hpp"

namespace gilscope::cli {

/// Measured now on the interpreters that the user names; else read from the file that he names; else those that come with GilScope.
Result<Measurements> figures_for(const Options& options, const std::function<bool()>& go_on);

/// The shipped cost model of a preset.
std::string cost_model_file(const std::string& preset);

}  // namespace gilscope::cli
