// The formats that the command offers: those of the trace, and those of the pictures.
#pragma once

#include <string>
#include <vector>

#include "sim/export/export.hpp"

namespace gilscope::cli {

/// In the order in which `gilscope export --list` shows them.
std::vector<Exporter> formats();

/// Where a format holds one run per file: "trace.svg" -> "trace-3.13t-gil=1-8.svg".
std::string file_of_run(const std::string& file, const Exporter& format, const ExportRun& run);

}  // namespace gilscope::cli
