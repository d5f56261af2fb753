#include "sim/trace/trace.hpp"

#include <algorithm>

namespace gilscope {
namespace {

constexpr std::uint32_t kStateMask = 0xF;
constexpr std::uint32_t kWholeValue = 0x7FFF'FFFFu;

// Columns store "thread + 1, 0 = nobody"; the wrap-around of 0 - 1 is exactly the invalid id.
ThreadId holder_of(std::uint32_t value) { return ThreadId{value - 1}; }

Pixel to_pixel(const ChangeColumn::Totals& totals, bool states, SimTime width) {
  Pixel pixel;
  SimTime longest = 0;
  SimTime covered = 0;
  for (const auto& [stored, time] : totals) {
    const std::uint32_t value = states ? stored : stored - 1;
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

// from + (to - from) * i / n without overflow.
SimTime edge(SimTime from, SimTime to, int i, int n) {
  const SimTime length = to - from;
  return from + length / n * i + length % n * i / n;
}

}  // namespace

// ---- Totals -----------------------------------------------------------------------------------------------------------

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
    case Lane::Kind::GilHolders: return &gil_lane_;
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

void Trace::for_each_gil_hold(SimTime from, SimTime to, const std::function<void(const HolderSpan&)>& visit) const {
  holders(gil_lane_, from, to, visit);
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
  const bool states = lane.kind == Lane::Kind::ThreadStates;
  for (int i = 0; i < columns; ++i) {
    const SimTime left = edge(from, to, i, columns);
    const SimTime right = std::max(left + 1, edge(from, to, i + 1, columns));
    pixels[static_cast<std::size_t>(i)] =
        to_pixel(data->totals(left, right, end_, states ? kStateMask : kWholeValue), states, right - left);
  }
  return pixels;
}

std::vector<std::array<double, kThreadStateCount>> Trace::state_shares(ThreadId thread, SimTime from, SimTime to,
                                                                       int columns) const {
  std::vector<std::array<double, kThreadStateCount>> shares(static_cast<std::size_t>(columns));
  const ChangeColumn* const data = column(Lane::of(thread));
  if (!data) return shares;
  for (int i = 0; i < columns; ++i) {
    const SimTime left = edge(from, to, i, columns);
    const SimTime right = std::max(left + 1, edge(from, to, i + 1, columns));
    for (const auto& [state, time] : data->totals(left, right, end_, kStateMask))
      shares[static_cast<std::size_t>(i)][state] += static_cast<double>(time) / static_cast<double>(right - left);
  }
  return shares;
}

// ---- Memory -----------------------------------------------------------------------------------------------------------

SimTime Trace::resolution() const {
  SimTime coarsest = gil_lane_.resolution();
  for (const auto* lanes : {&thread_lanes_, &core_lanes_, &lock_lanes_, &stack_lanes_})
    for (const auto& lane : *lanes) coarsest = std::max(coarsest, lane.resolution());
  return coarsest;
}

std::size_t Trace::bytes() const {
  std::size_t sum = gil_lane_.bytes() + waits_.capacity() * sizeof(LockWait) + marks_.capacity() * sizeof(Mark) +
                    wakes_.capacity() * sizeof(WakeEvent) + item_flows_.capacity() * sizeof(ItemFlow) +
                    memory_.capacity() * sizeof(MemorySample) + call_stacks_.bytes();
  for (const auto* lanes : {&thread_lanes_, &core_lanes_, &lock_lanes_, &stack_lanes_})
    for (const auto& lane : *lanes) sum += sizeof(ChangeColumn) + lane.bytes();
  const auto bins = [](const TrafficBins& traffic) { return traffic.bins().capacity() * sizeof(TrafficBins::Counts); };
  for (const auto& lock : locks_) sum += sizeof(LockInfo) + bins(lock.traffic);
  for (const auto& object : objects_) sum += sizeof(ObjectInfo) + bins(object.traffic);
  return sum;
}

}  // namespace gilscope
