#include "sim/compiler/cfg.hpp"
#include "sim/compiler/constant_table.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

constexpr std::size_t kMaxCopiedExit = 4;  // MAX_COPY_SIZE

void count_predecessors(Cfg& cfg) {
  cfg.clear_visited();
  cfg.each_block([](Block& block) { block.predecessors = 0; });
  std::vector<Block*> todo{cfg.entry()};
  cfg.entry()->predecessors = 1;
  const auto reach = [&todo](Block& block) {
    if (!block.visited) todo.push_back(&block);
    ++block.predecessors;
  };
  while (!todo.empty()) {
    Block* block = todo.back();
    todo.pop_back();
    block->visited = true;
    if (block->next != nullptr && block->falls_through()) reach(*block->next);
    for (const CfgInstruction& instruction : block->code) {
      if (has_target(instruction.op)) reach(*instruction.target);
    }
  }
}

/// The line of what follows `block`, NOPs without a line skipped; -1 if there is none.
int line_after(Block& block) {
  Block* next = next_nonempty(block.next);
  if (next == nullptr) return -1;
  for (const CfgInstruction& instruction : next->code) {
    if (instruction.op == Opcode::Nop && !instruction.location.known()) continue;
    return instruction.location.line;
  }
  return -1;
}

/// A NOP may go if no line event is lost by it. May hand its line on to an instruction that has none.
bool is_redundant_nop(Block& block, std::size_t index, int previous_line) {
  const CfgInstruction& nop = block.code[index];
  if (nop.op != Opcode::Nop) return false;
  const int line = nop.location.line;
  if (line < 0 || line == previous_line) return true;
  if (index + 1 == block.code.size()) return next_nonempty(block.next) != nullptr && line == line_after(block);
  CfgInstruction& next = block.code[index + 1];
  if (next.location.line < 0) {
    next.location = nop.location;
    return true;
  }
  return next.location.line == line;
}

int remove_redundant_jumps(Cfg& cfg) {
  int changes = 0;
  cfg.each_block([&changes](Block& block) {
    CfgInstruction* last = block.last();
    if (last == nullptr || !is_unconditional_jump(last->op)) return;
    if (next_nonempty(last->target) != next_nonempty(block.next)) return;
    last->erase();
    ++changes;
  });
  return changes;
}

/// Replaces a jump to a short exit, or to a block without lines that does not fall through, by a copy of that block.
bool inline_exit(Block& block) {
  CfgInstruction* last = block.last();
  if (last == nullptr || !is_unconditional_jump(last->op)) return false;
  Block& target = *last->target;
  const bool small_exit = target.exits_scope() && target.code.size() <= kMaxCopiedExit;
  const bool lineless = target.has_no_lines() && !target.falls_through();
  if (!small_exit && !lineless) return false;
  const Opcode removed = last->op;
  last->erase();
  const std::vector<CfgInstruction> copy = target.code;
  block.code.insert(block.code.end(), copy.begin(), copy.end());
  if (lineless && is_unconditional_jump(block.last()->op) && removed == kJump)
    block.last()->op = kJump;  // keeps the eval-breaker poll
  --target.predecessors;
  return true;
}

bool is_redundant_pair(const CfgInstruction* first, const CfgInstruction& second) {
  if (first == nullptr || second.op != Opcode::PopTop) return false;
  return first->op == Opcode::LoadConst || (first->op == Opcode::Copy && first->arg == 1);
}

}  // namespace

void remove_unreachable(Cfg& cfg) {
  count_predecessors(cfg);
  cfg.each_block([](Block& block) {
    if (block.predecessors != 0) return;
    block.code.clear();
    block.except_handler = false;
  });
}

int remove_redundant_nops(Block& block) {
  std::size_t kept = 0;
  int previous_line = -1;
  for (std::size_t i = 0; i < block.code.size(); ++i) {
    if (is_redundant_nop(block, i, previous_line)) continue;
    previous_line = block.code[i].location.line;
    if (kept != i) block.code[kept] = block.code[i];
    ++kept;
  }
  const int removed = static_cast<int>(block.code.size() - kept);
  block.code.resize(kept);
  return removed;
}

int remove_redundant_nops(Cfg& cfg) {
  int removed = 0;
  cfg.each_block([&removed](Block& block) { removed += remove_redundant_nops(block); });
  return removed;
}

void remove_redundant_nops_and_pairs(Cfg& cfg) {
  for (bool changed = true; changed;) {
    changed = false;
    CfgInstruction* previous = nullptr;
    cfg.each_block([&](Block& block) {
      remove_redundant_nops(block);
      if (block.labelled) previous = nullptr;  // also reached by a jump
      for (CfgInstruction& instruction : block.code) {
        if (is_redundant_pair(previous, instruction)) {
          previous->erase();
          instruction.erase();
          changed = true;
        }
        previous = &instruction;
      }
      if ((previous != nullptr && is_any_jump(previous->op)) || !block.falls_through()) previous = nullptr;
    });
  }
}

void remove_redundant_nops_and_jumps(Cfg& cfg) {
  while (remove_redundant_nops(cfg) + remove_redundant_jumps(cfg) > 0) {
  }
}

void inline_small_exits(Cfg& cfg) {
  for (bool changed = true; changed;) {
    changed = false;
    cfg.each_block([&changed](Block& block) { changed |= inline_exit(block); });
  }
}

void remove_unused_constants(Cfg& cfg, ConstantTable& constants) {
  if (constants.items().empty()) return;
  std::vector<bool> used(constants.items().size(), false);
  used[0] = true;  // may be the docstring
  const auto loads_constant = [](const CfgInstruction& i) {
    return i.op == Opcode::LoadConst || i.op == Opcode::ReturnConst;
  };
  cfg.each_instruction([&](CfgInstruction& i) {
    if (loads_constant(i)) used[static_cast<std::size_t>(i.arg)] = true;
  });
  const std::vector<int> moved = constants.keep_only(used);
  cfg.each_instruction([&](CfgInstruction& i) {
    if (loads_constant(i)) i.arg = moved[static_cast<std::size_t>(i.arg)];
  });
}

}  // namespace gilscope::compiler
