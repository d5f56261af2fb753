// Runs as files that other programs read: one file per format, one visible list per layer.
//
// The formats of this folder are listed by trace_exporters(). A higher layer (pictures, HTML) lists its own the same way, and whoever offers
// formats to people joins the lists in one std::vector<Exporter>. Nothing registers itself.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/analysis/deadlock.hpp"
#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/export/output.hpp"

namespace gilscope {

class Trace;

/// A run, with everything a file may say about it. sim/session/export_run.hpp makes one from a report.
struct ExportRun {
  std::shared_ptr<const Trace> trace;  ///< never null; read-only while the export goes on

  // What was asked for: enough to run it again.
  std::string scenario;                ///< its name
  std::string title;
  std::string path;                    ///< of the script, as the user named it
  std::string source;                  ///< the script's bytes
  std::vector<std::string> args;       ///< sys.argv[1:]
  std::string runtime;                 ///< the whole spec: "3.13t gil=1 no-immortal"
  std::vector<std::string> what_ifs;   ///< of the spec
  std::string python_gil;              ///< the value of PYTHON_GIL; empty = not set
  std::string model_file;              ///< a cost model of the user's; empty = the runtime's own
  std::uint32_t cores = 1;
  std::uint64_t seed = 1;
  SimTime switch_interval = 5 * kMillisecond;  ///< at the start
  std::optional<SimTime> max_time;
  std::optional<std::size_t> max_memory;

  // What came out.
  bool gil_enabled = true;             ///< at the end
  std::string model;                   ///< the name of the cost model
  std::string assumptions;             ///< the build's switches in words
  SimTime time = 0;                    ///< simulated, start to end
  std::string stdout_text;
  std::string stderr_text;
  int exit_code = 0;
  std::string end = "finished";        ///< or "deadlock", "time limit", "memory limit", "interrupted"
  std::string verdict;                 ///< why the run ended early, in words; empty if it did not
  std::vector<BlockedThread> blocked;  ///< for a deadlock
  double host_seconds = 0;
  std::uint64_t trace_hash = 0;
};

/// "primes, 3.13t gil=1, 8 cores": what tells this run from its companions.
std::string run_label(const ExportRun& run);
/// SHA-256 of the script's bytes, as 64 hexadecimal digits: which text a file was made from.
std::string scenario_hash(const ExportRun& run);
/// The trace's hash, as every report prints it: 16 hexadecimal digits.
std::string trace_hash_text(const ExportRun& run);

/// Told how far it is, 0 to 1, a few hundred times per export; false ends it, and nothing is left behind.
using ExportProgress = std::function<bool(double part)>;

struct ExportOptions {
  SimTime from = 0;                                        ///< only what overlaps [from, to)
  SimTime to = kForever;
  std::map<std::string, std::string, std::less<>> values;  ///< of the format's own options
  ExportProgress progress;                                 ///< may be empty

  /// The value of a format's option, or what stands in its place.
  std::string_view value(std::string_view name, std::string_view otherwise) const;
  /// A whole number. Error: the text is none, or it is not within [least, most].
  Result<std::int64_t> number(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) const;
  /// The range within a run: from >= 0, to <= its end.
  std::pair<SimTime, SimTime> range(const ExportRun& run) const;
};

/// An option of one format: `--option name=value`.
struct ExporterOption {
  std::string_view name;
  std::string_view values;  ///< for help: "light, dark", "1 to 4"; if it is a list of words, nothing else is accepted
  std::string_view otherwise;  ///< what it is when not given
  std::string_view description;
  bool is_list = false;     ///< `values` is the whole list
};

struct Exporter {
  std::string_view name;         ///< "perfetto"
  std::string_view ending;       ///< of the file's name, with its dot: ".pftrace"
  std::string_view description;  ///< one line, with the programs that open it
  /// Requires: runs not empty, options checked by check_export. Error: complete and ready to print.
  std::optional<Error> (*write)(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out) = nullptr;
  std::span<const ExporterOption> options = {};
  bool several_runs = true;      ///< false: a comparison becomes a file per run
  bool compares = false;         ///< true: where nobody names a runtime, it shows all those that the scenario compares
  /// What only the format can say about runs and values of options, before any file is touched; part of check_export. May be null.
  std::optional<Error> (*check)(std::span<const ExportRun> runs, const ExportOptions& options) = nullptr;
};

/// The formats of this folder.
std::span<const Exporter> trace_exporters();

/// The format that goes with a file's name, by the longest ending; null if there is none.
const Exporter* find_by_ending(std::span<const Exporter> formats, std::string_view file_name);
const Exporter* find_by_name(std::span<const Exporter> formats, std::string_view name);
/// ".json, .csv or .pftrace", for messages.
std::string endings(std::span<const Exporter> formats);

/// Whether the format has the option, and the value is one of its list. nullopt: yes.
std::optional<Error> check_option(const Exporter& format, std::string_view name, std::string_view value);
/// Whether export_runs would accept these runs and options. nullopt: yes.
std::optional<Error> check_export(const Exporter& format, std::span<const ExportRun> runs, const ExportOptions& options);

struct ExportResult {
  bool cancelled = false;          ///< progress said so; no file was made
  std::vector<std::string> files;  ///< under their final names; empty for stdout
  std::uint64_t bytes = 0;
  std::vector<std::string> notes;  ///< what the format could not hold, and advice; a line each
};

/// Writes the file (or the family of files) at `path`; "-" = standard output. A file appears under its final name only when it is
/// complete and on the disk. Error: an option, an existing file, a full disk, a closed pipe; then nothing is left behind.
Result<ExportResult> export_runs(const Exporter& format, std::span<const ExportRun> runs, const ExportOptions& options, const std::string& path,
                                 Overwrite overwrite);

}  // namespace gilscope
