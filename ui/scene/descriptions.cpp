// Whole pictures in words, for screen readers and the descriptions inside files.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "sim/analysis/summary.hpp"
#include "ui/scene/lanes.hpp"
#include "ui/scene/moment.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

constexpr std::size_t kNamedThreads = 12;

std::string percent_of(SimTime part, SimTime whole) { return fmt::format("{:.0f} %", whole > 0 ? 100.0 * static_cast<double>(part) / static_cast<double>(whole) : 0); }

std::string list_of(const RunPicture& run, const std::vector<ThreadId>& threads) {
  std::string text;
  const std::size_t shown = std::min<std::size_t>(threads.size(), 8);
  for (std::size_t i = 0; i < shown; ++i)
    text += fmt::format("{}{}", i == 0 ? "" : i + 1 == threads.size() ? " and " : ", ", thread_name(*run.trace, threads[i]));
  if (shown < threads.size()) text += fmt::format(" and {} more", threads.size() - shown);
  return text;
}

// Time per state of a thread within the visible range.
std::string thread_sentence(const RunPicture& run, ThreadId thread, const TimeRange& range) {
  std::array<double, kThreadStateCount> shares{};
  for (const auto& pixel : run.trace->state_shares(thread, range.from, range.to, 1)) shares = pixel;
  std::vector<std::size_t> order(shares.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
  std::string text;
  for (const std::size_t i : order)
    if (shares[i] >= 0.005) text += fmt::format("{}{:.0f} % {}", text.empty() ? "" : ", ", shares[i] * 100, display_name(static_cast<ThreadState>(i)));
  return fmt::format(" {}: {}.", thread_name(*run.trace, thread), text.empty() ? "not alive" : text);
}

}  // namespace

std::string describe_timeline(const RunPicture& run, const TimelineView& view) {
  const Trace& trace = *run.trace;
  const RunSummary summary = summarize(trace, run.cores);
  std::string text = fmt::format("Timeline of {}{}from {} to {}, of a run of {} on {} core{}, which were busy {:.0f} % of the time.", run.source_name,
                                 run.label.empty() ? " " : fmt::format(" on {} ", run.label), short_time(view.range.from), short_time(view.range.to),
                                 short_time(trace.end()), run.cores, run.cores == 1 ? "" : "s", summary.utilization * 100);
  if (trace.gil_held() > 0) text += fmt::format(" The GIL was held {} of the run and had {} holders in turn.", percent_of(trace.gil_held(), trace.end()), trace.gil_switches());
  const std::size_t threads = trace.threads().size();
  text += fmt::format(" {} thread{}, by share of the visible time.", threads, threads == 1 ? "" : "s");
  for (std::uint32_t i = 0; i < std::min(threads, kNamedThreads); ++i) text += thread_sentence(run, ThreadId{i}, view.range);
  if (threads > kNamedThreads) text += fmt::format(" And {} more.", threads - kNamedThreads);
  return text;
}

std::string describe_machine(const RunPicture& run, SimTime at) {
  const auto index = index_of(run);
  const Moment m = moment_at(run, *index, at);
  if (m.over && !m.stuck) return fmt::format("The machine at {}: the run is over.", short_time(m.at));
  std::string text = fmt::format("The machine at {}: {} of {} core{} busy.", short_time(m.at), m.busy_cores(), m.cores.size(), m.cores.size() == 1 ? "" : "s");
  if (m.stuck) text += " No thread can ever run again.";
  for (std::size_t i = 0; i < m.cores.size(); ++i) {
    if (!m.cores[i].thread.valid()) continue;
    const std::string place = place_of(run, m.threads[m.cores[i].thread.value].stack);
    text += fmt::format(" Core {} runs {}{}.", i, thread_name(*run.trace, m.cores[i].thread), place.empty() ? "" : ", in " + place);
  }
  for (const GilNow& gil : m.other_gils)
    if (gil.holder.valid()) text += fmt::format(" {} holds the {}.", thread_name(*run.trace, gil.holder), gil_name(*run.trace, gil.interpreter));
  if (m.gil.exists) text += m.gil.holder.valid() ? fmt::format(" {} holds the GIL.", thread_name(*run.trace, m.gil.holder)) : " The GIL is free.";
  for (const LockNow& lock : m.locks) {
    if (!lock.holder.valid() && lock.queue.empty()) continue;
    text += fmt::format(" {} is {}", lock_name(*run.trace, lock.lock), lock.holder.valid() ? "held by " + thread_name(*run.trace, lock.holder) : "free");
    text += lock.queue.empty() ? "." : fmt::format("; {} wait{} for it.", list_of(run, lock.queue), lock.queue.size() == 1 ? "s" : "");
  }
  const std::pair<ThreadState, std::string_view> groups[] = {{ThreadState::WaitingForGil, "waiting for the GIL"}, {ThreadState::Runnable, "waiting for a core"},
                                                             {ThreadState::Sleeping, "asleep"},                    {ThreadState::InIo, "in I/O"},
                                                             {ThreadState::Stopped, "stopped"}};
  for (const auto& [state, words] : groups) {
    const auto threads = m.in_state(state);
    if (!threads.empty()) text += fmt::format(" {}: {}.", std::string(1, static_cast<char>(std::toupper(words.front()))) + std::string(words.substr(1)), list_of(run, threads));
  }
  if (m.pause) text += m.pause->collection ? " A garbage collection is going on." : " The world is stopped.";
  return text;
}

}  // namespace gilscope::scene
