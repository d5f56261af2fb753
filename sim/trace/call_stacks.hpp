// Call stacks as the trace keeps them: each distinct stack once, as a node that knows its caller, so that a thread's
// calls over time are one lane of node numbers. Nested calls, samples, flame graphs and "which line waited" all come
// from that lane.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/base/sim_time.hpp"

namespace gilscope {

using FunctionId = Id<struct FunctionTag>;  ///< a Python function, module body or native function that the trace knows
using StackId = Id<struct StackTag>;        ///< a distinct call stack

struct FunctionInfo {
  std::string name;              ///< co_qualname; "<module>" for a module's body
  std::string file;              ///< co_filename
  std::uint32_t first_line = 0;  ///< 1-based; 0 = it has none (native code)
};

/// The innermost frame of a stack; its callers are the chain of `parent`.
struct StackNode {
  StackId parent;                ///< invalid: the outermost frame
  FunctionId function;
  std::uint32_t line = 0;        ///< where this frame is: the line of the call for a caller; 0 = unknown
  std::uint32_t depth = 0;       ///< frames under this one
};

class CallStacks {
 public:
  /// Once there are so many distinct stacks, deeper frames no longer get nodes of their own: they show as their caller.
  static constexpr std::size_t kMaxNodes = std::size_t{1} << 20;

  FunctionId function(const std::string& name, const std::string& file, std::uint32_t first_line);
  /// The node for `function` at `line`, called from `parent`; the same three give the same node.
  StackId stack(StackId parent, FunctionId function, std::uint32_t line);

  const std::vector<FunctionInfo>& functions() const { return functions_; }
  const std::vector<StackNode>& nodes() const { return nodes_; }
  const FunctionInfo& info(FunctionId f) const { return functions_[f.value]; }
  const StackNode& node(StackId s) const { return nodes_[s.value]; }
  std::size_t bytes() const;

 private:
  std::size_t slot_of(StackId parent, FunctionId function, std::uint32_t line) const;
  void grow();

  std::vector<FunctionInfo> functions_;
  std::vector<StackNode> nodes_;
  std::unordered_map<std::string, std::uint32_t> function_index_;
  std::vector<std::uint32_t> node_slots_;  // a hash table with open addressing: node + 1, 0 = empty; 2^n of them
};

/// A stretch during which a thread had one call stack. Two neighbours with the same stack are two calls of its
/// innermost function.
struct StackSpan {
  SimTime begin = 0;
  SimTime end = 0;
  StackId stack;        ///< invalid: no Python frame
  bool merged = false;  ///< the stack that took most of a stretch whose detail was dropped
};

/// One call, from its entry to its return; derived from the stacks.
struct CallSpan {
  SimTime begin = 0;
  SimTime end = 0;
  FunctionId function;
  std::uint32_t depth = 0;      ///< 0 = outermost
  std::uint32_t call_line = 0;  ///< in the caller
  bool merged = false;
};

/// The entry of a call, or its return.
struct CallEdge {
  bool returns = false;
  CallSpan call;
};

}  // namespace gilscope
