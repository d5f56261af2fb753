#include "sim/analysis/line_stats.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

#include "sim/trace/trace.hpp"

namespace gilscope {

namespace {

bool is_on_cpu(ThreadState state) { return state == ThreadState::Running || state == ThreadState::Spinning; }
bool is_wait(ThreadState state) { return !is_on_cpu(state) && state != ThreadState::Finished; }

/// A stretch with one stack and one state.
struct Piece {
  SimTime time = 0;
  StackId stack;
  ThreadState state = ThreadState::Running;
  bool begins_wait = false;
};

/// Lays a thread's stacks over its states.
void for_each_piece(const Trace& trace, ThreadId thread, const std::function<void(const Piece&)>& visit) {
  std::vector<StateSpan> states;
  trace.for_each_state(thread, 0, kForever, [&](const StateSpan& span) { states.push_back(span); });
  std::size_t at = 0;
  std::size_t counted = states.size();  // the wait that was counted last
  trace.for_each_stack(thread, 0, kForever, [&](const StackSpan& span) {
    while (at < states.size() && states[at].end <= span.begin) ++at;
    for (std::size_t i = at; i < states.size() && states[i].begin < span.end; ++i) {
      const SimTime overlap = std::min(span.end, states[i].end) - std::max(span.begin, states[i].begin);
      if (overlap <= 0) continue;
      const bool new_wait = is_wait(states[i].state) && counted != i && (i == 0 || !is_wait(states[i - 1].state));
      visit({overlap, span.stack, states[i].state, new_wait});
      counted = i;
    }
  });
}

template <class Key>
bool first_time(std::vector<Key>& seen, const Key& key) {
  if (std::find(seen.begin(), seen.end(), key) != seen.end()) return false;
  seen.push_back(key);
  return true;
}

/// Per stack, so that the chains of callers are walked once per stack and not once per span.
struct StackSums {
  StateTimes times{};
  std::uint64_t waits = 0;
};

std::vector<StackSums> sums_by_stack(const Trace& trace) {
  std::vector<StackSums> sums(trace.call_stacks().nodes().size());
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    for_each_piece(trace, ThreadId{t}, [&](const Piece& piece) {
      if (!piece.stack.valid()) return;
      sums[piece.stack.value].times[static_cast<std::size_t>(piece.state)] += piece.time;
      sums[piece.stack.value].waits += piece.begins_wait;
    });
  }
  return sums;
}

void add(StateTimes& to, const StateTimes& times) {
  for (std::size_t i = 0; i < times.size(); ++i) to[i] += times[i];
}

bool is_empty(const StackSums& sums) {
  return sums.waits == 0 && std::all_of(sums.times.begin(), sums.times.end(), [](SimTime t) { return t == 0; });
}

}  // namespace

SimTime on_cpu(const StateTimes& times) {
  return times[static_cast<std::size_t>(ThreadState::Running)] + times[static_cast<std::size_t>(ThreadState::Spinning)];
}

SimTime waiting(const StateTimes& times) {
  SimTime sum = 0;
  for (std::size_t i = 0; i < times.size(); ++i) if (is_wait(static_cast<ThreadState>(i))) sum += times[i];
  return sum;
}

std::vector<LineStats> line_stats(const Trace& trace) {
  const CallStacks& stacks = trace.call_stacks();
  std::map<std::pair<std::string, std::uint32_t>, LineStats> lines;
  const std::vector<StackSums> sums = sums_by_stack(trace);
  for (std::uint32_t s = 0; s < sums.size(); ++s) {
    if (is_empty(sums[s])) continue;
    std::vector<LineStats*> seen;
    for (StackId id{s}; id.valid(); id = stacks.node(id).parent) {
      const StackNode& node = stacks.node(id);
      const FunctionInfo& function = stacks.info(node.function);
      if (node.line == 0 || function.file.empty()) continue;
      LineStats& line = lines[{function.file, node.line}];
      if (!first_time(seen, &line)) continue;
      if (seen.size() == 1) {
        add(line.own, sums[s].times);
        line.own_waits += sums[s].waits;
      }
      add(line.total, sums[s].times);
      line.waits += sums[s].waits;
    }
  }
  std::vector<LineStats> result;
  for (auto& [place, stats] : lines) {
    std::tie(stats.file, stats.line) = place;
    result.push_back(std::move(stats));
  }
  return result;
}

std::vector<FunctionStats> function_stats(const Trace& trace) {
  const CallStacks& stacks = trace.call_stacks();
  std::vector<FunctionStats> functions(stacks.functions().size());
  for (std::uint32_t f = 0; f < functions.size(); ++f) functions[f].function = FunctionId{f};
  const std::vector<StackSums> sums = sums_by_stack(trace);
  for (std::uint32_t s = 0; s < sums.size(); ++s) {
    if (is_empty(sums[s])) continue;
    std::vector<FunctionId> seen;
    for (StackId id{s}; id.valid(); id = stacks.node(id).parent) {
      FunctionStats& function = functions[stacks.node(id).function.value];
      if (!first_time(seen, function.function)) continue;
      if (seen.size() == 1) add(function.own, sums[s].times);
      add(function.total, sums[s].times);
      function.waits += sums[s].waits;
    }
  }
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    trace.for_each_call(ThreadId{t}, 0, kForever, [&](const CallSpan& call) {
      FunctionStats& function = functions[call.function.value];
      ++function.calls;
      function.longest_call = std::max(function.longest_call, call.end - call.begin);
    });
  }
  return functions;
}

}  // namespace gilscope
