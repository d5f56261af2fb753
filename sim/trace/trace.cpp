#include "sim/trace/trace.hpp"

#include <algorithm>

namespace gilscope {
namespace {

constexpr std::uint32_t kStateMask = 0xF;
// Columns store "thread + 1, 0 = nobody"; the wrap-around of 0 - 1 is exactly the invalid id.
ThreadId holder_of(std::uint32_t value) { return ThreadId{value - 1}; }

using Total = std::pair<std::uint32_t, SimTime>;

// A stored value as people know it: a state without its core, the id of a thread or a stack.
std::uint32_t to_public(Lane::Kind kind, std::uint32_t value) {
  switch (kind) {
    case Lane::Kind::ThreadStates: return value & kStateMask;
    case Lane::Kind::CallStacks: return (value >> 1) - 1;
    default: return value - 1;
  }
}

// The same for totals; what is now alike is added up.
void to_public(Lane::Kind kind, std::span<const Total> stored, std::vector<Total>& out) {
  const bool distinct = kind != Lane::Kind::ThreadStates && kind != Lane::Kind::CallStacks;
  out.clear();
  for (const auto& [value, time] : stored) {
    const std::uint32_t mapped = to_public(kind, value);
    const auto known = distinct ? out.end() : std::find_if(out.begin(), out.end(), [&](const Total& t) { return t.first == mapped; });
    if (known == out.end())
      out.emplace_back(mapped, time);
    else
      known->second += time;
  }
}

Pixel to_pixel(std::span<const Total> totals, SimTime width) {
  Pixel pixel;
  SimTime longest = 0;
  SimTime covered = 0;
  for (const auto& [value, time] : totals) {
    if (value == Pixel::kNothing || time <= 0) continue;
    covered += time;
    if (value < 64) pixel.contained |= std::uint64_t{1} << value;
    if (time > longest) {
      longest = time;
      pixel.dominant = value;
    }
  }
  pixel.share = static_cast<double>(longest) / static_cast<double>(width);
  pixel.covered = static_cast<double>(covered) / static_cast<double>(width);
  return pixel;
}

SimTime width_of(SimTime from, SimTime to, int i, int n) {
  return ChangeColumn::edge(from, to, i + 1, n) - ChangeColumn::edge(from, to, i, n);
}

}  // namespace

// ---- Totals -----------------------------------------------------------------------------------------------------------

SimTime Trace::gil_held() const {
  SimTime sum = 0;
  for (const auto& interpreter : interpreters_) sum += interpreter.gil_held;
  return sum;
}

std::uint64_t Trace::gil_switches() const {
  std::uint64_t sum = 0;
  for (const auto& interpreter : interpreters_) sum += interpreter.gil_switches;
  return sum;
}

SimTime Trace::gil_held(ThreadId thread) const { return thread.value < gil_held_.size() ? gil_held_[thread.value] : 0; }

std::uint64_t Trace::bytecodes() const {
  std::uint64_t sum = 0;
  for (const auto& thread : threads_) sum += thread.bytecodes;
  return sum;
}

// ---- Spans ------------------------------------------------------------------------------------------------------------

const ChangeColumn* Trace::column(Lane lane) const {
  const auto at = [&](const std::vector<ChangeColumn>& lanes) -> const ChangeColumn* {
    return lane.index < lanes.size() ? &lanes[lane.index] : nullptr;
  };
  switch (lane.kind) {
    case Lane::Kind::ThreadStates: return at(thread_lanes_);
    case Lane::Kind::CoreThreads: return at(core_lanes_);
    case Lane::Kind::LockHolders: return at(lock_lanes_);
    case Lane::Kind::GilHolders: return at(gil_lanes_);
    case Lane::Kind::CallStacks: return at(stack_lanes_);
  }
  return nullptr;
}

void Trace::for_each_state(ThreadId thread, SimTime from, SimTime to,
                           const std::function<void(const StateSpan&)>& visit) const {
  const ChangeColumn* lane = column(Lane::of(thread));
  if (!lane) return;
  lane->for_each(from, to, end_, [&](const ValueSpan& span) {
    visit({span.begin, span.end, static_cast<ThreadState>(span.value & kStateMask), CoreId{(span.value >> 4) - 1}, span.merged});
  });
}

void Trace::holders(const ChangeColumn& column, SimTime from, SimTime to,
                    const std::function<void(const HolderSpan&)>& visit) const {
  column.for_each(from, to, end_, [&](const ValueSpan& span) {
    visit({span.begin, span.end, holder_of(span.value), span.merged});
  });
}

void Trace::for_each_run(CoreId core, SimTime from, SimTime to,
                         const std::function<void(const HolderSpan&)>& visit) const {
  if (const ChangeColumn* lane = column(Lane::of(core))) holders(*lane, from, to, visit);
}

void Trace::for_each_gil_hold(SimTime from, SimTime to, const std::function<void(const HolderSpan&)>& visit,
                              InterpreterId interpreter) const {
  if (const ChangeColumn* lane = column(Lane::gil(interpreter))) holders(*lane, from, to, visit);
}

void Trace::for_each_interpreter(ThreadId thread, const std::function<void(const InterpreterSpan&)>& visit) const {
  if (thread.value >= threads_.size()) return;
  const ThreadInfo& info = threads_[thread.value];
  const SimTime end = info.finished ? info.end : end_;
  const ChangeColumn* lane = thread.value < interpreter_lanes_.size() ? &interpreter_lanes_[thread.value] : nullptr;
  if (lane == nullptr || lane->empty()) return visit({info.start, end, InterpreterId{0}});
  if (lane->begin() > info.start) visit({info.start, lane->begin(), InterpreterId{0}});
  lane->for_each(info.start, kForever, end, [&](const ValueSpan& span) { visit({span.begin, span.end, InterpreterId{span.value}}); });
}

InterpreterId Trace::interpreter_of(ThreadId thread, SimTime at) const {
  InterpreterId found{0};
  if (thread.value >= interpreter_lanes_.size() || interpreter_lanes_[thread.value].empty()) return found;
  const ChangeColumn& lane = interpreter_lanes_[thread.value];
  if (at >= lane.current_since()) return InterpreterId{lane.current()};
  lane.for_each(at, at + 1, end_, [&](const ValueSpan& span) { found = InterpreterId{span.value}; });
  return found;
}

void Trace::for_each_hold(LockId lock, SimTime from, SimTime to,
                          const std::function<void(const HolderSpan&)>& visit) const {
  if (const ChangeColumn* lane = column(Lane::of(lock))) holders(*lane, from, to, visit);
}

// ---- Level of detail ----------------------------------------------------------------------------------------------------

std::vector<Pixel> Trace::level_of_detail(Lane lane, SimTime from, SimTime to, int columns) const {
  std::vector<Pixel> pixels(static_cast<std::size_t>(columns));
  const ChangeColumn* const data = column(lane);
  if (!data || data->empty()) return pixels;
  std::vector<Total> totals;
  data->for_each_column(from, to, columns, end_, [&](int i, std::span<const Total> stored) {
    to_public(lane.kind, stored, totals);
    pixels[static_cast<std::size_t>(i)] = to_pixel(totals, width_of(from, to, i, columns));
  });
  return pixels;
}

std::vector<std::array<double, kThreadStateCount>> Trace::state_shares(ThreadId thread, SimTime from, SimTime to,
                                                                       int columns) const {
  std::vector<std::array<double, kThreadStateCount>> shares(static_cast<std::size_t>(columns));
  const ChangeColumn* const data = column(Lane::of(thread));
  if (!data) return shares;
  data->for_each_column(from, to, columns, end_, [&](int i, std::span<const Total> stored) {
    const auto width = static_cast<double>(width_of(from, to, i, columns));
    for (const auto& [value, time] : stored)
      shares[static_cast<std::size_t>(i)][value & kStateMask] += static_cast<double>(time) / width;
  });
  return shares;
}

void Trace::for_each_piece(Lane lane, SimTime from, SimTime to, int columns, const std::function<void(const LanePiece&)>& visit) const {
  const ChangeColumn* const data = column(lane);
  if (!data) return;
  std::vector<Total> totals;
  data->for_each_piece(from, to, columns, end_, [&](const ValuePiece& p) {
    LanePiece piece{p.from, p.to, p.span.begin, p.span.end, 0, {}, p.span.merged, p.collapsed, p.spans, {}};
    piece.value = to_public(lane.kind, p.span.value);
    if (lane.kind == Lane::Kind::ThreadStates && !p.collapsed) piece.core = CoreId{(p.span.value >> 4) - 1};
    if (p.collapsed) {
      to_public(lane.kind, p.totals, totals);
      const auto most = std::max_element(totals.begin(), totals.end(), [](const Total& a, const Total& b) { return a.second < b.second; });
      piece.value = most->first;
      piece.totals = totals;
    }
    visit(piece);
  });
}

// ---- Memory -----------------------------------------------------------------------------------------------------------

SimTime Trace::resolution() const {
  SimTime coarsest = 0;
  for (const auto* lanes : {&gil_lanes_, &thread_lanes_, &core_lanes_, &lock_lanes_, &stack_lanes_, &interpreter_lanes_})
    for (const auto& lane : *lanes) coarsest = std::max(coarsest, lane.resolution());
  return coarsest;
}

std::size_t Trace::bytes() const {
  std::size_t sum = waits_.capacity() * sizeof(LockWait) + marks_.capacity() * sizeof(Mark) +
                    wakes_.capacity() * sizeof(WakeEvent) + item_flows_.capacity() * sizeof(ItemFlow) +
                    memory_.capacity() * sizeof(MemorySample) + call_stacks_.bytes();
  for (const auto* lanes : {&gil_lanes_, &thread_lanes_, &core_lanes_, &lock_lanes_, &stack_lanes_, &interpreter_lanes_})
    for (const auto& lane : *lanes) sum += sizeof(ChangeColumn) + lane.bytes();
  const auto bins = [](const TrafficBins& traffic) { return traffic.bins().capacity() * sizeof(TrafficBins::Counts); };
  for (const auto& lock : locks_) sum += sizeof(LockInfo) + bins(lock.traffic);
  for (const auto& object : objects_) sum += sizeof(ObjectInfo) + bins(object.traffic);
  return sum;
}

}  // namespace gilscope
