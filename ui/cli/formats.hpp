// The formats that the command offers: those of the trace, and those of the pictures.
#pragma once

#include <vector>

#include "sim/export/export.hpp"

namespace gilscope::cli {

/// In the order in which `gilscope export --list` shows them.
std::vector<Exporter> formats();

}  // namespace gilscope::cli
