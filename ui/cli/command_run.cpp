// run and compare: commands that execute a script.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <span>

#include "sim/session/export_run.hpp"
#include "sim/session/session.hpp"
#include "sim/trace/trace.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/formats.hpp"
#include "ui/cli/json_report.hpp"
#include "ui/cli/prepare.hpp"
#include "ui/cli/progress.hpp"
#include "ui/cli/report.hpp"
#include "ui/cli/standard_input.hpp"

namespace gilscope::cli {
namespace {

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

// The program's output goes to ours as it is written: in order over both streams, and never later than the next look at the clock.
class PassThrough {
 public:
  void write(int fd, std::string_view text) {
    if (fd == 2) std::fflush(stdout);
    std::fwrite(text.data(), 1, text.size(), fd == 2 ? stderr : stdout);
    if (terminal_ && fd != 2 && text.find('\n') != std::string_view::npos) std::fflush(stdout);
  }

 private:
  const bool terminal_ = isatty(STDOUT_FILENO);
};

// ---- run --------------------------------------------------------------------------------------------------------------

// Found before the run, which may take long: an ending without a format, a folder that is not there.
std::optional<Error> check_files(const Options& options) {
  if (!options.trace_file.empty() && !find_by_ending(formats(), options.trace_file))
    return Error{fmt::format("'{}': a trace file ends in {}", options.trace_file, endings(formats()))};
  if (!options.trace_file.empty())
    if (const auto out = ExportOutput::open(options.trace_file, Overwrite::Yes); !out) return out.error();
  const auto& file = options.json_file;
  if (!file.empty() && file != "-" && !std::ofstream(file, std::ios::app)) return Error{fmt::format("can't write '{}'", file)};
  return std::nullopt;
}

// A file that is there already is replaced, as with --json. Formats for one run get a file per run.
std::optional<Error> write_trace(const std::string& file, std::span<const ExportRun> runs) {
  if (file.empty() || runs.empty()) return std::nullopt;
  const auto all = formats();
  const Exporter& format = *find_by_ending(all, file);
  if (runs.size() > 1 && !format.several_runs) {
    for (std::size_t i = 0; i < runs.size(); ++i)
      if (auto error = write_trace(file_of_run(file, format, runs[i]), runs.subspan(i, 1))) return error;
    return std::nullopt;
  }
  const auto written = export_runs(format, runs, {}, file, Overwrite::Yes);
  if (!written) return written.error();
  for (const auto& note : written->notes) std::fputs(fmt::format("gilscope: {}: {}\n", file, note).c_str(), stderr);
  return std::nullopt;
}

int write_outputs(const Options& options, const Scenario& scenario, const RunOptions& run_with, const RunReport& report) {
  const ExportRun run = export_run(scenario, run_with, report);
  if (auto error = write_trace(options.trace_file, std::span(&run, 1))) return complain_of_writing(error->message);
  if (!options.json_file.empty())
    if (const auto written = write_text(options.json_file, run_json(report)); !written) return complain(written.error().message);
  return report.exit_code;
}

void print_run(const Options& options, const RunReport& report) {
  if (options.quiet || options.json_file == "-") {
    if (!report.verdict.empty()) std::fputs(("gilscope: " + report.verdict).c_str(), stderr);
    return;
  }
  std::fflush(stderr);
  print("\n" + run_report(report, style_of(options)));
}

// ---- compare ----------------------------------------------------------------------------------------------------------

std::vector<std::uint32_t> cores_to_compare(const Options& options, const Scenario& scenario) {
  std::vector<std::uint32_t> cores = options.cores;
  if (cores.empty()) cores = {scenario.cores.value_or(8)};
  cores.push_back(1);  // what every speed-up is against
  std::sort(cores.begin(), cores.end());
  cores.erase(std::unique(cores.begin(), cores.end()), cores.end());
  return cores;
}

std::vector<RunOptions> variants(const Options& options, const Loaded& loaded, StandardInput& input) {
  const Scenario& scenario = loaded.scenario;
  const auto cores = cores_to_compare(options, scenario);
  auto runtimes = !options.runtimes.empty() ? options.runtimes : scenario.runtimes;
  if (runtimes.empty()) runtimes = default_runtimes();
  std::vector<RunOptions> all;
  for (const auto& runtime : runtimes) {
    for (const std::uint32_t count : cores) {
      RunOptions run = run_options(options, loaded.warnings);
      run.runtime = runtime;
      run.cores = count;
      run.input = input.reader();
      run.keep_trace = count == cores.back();
      run.record_calls = run.keep_trace && !options.trace_file.empty();
      all.push_back(std::move(run));
    }
  }
  return all;
}

// The runs that the user asked for, without those on one core that only serve as a base.
std::vector<RunReport> asked_for(const Options& options, const std::vector<RunReport>& reports) {
  std::vector<RunReport> shown;
  const bool one_core_too = std::find(options.cores.begin(), options.cores.end(), 1u) != options.cores.end();
  const bool only_one = std::all_of(reports.begin(), reports.end(), [](const RunReport& r) { return r.cores == 1; });
  for (const auto& report : reports)
    if (report.cores != 1 || one_core_too || only_one) shown.push_back(report);
  return shown;
}

std::string timelines(const std::vector<RunReport>& reports, const Style& style) {
  std::string text;
  for (const auto& report : reports)
    if (report.trace->has_spans()) text += "\n" + timeline_report(report, style);
  return text;
}

void print_compare(const Options& options, const Scenario& scenario, const std::vector<RunReport>& all) {
  const Style style = style_of(options);
  const auto shown = asked_for(options, all);
  print(outputs_report(shown, style) + "\n");
  if (options.cores.size() > 1) {
    print(bold(style, scenario.title) + "\n\n" + speedup_report(all, style) + timelines(shown, style));
    return;
  }
  std::vector<const RunReport*> single;
  for (const auto& report : shown) single.push_back(single_core(all, report.runtime));
  print(bold(style, fmt::format("{}, on {} cores", scenario.title, shown.empty() ? 0 : shown.front().cores)) + "\n\n" +
        compare_table(shown, single, style) + timelines(shown, style));
}

int write_compare_outputs(const Options& options, const Scenario& scenario, const std::vector<RunReport>& reports, int status) {
  std::vector<ExportRun> runs;
  for (const auto& report : reports)
    if (report.trace->has_spans()) runs.push_back(export_run(scenario, run_options(options, ""), report));
  if (auto error = write_trace(options.trace_file, runs)) return complain_of_writing(error->message);
  if (options.json_file.empty()) return status;
  const auto written = write_text(options.json_file, compare_json(reports));
  return written ? status : complain(written.error().message);
}

// Crashes first, then deadlocks, limits and interrupts, then the first script that failed by itself.
int exit_status(const std::vector<RunReport>& reports) {
  int status = 0;
  for (const RunEnd end : {RunEnd::Crashed, RunEnd::Deadlock, RunEnd::TimeLimit, RunEnd::MemoryLimit, RunEnd::Interrupted})
    for (const auto& report : reports)
      if (report.end == end) return report.exit_code;
  for (const auto& report : reports)
    if (status == 0) status = report.exit_code;
  return status;
}

}  // namespace

int command_run(const Options& options) {
  if (auto error = check_files(options)) return complain(error->message);
  auto loaded = load(options);
  if (const int* status = std::get_if<int>(&loaded)) return *status;
  const auto& [scenario, program, warnings] = std::get<Loaded>(loaded);
  RunOptions run_with = run_options(options, warnings);
  run_with.keep_trace = !options.quiet || !options.trace_file.empty();
  run_with.record_calls = !options.trace_file.empty();
  StandardInput input;
  run_with.input = input.reader();
  PassThrough output;
  if (options.json_file != "-") run_with.output = [&output](int fd, std::string_view text) { output.write(fd, text); };
  ProgressLine progress(1, run_with.max_time ? run_with.max_time : scenario.max_time, !options.quiet);
  const auto report = run(scenario, program, run_with, [tick = progress.callback()](const Progress& now) {
    std::fflush(stdout);
    return tick(now);
  });
  progress.clear();
  std::fflush(stdout);
  if (!report) return complain(report.error().message);
  print_run(options, report.value());
  return write_outputs(options, scenario, run_with, report.value());
}

int command_compare(const Options& options) {
  if (auto error = check_files(options)) return complain(error->message);
  auto loaded = load(options);
  if (const int* status = std::get_if<int>(&loaded)) return *status;
  const auto& [scenario, program, warnings] = std::get<Loaded>(loaded);
  StandardInput input;
  const auto runs = variants(options, std::get<Loaded>(loaded), input);
  ProgressLine progress(runs.size(), std::nullopt);
  const auto reports = run_all(scenario, program, runs, progress.callback(), progress.finished());
  progress.clear();
  if (!reports) return complain(reports.error().message);
  if (options.json_file != "-") print_compare(options, scenario, reports.value());
  return write_compare_outputs(options, scenario, asked_for(options, reports.value()), exit_status(reports.value()));
}

}  // namespace gilscope::cli
