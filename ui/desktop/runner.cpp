#include "ui/desktop/runner.hpp"

#include <algorithm>
#include <thread>

#include "sim/trace/trace.hpp"
#include "ui/desktop/actions.hpp"
#include "ui/desktop/job.hpp"

namespace gilscope::desktop {

// The work that goes on: a job, then perhaps its sweep. Ended jobs may still wind down beside it; their threads hold what they need.
struct Runner::Shared {
  std::function<void()> wake;
  std::shared_ptr<JobNews> news = std::make_shared<JobNews>();
  std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);
  std::shared_ptr<std::atomic<bool>> cancel = std::make_shared<std::atomic<bool>>(false);
  std::vector<std::jthread> threads;
  std::vector<std::shared_ptr<std::atomic<bool>>> ended;  // by thread: set as its last act

  template <class Work>
  void launch(Work work) {
    auto flag = std::make_shared<std::atomic<bool>>(false);
    threads.emplace_back([work = std::move(work), flag] {
      work();
      *flag = true;
    });
    ended.push_back(flag);
  }

  // Joins the threads that are through.
  void tidy() {
    for (std::size_t i = threads.size(); i-- > 0;) {
      if (!*ended[i]) continue;
      threads.erase(threads.begin() + static_cast<std::ptrdiff_t>(i));
      ended.erase(ended.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }
};

Runner::Runner(std::function<void()> wake) : shared_(std::make_shared<Shared>()) { shared_->wake = std::move(wake); }

Runner::~Runner() {
  *shared_->stop = true;
  shared_->threads.clear();
}

void Runner::start(const AppState& state) {
  *shared_->stop = true;  // of the job before
  shared_->tidy();
  shared_->news = std::make_shared<JobNews>();
  shared_->stop = std::make_shared<std::atomic<bool>>(false);
  shared_->cancel = std::make_shared<std::atomic<bool>>(false);
  shared_->news->progress.running = true;
  shared_->news->progress.setup_number = state.setup_number;
  started_ = state.setup_number;
  swept_ = 0;
  const JobContext context{state.setup, shared_->news, shared_->stop, shared_->cancel, shared_->wake};
  shared_->launch([context] { run_job(context); });
}

namespace {

// A picture of runs without any trace would be empty.
bool all_have_traces(const std::vector<ShownRun>& runs) {
  return !runs.empty() && std::all_of(runs.begin(), runs.end(), [](const ShownRun& r) { return r.trace != nullptr; });
}

void show(AppState& state, RunSet set) {
  state.shown = std::move(set);
  state.shown.end = 0;
  for (const auto& run : state.shown.runs) state.shown.end = std::max(state.shown.end, run.trace->end());
  if (state.lanes.size() != state.shown.runs.size()) state.lanes.resize(state.shown.runs.size());
  auto& playhead = state.view.playhead;
  playhead = std::min(playhead, state.shown.end);
  auto& selection = state.view.selection;
  if (selection && selection->run >= state.shown.runs.size()) selection.reset();
  if (state.show_everything) apply(state, ShowAll{});
}

}  // namespace

bool Runner::take(AppState& state) {
  JobNews& news = *shared_->news;
  const std::lock_guard guard(news.mutex);
  state.job = news.progress;
  bool changed = false;
  if (news.problem) {
    state.problem = std::move(news.problem);
    news.problem.reset();
    changed = true;
  }
  if (news.changed && all_have_traces(news.runs)) {
    news.changed = false;
    show(state, {++generation_, state.setup, news.scenario, news.program, news.runs, 0});
    state.problem.reset();
    state.sweep = {};
    changed = true;
  }
  if (news.sweep) {
    state.sweep = std::move(*news.sweep);
    news.sweep.reset();
    changed = true;
  }
  return changed;
}

bool Runner::poll(AppState& state) {
  if (state.setup_number != started_ && !state.setup.runtimes.empty() && !state.setup.path.empty()) start(state);
  if (state.cancel_requested) {
    *shared_->cancel = true;
    state.cancel_requested = false;
  }
  bool changed = take(state);
  if (state.is_open(Panel::Results) && !state.job.running && state.shown.complete() && !state.problem && swept_ != started_ && started_ != 0) {
    swept_ = started_;
    const JobContext context{state.setup, shared_->news, shared_->stop, shared_->cancel, shared_->wake};
    shared_->launch([context, scenario = state.shown.scenario, program = state.shown.program] { run_sweep(context, scenario, program); });
  }
  return changed;
}

bool Runner::idle(const AppState& state) const {
  if (state.setup_number != started_ && !state.setup.path.empty()) return false;
  const std::lock_guard guard(shared_->news->mutex);
  return shared_->news->done && !shared_->news->changed && !shared_->news->problem;
}

}  // namespace gilscope::desktop
