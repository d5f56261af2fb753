#include "ui/desktop/exporting.hpp"

#include <fmt/format.h>

#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include "sim/session/export_run.hpp"
#include "ui/picture/formats.hpp"

namespace gilscope::desktop {

struct Exporting::Shared {
  std::function<void()> wake;
  std::atomic<bool> stop = false, running = false;
  std::atomic<double> part = 0;
  std::mutex mutex;
  std::string message;  // of the end; under `mutex`
  bool failed = false;
  std::jthread thread;

  void finish(std::string text, bool wrong) {
    {
      const std::lock_guard guard(mutex);
      message = std::move(text);
      failed = wrong;
    }
    running = false;
    wake();
  }
};

Exporting::Exporting(std::function<void()> wake) : shared_(std::make_shared<Shared>()) { shared_->wake = std::move(wake); }

Exporting::~Exporting() {
  shared_->stop = true;
  if (shared_->thread.joinable()) shared_->thread.join();
}

void Exporting::start(AppState& state, std::uint32_t run, const std::string& path, Overwrite overwrite) {
  taken_.clear();
  if (shared_->running) return state.notify("an export still goes on", true);
  const std::uint32_t first = run == kEveryRun ? 0 : run;
  const std::size_t end = run == kEveryRun ? state.shown.runs.size() : std::size_t{run} + 1;
  const auto formats = export_formats();
  const Exporter* found = find_by_ending(formats, path);
  if (!found) return state.notify(fmt::format("'{}': a file ends in {}", path, endings(formats)), true);
  std::error_code ignored;
  if (overwrite == Overwrite::No && std::filesystem::exists(path, ignored)) {
    taken_ = path;
    return state.notify(fmt::format("'{}' is there already", path), true);
  }
  std::vector<ExportRun> runs;
  for (std::size_t i = first; i < end; ++i) {
    if (i >= state.shown.runs.size() || !state.shown.runs[i].report) return state.notify("there is no such run, or it has not come to its end", true);
    runs.push_back(export_run(*state.shown.scenario, state.shown.runs[i].options, *state.shown.runs[i].report));
  }
  if (const auto error = check_export(*found, runs, {})) return state.notify(error->message, true);
  shared_->stop = false;
  shared_->running = true;
  shared_->part = 0;
  shared_->thread = std::jthread([shared = shared_.get(), format = *found, runs = std::move(runs), path, overwrite] {
    ExportOptions options;
    options.progress = [shared](double part) {
      shared->part = part;
      shared->wake();
      return !shared->stop;
    };
    const auto result = export_runs(format, runs, options, path, overwrite);
    if (!result) return shared->finish(result.error().message, true);
    if (result->cancelled) return shared->finish("the export was cancelled; no file was made", false);
    shared->finish(fmt::format("written: {}", fmt::join(result->files, ", ")), false);
  });
}

void Exporting::cancel() { shared_->stop = true; }
bool Exporting::running() const { return shared_->running; }
double Exporting::part() const { return shared_->part; }

bool Exporting::poll(AppState& state) {
  const std::lock_guard guard(shared_->mutex);
  if (shared_->message.empty()) return shared_->running;
  state.notify(std::exchange(shared_->message, {}), shared_->failed);
  return true;
}

std::vector<Exporter> export_formats() { return picture::all_formats(); }

}  // namespace gilscope::desktop
