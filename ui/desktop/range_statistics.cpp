#include "ui/desktop/range_statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/trace/trace.hpp"

namespace gilscope::desktop {
namespace {

SimTime overlap(SimTime begin, SimTime end, const scene::TimeRange& range) {
  return std::max<SimTime>(0, std::min(end, range.to) - std::max(begin, range.from));
}

std::array<SimTime, kThreadStateCount> state_times(const Trace& trace, const scene::TimeRange& range) {
  std::array<SimTime, kThreadStateCount> times{};
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
    trace.for_each_state(ThreadId(t), range.from, range.to, [&](const StateSpan& s) {
      times[static_cast<std::size_t>(s.state)] += overlap(s.begin, s.end, range);
    });
  return times;
}

SimTime busy_time(const Trace& trace, const scene::TimeRange& range) {
  SimTime busy = 0;
  for (std::uint32_t c = 0; c < trace.cores().size(); ++c)
    trace.for_each_run(CoreId(c), range.from, range.to, [&](const HolderSpan& s) {
      if (s.thread.valid()) busy += overlap(s.begin, s.end, range);
    });
  return busy;
}

int gil_switches(const Trace& trace, const scene::TimeRange& range) {
  int count = 0;
  for (std::uint32_t i = 0; i < trace.interpreters().size(); ++i) {
    ThreadId last;
    const auto look = [&](const HolderSpan& s) {
      if (!s.thread.valid()) return;
      if (s.begin >= range.from && last.valid() && s.thread != last) ++count;
      last = s.thread;
    };
    trace.for_each_gil_hold(range.from, range.to, look, InterpreterId(i));
  }
  return count;
}

std::string worst_lock(const Trace& trace, const scene::TimeRange& range) {
  std::vector<SimTime> waits(trace.locks().size());
  for (const LockWait& wait : trace.lock_waits())
    if (wait.lock.valid() && wait.lock.value < waits.size()) waits[wait.lock.value] += overlap(wait.begin, wait.end, range);
  const auto worst = std::max_element(waits.begin(), waits.end());
  if (worst == waits.end() || *worst == 0) return "";
  return fmt::format("Most waited for: {}, {}", trace.locks()[static_cast<std::size_t>(worst - waits.begin())].name, scene::short_time(*worst));
}

}  // namespace

std::vector<std::string> range_statistics(const RunSet& set, std::uint32_t run, const scene::TimeRange& range) {
  const Trace& trace = *set.runs[run].trace;
  const double cores = set.setup.cores;
  const auto length = static_cast<double>(range.length());
  std::vector<std::string> lines = {fmt::format("{}: {} to {}, {}", set.runs[run].runtime, scene::short_time(range.from),
                                                scene::short_time(range.to), scene::short_time(range.length()))};
  const auto busy = static_cast<double>(busy_time(trace, range));
  lines.push_back(fmt::format("{:.1f} of {:.0f} cores busy", busy / length, cores));
  const auto times = state_times(trace, range);
  for (int s = 0; s < kThreadStateCount; ++s)
    if (times[static_cast<std::size_t>(s)] > 0)
      lines.push_back(fmt::format("{}: {} of thread time", display_name(static_cast<ThreadState>(s)), scene::short_time(times[static_cast<std::size_t>(s)])));
  if (trace.gil_held() > 0) lines.push_back(fmt::format("GIL: {} change(s) of holder", gil_switches(trace, range)));
  if (auto lock = worst_lock(trace, range); !lock.empty()) lines.push_back(std::move(lock));
  return lines;
}

}  // namespace gilscope::desktop
