#include "sim/calibration/programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>
#include <thread>

#include "sim/calibration/program_table.hpp"

namespace gilscope {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRepeat = "\nREPEAT = ";

// The number behind "REPEAT = ", with its underscores; 0 if there is none.
std::int64_t repeat_in(const std::string& source) {
  const auto line = source.find(kRepeat);
  if (line == std::string::npos) return 0;
  std::int64_t number = 0;
  for (std::size_t i = line + kRepeat.size(); i < source.size() && source[i] != '\n'; ++i)
    if (source[i] >= '0' && source[i] <= '9') number = 10 * number + (source[i] - '0');
  return number;
}

Result<std::vector<TableProgram>> load_table(const std::string& folder) {
  const std::string path = (fs::path(folder) / "broad.txt").string();
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Error{fmt::format("can't read '{}'", path)};
  return parse_program_table(path, text.str());
}

Result<CalibrationProgram> load_program(const std::string& folder, const std::string& name) {
  const std::string path = (fs::path(folder) / (name + ".py")).string();
  auto scenario = load_scenario(path);
  if (!scenario) return scenario.error();
  return CalibrationProgram{name, path, scenario->source, repeat_in(scenario->source)};
}

// A script of the table, as if it lay beside the others: it imports timing.py from there.
Result<CalibrationProgram> program_in(const std::vector<TableProgram>& table, const std::string& folder,
                                      const std::string& name) {
  for (const auto& each : table)
    if (each.name == name)
      return CalibrationProgram{name, (fs::path(folder) / (name + ".py")).string(), each.source,
                                repeat_in(each.source), true};
  return Error{fmt::format("there is no calibration program '{}' in '{}'", name, folder)};
}

RunOptions options_of(const ModelJob& job, const ModelOptions& options) {
  RunOptions run;
  run.args = {{std::to_string(job.threads)}};
  run.cores = options.cores;
  run.runtime = job.runtime;
  run.model_file = options.model_file;
  run.adjust_costs = job.adjust;
  run.keep_trace = false;
  return run;
}

Result<double> run_job(const ModelJob& job, const ModelOptions& options) {
  const auto scenario = with_repeat(*job.program, job.repeat);
  if (!scenario) return scenario.error();
  const auto program = compile_program(scenario.value());
  if (!program) return Error{render(program.error())};
  const auto progress = [&](const Progress&) { return !options.go_on || options.go_on(); };
  const auto report = run(scenario.value(), program.value(), options_of(job, options), progress);
  if (!report) return report.error();
  if (report->end == RunEnd::Interrupted) return Error{"interrupted"};
  const auto figure = nanoseconds_in(report->stdout_text);
  if (!figure)
    return Error{
        fmt::format("{} under {} failed: {}{}", job.program->path, job.runtime, report->stderr_text, report->verdict)};
  return *figure;
}

struct Jobs {
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  std::size_t finished = 0;
  std::atomic<bool> stop{false};
  std::optional<Error> error;
};

}  // namespace

std::string calibration_directory() {
  const fs::path beside = fs::path(assets_directory()).parent_path();
  std::error_code error;
  if (fs::is_directory(beside / "calibration", error)) return (beside / "calibration").string();
  return (beside / "tests/calibration/programs").string();
}

Result<Scenario> with_repeat(const CalibrationProgram& program, std::int64_t repeat) {
  const auto line = program.source.find(kRepeat);
  if (line == std::string::npos)
    return Error{fmt::format("{}: it must have a line like 'REPEAT = 1_000_000'", program.path)};
  const auto begin = line + kRepeat.size();
  std::string source = program.source;
  source.replace(begin, source.find('\n', begin) - begin, std::to_string(repeat));
  return parse_scenario(program.path, std::move(source));
}

Result<std::vector<CalibrationProgram>> load_programs(const std::string& folder,
                                                      const std::vector<std::string>& names) {
  std::vector<CalibrationProgram> programs;
  std::vector<TableProgram> table;
  for (const auto& name : names) {
    std::error_code error;
    const bool in_file = fs::exists(fs::path(folder) / (name + ".py"), error);
    if (!in_file && table.empty()) {
      auto loaded = load_table(folder);
      if (!loaded) return loaded.error();
      table = std::move(loaded).value();
    }
    auto program = in_file ? load_program(folder, name) : program_in(table, folder, name);
    if (!program) return program.error();
    programs.push_back(std::move(program).value());
  }
  return programs;
}

Result<std::vector<double>> run_jobs(const std::vector<ModelJob>& jobs, const ModelOptions& options) {
  std::vector<double> figures(jobs.size());
  Jobs state;
  const auto work = [&] {
    for (std::size_t i = state.next++; i < jobs.size() && !state.stop; i = state.next++) {
      const auto figure = run_job(jobs[i], options);
      const std::lock_guard guard(state.mutex);
      if (!figure) {
        if (!state.error) state.error = figure.error();
        state.stop = true;
        return;
      }
      figures[i] = figure.value();
      if (options.done) options.done(++state.finished);
    }
  };
  {
    const std::size_t helpers = std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), jobs.size());
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back(work);
    work();
  }
  if (state.error) return *state.error;
  return figures;
}

std::optional<double> nanoseconds_in(const std::string& output) {
  constexpr std::string_view kKey = "ns_per_iter=";
  const auto at = output.find(kKey);
  if (at == std::string::npos) return std::nullopt;
  try {
    return std::stod(output.substr(at + kKey.size()));
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

std::int64_t model_repeats(const CalibrationProgram& program, double nanoseconds, double milliseconds) {
  const std::int64_t wanted = std::max<std::int64_t>(100, std::llround(milliseconds * 1e6 / nanoseconds));
  return std::min(wanted, program.repeat);
}

}  // namespace gilscope
