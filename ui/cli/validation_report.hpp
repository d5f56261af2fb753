// The table that `gilscope validate` prints, and its JSON.
#pragma once

#include <string>

#include "sim/calibration/oversubscription.hpp"
#include "sim/calibration/validation.hpp"
#include "ui/cli/style.hpp"

namespace gilscope::cli {

std::string validation_report(const Validation& validation, const Style& style);
/// The block for more threads than cores.
std::string oversubscription_report(const Oversubscription& oversubscription, const Style& style);
/// `oversubscription` may be null.
std::string validation_json(const Validation& validation, const Oversubscription* oversubscription = nullptr);

}  // namespace gilscope::cli
