#include "sim/machine/machine.hpp"

#include <algorithm>
#include <cassert>
#include <chrono>
#include <deque>
#include <utility>

#include "sim/machine/cache_lines.hpp"
#include "sim/machine/core_order.hpp"
#include "sim/machine/event_queue.hpp"
#include "sim/machine/machine_costs.hpp"
#include "sim/machine/scheduler.hpp"

namespace gilscope {

using Phase = OsThread::Scheduling::Phase;
using Action = OsThread::Scheduling::Action;

namespace {
// No slice is longer than this, so that the host is polled now and then; it does not influence what happens when.
constexpr SimTime kLongestSlice = kMillisecond;
constexpr std::uint32_t kSlicesPerHostPoll = 512;
constexpr auto kHostPollInterval = std::chrono::milliseconds(4);
}  // namespace

OsThread::OsThread() : scheduling(std::make_unique<Scheduling>()) {}
OsThread::~OsThread() = default;

struct Machine::Private {
  Private(Machine& m, const MachineConfig& c, const MachineCosts& costs_in, MachineObserver& o)
      : machine(m), config(c), costs(costs_in), observer(o), order(c.cores), scheduler(c.cores, costs, order, o, [&m](SimTime mean) { return m.varied(mean); }),
        lines(costs[MachineCost::LineTransfer], c.seed + 1), run_ahead(costs[MachineCost::RunAhead]), random_state(c.seed) {}

  void fire_event();
  void run_core(std::uint32_t core, Executor& executor);
  bool settle(std::uint32_t core, SimTime now);
  void leave_core(OsThread& thread, std::uint32_t core, SimTime now);
  void finish(OsThread& thread, std::uint32_t core, SimTime now);
  void look_whether_all_finished();
  void end_block(OsThread& thread, Wake reason, SimTime now);
  void set_clock(std::uint32_t core);
  void lower_bounds(std::uint32_t changed_core);
  bool host_allows(const std::function<bool()>& poll_host, SimTime progress);

  Machine& machine;
  const MachineConfig config;
  const MachineCosts costs;
  MachineObserver& observer;
  CoreOrder order;
  Scheduler scheduler;
  EventQueue events;
  CacheLines lines;
  std::deque<OsThread> threads;
  OsThread* current = nullptr;
  std::uint32_t current_core = 0;
  bool foreground_finished = false;
  bool stop_requested = false;
  SimTime run_ahead = 0;
  int run_ahead_objections = 0;
  std::uint64_t random_state = 0;
  SimTime max_time = kForever;
  SimTime last_event = 0;
  std::uint32_t slices_since_poll = 0;
  std::chrono::steady_clock::time_point last_poll;
};

Machine::Machine(const MachineConfig& config, const MachineCosts& costs, MachineObserver& observer)
    : private_(std::make_unique<Private>(*this, config, costs, observer)) {
  assert(config.cores >= 1 && config.cores <= CacheLines::kMaxCores);
}
Machine::~Machine() = default;

const MachineConfig& Machine::config() const { return private_->config; }
const MachineCosts& Machine::costs() const { return private_->costs; }
SimTime Machine::cost(MachineCost which) const { return private_->costs[which]; }
bool Machine::has_current() const { return private_->current != nullptr; }
OsThread& Machine::current() {
  assert(private_->current);
  return *private_->current;
}

// ---- threads --------------------------------------------------------------------------------------------------------

OsThread& Machine::create_thread(std::string name) {
  Private& p = *private_;
  OsThread& thread = p.threads.emplace_back();
  thread.id = ThreadId(static_cast<std::uint32_t>(p.threads.size() - 1));
  thread.scheduling->phase = Phase::Blocked;
  p.foreground_finished = false;
  p.observer.thread_started(thread.id, clock.now, name);
  at(clock.now + p.costs[MachineCost::ThreadStart], [&p, &thread](SimTime now) { p.end_block(thread, Wake::Woken, now); });
  return thread;
}

void Machine::finish_current() { current().scheduling->action = Action::Finish; }

void Machine::show_state(ThreadState state) {
  OsThread& thread = current();
  thread.scheduling->on_core_state = state;
  private_->scheduler.show(thread, clock.now, state);
}

void Machine::show_state(OsThread& thread, ThreadState state) {
  if (thread.scheduling->phase == Phase::Blocked) private_->scheduler.show(thread, clock.now, state);
}

SimTime Machine::cpu_time(const OsThread& thread) const { return private_->scheduler.cpu_time(thread, clock.now); }
SimTime Machine::total_cpu_time() const {
  SimTime sum = 0;
  for (const OsThread& thread : private_->threads) sum += cpu_time(thread);
  return sum;
}

// ---- the main loop --------------------------------------------------------------------------------------------------

MachineStop Machine::run(Executor& executor, SimTime max_time, const std::function<bool()>& poll_host) {
  Private& p = *private_;
  p.max_time = max_time;
  p.last_poll = std::chrono::steady_clock::now();
  for (;;) {
    const std::uint32_t core = p.order.first();
    const SimTime core_time = p.order.time(core);
    const SimTime event_time = p.events.next_time();
    if (p.stop_requested) return MachineStop::Requested;
    if (p.foreground_finished) return MachineStop::AllFinished;
    const SimTime next = std::min(core_time, event_time);
    if (next == kForever) return MachineStop::Deadlock;
    if (next > max_time) return MachineStop::MaxTime;
    if (event_time <= core_time) {
      p.fire_event();
    } else {
      p.run_core(core, executor);
      if (!p.host_allows(poll_host, clock.now - core_time)) return MachineStop::Interrupted;
    }
  }
}

void Machine::object_to_run_ahead(int objections) {
  Private& p = *private_;
  p.run_ahead_objections += objections;
  p.run_ahead = p.run_ahead_objections == 0 ? p.costs[MachineCost::RunAhead] : 0;
  if (p.current) clock.limit = clock.horizon;
}

// splitmix64: the same sequence everywhere. Seed 0 asks for the means.
SimTime Machine::varied(SimTime mean) {
  if (private_->config.seed == 0) return mean;
  std::uint64_t z = private_->random_state += 0x9E37'79B9'7F4A'7C15u;
  z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9u;
  z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBu;
  z ^= z >> 31;
  return mean / 2 + static_cast<SimTime>(z % static_cast<std::uint64_t>(std::max<SimTime>(mean, 1)));
}

void Machine::request_stop() {
  private_->stop_requested = true;
  clock.limit = clock.horizon = std::min(clock.horizon, clock.now - 1);
}

SimTime Machine::core_time(CoreId core) const { return private_->order.time(core.value); }

SimTime Machine::time() const {
  const Private& p = *private_;
  const SimTime earliest = std::min(p.order.time(p.order.first()), p.events.next_time());
  return earliest == kForever ? std::max(p.last_event, clock.now) : earliest;
}

void Machine::Private::fire_event() {
  last_event = events.next_time();
  machine.clock = Clock{last_event, last_event, last_event};
  events.pop()(last_event);
}

void Machine::Private::run_core(std::uint32_t core, Executor& executor) {
  const SimTime now = order.time(core);
  OsThread& thread = *scheduler.running(core);
  machine.clock.now = now;
  current = &thread;
  current_core = core;
  if (settle(core, now)) {
    set_clock(core);
    (thread.executor != nullptr ? *thread.executor : executor).run(thread);
    order.set(core, machine.clock.now);
    if (stop_requested && thread.scheduling->action == Action::Finish) settle(core, machine.clock.now);
  }
  current = nullptr;
}

// Before a thread goes on: what it asked for at the end of its last slice, and preemption. True: it still has its core.
bool Machine::Private::settle(std::uint32_t core, SimTime now) {
  OsThread& thread = *current;
  switch (std::exchange(thread.scheduling->action, Action::None)) {
    case Action::None: break;
    case Action::Block: leave_core(thread, core, now); break;
    case Action::Finish: finish(thread, core, now); break;
    case Action::Yield:
      if (scheduler.waiting(core) > 0 && scheduler.yield_is_obeyed(core, now)) scheduler.rotate(core, now);
      break;
  }
  if (scheduler.running(core) == &thread && now >= scheduler.preempt_at(core)) {
    observer.preempted(thread.id, now, CoreId(core));
    scheduler.end_slice(core, now);
  }
  return scheduler.running(core) == &thread;
}

void Machine::Private::set_clock(std::uint32_t core) {
  Clock& clock = machine.clock;
  const SimTime others = order.horizon_of_first();
  SimTime limit = std::min(saturating_add(others, run_ahead), events.next_time());
  limit = std::min(limit, std::min(scheduler.preempt_at(core), clock.now + kLongestSlice));
  clock.limit = std::min(limit, max_time);
  clock.horizon = std::min({others, events.next_time() - 1, clock.limit});
}

// Another core (or this core's queue) got work while a thread runs: it must not overtake that core.
void Machine::Private::lower_bounds(std::uint32_t changed_core) {
  if (!current) return;
  Clock& clock = machine.clock;
  if (changed_core == current_core) {
    clock.limit = std::min(clock.limit, scheduler.preempt_at(current_core));
  } else {
    const SimTime other = order.precedence_limit(current_core, changed_core);
    clock.limit = std::min(clock.limit, saturating_add(other, run_ahead));
    clock.horizon = std::min(clock.horizon, other);
  }
  clock.horizon = std::min(clock.horizon, clock.limit);
}

bool Machine::Private::host_allows(const std::function<bool()>& poll_host, SimTime progress) {
  if (++slices_since_poll < kSlicesPerHostPoll && progress < kLongestSlice / 4) return true;
  slices_since_poll = 0;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_poll < kHostPollInterval) return true;
  last_poll = now;
  return !poll_host || poll_host();
}

// ---- blocking and waking --------------------------------------------------------------------------------------------

void Machine::BlockAwaiter::await_suspend(std::coroutine_handle<> h) {
  OsThread& thread = machine.current();
  thread.resume = h;
  thread.scheduling->action = Action::Block;
  thread.scheduling->why = why;
  thread.scheduling->deadline = deadline;
}

Wake Machine::BlockAwaiter::await_resume() const {
  OsThread& thread = machine.current();
  thread.scheduling->wake_unseen = false;
  return thread.wake;
}

bool Machine::YieldAwaiter::await_ready() const {
  const Private& p = *machine.private_;
  machine.clock.now += machine.varied(p.costs[MachineCost::Yield]);  // else threads that spin fall into step with each other
  return machine.clock.now <= machine.clock.horizon && p.scheduler.waiting(p.current_core) == 0;
}

void Machine::YieldAwaiter::await_suspend(std::coroutine_handle<> h) {
  machine.current().resume = h;
  machine.current().scheduling->action = Action::Yield;
}

void Machine::Private::leave_core(OsThread& thread, std::uint32_t core, SimTime now) {
  OsThread::Scheduling& s = *thread.scheduling;
  if (std::exchange(s.wake_token, false)) {
    thread.wake = Wake::Woken;
  } else if (s.deadline <= now) {
    thread.wake = Wake::TimedOut;
    s.wake_unseen = true;
  } else {
    s.phase = Phase::Blocked;
    scheduler.show(thread, now, s.why);
    if (s.deadline != kForever) {
      s.timer = machine.at(s.deadline, [this, &thread](SimTime at) { end_block(thread, Wake::TimedOut, at); });
    }
    scheduler.vacate(core, now);
  }
}

void Machine::Private::finish(OsThread& thread, std::uint32_t core, SimTime now) {
  thread.scheduling->phase = Phase::Finished;
  scheduler.show(thread, now, ThreadState::Finished);
  scheduler.vacate(core, now);
  look_whether_all_finished();
}

void Machine::Private::look_whether_all_finished() {
  foreground_finished = std::all_of(threads.begin(), threads.end(), [](const OsThread& t) {
    return t.background || t.scheduling->phase == Phase::Finished;
  });
}

void Machine::kill(OsThread& thread) {
  Private& p = *private_;
  OsThread::Scheduling& s = *thread.scheduling;
  assert(p.current != &thread);
  if (s.phase == Phase::Finished) return;
  if (s.timer != 0) p.events.cancel(std::exchange(s.timer, 0));
  const Phase was = std::exchange(s.phase, Phase::Finished);
  s.action = Action::None;
  if (was == Phase::OnCore) {
    const std::uint32_t core = thread.core.value;
    const SimTime at = std::max(clock.now, p.order.time(core));  // it may have computed ahead
    p.scheduler.show(thread, at, ThreadState::Finished);
    p.scheduler.vacate(core, at);
    p.lower_bounds(core);
  } else {
    if (was == Phase::Queued) p.scheduler.remove(thread);
    p.scheduler.show(thread, clock.now, ThreadState::Finished);
  }
  p.look_whether_all_finished();
}

void Machine::Private::end_block(OsThread& thread, Wake reason, SimTime now) {
  OsThread::Scheduling& s = *thread.scheduling;
  if (s.phase == Phase::Finished) return;  // killed before it began
  if (s.timer != 0) events.cancel(std::exchange(s.timer, 0));
  thread.wake = reason;
  s.wake_unseen = true;
  lower_bounds(scheduler.make_runnable(thread, now));
}

void Machine::wake(OsThread& thread) {
  Private& p = *private_;
  OsThread::Scheduling& s = *thread.scheduling;
  if (s.phase == Phase::Finished) return;  // it was killed
  if (s.phase == Phase::Blocked) {
    p.observer.woken(p.current ? p.current->id : ThreadId(), thread.id, clock.now);
    p.end_block(thread, Wake::Woken, clock.now);
    if (p.current) clock.now += p.costs[MachineCost::FutexWake];
  } else if (s.wake_unseen && thread.wake == Wake::TimedOut) {
    thread.wake = Wake::Woken;
  } else {
    s.wake_token = true;
  }
}

// ---- timers ---------------------------------------------------------------------------------------------------------

Machine::TimerId Machine::at(SimTime when, std::function<void(SimTime)> fire) {
  Private& p = *private_;
  when = std::max(when, p.last_event);
  if (p.current) {
    clock.limit = std::min(clock.limit, when);
    clock.horizon = std::min({clock.horizon, when - 1, clock.limit});
  }
  return p.events.add(when, std::move(fire));
}

void Machine::cancel(TimerId timer) { private_->events.cancel(timer); }

// ---- cache lines ----------------------------------------------------------------------------------------------------

bool Machine::line_rmw(std::uint32_t& line, SimTime uncontended_cost) {
  return private_->lines.rmw(line, private_->current_core, uncontended_cost, clock.now);
}
bool Machine::line_write(std::uint32_t& line) { return private_->lines.write(line, private_->current_core, clock.now); }
bool Machine::line_read(std::uint32_t& line) { return private_->lines.read(line, private_->current_core, clock.now); }
bool Machine::line_is_mine(std::uint32_t line) const { return private_->lines.is_mine(line, private_->current_core); }
SimTime Machine::line_busy_until(std::uint32_t line) const { return private_->lines.busy_until(line); }
void Machine::line_forget(std::uint32_t line) { private_->lines.forget(line); }
void Machine::line_hold(std::uint32_t line, SimTime until) { private_->lines.hold(line, until); }
SimTime Machine::line_held_until(std::uint32_t line) const { return private_->lines.held_until(line); }

}  // namespace gilscope
