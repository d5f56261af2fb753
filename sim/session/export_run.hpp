// Between what the session reports and what exports hold.
#pragma once

#include "sim/base/result.hpp"
#include "sim/export/export.hpp"
#include "sim/session/session.hpp"

namespace gilscope {

/// The run of `scenario` with `options` that ended in `report`, for files. Shares the trace.
ExportRun export_run(const Scenario& scenario, const RunOptions& options, const RunReport& report);

/// The report that a file's run was made from.
RunReport report_of(const ExportRun& run);
/// What is needed to run it again: the script as it was, and the options. Error: the script's block cannot be read.
struct Rerun {
  Scenario scenario;
  RunOptions options;
};
Result<Rerun> rerun_of(const ExportRun& run);

}  // namespace gilscope
