#include "sim/machine/scheduler.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <iterator>
#include <utility>

namespace gilscope {

using Phase = OsThread::Scheduling::Phase;

namespace {
constexpr std::uint32_t kNoCore = 0xFFFF'FFFFu;

// kernel/sched/fair.c: get_update_sysctl_factor: 1 + log2(number of CPUs), at most 8 of them.
SimTime slice_on(std::uint32_t cores, SimTime slice_on_eight) {
  return slice_on_eight * std::bit_width(std::min(cores, 8u)) / 4;
}
}  // namespace

Scheduler::Scheduler(std::uint32_t cores, const MachineCosts& costs, CoreOrder& order, MachineObserver& observer,
                     Varied varied)
    : costs_(costs), order_(order), observer_(observer), varied_(std::move(varied)), slice_(slice_on(cores, costs[MachineCost::TimeSlice])), cores_(cores), idle_((cores + 63) / 64, 0) {
  for (std::uint32_t core = 0; core < cores; ++core) set_idle(core, true);
}

// ---- threads become ready -------------------------------------------------------------------------------------------

std::uint32_t Scheduler::make_runnable(OsThread& thread, SimTime now) {
  const std::uint32_t core = choose_core(thread);
  if (!cores_[core].running) {
    start(core, thread, now, varied_(wakeup_latency(core, now)));
  } else {
    show(thread, now, ThreadState::Runnable);
    const SimTime others = virtual_time_on(core, now);  // who slept may be behind, but not by all that it slept
    thread.scheduling->virtual_time = std::clamp(thread.scheduling->virtual_time, others - slice_, others + slice_);
    enqueue(core, thread, now, std::max(cores_[core].slice_begin + varied_(costs_[MachineCost::WakeupGranularity]), now));
  }
  return core;
}

SimTime Scheduler::wakeup_latency(std::uint32_t core, SimTime now) const {
  const bool polls = now - costs_[MachineCost::IdlePolling] <= cores_[core].idle_since;
  return costs_[polls ? MachineCost::HotWakeup : MachineCost::IdleWakeup];
}

std::uint32_t Scheduler::choose_core(const OsThread& thread) const {
  if (thread.core.valid() && !cores_[thread.core.value].running) return thread.core.value;
  const std::uint32_t idle = first_idle();
  return idle != kNoCore ? idle : shortest_queue(thread);
}

std::uint32_t Scheduler::first_idle() const {
  for (std::size_t word = 0; word < idle_.size(); ++word) {
    if (idle_[word] != 0) return static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(std::countr_zero(idle_[word])));
  }
  return kNoCore;
}

std::uint32_t Scheduler::shortest_queue(const OsThread& thread) const {
  std::uint32_t best = thread.core.valid() ? thread.core.value : 0;
  for (std::uint32_t core = 0; core < cores_.size(); ++core) {
    if (cores_[core].queue.size() < cores_[best].queue.size()) best = core;
  }
  return best;
}

void Scheduler::enqueue(std::uint32_t core, OsThread& thread, SimTime now, SimTime earliest_preemption) {
  thread.scheduling->phase = Phase::Queued;
  thread.scheduling->ready_since = now;
  insert(cores_[core].queue, thread, now);
  cores_[core].preempt_at = std::min(cores_[core].preempt_at, std::max(earliest_preemption, now));
  ++waiting_;
}

// A woken thread goes before those that were preempted less than a slice ago; they go to the end.
void Scheduler::insert(std::deque<OsThread*>& queue, OsThread& thread, SimTime now) const {
  auto place = queue.end();
  const auto had_its_share = [&](const OsThread* other) {
    return other->scheduling->preempted && now - other->scheduling->ready_since < slice_;
  };
  while (!thread.scheduling->preempted && place != queue.begin() && had_its_share(*std::prev(place))) --place;
  queue.insert(place, &thread);
}

// ---- cores become free ----------------------------------------------------------------------------------------------

void Scheduler::vacate(std::uint32_t core, SimTime now) {
  account(core, now);
  cores_[core].running = nullptr;
  observer_.core_runs(CoreId(core), now, ThreadId());
  if (OsThread* next = next_for(core)) {
    start(core, *next, now, costs_[MachineCost::ContextSwitch]);
  } else {
    set_idle(core, true);
    cores_[core].idle_since = now;
    order_.set(core, kForever);
  }
}

SimTime Scheduler::virtual_time_on(std::uint32_t core, SimTime now) const {
  const Core& c = cores_[core];
  return c.running->scheduling->virtual_time + std::max(now - c.slice_begin, SimTime{0});
}

bool Scheduler::yield_is_obeyed(std::uint32_t core, SimTime now) const {
  return cores_[core].queue.front()->scheduling->virtual_time <= virtual_time_on(core, now) + slice_;
}

void Scheduler::rotate(std::uint32_t core, SimTime now) { replace(core, core, now, 2 * costs_[MachineCost::Yield]); }

void Scheduler::end_slice(std::uint32_t core, SimTime now) {
  replace(core, queue_after_slice(core), now, costs_[MachineCost::ContextSwitch]);
}

void Scheduler::replace(std::uint32_t core, std::uint32_t queue, SimTime now, SimTime latency) {
  assert(waiting(core) > 0);
  account(core, now);
  OsThread& previous = *cores_[core].running;
  OsThread& next = *dequeue(core);
  show(previous, now, ThreadState::Runnable);
  observer_.core_runs(CoreId(core), now, ThreadId());
  start(core, next, now, latency);
  previous.scheduling->preempted = true;
  enqueue(queue, previous, now, cores_[queue].slice_begin + slice_);
}

// The load balancer: with two threads more here than on another core, one of them goes there.
std::uint32_t Scheduler::queue_after_slice(std::uint32_t core) const {
  std::uint32_t best = core;
  std::size_t shortest = cores_[core].queue.size() - 1;  // the next one leaves it, the one whose slice is over comes back
  for (std::uint32_t other = 0; other < cores_.size(); ++other) {
    if (!cores_[other].running || cores_[other].queue.size() >= shortest) continue;
    best = other;
    shortest = cores_[other].queue.size();
  }
  return best;
}

// From its own queue, else pulled from the longest one.
OsThread* Scheduler::next_for(std::uint32_t core) {
  if (waiting_ == 0) return nullptr;
  std::uint32_t longest = core;
  if (cores_[core].queue.empty()) {
    for (std::uint32_t i = 0; i < cores_.size(); ++i) {
      if (cores_[i].queue.size() > cores_[longest].queue.size()) longest = i;
    }
  }
  return dequeue(longest);
}

OsThread* Scheduler::dequeue(std::uint32_t core) {
  Core& from = cores_[core];
  OsThread* thread = from.queue.front();
  from.queue.pop_front();
  if (from.queue.empty()) from.preempt_at = kForever;
  --waiting_;
  return thread;
}

void Scheduler::remove(OsThread& thread) {
  for (Core& core : cores_) {
    const auto place = std::find(core.queue.begin(), core.queue.end(), &thread);
    if (place == core.queue.end()) continue;
    core.queue.erase(place);
    if (core.queue.empty()) core.preempt_at = kForever;
    --waiting_;
    return;
  }
}

void Scheduler::start(std::uint32_t core, OsThread& thread, SimTime now, SimTime latency) {
  const bool migrates = thread.core.valid() && thread.core.value != core;
  if (migrates) observer_.migrated(thread.id, now, thread.core, CoreId(core));
  const SimTime begin = std::max(now, thread.scheduling->ready_since) + latency + (migrates ? costs_[MachineCost::Migration] : 0);
  Core& c = cores_[core];
  c.running = &thread;
  c.slice_begin = begin;
  c.preempt_at = c.queue.empty() ? kForever : begin + slice_;
  thread.core = CoreId(core);
  thread.scheduling->phase = Phase::OnCore;
  thread.scheduling->preempted = false;
  set_idle(core, false);
  order_.set(core, begin);
  observer_.core_runs(CoreId(core), begin, thread.id);
  show(thread, begin, thread.scheduling->on_core_state);
}

void Scheduler::account(std::uint32_t core, SimTime now) {
  OsThread::Scheduling& s = *cores_[core].running->scheduling;
  const SimTime ran = std::max(now - cores_[core].slice_begin, SimTime{0});
  s.cpu_time += ran;
  s.virtual_time += ran;
}

SimTime Scheduler::cpu_time(const OsThread& thread, SimTime now) const {
  const bool on_core = thread.scheduling->phase == Phase::OnCore;
  const SimTime current = on_core ? std::max(now - cores_[thread.core.value].slice_begin, SimTime{0}) : 0;
  return thread.scheduling->cpu_time + current;
}

void Scheduler::set_idle(std::uint32_t core, bool idle) {
  const std::uint64_t bit = std::uint64_t{1} << (core % 64);
  if (idle) idle_[core / 64] |= bit; else idle_[core / 64] &= ~bit;
}

void Scheduler::show(OsThread& thread, SimTime at, ThreadState state) {
  thread.state = state;
  const bool on_core = state == ThreadState::Running || state == ThreadState::Spinning;
  observer_.thread_state(thread.id, at, state, on_core ? thread.core : CoreId());
}

}  // namespace gilscope
