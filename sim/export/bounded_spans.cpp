#include "sim/export/bounded_spans.hpp"

#include <algorithm>

namespace gilscope {
namespace {

constexpr std::size_t kFewestPerLane = 1000;

struct Cells {
  SimTime begin, end;
  std::uint32_t value;
};

// The lane as runs of cells with the same dominant value.
template <class Visit>
void visit_cells(const Trace& trace, Lane lane, std::size_t columns, Visit visit) {
  const SimTime end = trace.end();
  if (end <= 0) return;
  const auto edge = [&](std::size_t i) { return static_cast<SimTime>(static_cast<double>(end) * static_cast<double>(i) / static_cast<double>(columns)); };
  const auto pixels = trace.level_of_detail(lane, 0, end, static_cast<int>(columns));
  for (std::size_t i = 0; i < pixels.size();) {
    std::size_t next = i + 1;
    while (next < pixels.size() && pixels[next].dominant == pixels[i].dominant) ++next;
    if (pixels[i].dominant != Pixel::kNothing) visit(Cells{edge(i), edge(next), pixels[i].dominant});
    i = next;
  }
}

template <class ForEach, class Span, class MakeSpan>
void bounded(const Trace& trace, Lane lane, std::size_t max_spans, const std::function<void(const Span&)>& visit, ForEach for_each, MakeSpan make) {
  std::size_t spans = 0;
  for_each([&](const Span&) { ++spans; });
  if (spans <= max_spans) return for_each(visit);
  visit_cells(trace, lane, max_spans, [&](const Cells& cells) { visit(make(cells)); });
}

HolderSpan holder_span(const Cells& cells) { return {cells.begin, cells.end, ThreadId{cells.value}, true}; }

}  // namespace

std::size_t spans_per_lane(std::size_t lanes) { return std::max(kFewestPerLane, kMaxExportedSpans / std::max<std::size_t>(lanes, 1)); }

std::size_t export_stride(std::size_t count, std::size_t max) { return std::max<std::size_t>(1, (count + max - 1) / max); }

void export_states(const Trace& trace, ThreadId thread, std::size_t max_spans, const std::function<void(const StateSpan&)>& visit) {
  bounded<>(trace, Lane::of(thread), max_spans, visit, [&](const std::function<void(const StateSpan&)>& v) { trace.for_each_state(thread, 0, kForever, v); },
            [](const Cells& c) { return StateSpan{c.begin, c.end, static_cast<ThreadState>(c.value), CoreId(), true}; });
}

void export_runs(const Trace& trace, CoreId core, std::size_t max_spans, const std::function<void(const HolderSpan&)>& visit) {
  bounded<>(trace, Lane::of(core), max_spans, visit, [&](const std::function<void(const HolderSpan&)>& v) { trace.for_each_run(core, 0, kForever, v); }, holder_span);
}

void export_gil_holds(const Trace& trace, std::size_t max_spans, const std::function<void(const HolderSpan&)>& visit) {
  bounded<>(trace, Lane::gil(), max_spans, visit, [&](const std::function<void(const HolderSpan&)>& v) { trace.for_each_gil_hold(0, kForever, v); }, holder_span);
}

void export_lock_holds(const Trace& trace, LockId lock, std::size_t max_spans, const std::function<void(const HolderSpan&)>& visit) {
  bounded<>(trace, Lane::of(lock), max_spans, visit, [&](const std::function<void(const HolderSpan&)>& v) { trace.for_each_hold(lock, 0, kForever, v); }, holder_span);
}

}  // namespace gilscope
