#include "sim/analysis/instant.hpp"

#include <algorithm>

namespace gilscope {
namespace {

// Marks, waits and wakes are in the order of their recording, which is that of time within a thread, but between threads only to within
// what a core may run ahead. So a search by time starts a little early.
constexpr std::ptrdiff_t kDisorder = 256;
constexpr std::ptrdiff_t kFarthestMark = 1 << 17;

template <class Items, class Time>
auto around(const Items& items, SimTime at, Time time) {
  const auto found = std::partition_point(items.begin(), items.end(), [&](const auto& item) { return time(item) < at; });
  return found - std::min(kDisorder, found - items.begin());
}

bool is_last_span(const ThreadInfo& info, const StateSpan& span, SimTime run_end) { return !info.finished && span.end >= run_end; }

}  // namespace

Instant::Instant(const Trace& trace, SimTime at) : trace_(trace), at_(at), states_(trace.threads().size()) {
  for (std::uint32_t t = 0; t < states_.size(); ++t)
    trace.for_each_state(ThreadId{t}, at, at + 1, [&](const StateSpan& span) { states_[t] = span; });
  if (at >= trace.end()) find_last_states();
  find_waits();
}

// At its very end the run still shows what it ended in, even if that took no time any more.
void Instant::find_last_states() {
  const SimTime end = trace_.end();
  for (std::uint32_t t = 0; t < states_.size(); ++t) {
    const ThreadInfo& info = trace_.threads()[t];
    if (info.finished || !trace_.has_spans()) continue;
    StateSpan last{end, end, info.state, info.core, false};
    trace_.for_each_state(ThreadId{t}, std::max<SimTime>(end - 1, 0), end, [&](const StateSpan& span) {
      if (span.state == last.state) last = span;
    });
    states_[t] = last;
  }
}

void Instant::find_waits() {
  std::vector<bool> open(states_.size(), false);
  std::size_t left = 0;
  for (std::uint32_t t = 0; t < states_.size(); ++t) {
    if (!in_state(ThreadId{t}, ThreadState::WaitingForLock) && !in_state(ThreadId{t}, ThreadState::Spinning)) continue;
    const ThreadInfo& info = trace_.threads()[t];
    if (is_last_span(info, *states_[t], trace_.end())) {  // no wait is recorded that never ended
      if (info.awaits.valid()) waits_.push_back({states_[t]->begin, kForever, info.awaits, ThreadId{t}});
      continue;
    }
    open[t] = true;
    ++left;
  }
  const auto& waits = trace_.lock_waits();
  for (auto w = around(waits, at_, [](const LockWait& x) { return x.end; }); w != waits.end() && left > 0; ++w) {
    if (w->end <= at_ || w->thread.value >= open.size() || !open[w->thread.value]) continue;
    open[w->thread.value] = false;
    --left;
    if (w->begin <= at_) waits_.push_back(*w);
  }
  std::stable_sort(waits_.begin(), waits_.end(), [](const LockWait& a, const LockWait& b) { return a.begin < b.begin; });
}

const std::optional<StateSpan>& Instant::state(ThreadId thread) const {
  static const std::optional<StateSpan> kNone;
  return thread.value < states_.size() ? states_[thread.value] : kNone;
}

bool Instant::in_state(ThreadId thread, ThreadState wanted) const {
  const auto& span = state(thread);
  return span && span->state == wanted;
}

std::vector<ThreadId> Instant::threads_in(ThreadState wanted) const {
  std::vector<ThreadId> threads;
  for (std::uint32_t t = 0; t < states_.size(); ++t)
    if (in_state(ThreadId{t}, wanted)) threads.push_back(ThreadId{t});
  std::stable_sort(threads.begin(), threads.end(),
                   [&](ThreadId a, ThreadId b) { return states_[a.value]->begin < states_[b.value]->begin; });
  return threads;
}

HolderSpan Instant::gil(InterpreterId interpreter) const {
  HolderSpan found;
  const SimTime at = std::min(at_, std::max<SimTime>(trace_.end() - 1, 0));
  trace_.for_each_gil_hold(at, at + 1, [&](const HolderSpan& span) { found = span; }, interpreter);
  return found;
}

std::vector<ThreadId> Instant::gil_queue(InterpreterId interpreter) const {
  std::vector<ThreadId> queue = threads_in(ThreadState::WaitingForGil);
  std::erase_if(queue, [&](ThreadId t) { return interpreter_of(t) != interpreter; });
  return queue;
}

HolderSpan Instant::lock(LockId lock) const {
  HolderSpan found;
  if (lock.value >= trace_.locks().size()) return found;
  const SimTime at = std::min(at_, std::max<SimTime>(trace_.end() - 1, 0));
  trace_.for_each_hold(lock, at, at + 1, [&](const HolderSpan& span) { found = span; });
  return found;
}

HolderSpan Instant::core(CoreId core) const {
  HolderSpan found;
  if (core.value >= trace_.cores().size()) return found;
  const SimTime at = std::min(at_, std::max<SimTime>(trace_.end() - 1, 0));
  trace_.for_each_run(core, at, at + 1, [&](const HolderSpan& span) { found = span; });
  return found;
}

std::optional<LockWait> Instant::wait_of(ThreadId thread) const {
  for (const LockWait& wait : waits_)
    if (wait.thread == thread) return wait;
  return std::nullopt;
}

std::vector<ThreadId> Instant::queue_of(LockId lock) const {
  std::vector<ThreadId> queue;
  for (const LockWait& wait : waits_)
    if (wait.lock == lock) queue.push_back(wait.thread);
  return queue;
}

std::vector<LockWait> Instant::waits_for(ThreadId holder) const {
  std::vector<LockWait> found;
  for (const LockWait& wait : waits_)
    if (wait.thread != holder && lock(wait.lock).thread == holder) found.push_back(wait);
  return found;
}

std::optional<Mark> Instant::first_mark(MarkKind kind, SimTime from, SimTime to, const MarkTest& test) const {
  const auto& marks = trace_.marks();
  std::ptrdiff_t beyond = 0;
  for (auto m = around(marks, from, [](const Mark& x) { return x.at; }); m != marks.end() && beyond < kDisorder; ++m) {
    if (m->at > to) ++beyond;
    if (m->kind == kind && m->at >= from && m->at <= to && (!test || test(*m))) return *m;
  }
  return std::nullopt;
}

std::optional<Mark> Instant::last_mark(MarkKind kind, const MarkTest& test) const {
  const auto& marks = trace_.marks();
  const auto begin = around(marks, at_, [](const Mark& x) { return x.at; });
  const auto end = begin + std::min(2 * kDisorder, marks.end() - begin);
  const auto first = end - std::min(kFarthestMark, end - marks.begin());
  for (auto m = end; m != first;) {
    --m;
    if (m->kind == kind && m->at <= at_ && (!test || test(*m))) return *m;
  }
  return std::nullopt;
}

ThreadId Instant::waker(ThreadId thread, SimTime end) const {
  const auto& wakes = trace_.wakes();
  std::ptrdiff_t beyond = 0;
  for (auto w = around(wakes, end, [](const WakeEvent& x) { return x.at; }); w != wakes.end() && beyond < kDisorder; ++w) {
    if (w->at > end) ++beyond;
    if (w->at == end && w->woken == thread) return w->waker;
  }
  return ThreadId{};
}

}  // namespace gilscope
