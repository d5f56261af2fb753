// The formats of this folder. Each function is one row of the list in export.cpp; what a format can and cannot hold is in README.md.
#pragma once

#include "sim/export/export.hpp"

namespace gilscope {

/// The Trace Event format that Perfetto (ui.perfetto.dev), chrome://tracing and others open. Times are microseconds with exactly three decimals.
std::optional<Error> write_chrome_trace(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// Perfetto's own format, protobuf: nested calls, states, CPUs, locks, arrows, counters. The most complete of the timelines.
std::optional<Error> write_perfetto_trace(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// Tables as RFC 4180 text with a header line each: the spans in the file itself, the others beside it (FILE.locks.csv, ...).
std::optional<Error> write_csv(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// The same tables as an SQLite database, with views.
std::optional<Error> write_sqlite(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// The Firefox Profiler's processed format: samples, markers and counters.
std::optional<Error> write_firefox_profile(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// speedscope's format: one profile per thread, waits as frames.
std::optional<Error> write_speedscope(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// "thread;outer;inner NANOSECONDS" per line, for flame graphs.
std::optional<Error> write_collapsed(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

/// GilScope's own file (see native_file.hpp); whole runs only.
std::optional<Error> check_native(std::span<const ExportRun> runs, const ExportOptions& options);
std::optional<Error> write_native(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out);

}  // namespace gilscope
