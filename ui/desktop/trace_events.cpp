#include "ui/desktop/trace_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "sim/trace/trace.hpp"
#include "ui/desktop/time_text.hpp"

namespace gilscope::desktop {
namespace {

using Visit = std::function<void(SimTime)>;
using Source = std::function<void(SimTime from, SimTime to, const Visit& visit)>;  // calls visit for the instants in [from, to)

constexpr SimTime kFirstWindow = kMicrosecond;

// Looks through windows that grow, so that a near event is found without a look at the whole trace.
std::optional<SimTime> beside(const Source& source, SimTime at, SimTime end, Direction direction) {
  const bool forward = direction == Direction::Forward;
  for (SimTime window = kFirstWindow;; window = saturating_add(window, saturating_add(window, window))) {
    const SimTime from = forward ? at + 1 : std::max<SimTime>(0, at - window);
    const SimTime to = forward ? std::min(end + 1, saturating_add(at, window)) : at;
    std::optional<SimTime> best;
    source(from, to, [&](SimTime t) {
      if (t < from || t >= to) return;
      if (!best || (forward ? t < *best : t > *best)) best = t;
    });
    if (best) return best;
    if (forward ? to >= end + 1 : from == 0) return std::nullopt;
  }
}

Source gil_changes(const Trace& trace) {
  return [&trace](SimTime from, SimTime to, const Visit& visit) {
    if (from >= to) return;
    for (std::uint32_t i = 0; i < trace.interpreters().size(); ++i)
      trace.for_each_gil_hold(from, to, [&](const HolderSpan& span) { if (span.thread.valid()) visit(span.begin); }, InterpreterId(i));
  };
}

Source all_changes(const Trace& trace) {
  return [&trace](SimTime from, SimTime to, const Visit& visit) {
    if (from >= to) return;
    for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
      trace.for_each_state(ThreadId(t), from, to, [&](const StateSpan& s) { visit(s.begin), visit(s.end); });
    for (std::uint32_t i = 0; i < trace.interpreters().size(); ++i)
      trace.for_each_gil_hold(from, to, [&](const HolderSpan& s) { visit(s.begin); }, InterpreterId(i));
    for (std::uint32_t l = 0; l < trace.locks().size(); ++l)
      trace.for_each_hold(LockId(l), from, to, [&](const HolderSpan& s) { visit(s.begin); });
  };
}

std::optional<SimTime> first_in_state(const Trace& trace, ThreadState state, SimTime from, SimTime to) {
  std::optional<SimTime> first;
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
    trace.for_each_state(ThreadId(t), from, to + 1, [&](const StateSpan& s) {
      if (s.state == state && s.begin > from && s.begin <= to && (!first || s.begin < *first)) first = s.begin;
    });
  return first;
}

std::optional<SimTime> first_mark(const Trace& trace, MarkKind kind, SimTime from, SimTime to) {
  for (const Mark& mark : trace.marks())
    if (mark.kind == kind && mark.at > from && mark.at <= to) return mark.at;
  return std::nullopt;
}

std::optional<SimTime> first_at_line(const Trace& trace, const std::string& file, std::uint32_t line, SimTime from, SimTime to) {
  if (!trace.has_calls()) return std::nullopt;
  std::optional<SimTime> first;
  const CallStacks& stacks = trace.call_stacks();
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
    trace.for_each_stack(ThreadId(t), from, to + 1, [&](const StackSpan& s) {
      if (!s.stack.valid() || s.begin <= from || s.begin > to || (first && s.begin >= *first)) return;
      const StackNode& node = stacks.node(s.stack);
      if (node.line == line && stacks.info(node.function).file == file) first = s.begin;
    });
  return first;
}

}  // namespace

std::optional<SimTime> event_beside(const Trace& trace, SimTime at, Direction direction) {
  return beside(all_changes(trace), at, trace.end(), direction);
}

std::optional<SimTime> gil_switch_beside(const Trace& trace, SimTime at, Direction direction) {
  return beside(gil_changes(trace), at, trace.end(), direction);
}

std::optional<SimTime> first_stop(const Trace& trace, const std::string& source_file, const StopAt& stop, SimTime from, SimTime to) {
  switch (stop.kind) {
    case StopKind::Nothing: return std::nullopt;
    case StopKind::Time: return stop.value > from && stop.value <= to ? std::optional(stop.value) : std::nullopt;
    case StopKind::Line: return first_at_line(trace, source_file, static_cast<std::uint32_t>(stop.value), from, to);
    case StopKind::AnyWaitsForLock: return first_in_state(trace, ThreadState::WaitingForLock, from, to);
    case StopKind::AnyWaitsForGil: return first_in_state(trace, ThreadState::WaitingForGil, from, to);
    case StopKind::Deadlock: return first_mark(trace, MarkKind::Deadlock, from, to);
    case StopKind::Output: return first_mark(trace, MarkKind::Output, from, to);
  }
  return std::nullopt;
}

std::string describe(const StopAt& stop) {
  switch (stop.kind) {
    case StopKind::Nothing: return "nothing";
    case StopKind::Time: return time_text(stop.value);
    case StopKind::Line: return fmt::format("line {}", stop.value);
    case StopKind::AnyWaitsForLock: return "a thread waits for a lock";
    case StopKind::AnyWaitsForGil: return "a thread waits for the GIL";
    case StopKind::Deadlock: return "a deadlock";
    case StopKind::Output: return "the program writes something";
  }
  return "";
}

}  // namespace gilscope::desktop
