// The runs of an HTML report as the JSON that assets/report/data.js reads: totals exact, spans packed, and coarsened where the file would
// get too large.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "sim/base/sim_time.hpp"
#include "sim/export/export.hpp"

namespace gilscope::picture {

struct ReportData {
  std::string json;           ///< not yet escaped for a script element
  SimTime state_cell = 0;     ///< spans shorter than this are kept as shares only; 0 = every span is there
  SimTime call_cell = 0;      ///< the same for calls
  std::size_t points_left_out = 0;  ///< marks, wake-ups, waits and queue items that were thinned out
};

/// `budget`: what the packed spans and points may take, in bytes.
ReportData report_data(std::span<const ExportRun> runs, std::size_t budget);

}  // namespace gilscope::picture
