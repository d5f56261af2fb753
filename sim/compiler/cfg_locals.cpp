#include "sim/compiler/cfg.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

constexpr int kTrackedLocals = 64;

bool unbinds(Opcode op) {
  return op == Opcode::DeleteFast || op == Opcode::LoadFastAndClear || op == kStoreFastMaybeNull;
}

/// Propagates "may be unbound" through the graph for the first 64 locals.
class UnboundFlow {
 public:
  UnboundFlow(Cfg& cfg, int local_count, int parameter_count) : cfg_(cfg) {
    for (int i = parameter_count; i < local_count; ++i) unbound_at_entry_ |= std::uint64_t{1} << i;
  }

  void run() {
    cfg_.clear_visited();  // visited = waits in todo_
    reach(*cfg_.entry(), unbound_at_entry_);
    cfg_.each_block([this](Block& block) { scan(block); });
    while (!todo_.empty()) {
      Block* block = todo_.back();
      todo_.pop_back();
      block->visited = false;
      scan(*block);
    }
  }

 private:
  void reach(Block& block, std::uint64_t mask) {
    const std::uint64_t both = block.unsafe_locals | mask;
    if (both == block.unsafe_locals) return;
    block.unsafe_locals = both;
    if (block.visited) return;
    block.visited = true;
    todo_.push_back(&block);
  }

  void scan(Block& block) {
    std::uint64_t mask = block.unsafe_locals;
    for (CfgInstruction& instruction : block.code) {
      if (instruction.handler != nullptr) reach(*instruction.handler, mask);
      if (instruction.arg < kTrackedLocals) update(instruction, mask);
    }
    if (block.next != nullptr && block.falls_through()) reach(*block.next, mask);
    const CfgInstruction* last = block.last();
    if (last != nullptr && is_any_jump(last->op)) reach(*last->target, mask);
  }

  static void update(CfgInstruction& instruction, std::uint64_t& mask) {
    const std::uint64_t bit = std::uint64_t{1} << instruction.arg;
    if (unbinds(instruction.op)) mask |= bit;
    if (instruction.op == Opcode::LoadFast && (mask & bit) != 0) instruction.op = Opcode::LoadFastCheck;
    if (instruction.op == Opcode::StoreFast || instruction.op == Opcode::LoadFast ||
        instruction.op == Opcode::LoadFastCheck)
      mask &= ~bit;
  }

  Cfg& cfg_;
  std::uint64_t unbound_at_entry_ = 0;
  std::vector<Block*> todo_;
};

/// Locals beyond the first 64 count as bound only within the block that stored or checked them.
void check_many_locals(Cfg& cfg, int local_count) {
  std::vector<int> bound_in(static_cast<std::size_t>(local_count - kTrackedLocals), 0);
  int number = 0;
  cfg.each_block([&](Block& block) {
    ++number;
    for (CfgInstruction& instruction : block.code) {
      const bool local_op =
          unbinds(instruction.op) || instruction.op == Opcode::StoreFast || instruction.op == Opcode::LoadFast;
      if (!local_op || instruction.arg < kTrackedLocals) continue;
      int& bound = bound_in[static_cast<std::size_t>(instruction.arg - kTrackedLocals)];
      if (instruction.op == Opcode::LoadFast && bound != number) instruction.op = Opcode::LoadFastCheck;
      bound = unbinds(instruction.op) ? number - 1 : number;
    }
  });
}

}  // namespace

void check_local_loads(Cfg& cfg, int local_count, int parameter_count) {
  if (local_count == 0) return;
  if (local_count > kTrackedLocals) {
    check_many_locals(cfg, local_count);
    local_count = kTrackedLocals;
  }
  UnboundFlow(cfg, local_count, parameter_count).run();
}

}  // namespace gilscope::compiler
