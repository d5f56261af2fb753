#include "ui/scene/run_index.hpp"

#include <algorithm>
#include <tuple>

#include "sim/analysis/contention.hpp"

namespace gilscope::scene {
namespace {

bool is_shown(MarkKind kind) {
  switch (kind) {
    case MarkKind::EvalBreaker:
    case MarkKind::LockParked:
    case MarkKind::CriticalSectionSuspended:
    case MarkKind::CriticalSectionResumed:
    case MarkKind::RefcountQueued:
    case MarkKind::QsbrAdvance: return false;
    default: return true;
  }
}

template <class T, class Key>
void sort_by(std::vector<T>& items, Key key) {
  const auto before = [&](const T& a, const T& b) { return key(a) < key(b); };
  if (!std::is_sorted(items.begin(), items.end(), before)) std::stable_sort(items.begin(), items.end(), before);
}

}  // namespace

RunIndex::RunIndex(const Trace& trace) : trace_(&trace), wakes_(trace.wakes()), flows_(trace.item_flows()) {
  sort_waits(trace);
  sort_by(wakes_, [](const WakeEvent& w) { return w.at; });
  sort_by(flows_, [](const ItemFlow& f) { return f.got; });
  for (const ItemFlow& flow : flows_) longest_flow_ = std::max(longest_flow_, flow.got - flow.put);
  for (const Mark& mark : trace.marks())
    if (is_shown(mark.kind)) marks_.push_back(mark);
  sort_by(marks_, [](const Mark& m) { return m.at; });
  for (std::uint32_t i = 0; i < marks_.size(); ++i) {
    if (marks_[i].kind == MarkKind::GilHandOver) hand_overs_.push_back(i);
    if (marks_[i].kind == MarkKind::Crash) crash_ = i;
  }
  for (std::uint32_t i = 0; crash_ && i < marks_.size(); ++i)
    if (marks_[i].kind == MarkKind::FreedWhileBorrowed && marks_[i].payload == marks_[*crash_].thread.value) cause_ = i;
  find_pauses(trace);
  for (const ThreadInfo& thread : trace.threads())
    for (std::size_t i = 0; i < kThreadStateCount; ++i) totals_[i] += thread.totals[i];
  // Waits that never ended count most: nobody will ever tell how long they were.
  for (const ThreadInfo& thread : trace.threads())
    if (thread.awaits.valid() && std::find(locks_.begin(), locks_.end(), thread.awaits) == locks_.end()) locks_.push_back(thread.awaits);
  for (const LockRank& rank : rank_locks(trace, kMostRanked))
    if (std::find(locks_.begin(), locks_.end(), rank.lock) == locks_.end()) locks_.push_back(rank.lock);
  for (const ObjectRank& rank : rank_objects(trace, kMostRanked))
    if (rank.transfers > 0) objects_.push_back(rank.object);
  measure_depths(trace);
}

void RunIndex::sort_waits(const Trace& trace) {
  waits_ = trace.lock_waits();
  sort_by(waits_, [](const LockWait& w) { return std::tuple(w.thread.value, w.begin); });
  first_wait_.assign(trace.threads().size() + 1, waits_.size());
  for (std::size_t i = waits_.size(); i-- > 0;)
    if (waits_[i].thread.value < trace.threads().size()) first_wait_[waits_[i].thread.value] = i;
  for (std::size_t t = trace.threads().size(); t-- > 0;) first_wait_[t] = std::min(first_wait_[t], first_wait_[t + 1]);
}

std::span<const LockWait> RunIndex::waits_of(ThreadId thread) const {
  if (std::size_t{thread.value} + 1 >= first_wait_.size()) return {};
  return std::span(waits_).subspan(first_wait_[thread.value], first_wait_[thread.value + 1] - first_wait_[thread.value]);
}

LockId RunIndex::awaited_lock(ThreadId thread, SimTime at) const {
  const auto waits = waits_of(thread);
  const auto after = std::partition_point(waits.begin(), waits.end(), [&](const LockWait& w) { return w.begin <= at; });
  if (after != waits.begin() && (after - 1)->end > at) return (after - 1)->lock;
  if (thread.value >= trace_->threads().size() || after != waits.end()) return {};
  return trace_->threads()[thread.value].awaits;  // the wait that never ended
}

// Begins and ends alternate per kind; one that was never closed lasts until the end.
void RunIndex::find_pauses(const Trace& trace) {
  constexpr std::size_t kNoPause = static_cast<std::size_t>(-1);
  std::size_t open[2] = {kNoPause, kNoPause};
  for (const Mark& mark : marks_) {
    const bool collection = mark.kind == MarkKind::GcBegin || mark.kind == MarkKind::GcEnd;
    const bool stop = mark.kind == MarkKind::StopTheWorldBegin || mark.kind == MarkKind::StopTheWorldEnd;
    if (!collection && !stop) continue;
    if (mark.kind == MarkKind::GcBegin || mark.kind == MarkKind::StopTheWorldBegin) {
      open[collection] = pauses_.size();
      pauses_.push_back({mark.at, trace.end(), mark.thread, collection});
    } else if (open[collection] != kNoPause) {
      pauses_[open[collection]].end = mark.at;
      open[collection] = kNoPause;
    }
  }
}

void RunIndex::measure_depths(const Trace& trace) {
  if (!trace.has_calls()) return;
  depths_.resize(trace.threads().size(), 0);
  for (std::uint32_t t = 0; t < depths_.size(); ++t)
    for (const auto& [stack, time] : trace.stack_totals(ThreadId{t}))
      if (stack.valid()) depths_[t] = std::max(depths_[t], trace.call_stacks().node(stack).depth + 1);
}

std::shared_ptr<const RunIndex> make_index(const Trace& trace) { return std::make_shared<RunIndex>(trace); }

std::shared_ptr<const RunIndex> index_of(const RunPicture& run) { return run.index ? run.index : make_index(*run.trace); }

}  // namespace gilscope::scene
