#include "sim/trace/call_stacks.hpp"

#include <algorithm>
#include <utility>

#include "sim/trace/trace.hpp"

namespace gilscope {

// ---- The nodes ------------------------------------------------------------------------------------------------------

FunctionId CallStacks::function(const std::string& name, const std::string& file, std::uint32_t first_line) {
  const std::string key = file + '\0' + name + '\0' + std::to_string(first_line);
  const auto [place, fresh] = function_index_.try_emplace(key, static_cast<std::uint32_t>(functions_.size()));
  if (fresh) functions_.push_back({name, file, first_line});
  return FunctionId{place->second};
}

std::size_t CallStacks::slot_of(StackId parent, FunctionId function, std::uint32_t line) const {
  std::uint64_t hash = (std::uint64_t{parent.value} << 32 | function.value) * 0x9E37'79B9'7F4A'7C15u;
  hash = (hash ^ (hash >> 29) ^ line) * 0xBF58'476D'1CE4'E5B9u;
  std::size_t slot = (hash ^ (hash >> 32)) & (node_slots_.size() - 1);
  for (; node_slots_[slot] != 0; slot = (slot + 1) & (node_slots_.size() - 1)) {
    const StackNode& node = nodes_[node_slots_[slot] - 1];
    if (node.parent == parent && node.function == function && node.line == line) break;
  }
  return slot;
}

StackId CallStacks::stack(StackId parent, FunctionId function, std::uint32_t line) {
  if (nodes_.size() * 2 >= node_slots_.size()) grow();
  const std::size_t slot = slot_of(parent, function, line);
  if (node_slots_[slot] != 0) return StackId{node_slots_[slot] - 1};
  if (nodes_.size() >= kMaxNodes) return parent;
  nodes_.push_back({parent, function, line, parent.valid() ? nodes_[parent.value].depth + 1 : 0});
  node_slots_[slot] = static_cast<std::uint32_t>(nodes_.size());
  return StackId{static_cast<std::uint32_t>(nodes_.size() - 1)};
}

void CallStacks::grow() {
  node_slots_.assign(std::max<std::size_t>(256, node_slots_.size() * 2), 0);
  for (std::uint32_t i = 0; i < nodes_.size(); ++i) {
    const StackNode& node = nodes_[i];
    node_slots_[slot_of(node.parent, node.function, node.line)] = i + 1;
  }
}

std::size_t CallStacks::bytes() const {
  return nodes_.capacity() * sizeof(StackNode) + node_slots_.capacity() * sizeof(std::uint32_t) +
         functions_.capacity() * sizeof(FunctionInfo);
}

// ---- Calls out of a lane of stacks ----------------------------------------------------------------------------------

namespace {

/// Follows one thread's stacks and reports each call when it begins and when it ends. A frame goes on from one span to
/// the next as long as the functions under and including it are the same; the last such frame may have moved to another
/// line. `flip`: the lane's mark that the innermost frame is a new one, which tells two calls of one function at one
/// instant apart.
class CallFollower {
 public:
  CallFollower(const CallStacks& stacks, const std::function<void(const CallEdge&)>& visit)
      : stacks_(stacks), visit_(visit) {}

  void next(const ValueSpan& span) {
    const StackId stack{(span.value >> 1) - 1};
    const bool flipped = ((span.value ^ last_value_) & 1) != 0 && !span.merged && !last_merged_;
    last_value_ = span.value;
    path_of(stack);
    std::size_t common = common_frames();
    if (flipped && common == path_.size() && common > 0) --common;
    end_calls(common, span.begin, span.merged || last_merged_);
    for (std::size_t depth = 0; depth < open_.size(); ++depth) open_[depth].node = path_[depth];
    for (std::size_t depth = open_.size(); depth < path_.size(); ++depth) begin_call(depth, span);
    last_merged_ = span.merged;
    end_ = span.end;
  }

  void finish() { end_calls(0, end_, last_merged_); }

 private:
  struct Open {
    CallSpan call;
    StackId node;
  };

  void path_of(StackId stack) {
    path_.clear();
    for (; stack.valid(); stack = stacks_.node(stack).parent) path_.push_back(stack);
    std::reverse(path_.begin(), path_.end());
  }

  std::size_t common_frames() const {
    std::size_t depth = 0;
    for (; depth < open_.size() && depth < path_.size(); ++depth) {
      if (open_[depth].node == path_[depth]) continue;
      return stacks_.node(path_[depth]).function == open_[depth].call.function ? depth + 1 : depth;
    }
    return depth;
  }

  void begin_call(std::size_t depth, const ValueSpan& span) {
    const StackNode& node = stacks_.node(path_[depth]);
    const std::uint32_t call_line = node.parent.valid() ? stacks_.node(node.parent).line : 0;
    open_.push_back({{span.begin, span.begin, node.function, static_cast<std::uint32_t>(depth), call_line, span.merged},
                     path_[depth]});
    visit_({false, open_.back().call});
  }

  void end_calls(std::size_t keep, SimTime at, bool merged) {
    for (; open_.size() > keep; open_.pop_back()) {
      CallSpan& call = open_.back().call;
      call.end = at;
      call.merged = call.merged || merged;
      visit_({true, call});
    }
  }

  const CallStacks& stacks_;
  const std::function<void(const CallEdge&)>& visit_;
  std::vector<Open> open_;
  std::vector<StackId> path_;
  std::uint32_t last_value_ = 0;
  bool last_merged_ = false;
  SimTime end_ = 0;
};

}  // namespace

void Trace::for_each_stack(ThreadId thread, SimTime from, SimTime to,
                           const std::function<void(const StackSpan&)>& visit) const {
  if (thread.value >= stack_lanes_.size()) return;
  stack_lanes_[thread.value].for_each(from, to, end_, [&](const ValueSpan& span) {
    visit({span.begin, span.end, StackId{(span.value >> 1) - 1}, span.merged});
  });
}

void Trace::for_each_call_edge(ThreadId thread, const std::function<void(const CallEdge&)>& visit) const {
  if (thread.value >= stack_lanes_.size()) return;
  CallFollower follower(call_stacks_, visit);
  stack_lanes_[thread.value].for_each(stack_lanes_[thread.value].begin(), kForever, end_,
                                      [&](const ValueSpan& span) { follower.next(span); });
  follower.finish();
}

void Trace::for_each_call(ThreadId thread, SimTime from, SimTime to,
                          const std::function<void(const CallSpan&)>& visit) const {
  if (from >= to) return;
  std::vector<CallSpan> calls;
  // From the beginning, for the begin of calls that are open at `from`; to the end, for the end of those open at `to`.
  for_each_call_edge(thread, [&](const CallEdge& edge) {
    if (edge.returns && edge.call.end > from && edge.call.begin < to) calls.push_back(edge.call);
  });
  std::sort(calls.begin(), calls.end(), [](const CallSpan& a, const CallSpan& b) {
    return std::pair(a.begin, a.depth) < std::pair(b.begin, b.depth);
  });
  for (const CallSpan& call : calls) visit(call);
}

std::vector<std::pair<StackId, SimTime>> Trace::stack_totals(ThreadId thread) const {
  if (thread.value >= stack_lanes_.size()) return {};
  std::unordered_map<std::uint32_t, SimTime> times;
  if (thread.value < stack_times_.size()) times = stack_times_[thread.value];
  const ChangeColumn& lane = stack_lanes_[thread.value];
  if (!finished_ && !lane.empty() && !threads_[thread.value].finished && end_ > lane.current_since()) {
    times[lane.current() / 2] += end_ - lane.current_since();
  }
  std::vector<std::pair<StackId, SimTime>> totals;
  for (const auto& [value, time] : times) totals.emplace_back(StackId{value - 1}, time);
  std::sort(totals.begin(), totals.end(),
            [](const auto& a, const auto& b) { return a.first.value + 1 < b.first.value + 1; });
  return totals;
}

}  // namespace gilscope
