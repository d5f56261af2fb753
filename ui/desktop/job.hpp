// One setup on its way from text to traces, on threads of its own.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "ui/desktop/state.hpp"

namespace gilscope::desktop {

/// What a job has to say; read and emptied by the window under `mutex`.
struct JobNews {
  std::mutex mutex;
  Job progress;
  std::optional<Problem> problem;
  std::shared_ptr<const Scenario> scenario;
  Program program;
  std::vector<ShownRun> runs;        ///< those without a trace have recorded nothing yet
  bool changed = false;              ///< a run has a newer trace
  bool done = false;
  std::optional<Sweep> sweep;
};

/// The steps, each callable by itself. `stop` ends them early.
struct JobContext {
  Setup setup;
  std::shared_ptr<JobNews> news;
  std::shared_ptr<std::atomic<bool>> stop;    ///< drop everything: a newer setup is there
  std::shared_ptr<std::atomic<bool>> cancel;  ///< end the runs, keep what they recorded
  std::function<void()> wake;
};

/// Compiles and runs; returns when all is done.
void run_job(const JobContext& context);
/// The speed-up curve of a setup whose runs are done.
void run_sweep(const JobContext& context, std::shared_ptr<const Scenario> scenario, Program program);

/// The options with which a runtime of the setup runs.
RunOptions run_options(const Setup& setup, const std::string& runtime);
/// The scenario as the setup has it: edited text, switch interval. Error: its block is wrong.
Result<Scenario> scenario_of(const Setup& setup);

}  // namespace gilscope::desktop
