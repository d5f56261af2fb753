#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/trace/stop_reasons.hpp"
#include "ui/scene/culprit.hpp"
#include "ui/scene/lane_painter.hpp"
#include "ui/scene/lanes.hpp"
#include "ui/scene/run_index.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

using Lines = std::vector<std::string>;

std::string percent(double part) {
  const double value = part * 100;
  if (value > 0 && value < 0.1) return "< 0.1 %";
  if (value > 99.9 && value < 100) return "> 99.9 %";
  return value < 10 && value != std::floor(value) ? fmt::format("{:.1f} %", value) : fmt::format("{:.0f} %", value);
}

std::string interval(SimTime begin, SimTime end) { return fmt::format("{} – {}", short_time(begin), short_time(end)); }

std::string thread_of(const RunPicture& run, ThreadId thread) { return thread_name(*run.trace, thread); }

std::string plural(std::uint64_t count, std::string_view one) { return fmt::format("{} {}{}", short_count(static_cast<double>(count)), one, count == 1 ? "" : "s"); }

// ---- Collapsed pixels ---------------------------------------------------------------------------------------------------

std::string value_name(const RunPicture& run, const Lane& lane, std::uint32_t value) {
  if (lane.kind == Lane::Kind::ThreadStates) return std::string(display_name(static_cast<ThreadState>(value)));
  return value == Pixel::kNothing ? "nobody" : thread_of(run, ThreadId{value});
}

// What a pixel that stands for several spans holds, largest share first.
Lines describe_collapsed(const RunPicture& run, const Hit& hit) {
  Lines lines;
  run.trace->for_each_piece(hit.lane, hit.begin, std::max(hit.end, hit.begin + 1), 1, [&](const LanePiece& piece) {
    std::vector<std::pair<std::uint32_t, SimTime>> shares(piece.totals.begin(), piece.totals.end());
    if (!piece.collapsed) shares.assign(1, {piece.value, piece.to - piece.from});
    std::sort(shares.begin(), shares.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    if (lines.empty()) lines.push_back(fmt::format("{} in this pixel of {}", plural(piece.spans, "span"), short_time(hit.end - hit.begin)));
    const std::size_t shown = std::min<std::size_t>(shares.size(), 8);
    for (std::size_t i = 0; i < shown; ++i)
      lines.push_back(fmt::format("{}: {}", value_name(run, hit.lane, shares[i].first),
                                  percent(static_cast<double>(shares[i].second) / static_cast<double>(hit.end - hit.begin))));
    if (shown < shares.size()) lines.push_back(fmt::format("and {} more", shares.size() - shown));
  });
  if (lines.empty()) lines.push_back("nothing here");
  LaneChoice choice;
  choice.index = hit.lane.index;
  choice.group = hit.lane.kind == Lane::Kind::ThreadStates  ? LaneGroup::Threads
                 : hit.lane.kind == Lane::Kind::CoreThreads ? LaneGroup::Cores
                 : hit.lane.kind == Lane::Kind::LockHolders ? LaneGroup::Locks
                                                            : LaneGroup::Gil;
  lines.front() = lane_name(run, choice) + ": " + lines.front();
  lines.push_back(interval(hit.begin, hit.end) + "; zoom in to see each");
  return lines;
}

// ---- Spans --------------------------------------------------------------------------------------------------------------

Lines describe_thread_span(const RunPicture& run, const Hit& hit) {
  const auto state = static_cast<ThreadState>(hit.value);
  Lines lines{fmt::format("{}: {}", thread_of(run, hit.thread), display_name(state))};
  if (hit.end > hit.begin) lines.push_back(fmt::format("for {}, {}", short_time(hit.end - hit.begin), interval(hit.begin, hit.end)));
  if (hit.core.valid()) lines.push_back(fmt::format("on core {}", hit.core.value));
  if (state == ThreadState::WaitingForLock || state == ThreadState::Spinning || state == ThreadState::Sleeping) {
    const LockId lock = index_of(run)->awaited_lock(hit.thread, hit.begin);
    if (lock.valid()) lines.push_back("waits for " + lock_name(*run.trace, lock));
  }
  if (const auto culprit = find_culprit(run, hit)) lines.push_back(fmt::format("{} had it for most of that time", thread_of(run, culprit->thread)));
  return lines;
}

Lines describe_holder(const RunPicture& run, const Hit& hit, const std::string& what) {
  Lines lines{hit.thread.valid() ? fmt::format("{}: {}", what, thread_of(run, hit.thread)) : what};
  if (hit.end > hit.begin) lines.push_back(fmt::format("for {}, {}", short_time(hit.end - hit.begin), interval(hit.begin, hit.end)));
  return lines;
}

Lines describe_call(const RunPicture& run, const Hit& hit) {
  if (hit.function.value >= run.trace->call_stacks().functions().size()) return {"a call"};
  const FunctionInfo& info = run.trace->call_stacks().info(hit.function);
  Lines lines{info.name};
  lines.push_back(fmt::format("{}{} for {}", hit.collapsed ? "most of this pixel, " : "", thread_of(run, hit.thread), short_time(hit.end - hit.begin)));
  if (info.first_line > 0) lines.push_back(fmt::format("{}, line {}", info.file.substr(info.file.rfind('/') + 1), info.first_line));
  lines.push_back(interval(hit.begin, hit.end));
  return lines;
}

// ---- Things -------------------------------------------------------------------------------------------------------------

Lines describe_thread(const RunPicture& run, ThreadId thread) {
  if (thread.value >= run.trace->threads().size()) return {"a thread"};
  const ThreadInfo& info = run.trace->threads()[thread.value];
  const SimTime life = info.end - info.start;
  Lines lines{thread_of(run, thread), fmt::format("lives {}", interval(info.start, info.end))};
  for (int i = 0; i < kThreadStateCount; ++i) {
    const auto state = static_cast<ThreadState>(i);
    if (info.total(state) > 0) lines.push_back(fmt::format("{}: {} ({})", display_name(state), short_time(info.total(state)), percent(static_cast<double>(info.total(state)) / static_cast<double>(life))));
  }
  if (!info.finished && run.trace->finished()) lines.push_back("never came to its end");
  return lines;
}

Lines describe_core(const RunPicture& run, const Hit& hit) {
  Lines lines{fmt::format("core {}", hit.core.value)};
  if (hit.core.value >= run.trace->cores().size()) {
    lines.push_back("never ran anything");
    return lines;
  }
  const CoreInfo& info = run.trace->cores()[hit.core.value];
  const SimTime end = std::max<SimTime>(1, run.trace->end());
  lines.push_back(fmt::format("busy {} of the run", percent(static_cast<double>(info.busy) / static_cast<double>(end))));
  lines.push_back(fmt::format("went on with another thread {} times", short_count(static_cast<double>(info.switches))));
  if (hit.kind == HitKind::Core && hit.thread.valid()) lines.push_back("runs " + thread_of(run, hit.thread) + " now");
  return lines;
}

Lines describe_gil(const RunPicture& run, const Hit& hit) {
  const InterpreterId which{hit.lane.index};
  const bool several = run.trace->interpreters().size() > 1 && which.value < run.trace->interpreters().size();
  Lines lines{several ? "The " + gil_name(*run.trace, which) : "The global interpreter lock (GIL)"};
  lines.push_back(hit.thread.valid() ? "held by " + thread_of(run, hit.thread) : "free");
  lines.push_back(fmt::format("passed on {} times in the run", short_count(static_cast<double>(several ? run.trace->interpreters()[which.value].gil_switches : run.trace->gil_switches()))));
  lines.push_back(several ? "Of this interpreter, only the thread that holds it executes Python code." : "Only the thread that holds it executes Python code.");
  return lines;
}

Lines describe_lock(const RunPicture& run, LockId lock) {
  if (lock.value >= run.trace->locks().size()) return {"a lock"};
  const LockInfo& info = run.trace->locks()[lock.value];
  Lines lines{fmt::format("{} {}", info.kind, lock_name(*run.trace, lock))};
  lines.push_back(fmt::format("taken {} times, {} of them after a wait", short_count(static_cast<double>(info.acquisitions)),
                              percent(info.acquisitions ? static_cast<double>(info.contended) / static_cast<double>(info.acquisitions) : 0)));
  lines.push_back(fmt::format("waited for {} in all, {} at most", short_time(info.wait), short_time(info.longest_wait)));
  lines.push_back("held for " + short_time(info.hold) + " in all");
  return lines;
}

Lines describe_object(const RunPicture& run, ObjectId object) {
  if (object.value >= run.trace->objects().size()) return {"an object"};
  const ObjectInfo& info = run.trace->objects()[object.value];
  Lines lines{fmt::format("{} {}", info.type, object_name(*run.trace, object))};
  lines.push_back(info.immortal ? "immortal: its count is never changed" : info.owner.valid() ? "owned by " + thread_of(run, info.owner) : "owned by nobody");
  lines.push_back(fmt::format("its cache line changed cores {} times", short_count(static_cast<double>(info.transfers()))));
  lines.push_back(fmt::format("reference count: {} changes by its owner, {} by others", short_count(static_cast<double>(info.local_ops())),
                              short_count(static_cast<double>(info.shared_ops()))));
  return lines;
}

Lines describe_heat(const RunPicture& run, const Hit& hit) {
  Lines lines{object_name(*run.trace, hit.object)};
  if (hit.object.value >= run.trace->objects().size()) return lines;
  const auto& bins = run.trace->objects()[hit.object.value].traffic.bins();
  if (hit.value >= bins.size()) return lines;
  const auto& bin = bins[hit.value];
  const double per_ms = static_cast<double>(bin[2]) / static_cast<double>(std::max<SimTime>(1, hit.end - hit.begin)) * static_cast<double>(kMillisecond);
  lines.push_back(fmt::format("{} between cores within {} ({} per ms)", plural(bin[2], "transfer"), short_time(hit.end - hit.begin), short_count(per_ms)));
  lines.push_back(fmt::format("count changed {} times by its owner, {} times by others", short_count(static_cast<double>(bin[0])), short_count(static_cast<double>(bin[1]))));
  lines.push_back(interval(hit.begin, hit.end));
  return lines;
}

Lines describe_memory(const RunPicture& run, const Hit& hit) {
  std::uint64_t most = 0;
  const auto& samples = run.trace->memory();
  for (auto s = std::partition_point(samples.begin(), samples.end(), [&](const MemorySample& m) { return m.at < hit.begin; });
       s != samples.end() && (s->at < hit.end || most == 0); ++s)
    most = std::max(most, s->bytes);
  return {"Memory of the modeled objects", fmt::format("up to {}B", short_count(static_cast<double>(most))), interval(hit.begin, hit.end)};
}

Lines describe_mark(const RunPicture& run, const Hit& hit) {
  const auto& marks = index_of(run)->marks();
  if (hit.value >= marks.size()) return {"a mark"};
  const Mark& mark = marks[hit.value];
  Lines lines{fmt::format("{} at {}", info(mark.kind).name, short_time(mark.at)), std::string(info(mark.kind).doc)};
  if (mark.thread.valid()) lines.push_back("by " + thread_of(run, mark.thread));
  if (mark.kind == MarkKind::GilHandOver || mark.kind == MarkKind::GilDropRequest) {
    const bool hand_over = mark.kind == MarkKind::GilHandOver;
    lines.push_back((hand_over ? "to " : "holder: ") + thread_of(run, ThreadId{static_cast<std::uint32_t>(mark.payload)}));
  }
  const bool two_threads = mark.kind == MarkKind::Crash || mark.kind == MarkKind::FreedWhileBorrowed || mark.kind == MarkKind::UnsafeFrameRead;
  if (two_threads && mark.payload < run.trace->threads().size())
    lines.push_back("the other thread: " + thread_of(run, ThreadId{static_cast<std::uint32_t>(mark.payload)}));
  const bool stop = mark.kind == MarkKind::StopTheWorldBegin || mark.kind == MarkKind::StopTheWorldEnd;
  if (stop && mark.payload < stop_reasons().size()) lines.push_back(fmt::format("for {}", stop_reasons()[mark.payload].name));
  return lines;
}

Lines describe_arrow(const RunPicture& run, const Hit& hit) {
  const auto index = index_of(run);
  if (hit.kind == HitKind::WakeArrow && hit.value < index->wakes().size()) {
    const WakeEvent& wake = index->wakes()[hit.value];
    return {fmt::format("{} wakes {}", thread_of(run, wake.waker), thread_of(run, wake.woken)), "at " + short_time(wake.at)};
  }
  if (hit.kind == HitKind::FlowArrow && hit.value < index->flows().size()) {
    const ItemFlow& flow = index->flows()[hit.value];
    return {fmt::format("an item from {} to {}", thread_of(run, flow.from), thread_of(run, flow.to)),
            fmt::format("put at {}, taken {} later", short_time(flow.put), short_time(flow.got - flow.put))};
  }
  return {"an arrow"};
}

Lines describe_lane(const RunPicture& run, const Hit& hit) {
  switch (hit.group) {
    case LaneGroup::Threads: return describe_thread(run, hit.thread);
    case LaneGroup::Cores: return describe_core(run, hit);
    case LaneGroup::Gil: return describe_gil(run, Hit{});
    case LaneGroup::Locks: return describe_lock(run, hit.lock);
    case LaneGroup::Objects: return describe_object(run, hit.object);
    case LaneGroup::Memory: return {"Memory of the modeled objects"};
  }
  return {};
}

}  // namespace

std::string short_time(SimTime t) {
  constexpr std::array<std::string_view, 5> kUnits = {"ps", "ns", "µs", "ms", "s"};
  double value = static_cast<double>(t);
  std::size_t unit = 0;
  while (std::abs(value) >= 999.5 && unit + 1 < kUnits.size()) value /= 1000, ++unit;
  if (t == 0) return "0 s";
  const double size = std::abs(value);
  std::string number = fmt::format("{:.{}f}", value, unit == 0 ? 0 : size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
  if (number.find('.') != std::string::npos) {
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') number.pop_back();
  }
  return fmt::format("{} {}", number, kUnits[unit]);
}

std::vector<std::string> describe(const RunPicture& run, const Hit& hit) {
  if (hit.collapsed && hit.kind != HitKind::CallSpan) return describe_collapsed(run, hit);
  switch (hit.kind) {
    case HitKind::ThreadSpan: return describe_thread_span(run, hit);
    case HitKind::CoreSpan: return describe_holder(run, hit, hit.thread.valid() ? fmt::format("core {}", hit.core.value) : fmt::format("core {} is idle", hit.core.value));
    case HitKind::GilSpan: return describe_holder(run, hit, gil_name(*run.trace, InterpreterId{hit.lane.index}) + (hit.thread.valid() ? " held by" : " is free"));
    case HitKind::LockSpan: return describe_holder(run, hit, lock_name(*run.trace, hit.lock) + (hit.thread.valid() ? " held by" : " is free"));
    case HitKind::CallSpan: return describe_call(run, hit);
    case HitKind::Mark: return describe_mark(run, hit);
    case HitKind::WakeArrow:
    case HitKind::FlowArrow: return describe_arrow(run, hit);
    case HitKind::HeatCell: return describe_heat(run, hit);
    case HitKind::Memory: return describe_memory(run, hit);
    case HitKind::Lane:
    case HitKind::LaneLabel: return describe_lane(run, hit);
    case HitKind::Thread: return hit.end > hit.begin ? describe_thread_span(run, hit) : describe_thread(run, hit.thread);
    case HitKind::Core: return describe_core(run, hit);
    case HitKind::Gil: return describe_gil(run, hit);
    case HitKind::Lock: return describe_lock(run, hit.lock);
    case HitKind::Object: return describe_object(run, hit.object);
    case HitKind::MarkerA: return {"marker A", "at " + short_time(hit.begin)};
    case HitKind::MarkerB: return {"marker B", "at " + short_time(hit.begin)};
    case HitKind::Playhead: return {"the instant shown", short_time(hit.begin)};
    default: return {};
  }
}

}  // namespace gilscope::scene
