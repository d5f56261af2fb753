#include "sim/session/export_run.hpp"

#include <array>
#include <utility>

#include "sim/runtime/runtime_config.hpp"
#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

constexpr std::array<std::pair<RunEnd, const char*>, 6> kEnds = {{{RunEnd::Finished, "finished"},
                                                                  {RunEnd::Deadlock, "deadlock"},
                                                                  {RunEnd::TimeLimit, "time limit"},
                                                                  {RunEnd::MemoryLimit, "memory limit"},
                                                                  {RunEnd::Interrupted, "interrupted"},
                                                                  {RunEnd::Crashed, "crashed"}}};

const char* text_of(RunEnd end) {
  for (const auto& [value, text] : kEnds)
    if (value == end) return text;
  return "finished";
}

RunEnd end_of(const std::string& text) {
  for (const auto& [value, known] : kEnds)
    if (text == known) return value;
  return RunEnd::Finished;
}

// What the run began with: the preset's, the scenario's, or a what-if's.
SimTime switch_interval_of(const Scenario& scenario, const RuntimeSpec& spec) {
  auto config = runtime_preset(spec.preset);
  if (!config) return RuntimeConfig{}.switch_interval;
  if (scenario.switch_interval) config->switch_interval = *scenario.switch_interval;
  for (const auto& what_if : spec.what_ifs)
    if (auto changed = apply_what_if(config.value(), what_if)) config = std::move(changed);
  return config->switch_interval;
}

void copy_settings(const Scenario& scenario, const RunOptions& options, ExportRun& run) {
  run.title = scenario.title;
  run.path = scenario.path;
  run.source = scenario.source;
  run.args = options.args.value_or(scenario.args);
  run.python_gil = options.python_gil;
  run.model_file = options.model_file;
  run.max_time = options.max_time ? options.max_time : scenario.max_time;
  run.max_memory = options.max_memory;
  if (const auto spec = parse_runtime_spec(run.runtime)) {
    run.what_ifs = spec->what_ifs;
    run.switch_interval = switch_interval_of(scenario, spec.value());
  }
}

}  // namespace

ExportRun export_run(const Scenario& scenario, const RunOptions& options, const RunReport& report) {
  ExportRun run;
  run.trace = report.trace;
  run.scenario = report.scenario;
  run.runtime = report.runtime;
  copy_settings(scenario, options, run);
  run.cores = report.cores;
  run.seed = report.seed;
  run.gil_enabled = report.gil_enabled;
  run.model = report.model;
  run.assumptions = report.assumptions;
  run.time = report.time;
  run.stdout_text = report.stdout_text;
  run.stderr_text = report.stderr_text;
  run.exit_code = report.exit_code;
  run.end = text_of(report.end);
  run.verdict = report.verdict;
  run.blocked = report.blocked;
  run.host_seconds = report.host_seconds;
  run.trace_hash = report.trace_hash;
  return run;
}

RunReport report_of(const ExportRun& run) {
  RunReport report;
  report.scenario = run.scenario;
  report.runtime = run.runtime;
  report.gil_enabled = run.gil_enabled;
  report.model = run.model;
  report.assumptions = run.assumptions;
  report.cores = run.cores;
  report.seed = run.seed;
  report.time = run.time;
  report.stdout_text = run.stdout_text;
  report.stderr_text = run.stderr_text;
  report.exit_code = run.exit_code;
  report.end = end_of(run.end);
  report.verdict = run.verdict;
  report.blocked = run.blocked;
  report.host_seconds = run.host_seconds;
  report.trace_hash = run.trace_hash;
  report.trace = run.trace;
  return report;
}

Result<Rerun> rerun_of(const ExportRun& run) {
  auto scenario = parse_scenario(run.path, run.source);
  if (!scenario) return scenario.error();
  Rerun rerun{std::move(scenario).value(), {}};
  rerun.options.args = run.args;
  rerun.options.cores = run.cores;
  rerun.options.runtime = run.runtime;
  rerun.options.python_gil = run.python_gil;
  rerun.options.seed = run.seed;
  rerun.options.max_time = run.max_time;
  rerun.options.max_memory = run.max_memory;
  rerun.options.model_file = run.model_file;
  rerun.options.record_calls = run.trace->has_calls();
  return rerun;
}

}  // namespace gilscope
