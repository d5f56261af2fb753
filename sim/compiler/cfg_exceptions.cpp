#include "sim/bytecode/opcode.hpp"
#include "sim/compiler/cfg.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

constexpr int kResumeAtDepthOne = 4;  // RESUME_OPARG_DEPTH1_MASK

/// Walks the graph from the entry with the stack of handlers in force; every block is walked once.
class HandlerWalk {
 public:
  explicit HandlerWalk(Cfg& cfg) : cfg_(cfg) {}

  void run() {
    cfg_.clear_visited();
    reach(*cfg_.entry(), {});
    while (!todo_.empty()) {
      Block* block = todo_.back();
      todo_.pop_back();
      walk(*block);
    }
  }

 private:
  void reach(Block& block, const std::vector<Block*>& handlers) {
    if (block.visited) return;
    block.visited = true;
    block.handlers = handlers;
    todo_.push_back(&block);
  }

  void walk(Block& block) {
    std::vector<Block*> stack = std::move(block.handlers);
    block.handlers.clear();
    int depth_of_yield = -1;
    for (CfgInstruction& instruction : block.code) {
      if (is_block_push(instruction.op)) {
        reach(*instruction.target, stack);
        push(stack, instruction);
      } else if (instruction.op == kPopBlock) {
        stack.pop_back();
        instruction.erase();
      } else {
        instruction.handler = stack.empty() ? nullptr : stack.back();
        if (instruction.op == Opcode::YieldValue) depth_of_yield = static_cast<int>(stack.size());
        if (instruction.op == Opcode::Resume && instruction.arg != 0 && depth_of_yield == 1)
          instruction.arg |= kResumeAtDepthOne;
        if (is_any_jump(instruction.op)) reach(*instruction.target, stack);
      }
    }
    if (block.falls_through() && block.next != nullptr) reach(*block.next, stack);
  }

  static void push(std::vector<Block*>& stack, const CfgInstruction& setup) {
    if (setup.op == kSetupWith || setup.op == kSetupCleanup) setup.target->preserve_lasti = true;
    stack.push_back(setup.target);
  }

  Cfg& cfg_;
  std::vector<Block*> todo_;
};

}  // namespace

void mark_handlers(Cfg& cfg) {
  cfg.each_instruction([](CfgInstruction& instruction) {
    if (is_block_push(instruction.op)) instruction.target->except_handler = true;
  });
}

void assign_handlers(Cfg& cfg) { HandlerWalk(cfg).run(); }

}  // namespace gilscope::compiler
