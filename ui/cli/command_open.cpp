// open: the report of a .gilscope file, and the same run again.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "sim/export/native_file.hpp"
#include "sim/session/export_run.hpp"
#include "ui/cli/commands.hpp"
#include "ui/cli/json_report.hpp"
#include "ui/cli/prepare.hpp"
#include "ui/cli/progress.hpp"
#include "ui/cli/report.hpp"

namespace gilscope::cli {
namespace {

constexpr int kDiffers = 1;

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_reports(const std::vector<RunReport>& reports, const Options& options, const std::string& title) {
  const Style style = style_of(options);
  if (reports.size() == 1) {
    print(reports.front().stdout_text);
    std::fflush(stdout);
    std::fputs(reports.front().stderr_text.c_str(), stderr);
    print("\n" + run_report(reports.front(), style));
    return;
  }
  std::vector<const RunReport*> single;
  for (const auto& report : reports) single.push_back(single_core(reports, report.runtime));
  print(outputs_report(reports, style) + "\n" + bold(style, title) + "\n\n" + compare_table(reports, single, style));
  for (const auto& report : reports) print("\n" + timeline_report(report, style));
}

// Runs it again. The hash covers every event, so the same hash is the same run.
int run_again(const ExportRun& run) {
  const auto rerun = rerun_of(run);
  if (!rerun) return complain(rerun.error().message);
  const auto program = compile_program(rerun->scenario);
  if (!program) {
    std::fputs(render(program.error()).c_str(), stderr);
    return kBadInput;
  }
  ProgressLine progress(1, rerun->options.max_time);
  const auto report = gilscope::run(rerun->scenario, program.value(), rerun->options, progress.callback());
  progress.clear();
  if (!report) return complain(report.error().message);
  const bool same = report->trace_hash == run.trace_hash;
  print(fmt::format("{}: {}\n", run_label(run),
                    same ? fmt::format("the same run again, trace hash {}", trace_hash_text(run))
                         : fmt::format("a different run: trace hash {:016x} instead of {}; the model has changed since, or the script read input or "
                                       "files that are not in the file",
                                       report->trace_hash, trace_hash_text(run))));
  return same ? 0 : kDiffers;
}

}  // namespace

int command_open(const Options& options) {
  const auto runs = read_native_file(options.script);
  if (!runs) return complain(runs.error().message);
  std::vector<RunReport> reports;
  for (const auto& run : runs.value()) reports.push_back(report_of(run));
  if (options.json_file != "-") print_reports(reports, options, runs->front().title);
  if (!options.json_file.empty()) {
    const std::string json = reports.size() == 1 ? run_json(reports.front()) : compare_json(reports);
    if (const auto written = write_text(options.json_file, json); !written) return complain(written.error().message);
  }
  int status = 0;
  if (options.rerun)
    for (const auto& run : runs.value()) status = std::max(status, run_again(run));
  return status;
}

}  // namespace gilscope::cli
