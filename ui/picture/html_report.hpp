// The HTML report: one file that shows runs in any browser, without a network. The page's own code lies in assets/report.
#pragma once

#include <optional>
#include <span>

#include "sim/base/result.hpp"
#include "sim/export/export.hpp"

namespace gilscope::picture {

/// For the list of formats.
const Exporter& html_exporter();

/// Requires: at least one run; all of one script. Error: a part of the page in assets/report is missing.
std::optional<Error> write_html_report(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

}  // namespace gilscope::picture
