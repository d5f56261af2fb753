#include "ui/picture/html_lines.hpp"

#include <algorithm>
#include <vector>

#include "sim/trace/trace.hpp"

namespace gilscope::picture {
namespace {

bool is_wait(ThreadState s) {
  return s == ThreadState::WaitingForGil || s == ThreadState::WaitingForLock || s == ThreadState::Spinning || s == ThreadState::Runnable;
}

// For each stack, the line of its innermost frame that lies in the script; 0 = it has none.
std::vector<std::uint32_t> script_lines(const CallStacks& stacks, const std::string& path) {
  std::vector<std::uint32_t> lines(stacks.nodes().size(), 0);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const StackNode& node = stacks.nodes()[i];
    if (stacks.info(node.function).file == path)
      lines[i] = node.line;
    else if (node.parent.valid() && node.parent.value < i)
      lines[i] = lines[node.parent.value];
  }
  return lines;
}

// Walks the states and the stacks of a thread side by side.
class Merger {
 public:
  Merger(const Trace& trace, ThreadId thread, const std::vector<std::uint32_t>& lines, std::map<std::uint32_t, LineTimes>& result)
      : lines_(lines), result_(result) {
    trace.for_each_state(thread, 0, kForever, [&](const StateSpan& span) { states_.push_back(span); });
  }

  void add(const StackSpan& span) {
    const std::uint32_t line = span.stack.valid() && span.stack.value < lines_.size() ? lines_[span.stack.value] : 0;
    while (next_ < states_.size() && states_[next_].end <= span.begin) ++next_;
    for (std::size_t i = next_; i < states_.size() && states_[i].begin < span.end; ++i) add(line, span, states_[i]);
  }

 private:
  void add(std::uint32_t line, const StackSpan& span, const StateSpan& state) {
    const SimTime overlap = std::min(span.end, state.end) - std::max(span.begin, state.begin);
    if (line == 0 || overlap <= 0) return;
    LineTimes& times = result_[line];
    times.states[static_cast<std::size_t>(state.state)] += overlap;
    if (is_wait(state.state) && state.begin >= span.begin) ++times.waits;
  }

  const std::vector<std::uint32_t>& lines_;
  std::map<std::uint32_t, LineTimes>& result_;
  std::vector<StateSpan> states_;
  std::size_t next_ = 0;
};

}  // namespace

SimTime LineTimes::waited() const {
  return total(ThreadState::WaitingForGil) + total(ThreadState::WaitingForLock) + total(ThreadState::Spinning) + total(ThreadState::Runnable);
}

std::map<std::uint32_t, LineTimes> line_times(const Trace& trace, const std::string& script_path) {
  std::map<std::uint32_t, LineTimes> result;
  if (!trace.has_calls()) return result;
  const auto lines = script_lines(trace.call_stacks(), script_path);
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    Merger merger(trace, ThreadId{t}, lines, result);
    trace.for_each_stack(ThreadId{t}, 0, kForever, [&](const StackSpan& span) { merger.add(span); });
  }
  return result;
}

}  // namespace gilscope::picture
