#include <algorithm>
#include <cassert>

#include "sim/compiler/cfg.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

/// Net effect on the stack depth of falling through (`jump` false) or of taking the jump, or entering the handler
/// (true).
int stack_effect(const CfgInstruction& instruction, bool jump) {
  switch (static_cast<int>(instruction.op)) {
    case static_cast<int>(kSetupFinally):
    case static_cast<int>(kSetupWith): return jump ? 1 : 0;
    case static_cast<int>(kSetupCleanup): return jump ? 2 : 0;
    case static_cast<int>(kLoadClosure): return 1;
    case static_cast<int>(kStoreFastMaybeNull): return -1;
    case static_cast<int>(kJump):
    case static_cast<int>(kJumpNoInterrupt):
    case static_cast<int>(kPopBlock): return 0;
    default: break;
  }
  const auto arg = static_cast<std::uint32_t>(instruction.arg);
  return stack_pushes(instruction.op, arg) - stack_pops(instruction.op, arg);
}

class DepthWalk {
 public:
  explicit DepthWalk(Cfg& cfg) : cfg_(cfg) {}

  int run() {
    cfg_.each_block([](Block& block) { block.start_depth = -1; });
    reach(*cfg_.entry(), 0);
    while (!todo_.empty()) {
      Block* block = todo_.back();
      todo_.pop_back();
      walk(*block);
    }
    return deepest_;
  }

 private:
  void reach(Block& block, int depth) {
    assert(block.start_depth < 0 || block.start_depth == depth);
    deepest_ = std::max(deepest_, depth);
    if (block.start_depth >= 0) return;
    block.start_depth = depth;
    todo_.push_back(&block);
  }

  void walk(Block& block) {
    int depth = block.start_depth;
    for (const CfgInstruction& instruction : block.code) {
      if (has_target(instruction.op)) reach(*instruction.target, depth + stack_effect(instruction, true));
      depth += stack_effect(instruction, false);
      assert(depth >= 0);
      deepest_ = std::max(deepest_, depth);
    }
    if (block.falls_through() && block.next != nullptr) reach(*block.next, depth);
  }

  Cfg& cfg_;
  std::vector<Block*> todo_;
  int deepest_ = 0;
};

}  // namespace

int compute_stack_depth(Cfg& cfg) { return DepthWalk(cfg).run(); }

}  // namespace gilscope::compiler
