// Where the threads are in the source, and what its lines waited.
#include <algorithm>

#include "sim/analysis/line_stats.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/source_panel.hpp"
#include "ui/desktop/source_waits.hpp"

namespace gilscope::desktop {
namespace {

std::optional<StackId> stack_at(const Trace& trace, ThreadId thread, SimTime at) {
  std::optional<StackId> stack;
  trace.for_each_stack(thread, at, at + 1, [&](const StackSpan& span) {
    if (span.stack.valid()) stack = span.stack;
  });
  return stack;
}

}  // namespace

std::vector<ThreadPlace> thread_places(const AppState& state, std::uint32_t run) {
  std::vector<ThreadPlace> places;
  if (run >= state.shown.runs.size() || !state.shown.scenario) return places;
  const Trace& trace = *state.shown.runs[run].trace;
  if (!trace.has_calls()) return places;
  const SimTime at = std::min(state.view.playhead, std::max<SimTime>(trace.end() - 1, 0));
  const CallStacks& stacks = trace.call_stacks();
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    auto stack = stack_at(trace, ThreadId{t}, at);
    bool inside = false;
    while (stack && stacks.info(stacks.node(*stack).function).file != state.shown.scenario->path) {
      const StackId parent = stacks.node(*stack).parent;
      inside = true;
      stack = parent.valid() ? std::optional(parent) : std::nullopt;
    }
    if (stack && stacks.node(*stack).line > 0) places.push_back({ThreadId{t}, stacks.node(*stack).line, inside});
  }
  return places;
}

ThreadId followed_thread(const AppState& state, std::uint32_t run) {
  if (run >= state.shown.runs.size()) return {};
  const Trace& trace = *state.shown.runs[run].trace;
  const auto& selection = state.view.selection;
  if (selection && selection->run == run && selection->thread.valid() && selection->thread.value < trace.threads().size()) return selection->thread;
  ThreadId running;
  for (std::uint32_t t = 0; t < trace.threads().size() && !running.valid(); ++t)
    trace.for_each_state(ThreadId{t}, state.view.playhead, state.view.playhead + 1, [&](const StateSpan& span) {
      if (span.state == ThreadState::Running) running = ThreadId{t};
    });
  return running.valid() || trace.threads().empty() ? running : ThreadId{0};
}

// ---- the edited text beside the one that ran ---------------------------------------------------------------------------------------

LineMap::LineMap(std::string_view ran, std::string_view edited) {
  const auto lines = [](std::string_view text) { return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1; };
  const auto [a, b] = std::mismatch(ran.begin(), ran.end(), edited.begin(), edited.end());
  if (a == ran.end() && b == edited.end()) {
    head_ = lines(ran);
    return;
  }
  const auto head = static_cast<std::size_t>(a - ran.begin());
  std::size_t tail = 0;
  while (tail < ran.size() - head && tail < edited.size() - head && ran[ran.size() - 1 - tail] == edited[edited.size() - 1 - tail]) ++tail;
  head_ = lines(ran.substr(0, head)) - 1;
  const auto at_line_begin = [tail](std::string_view text) { return text.size() == tail || text[text.size() - tail - 1] == '\n'; };
  std::string_view same = ran.substr(ran.size() - tail);
  if (!at_line_begin(ran) || !at_line_begin(edited)) same.remove_prefix(same.find('\n') == std::string_view::npos ? same.size() : same.find('\n') + 1);
  const std::uint32_t whole = same.empty() ? 0 : lines(same);
  tail_ = lines(ran) - whole + 1;
  shift_ = static_cast<std::int64_t>(lines(edited)) - static_cast<std::int64_t>(lines(ran));
}

std::uint32_t LineMap::edited(std::uint32_t ran) const {
  if (ran <= head_) return ran;
  return tail_ > 0 && ran >= tail_ ? static_cast<std::uint32_t>(ran + shift_) : 0;
}

void reveal_line(AppState& state, std::uint32_t line) { state.panels.source.reveal = line; }

// ---- what the lines waited -------------------------------------------------------------------------------------------------------

void update_line_waits(AppState& state, std::uint32_t run) {
  SourcePanelState& s = state.panels.source;
  if (s.waits_generation == state.shown.generation && s.waits_run == run) return;
  s.waits_generation = state.shown.generation;
  s.waits_run = run;
  s.waits.clear();
  if (run >= state.shown.runs.size() || !state.shown.scenario) return;
  const Trace& trace = *state.shown.runs[run].trace;
  if (!trace.has_calls() || !state.shown.runs[run].report) return;  // while a run goes on, its parts come too often for that
  for (const LineStats& line : line_stats(trace)) {
    if (line.file != state.shown.scenario->path || line.line == 0) continue;
    if (s.waits.size() <= line.line) s.waits.resize(line.line + 1);
    auto& w = s.waits[line.line];
    w.waits = line.waits;
    w.time = waiting(line.total);
    w.on_cpu = on_cpu(line.total);
    for (int i = 0; i < kThreadStateCount; ++i) {
      const SimTime time = line.total[static_cast<std::size_t>(i)];
      if (time > 0) w.words.push_back(std::string(display_name(static_cast<ThreadState>(i))) + ": " + format_time(time));
    }
  }
}

}  // namespace gilscope::desktop
