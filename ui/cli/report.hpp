// What `run` and `compare` print after the program's own output.
#pragma once

#include <string>
#include <vector>

#include "sim/session/session.hpp"
#include "ui/cli/style.hpp"

namespace gilscope::cli {

/// One run: a headline, its totals, threads, locks, objects, the longest waits, and the timeline.
std::string run_report(const RunReport& report, const Style& style);

/// One run in a comparison: a headline and the timeline.
std::string timeline_report(const RunReport& report, const Style& style);

/// Several runtimes on the same number of cores. `single[i]`: the same runtime on one core, or null if that is unknown.
std::string compare_table(const std::vector<RunReport>& reports, const std::vector<const RunReport*>& single, const Style& style);

/// One row per runtime, one column per number of cores: time and speed-up; below, the curve. Reports come runtime by runtime.
std::string speedup_report(const std::vector<RunReport>& reports, const Style& style);

/// The report of a runtime on one core, or null.
const RunReport* single_core(const std::vector<RunReport>& reports, const std::string& runtime);

/// The program's output under each runtime, equal ones together: one block if all agree.
std::string outputs_report(const std::vector<RunReport>& reports, const Style& style);

/// "3.13t gil=1 (GIL on), 8 cores"
std::string run_name(const RunReport& report);

}  // namespace gilscope::cli
