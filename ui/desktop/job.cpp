#include "ui/desktop/job.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <sstream>

#include "sim/trace/trace.hpp"

namespace gilscope::desktop {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kFirstLook = 0.3;         // seconds until a run that goes on is shown as far as it is
constexpr double kLookEvery = 0.5;
constexpr std::size_t kLargestCopy = 64u << 20;  // bytes of a trace that is still copied while it grows
constexpr std::size_t kMaxMemory = 2ull << 30;   // of the modeled program: a runaway script must not take the window with it

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

void report_problem(const JobContext& context, Problem problem) {
  const std::lock_guard guard(context.news->mutex);
  context.news->problem = std::move(problem);
}

std::string one_line(const Diagnostic& d) { return fmt::format("line {}: {}: {}", d.span.line, d.kind, d.message); }

// The setup's what-ifs that this runtime has: "no-immortal" means nothing to a build with a GIL.
std::vector<std::string> fitting_what_ifs(const Setup& setup, const std::string& runtime) {
  std::vector<std::string> fitting;
  for (const auto& what_if : setup.what_ifs)
    if (!check_runtime(runtime + " " + what_if)) fitting.push_back(what_if);
  return fitting;
}

// One run: tells how far it is, and shows what it recorded if it takes long.
class Watch {
 public:
  Watch(const JobContext& context, std::size_t index) : context_(context), index_(index) {}

  bool operator()(const Progress& now) {
    if (*context_.stop || *context_.cancel) return false;
    if (seconds_since(told_) < 0.03) return true;
    told_ = Clock::now();
    std::shared_ptr<const Trace> copy;
    if (now.trace && seconds_since(start_) > kFirstLook && seconds_since(copied_) > kLookEvery && now.trace->bytes() < kLargestCopy) {
      copy = std::make_shared<Trace>(*now.trace);
      copied_ = Clock::now();
    }
    {
      const std::lock_guard guard(context_.news->mutex);
      Job& job = context_.news->progress;
      job.simulated = std::max(job.simulated, now.time);
      job.bytecodes = now.bytecodes;
      job.host_seconds = seconds_since(start_);
      if (copy) {
        context_.news->runs[index_].trace = std::move(copy);
        context_.news->changed = true;
      }
    }
    context_.wake();
    return true;
  }

 private:
  const JobContext& context_;
  std::size_t index_;
  Clock::time_point start_ = Clock::now(), told_ = start_, copied_ = start_;
};

void run_one(const JobContext& context, const Scenario& scenario, const Program& program, std::size_t index, const RunOptions& options) {
  Watch watch(context, index);
  auto report = run(scenario, program, options, [&](const Progress& now) { return watch(now); });
  if (*context.stop) return;
  if (!report) return report_problem(context, {std::nullopt, report.error().message});
  const std::lock_guard guard(context.news->mutex);
  ShownRun& shown = context.news->runs[index];
  shown.trace = report->trace;
  shown.report = std::move(report).value();
  context.news->changed = true;
  ++context.news->progress.finished;
}

void run_everything(const JobContext& context, const Scenario& scenario, const Program& program, std::vector<RunOptions> options) {
  {
    const std::lock_guard guard(context.news->mutex);
    for (const auto& o : options) context.news->runs.push_back({o.runtime, o, nullptr, std::nullopt});
    context.news->progress.total = options.size();
  }
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < options.size(); ++i)
    threads.emplace_back([&, i] { run_one(context, scenario, program, i, options[i]); });
}

std::optional<Problem> check_options(const std::vector<RunOptions>& options) {
  for (const auto& o : options)
    if (const auto error = check_runtime(o.runtime)) return Problem{std::nullopt, error->message};
  return std::nullopt;
}

void compile_and_run(const JobContext& context) {
  auto scenario = scenario_of(context.setup);
  if (!scenario) return report_problem(context, {std::nullopt, scenario.error().message});
  std::string warnings;
  auto program = compile_program(scenario.value(), &warnings);
  if (!program) return report_problem(context, {program.error(), one_line(program.error())});
  std::vector<RunOptions> options;
  for (const auto& runtime : context.setup.runtimes) {
    options.push_back(run_options(context.setup, runtime));
    options.back().warnings = warnings;
  }
  if (auto problem = check_options(options)) return report_problem(context, std::move(*problem));
  auto shared = std::make_shared<const Scenario>(std::move(scenario).value());
  {
    const std::lock_guard guard(context.news->mutex);
    context.news->scenario = shared;
    context.news->program = program.value();
  }
  run_everything(context, *shared, program.value(), std::move(options));
}

// 1, 2, 4, ... up to the machine's cores and a little beyond, so that the curve's bend is seen.
std::vector<std::uint32_t> core_counts(std::uint32_t cores) {
  std::set<std::uint32_t> counts{1, cores};
  for (std::uint32_t n = 2; n <= std::max(8u, cores); n *= 2) counts.insert(n);
  return {counts.begin(), counts.end()};
}

}  // namespace

RunOptions run_options(const Setup& setup, const std::string& runtime) {
  RunOptions options;
  options.args = setup.args;
  options.cores = setup.cores;
  options.runtime = runtime;
  options.what_ifs = fitting_what_ifs(setup, runtime);
  options.seed = setup.seed;
  options.model_file = setup.model_file;
  options.max_memory = kMaxMemory;
  options.record_calls = true;
  return options;
}

Result<Scenario> scenario_of(const Setup& setup) {
  auto scenario = parse_scenario(setup.path, setup.source);
  if (scenario && setup.switch_interval) scenario->switch_interval = setup.switch_interval;
  return scenario;
}

void run_job(const JobContext& context) {
  compile_and_run(context);
  {
    const std::lock_guard guard(context.news->mutex);
    context.news->progress.running = false;
    context.news->done = true;
  }
  context.wake();
}

void run_sweep(const JobContext& context, std::shared_ptr<const Scenario> scenario, Program program) {
  const auto counts = core_counts(context.setup.cores);
  Sweep sweep;
  sweep.total = counts.size() * context.setup.runtimes.size();
  for (const auto& runtime : context.setup.runtimes) {
    sweep.series.push_back({runtime, {}});
    double base = 0;
    for (const std::uint32_t cores : counts) {
      RunOptions options = run_options(context.setup, runtime);
      options.cores = cores;
      options.keep_trace = false;
      options.record_calls = false;
      const auto report = run(*scenario, program, options, [&](const Progress&) { return !*context.stop && !*context.cancel; });
      if (*context.stop || *context.cancel || !report) return;
      const double seconds = to_seconds(report->time);
      if (base == 0) base = seconds;
      if (seconds > 0) sweep.series.back().points.emplace_back(cores, base / seconds);
      ++sweep.finished;
      const std::lock_guard guard(context.news->mutex);
      context.news->sweep = sweep;
      context.wake();
    }
  }
}

}  // namespace gilscope::desktop
