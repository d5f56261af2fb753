#include "sim/export/lanes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/analysis/contention.hpp"

namespace gilscope {

// ---- Progress ------------------------------------------------------------------------------------------------------------

void ProgressMeter::begin_lane(SimTime from, SimTime to) {
  begun_ += 1;
  from_ = from;
  to_ = std::max(to, from + 1);
  report(from);
}

void ProgressMeter::report(SimTime time) {
  if (cancelled_ || !options_.progress) return;
  const double within = static_cast<double>(std::clamp(time, from_, to_) - from_) / static_cast<double>(to_ - from_);
  cancelled_ = !options_.progress(std::min(1.0, (begun_ + within) / lanes_));
}

// ---- Lanes ---------------------------------------------------------------------------------------------------------------

LaneReader::LaneReader(const ExportRun& run, const ExportOptions& options, ProgressMeter& meter) : trace_(*run.trace), meter_(meter) {
  std::tie(from_, to_) = options.range(run);
}

template <class Span, class ForEach>
void LaneReader::visit_lane(const std::function<void(const Span&)>& visit, ForEach for_each) {
  meter_.begin_lane(from_, to_);
  if (meter_.cancelled() || from_ >= to_) return;
  for_each([&](const Span& span) {
    if (meter_.cancelled()) return;
    Span clipped = span;
    clipped.begin = std::max(span.begin, from_);
    clipped.end = std::min(span.end, to_);
    meter_.at(clipped.begin);
    visit(clipped);
  });
}

void LaneReader::states(ThreadId thread, const std::function<void(const StateSpan&)>& visit) {
  visit_lane<StateSpan>(visit, [&](const std::function<void(const StateSpan&)>& v) { trace_.for_each_state(thread, from_, to_, v); });
}
void LaneReader::runs(CoreId core, const std::function<void(const HolderSpan&)>& visit) {
  visit_lane<HolderSpan>(visit, [&](const std::function<void(const HolderSpan&)>& v) { trace_.for_each_run(core, from_, to_, v); });
}
void LaneReader::gil_holds(InterpreterId interpreter, const std::function<void(const HolderSpan&)>& visit) {
  visit_lane<HolderSpan>(visit, [&](const std::function<void(const HolderSpan&)>& v) { trace_.for_each_gil_hold(from_, to_, v, interpreter); });
}
void LaneReader::holds(LockId lock, const std::function<void(const HolderSpan&)>& visit) {
  visit_lane<HolderSpan>(visit, [&](const std::function<void(const HolderSpan&)>& v) { trace_.for_each_hold(lock, from_, to_, v); });
}
void LaneReader::call_edges(ThreadId thread, const std::function<void(const CallEdge&)>& visit) {
  meter_.begin_lane(from_, to_);
  if (!trace_.has_calls() || meter_.cancelled() || from_ >= to_) return;
  std::vector<CallSpan> open;  // entered before `from_`, and not told yet
  const auto tell_open = [&] {
    for (const CallSpan& call : open) visit({false, call});
    open.clear();
  };
  bool done = false;
  std::size_t depth = 0;       // told and not returned
  trace_.for_each_call_edge(thread, [&](const CallEdge& edge) {
    if (done || meter_.cancelled()) return;
    CallEdge clipped = edge;
    clipped.call.begin = std::max(edge.call.begin, from_);
    const SimTime at = edge.returns ? edge.call.end : edge.call.begin;
    if (at <= from_ && !edge.returns) {
      clipped.call.end = clipped.call.begin;
      open.push_back(clipped.call);
      return;
    }
    if (at <= from_ && !open.empty()) return open.pop_back();
    depth += open.size();
    tell_open();
    if (edge.call.begin >= to_) return;
    clipped.call.end = std::min(edge.call.end, to_);
    meter_.at(std::min(at, to_));
    visit(clipped);
    depth += edge.returns ? -1 : 1;
    done = depth == 0 && at >= to_;
  });
}

void LaneReader::calls(ThreadId thread, const std::function<void(const CallSpan&)>& visit) {
  call_edges(thread, [&](const CallEdge& edge) {
    if (edge.returns) visit(edge.call);
  });
}

// ---- Windows and pieces -------------------------------------------------------------------------------------------------

void for_each_window(SimTime from, SimTime to, std::size_t most, const std::function<std::size_t(SimTime, SimTime)>& count,
                     const std::function<void(SimTime, SimTime)>& visit) {
  if (from >= to) return;
  const std::size_t things = count(from, to);
  const SimTime length = to - from;
  const auto parts = static_cast<SimTime>(things / most + 1);
  if (parts == 1 || length <= kNanosecond) return visit(from, to);
  const SimTime step = std::max<SimTime>(1, length / parts);
  for (SimTime begin = from; begin < to; begin += step) {
    const SimTime end = to - begin < 2 * step ? to : begin + step;
    for_each_window(begin, end, most, count, visit);
    if (end == to) return;
  }
}

namespace {

constexpr std::size_t kPiecesAtOnce = 1 << 16;

struct StateAt {
  SimTime begin, end;
  ThreadState state;
};
struct StackAt {
  SimTime begin, end;
  StackId stack;
};

// Both lanes of one window, laid over each other. What the stack lane does not cover has no stack.
void visit_pieces(const std::vector<StateAt>& states, const std::vector<StackAt>& stacks, const std::function<void(const Piece&)>& visit) {
  std::size_t next = 0;
  for (const StateAt& state : states) {
    SimTime at = state.begin;
    while (at < state.end) {
      while (next < stacks.size() && stacks[next].end <= at) ++next;
      const bool inside = next < stacks.size() && stacks[next].begin <= at;
      const SimTime stop = next == stacks.size() ? state.end : std::min(state.end, inside ? stacks[next].end : std::max(at + 1, stacks[next].begin));
      visit({at, stop, inside ? stacks[next].stack : StackId{}, state.state});
      at = stop;
    }
  }
}

}  // namespace

void for_each_piece(LaneReader& reader, ThreadId thread, ProgressMeter& meter, const std::function<void(const Piece&)>& visit) {
  const Trace& trace = reader.trace();
  meter.begin_lane(reader.from(), reader.to());
  const auto count = [&](SimTime from, SimTime to) {
    std::size_t spans = 0;
    if (meter.cancelled()) return spans;
    trace.for_each_state(thread, from, to, [&](const StateSpan&) { ++spans; });
    if (trace.has_calls()) trace.for_each_stack(thread, from, to, [&](const StackSpan&) { ++spans; });
    return spans;
  };
  std::vector<StateAt> states;
  std::vector<StackAt> stacks;
  const auto window = [&](SimTime from, SimTime to) {
    if (meter.cancelled()) return;
    states.clear(), stacks.clear();
    trace.for_each_state(thread, from, to, [&](const StateSpan& s) { states.push_back({std::max(s.begin, from), std::min(s.end, to), s.state}); });
    if (trace.has_calls())
      trace.for_each_stack(thread, from, to, [&](const StackSpan& s) { stacks.push_back({std::max(s.begin, from), std::min(s.end, to), s.stack}); });
    visit_pieces(states, stacks, [&](const Piece& piece) {
      meter.at(piece.begin);
      visit(piece);
    });
  };
  for_each_window(reader.from(), reader.to(), kPiecesAtOnce, count, window);
}

// ---- Names ---------------------------------------------------------------------------------------------------------------

bool is_waiting(ThreadState state) { return state != ThreadState::Running && state != ThreadState::Finished; }

std::string run_prefix(std::span<const ExportRun> runs, std::size_t index) {
  if (runs.size() == 1) return "";
  const ExportRun& run = runs[index];
  const bool same_cores = std::all_of(runs.begin(), runs.end(), [&](const ExportRun& other) { return other.cores == run.cores; });
  const bool same_scenario = std::all_of(runs.begin(), runs.end(), [&](const ExportRun& other) { return other.scenario == run.scenario; });
  std::string prefix = same_scenario ? run.runtime : run.scenario + ", " + run.runtime;
  if (!same_cores) prefix += fmt::format(", {} core{}", run.cores, run.cores == 1 ? "" : "s");
  return prefix + ": ";
}

std::string thread_name(const Trace& trace, ThreadId thread) {
  if (thread.value >= trace.threads().size()) return "nobody";
  const std::string& name = trace.threads()[thread.value].name;
  return name.empty() ? fmt::format("thread {}", thread.value) : name;
}

std::string lock_name(const Trace& trace, LockId lock) {
  if (lock.value >= trace.locks().size()) return "lock";
  const LockInfo& info = trace.locks()[lock.value];
  return info.name.empty() ? fmt::format("{} #{}", info.kind, lock.value) : fmt::format("{} {}", info.kind, info.name);
}

std::string object_name(const Trace& trace, ObjectId object) {
  if (object.value >= trace.objects().size()) return "object";
  const ObjectInfo& info = trace.objects()[object.value];
  return info.name.empty() ? fmt::format("{} #{}", info.type, object.value) : fmt::format("{} {}", info.type, info.name);
}

std::string mark_words(const Trace& trace, const Mark& mark) {
  const std::string_view payload = info(mark.kind).payload;
  if (mark.payload >= ThreadId::kNoneValue) return "";
  const auto id = static_cast<std::uint32_t>(mark.payload);
  if (payload.starts_with("id of the")) return thread_name(trace, ThreadId{id});
  if (payload == "lock") return lock_name(trace, LockId{id});
  if (payload == "object") return object_name(trace, ObjectId{id});
  return "";
}

bool is_contended(const LockInfo& lock) { return lock.contended > 0 || lock.wait > 0; }

std::vector<std::uint32_t> order_by_time(std::size_t count, const std::function<SimTime(std::size_t)>& time) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  const auto earlier = [&](std::uint32_t a, std::uint32_t b) { return time(a) < time(b); };
  if (!std::is_sorted(order.begin(), order.end(), earlier)) std::stable_sort(order.begin(), order.end(), earlier);
  return order;
}

// ---- Counters ------------------------------------------------------------------------------------------------------------

namespace {

bool has_traffic(const ObjectInfo& object) { return object.local_ops() + object.shared_ops() + object.transfers() > 0; }

void add_bins(const TrafficBins& from, SimTime width, std::vector<TrafficBins::Counts>& into) {
  for (std::size_t i = 0; i < from.bins().size(); ++i) {
    const auto at = static_cast<std::size_t>(static_cast<SimTime>(i) * from.bin_width() / width);
    if (at >= into.size()) into.resize(at + 1);
    for (int c = 0; c < TrafficBins::kCounters; ++c) into[at][c] += from.bins()[i][c];
  }
}

}  // namespace

TrafficSeries traffic_series(const Trace& trace, std::size_t most) {
  TrafficSeries result;
  std::vector<ObjectId> chosen;
  for (const ObjectRank& rank : rank_objects(trace, most)) chosen.push_back(rank.object);
  CounterSeries all;
  for (const ObjectInfo& object : trace.objects()) {
    if (!has_traffic(object)) continue;
    ++result.left_out;
    if (object.traffic.bins().empty()) ++result.without_bins;
    result.bin_width = std::max(result.bin_width, object.traffic.bin_width());
  }
  if (result.left_out == 0) return result;
  for (const ObjectInfo& object : trace.objects()) add_bins(object.traffic, result.bin_width, all.bins);
  result.series.push_back(std::move(all));
  for (const ObjectId object : chosen) {
    const TrafficBins& traffic = trace.objects()[object.value].traffic;
    if (traffic.bins().empty()) continue;
    CounterSeries series{object, {}};
    add_bins(traffic, result.bin_width, series.bins);
    result.series.push_back(std::move(series));
    --result.left_out;
  }
  return result;
}

}  // namespace gilscope
