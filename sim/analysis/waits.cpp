#include "sim/analysis/waits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/trace/trace.hpp"

namespace gilscope {
namespace {

bool is_wait(ThreadState state) {
  return state == ThreadState::WaitingForGil || state == ThreadState::WaitingForLock || state == ThreadState::Spinning ||
         state == ThreadState::Runnable;
}

// The holder with the largest overlap with the wait, the waiter itself left out.
class Overlaps {
 public:
  explicit Overlaps(const BlamedWait& wait) : wait_(wait) {}
  void add(const HolderSpan& span) {
    if (!span.thread.valid() || span.thread == wait_.thread) return;
    times_[span.thread] += std::min(span.end, wait_.end) - std::max(span.begin, wait_.begin);
  }
  void blame(BlamedWait& wait) const {
    SimTime longest = 0;
    for (const auto& [thread, time] : times_) {
      if (time <= longest) continue;
      longest = time;
      wait.culprit = thread;
    }
    wait.share = static_cast<double>(longest) / static_cast<double>(wait.end - wait.begin);
  }

 private:
  BlamedWait wait_;
  std::map<ThreadId, SimTime> times_;
};

// The lock whose recorded wait covers the span best.
LockId lock_of(const Trace& trace, const BlamedWait& wait) {
  LockId best;
  SimTime longest = 0;
  for (const LockWait& w : trace.lock_waits()) {
    if (w.thread != wait.thread) continue;
    const SimTime overlap = std::min(w.end, wait.end) - std::max(w.begin, wait.begin);
    if (overlap <= longest) continue;
    longest = overlap;
    best = w.lock;
  }
  return best;
}

void find_culprit(const Trace& trace, BlamedWait& wait) {
  Overlaps overlaps(wait);
  const auto add = [&](const HolderSpan& span) { overlaps.add(span); };
  if (wait.state == ThreadState::WaitingForGil) trace.for_each_gil_hold(wait.begin, wait.end, add, trace.interpreter_of(wait.thread, wait.begin));
  if (wait.state == ThreadState::WaitingForLock || wait.state == ThreadState::Spinning) {
    wait.lock = lock_of(trace, wait);
    if (wait.lock.valid()) trace.for_each_hold(wait.lock, wait.begin, wait.end, add);
  }
  overlaps.blame(wait);
}

std::string thread_name(const Trace& trace, ThreadId thread) {
  return thread.value < trace.threads().size() ? trace.threads()[thread.value].name : "nobody";
}

std::string awaited(const BlamedWait& wait, const Trace& trace) {
  if (wait.state == ThreadState::WaitingForGil) return "the GIL";
  if (wait.state == ThreadState::Runnable) return "a free core";
  if (!wait.lock.valid()) return "a lock";
  const LockInfo& lock = trace.locks()[wait.lock.value];
  return lock.name.empty() ? fmt::format("a {}", lock.kind) : fmt::format("{} {}", lock.kind, lock.name);
}

}  // namespace

std::vector<BlamedWait> longest_waits(const Trace& trace, std::size_t limit) {
  std::vector<BlamedWait> waits;
  const auto longer = [](const BlamedWait& a, const BlamedWait& b) { return a.end - a.begin > b.end - b.begin; };
  const auto trim = [&] {
    std::stable_sort(waits.begin(), waits.end(), longer);
    if (waits.size() > limit) waits.resize(limit);
  };
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    trace.for_each_state(ThreadId{t}, 0, kForever, [&](const StateSpan& span) {
      if (!is_wait(span.state)) return;
      waits.push_back({span.begin, span.end, ThreadId{t}, span.state, LockId{}, ThreadId{}, 0});
      if (waits.size() > 4 * limit + 1000) trim();
    });
  }
  trim();
  for (auto& wait : waits) find_culprit(trace, wait);
  return waits;
}

std::string format_time(SimTime time) {
  struct Unit {
    SimTime size;
    const char* name;
  };
  static constexpr Unit kUnits[] = {{kSecond, "s"}, {kMillisecond, "ms"}, {kMicrosecond, "µs"}, {kNanosecond, "ns"}, {1, "ps"}};
  if (time == 0) return "0 s";
  const SimTime size = time < 0 ? -time : time;
  const Unit* unit = std::find_if(std::begin(kUnits), std::end(kUnits) - 1, [&](const Unit& u) { return size >= u.size; });
  const double value = static_cast<double>(time) / static_cast<double>(unit->size);
  const int digits = std::abs(value) >= 999.95 ? 0 : std::abs(value) >= 99.995 ? 1 : std::abs(value) >= 9.9995 ? 2 : 3;
  return fmt::format("{:.{}f} {}", value, unit->size == 1 ? 0 : digits, unit->name);
}

std::string describe(const BlamedWait& wait, const Trace& trace) {
  std::string text = fmt::format("{} waited {} for {} at {}", thread_name(trace, wait.thread), format_time(wait.end - wait.begin),
                                 awaited(wait, trace), format_time(wait.begin));
  if (wait.culprit.valid())
    text += fmt::format(": {} held it for {:.0f} % of that", thread_name(trace, wait.culprit), wait.share * 100);
  return text;
}

}  // namespace gilscope
