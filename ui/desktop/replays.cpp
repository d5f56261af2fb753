#include "ui/desktop/replays.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "sim/session/stepping.hpp"

namespace gilscope::desktop {
namespace {

constexpr SimTime kAround = 2 * kMicrosecond;  // instructions before and after the instant
constexpr std::size_t kMostInstructions = 2000;

struct Request {
  std::uint64_t generation = 0;
  SimTime at = 0;
  bool instructions = false;
  std::shared_ptr<const Scenario> scenario;
  Program program;
  std::vector<RunOptions> options;

  bool same(const Request& other) const {
    return generation == other.generation && at == other.at && instructions == other.instructions;
  }
};

struct StepRequest {
  std::shared_ptr<const Scenario> scenario;
  Program program;
  RunOptions options;
  std::shared_ptr<const Trace> trace;
  SimTime from = 0;
  StepKind kind{};
  Direction direction{};
};

gilscope::StepKind session_kind(StepKind kind) { return kind == StepKind::Line ? gilscope::StepKind::Line : gilscope::StepKind::Bytecode; }

}  // namespace

struct Replays::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::function<void()> wake;
  std::optional<Request> wanted;      // the newest; older ones that were not begun are dropped
  std::optional<Request> asked;       // the newest ever asked for
  std::optional<StepRequest> step;    // goes before everything else
  std::optional<Stepped> stepped;
  std::vector<Instant> found;
  bool fresh = false;
  bool busy = false;
  bool leave = false;
  std::jthread thread;

  // Ends a replay for another set of runs; one for the same runs goes on to its end, or a moving playhead would never see any.
  bool still_wanted(std::uint64_t generation) {
    const std::lock_guard guard(mutex);
    return !leave && !step && (!wanted || wanted->generation == generation);
  }

  void look_for(const StepRequest& request) {
    const auto direction = request.direction == Direction::Forward ? StepDirection::Forward : StepDirection::Backward;
    const FinishedRun run{*request.scenario, request.program, request.options, *request.trace};
    const auto stop = next_stop(run, request.from, session_kind(request.kind), {}, direction, [&](const Progress&) {
      const std::lock_guard guard(mutex);
      return !leave;
    });
    const std::lock_guard guard(mutex);
    if (!stop) stepped = Stepped{std::nullopt, stop.error().message};
    else if (!stop.value()) stepped = Stepped{std::nullopt, "nothing more in this direction"};
    else stepped = Stepped{stop.value()->at, stop.value()->what};
  }

  void look(const Request& request) {
    const auto go_on = [&](const Progress&) { return still_wanted(request.generation); };
    std::vector<Instant> instants;
    for (const RunOptions& options : request.options) {
      Instant instant{request.generation, request.at, false, std::nullopt, {}, ""};
      auto snapshot = snapshot_at(*request.scenario, request.program, options, request.at, go_on);
      if (snapshot) instant.snapshot = std::move(snapshot).value();
      else instant.error = snapshot.error().message;
      if (request.instructions && instant.error.empty()) {
        auto events = instructions_between(*request.scenario, request.program, options, std::max<SimTime>(0, request.at - kAround),
                                           saturating_add(request.at, kAround), kMostInstructions, go_on);
        if (events) instant.instructions = std::move(events).value();
      }
      if (!still_wanted(request.generation)) return;
      instants.push_back(std::move(instant));
    }
    const std::lock_guard guard(mutex);
    found = std::move(instants);
    fresh = true;
  }

  void work() {
    while (true) {
      std::optional<Request> request;
      std::optional<StepRequest> next;
      {
        std::unique_lock lock(mutex);
        busy = false;
        changed.wait(lock, [&] { return leave || wanted || step; });
        if (leave) return;
        if (step) next = std::exchange(step, std::nullopt);
        else request = std::exchange(wanted, std::nullopt);
        busy = true;
      }
      if (next) look_for(*next);
      else look(*request);
      wake();
    }
  }
};

Replays::Replays(std::function<void()> wake) : shared_(std::make_shared<Shared>()) {
  shared_->wake = std::move(wake);
  shared_->thread = std::jthread([shared = shared_.get()] { shared->work(); });
}

Replays::~Replays() {
  {
    const std::lock_guard guard(shared_->mutex);
    shared_->leave = true;
  }
  shared_->changed.notify_all();
  shared_->thread.join();
}

bool Replays::poll(const AppState& state) {
  const bool bytecode = state.is_open(Panel::Bytecode);
  const bool needed = (bytecode || state.is_open(Panel::Inspector)) && !state.appearance.presenter && state.shown.complete();
  bool pending = false, changed = false;
  {
    const std::lock_guard guard(shared_->mutex);
    if (needed) {
      Request request{state.shown.generation, state.view.playhead, bytecode, state.shown.scenario, state.shown.program, {}};
      if (!shared_->asked || !request.same(*shared_->asked)) {
        for (const ShownRun& run : state.shown.runs) request.options.push_back(run.options);
        shared_->asked = request;
        shared_->wanted = std::move(request);
        shared_->changed.notify_all();
      }
    }
    if (shared_->fresh) {
      instants_ = std::move(shared_->found);
      shared_->fresh = false;
      changed = true;
    }
    pending = shared_->busy || shared_->wanted.has_value();
  }
  if (!instants_.empty() && instants_.front().generation != state.shown.generation) {
    instants_.clear();
    changed = true;
  }
  for (Instant& instant : instants_) instant.pending = pending;
  return changed;
}

void Replays::step(const AppState& state, std::uint32_t run, StepKind kind, Direction direction) {
  if (run >= state.shown.runs.size() || !state.shown.scenario) return;
  const ShownRun& shown = state.shown.runs[run];
  const std::lock_guard guard(shared_->mutex);
  shared_->step = StepRequest{state.shown.scenario, state.shown.program, shown.options, shown.trace, state.view.playhead, kind, direction};
  shared_->asked.reset();  // a look that was cut short for the step is asked for again
  shared_->changed.notify_all();
}

std::optional<Replays::Stepped> Replays::take_step() {
  const std::lock_guard guard(shared_->mutex);
  return std::exchange(shared_->stepped, std::nullopt);
}

bool Replays::idle() const {
  const std::lock_guard guard(shared_->mutex);
  return !shared_->busy && !shared_->wanted && !shared_->step && !shared_->stepped && !shared_->fresh;
}

}  // namespace gilscope::desktop
