// The formats of this folder. Each function is one row of the list in export.cpp; what a format can and cannot hold is in README.md.
#pragma once

#include "sim/export/export.hpp"

namespace gilscope {

/// The Trace Event format that Perfetto (ui.perfetto.dev), chrome://tracing and others open. Times are microseconds with exactly three decimals.
std::optional<Error> write_chrome_trace(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// Tables as RFC 4180 text with a header line each: the spans in the file itself, the others beside it (FILE.locks.csv, ...).
std::optional<Error> write_csv(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

}  // namespace gilscope
