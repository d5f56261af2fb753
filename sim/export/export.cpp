#include "sim/export/export.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "sim/export/formats.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr ExporterOption kPerfettoOptions[] = {
    {"states", "state, slices", "state", "state tracks, or slices for a Perfetto from before 2026", true},
    {"locks", "contended, all", "contended", "which locks get a track", true},
    {"objects", "0 to 1000", "20", "of how many objects the reference counts are drawn, the busiest first"},
};
constexpr ExporterOption kCsvOptions[] = {
    {"table", "all, spans, runs, threads, cores, locks, waits, objects, counters, calls, marks, arrows", "all", "only this table", true},
};

constexpr Exporter kExporters[] = {
    {"perfetto", ".pftrace", "Perfetto's protobuf trace, for ui.perfetto.dev: the most complete timeline", write_perfetto_trace, kPerfettoOptions},
    {"chrome", ".json", "Trace Event JSON, for ui.perfetto.dev, chrome://tracing and Tracy", write_chrome_trace},
    {"firefox", ".firefox.json", "Firefox Profiler JSON, for profiler.firefox.com: samples by source line, markers, counters", write_firefox_profile},
    {"speedscope", ".speedscope.json", "speedscope JSON, for speedscope.app: one profile per thread, waits as frames", write_speedscope},
    {"collapsed", ".collapsed", "stacks with their nanoseconds, one per line, for flame-graph programs", write_collapsed},
    {"csv", ".csv", "tables for spreadsheets and data frames: FILE.csv, FILE.locks.csv, ...", write_csv, kCsvOptions},
    {"sqlite", ".sqlite", "the same tables as a database, with views", write_sqlite},
    {"gilscope", ".gilscope", "GilScope's own: script, settings and the whole trace, for gilscope open", write_native, {}, true, false, check_native},
};

const ExporterOption* find_option(const Exporter& format, std::string_view name) {
  const auto found = std::find_if(format.options.begin(), format.options.end(), [&](const ExporterOption& o) { return o.name == name; });
  return found == format.options.end() ? nullptr : &*found;
}

bool is_in_list(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const auto comma = list.find(", ");
    if (list.substr(0, comma) == word) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 2);
  }
  return false;
}

}  // namespace

// ---- What a run says about itself ----------------------------------------------------------------------------------------

std::string run_label(const ExportRun& run) {
  return fmt::format("{}, {}, {} core{}", run.scenario, run.runtime, run.cores, run.cores == 1 ? "" : "s");
}

std::string scenario_hash(const ExportRun& run) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const std::uint8_t*>(run.source.data()), run.source.size(), digest.data());
  std::string text;
  for (const std::uint8_t byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

std::string trace_hash_text(const ExportRun& run) { return fmt::format("{:016x}", run.trace_hash); }

// ---- Options ------------------------------------------------------------------------------------------------------------

std::string_view ExportOptions::value(std::string_view name, std::string_view otherwise) const {
  const auto found = values.find(name);
  return found == values.end() ? otherwise : std::string_view(found->second);
}

Result<std::int64_t> ExportOptions::number(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) const {
  const auto found = values.find(name);
  if (found == values.end()) return otherwise;
  const std::string& text = found->second;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
    return Error{fmt::format("{}={}: it is a whole number from {} to {}", name, text, least, most)};
  return number;
}

std::pair<SimTime, SimTime> ExportOptions::range(const ExportRun& run) const {
  return {std::max<SimTime>(from, 0), std::min(to, run.trace->end())};
}

std::optional<Error> check_option(const Exporter& format, std::string_view name, std::string_view value) {
  const ExporterOption* option = find_option(format, name);
  if (!option) {
    std::string known;
    for (const auto& o : format.options) known += fmt::format("{}{}", known.empty() ? "" : ", ", o.name);
    return Error{fmt::format("the format '{}' has no option '{}'; {}", format.name, name, known.empty() ? "it has none" : "there is " + known)};
  }
  if (option->is_list && !is_in_list(option->values, value))
    return Error{fmt::format("{}={}: for the format '{}' it is one of {}", name, value, format.name, option->values)};
  return std::nullopt;
}

std::optional<Error> check_export(const Exporter& format, std::span<const ExportRun> runs, const ExportOptions& options) {
  if (runs.empty()) return Error{"there is no run to export"};
  if (runs.size() > 1 && !format.several_runs) return Error{fmt::format("the format '{}' holds one run per file", format.name)};
  for (const auto& [name, value] : options.values)
    if (auto error = check_option(format, name, value)) return error;
  if (options.from >= options.to) return Error{"the range to export is empty: its end must lie behind its beginning"};
  for (const ExportRun& run : runs)
    if (!run.trace->has_spans()) return Error{fmt::format("the run '{}' kept only totals, no timeline", run_label(run))};
  if (format.check) return format.check(runs, options);
  return std::nullopt;
}

// ---- The list ------------------------------------------------------------------------------------------------------------

std::span<const Exporter> trace_exporters() { return kExporters; }

const Exporter* find_by_ending(std::span<const Exporter> formats, std::string_view file_name) {
  const Exporter* best = nullptr;
  for (const Exporter& format : formats)
    if (file_name.ends_with(format.ending) && (!best || format.ending.size() > best->ending.size())) best = &format;
  return best;
}

const Exporter* find_by_name(std::span<const Exporter> formats, std::string_view name) {
  const auto found = std::find_if(formats.begin(), formats.end(), [&](const Exporter& format) { return format.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

std::string endings(std::span<const Exporter> formats) {
  std::string text;
  for (std::size_t i = 0; i < formats.size(); ++i)
    text += fmt::format("{}{}", i == 0 ? "" : i + 1 == formats.size() ? " or " : ", ", formats[i].ending);
  return text;
}

// ---- Writing -------------------------------------------------------------------------------------------------------------

Result<ExportResult> export_runs(const Exporter& format, std::span<const ExportRun> runs, const ExportOptions& options, const std::string& path,
                                 Overwrite overwrite) {
  if (auto error = check_export(format, runs, options)) return *error;
  auto out = ExportOutput::open(path, overwrite);
  if (!out) return out.error();
  bool cancelled = false;
  ExportOptions watched = options;
  watched.progress = [&](double part) {
    if (options.progress && !options.progress(part)) cancelled = true;
    return !cancelled;
  };
  auto error = format.write(runs, watched, out.value());
  if (cancelled) return ExportResult{.cancelled = true, .files = {}, .bytes = 0, .notes = {}};
  if (error) return *error;
  if (auto failed = out->commit()) return *failed;
  return ExportResult{false, out->files(), out->bytes(), out->notes()};
}

}  // namespace gilscope
