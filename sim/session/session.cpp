#include "sim/session/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <sstream>
#include <thread>

#include "sim/runtime/cost_model.hpp"
#include "sim/session/execute.hpp"
#include "sim/session/listing.hpp"
#include "sim/session/model_choice.hpp"

namespace gilscope {
namespace {

constexpr std::uint32_t kDefaultCores = 8;

// Preset, then the scenario's switch interval, then what-ifs, then the GIL options: the later wins.
Result<RuntimeConfig> configure(const Scenario& scenario, const RuntimeSpec& spec, const RunOptions& options) {
  auto config = runtime_preset(spec.preset);
  if (!config) return config.error();
  if (scenario.switch_interval) config->switch_interval = *scenario.switch_interval;
  std::vector<std::string> what_ifs = spec.what_ifs;
  what_ifs.insert(what_ifs.end(), options.what_ifs.begin(), options.what_ifs.end());
  for (const auto& what_if : what_ifs) {
    config = apply_what_if(std::move(config).value(), what_if);
    if (!config) return config.error();
  }
  return apply_gil_options(std::move(config).value(), options.x_gil.empty() ? spec.x_gil : options.x_gil, options.python_gil);
}

std::string spec_text(const std::string& spec, const RunOptions& options) {
  std::string text = spec;
  if (!options.x_gil.empty()) text += " gil=" + options.x_gil;
  for (const auto& what_if : options.what_ifs) text += " " + what_if;
  return text;
}

}  // namespace

Result<RunPlan> plan_run(const Scenario& scenario, const RunOptions& options) {
  const std::string given = options.runtime.empty() ? "3.13" : options.runtime;
  const auto spec = parse_runtime_spec(given);
  if (!spec) return spec.error();
  auto config = configure(scenario, spec.value(), options);
  if (!config) return config.error();
  RunPlan plan;
  plan.args = options.args.value_or(scenario.args);
  plan.cores = options.cores.value_or(scenario.cores.value_or(kDefaultCores));
  if (plan.cores < 1 || plan.cores > 256) return Error{"the number of cores must be from 1 to 256"};
  plan.seed = options.seed.value_or(scenario.seed.value_or(1));
  plan.runtime_spec = spec_text(given, options);
  plan.runtime = std::move(config).value();
  plan.model_path = choose_model(plan.runtime, options.model_file);
  plan.adjust_costs = options.adjust_costs;
  plan.max_time = options.max_time.value_or(scenario.max_time.value_or(kForever));
  plan.max_memory = options.max_memory.value_or(0);
  plan.warnings = options.warnings;
  plan.keep_trace = options.keep_trace;
  plan.record_calls = options.record_calls && options.keep_trace;
  plan.input = options.input;
  plan.output = options.output;
  return plan;
}

namespace {

// The state that the host threads of run_all share.
struct Batch {
  std::mutex mutex;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  std::vector<std::optional<RunReport>> reports;
  std::optional<Error> error;
  std::size_t finished = 0;
};

}  // namespace

Result<RuntimeSpec> parse_runtime_spec(const std::string& text) {
  RuntimeSpec spec;
  std::istringstream words(text);
  std::string word;
  while (words >> word) {
    if (spec.preset.empty())
      spec.preset = word;
    else if (word.starts_with("gil="))
      spec.x_gil = word.substr(4);
    else
      spec.what_ifs.push_back(word);
  }
  if (spec.preset.empty()) return Error{"a runtime is named like '3.13', '3.13t' or '3.13t gil=1'"};
  return spec;
}

std::optional<Error> check_runtime(const std::string& spec) {
  RunOptions options;
  options.runtime = spec;
  const auto plan = plan_run(Scenario{}, options);
  return plan ? std::nullopt : std::optional(plan.error());
}

std::vector<std::string> default_runtimes() { return {"3.13", "3.13t gil=1", "3.13t", "3.14t"}; }

Result<RunReport> run(const Scenario& scenario, const Program& program, const RunOptions& options,
                      const ProgressCallback& progress) {
  auto plan = plan_run(scenario, options);
  if (!plan) return plan.error();
  return execute(scenario, program, plan.value(), progress);
}

Result<std::vector<RunReport>> run_all(const Scenario& scenario, const Program& program,
                                       const std::vector<RunOptions>& variants, const ProgressCallback& progress,
                                       const std::function<void(std::size_t)>& done) {
  for (const auto& variant : variants)  // wrong options are found before anything runs
    if (auto plan = plan_run(scenario, variant); !plan) return plan.error();
  Batch batch;
  batch.reports.resize(variants.size());
  const auto go_on = [&](const Progress& p) {
    if (progress && !progress(p)) batch.stop = true;
    return !batch.stop;
  };
  const auto work = [&] {
    for (std::size_t i = batch.next++; i < variants.size() && !batch.stop; i = batch.next++) {
      auto report = run(scenario, program, variants[i], go_on);
      const std::lock_guard guard(batch.mutex);
      if (!report) {
        batch.error = report.error();
        batch.stop = true;
        return;
      }
      batch.reports[i] = std::move(report).value();
      if (done) done(++batch.finished);
    }
  };
  const std::size_t helpers = std::min<std::size_t>(std::max(1u, std::thread::hardware_concurrency()), variants.size());
  std::vector<std::jthread> threads;
  for (std::size_t i = 1; i < helpers; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  if (batch.error) return *batch.error;
  std::vector<RunReport> reports;
  for (auto& report : batch.reports)
    if (report) reports.push_back(std::move(*report));
  return reports;
}

Result<InstructionCosts> instruction_costs(const Scenario& scenario, const RunOptions& options) {
  const auto plan = plan_run(scenario, options);
  if (!plan) return plan.error();
  const auto model = load_cost_model(plan->model_path);
  if (!model) return model.error();
  return model->table(plan->runtime, 1.0).opcode;
}

}  // namespace gilscope
