#include "ui/desktop/spans.hpp"

#include <algorithm>
#include <functional>

#include "sim/trace/trace.hpp"

namespace gilscope::desktop {
namespace {

using scene::Hit;
using scene::HitKind;
using VisitHit = std::function<void(const Hit&)>;

struct SpanSource {
  const Trace& trace;
  Lane lane;
  std::uint32_t run;

  // The spans of the lane that overlap [from, to); stretches with nobody are none.
  void visit(SimTime from, SimTime to, const VisitHit& visit) const {
    if (from >= to) return;
    const auto holder = [&](const HolderSpan& s) { if (s.thread.valid()) visit(hit(s.begin, s.end, s.thread, s.thread.value)); };
    switch (lane.kind) {
      case Lane::Kind::ThreadStates:
        trace.for_each_state(ThreadId(lane.index), from, to, [&](const StateSpan& s) {
          Hit found = hit(s.begin, s.end, ThreadId(lane.index), static_cast<std::uint32_t>(s.state));
          found.core = s.core;
          visit(found);
        });
        return;
      case Lane::Kind::CoreThreads: return trace.for_each_run(CoreId(lane.index), from, to, holder);
      case Lane::Kind::GilHolders: return trace.for_each_gil_hold(from, to, holder, InterpreterId(lane.index));
      case Lane::Kind::LockHolders: return trace.for_each_hold(LockId(lane.index), from, to, holder);
      case Lane::Kind::CallStacks: return;
    }
  }

  Hit hit(SimTime begin, SimTime end, ThreadId thread, std::uint32_t value) const {
    static constexpr HitKind kKinds[] = {HitKind::ThreadSpan, HitKind::CoreSpan, HitKind::LockSpan, HitKind::GilSpan, HitKind::CallSpan};
    Hit hit;
    hit.kind = kKinds[static_cast<std::size_t>(lane.kind)];
    hit.run = run;
    hit.lane = lane;
    hit.thread = thread;
    hit.value = value;
    hit.begin = begin;
    hit.end = end;
    if (lane.kind == Lane::Kind::CoreThreads) hit.core = CoreId(lane.index);
    if (lane.kind == Lane::Kind::LockHolders) hit.lock = LockId(lane.index);
    return hit;
  }
};

bool has_lane(const Hit& hit) {
  return hit.kind == HitKind::ThreadSpan || hit.kind == HitKind::CoreSpan || hit.kind == HitKind::GilSpan || hit.kind == HitKind::LockSpan;
}

// The span of `source` that overlaps `wait` longest, of another thread than the one that waits.
std::optional<Hit> longest_overlap(const SpanSource& source, const Hit& wait) {
  std::optional<Hit> best;
  SimTime longest = 0;
  source.visit(wait.begin, wait.end, [&](const Hit& span) {
    const SimTime shared = std::min(span.end, wait.end) - std::max(span.begin, wait.begin);
    if (span.thread == wait.thread || shared <= longest) return;
    longest = shared;
    best = span;
  });
  return best;
}

LockId awaited_lock(const Trace& trace, const Hit& wait) {
  for (const LockWait& w : trace.lock_waits())
    if (w.thread == wait.thread && w.begin < wait.end && w.end > wait.begin) return w.lock;
  return trace.threads()[wait.thread.value].awaits;
}

std::optional<Hit> busiest_core(const Trace& trace, const Hit& wait) {
  std::optional<Hit> best;
  for (std::uint32_t c = 0; c < trace.cores().size(); ++c) {
    const auto found = longest_overlap({trace, Lane::of(CoreId(c)), wait.run}, wait);
    if (found && (!best || found->end - found->begin > best->end - best->begin)) best = found;
  }
  return best;
}

}  // namespace

std::optional<Hit> span_beside(const Trace& trace, const Hit& hit, Direction direction) {
  if (!has_lane(hit)) return std::nullopt;
  const SpanSource source{trace, hit.lane, hit.run};
  const bool forward = direction == Direction::Forward;
  for (SimTime window = std::max<SimTime>(hit.end - hit.begin, kNanosecond);; window = saturating_add(window, window)) {
    const SimTime from = forward ? hit.end : std::max<SimTime>(0, hit.begin - window);
    const SimTime to = forward ? std::min(trace.end() + 1, saturating_add(hit.end, window)) : hit.begin;
    std::optional<Hit> found;
    source.visit(from, to, [&](const Hit& span) {
      const bool beside = forward ? span.begin >= hit.end : span.end <= hit.begin;
      if (beside && (!forward || !found)) found = span;
    });
    if (found) return found;
    if (forward ? to >= trace.end() + 1 : from == 0) return std::nullopt;
  }
}

std::optional<Hit> culprit_of(const Trace& trace, const Hit& wait) {
  if (wait.kind != HitKind::ThreadSpan || !wait.thread.valid() || wait.thread.value >= trace.threads().size()) return std::nullopt;
  switch (static_cast<ThreadState>(wait.value)) {
    case ThreadState::WaitingForGil: return longest_overlap({trace, Lane::gil(trace.interpreter_of(wait.thread, wait.begin)), wait.run}, wait);
    case ThreadState::WaitingForLock:
    case ThreadState::Spinning: {
      const LockId lock = awaited_lock(trace, wait);
      return lock.valid() ? longest_overlap({trace, Lane::of(lock), wait.run}, wait) : std::nullopt;
    }
    case ThreadState::Runnable: return busiest_core(trace, wait);
    default: return std::nullopt;
  }
}

}  // namespace gilscope::desktop
