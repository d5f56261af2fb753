// The table that `gilscope validate` prints, and its JSON.
#pragma once

#include <string>

#include "sim/calibration/validation.hpp"
#include "ui/cli/style.hpp"

namespace gilscope::cli {

std::string validation_report(const Validation& validation, const Style& style);
std::string validation_json(const Validation& validation);

}  // namespace gilscope::cli
