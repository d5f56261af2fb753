// Traces as files that other programs read. One file per format, one list here.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace gilscope {

class Trace;

/// What a file says about the run besides the trace.
struct ExportHeader {
  std::string scenario;
  std::string runtime;
  std::uint32_t cores = 1;
  std::uint64_t seed = 1;
};

struct Exporter {
  std::string_view name;
  std::string_view ending;  ///< of the file's name, with its dot
  std::string_view description;
  void (*write)(const Trace& trace, const ExportHeader& header, std::ostream& out);
};

/// The list of formats.
std::span<const Exporter> exporters();
/// The format that goes with a file's name, by the longest ending; null if there is none.
const Exporter* find_exporter(std::string_view file_name);
/// ".json or .csv", for messages.
std::string exporter_endings();

// ---- The formats ----

/// The Trace Event format that Perfetto (ui.perfetto.dev), chrome://tracing and others open: thread states and cores as slices,
/// wake-ups as flows, marks as instants. Times are microseconds with exactly three decimals.
void write_chrome_trace(const Trace& trace, const ExportHeader& header, std::ostream& out);

/// One line per span: lane, name, begin_ns, end_ns, state or holder, core. RFC 4180, with a header line.
void write_spans_csv(const Trace& trace, const ExportHeader& header, std::ostream& out);

}  // namespace gilscope
