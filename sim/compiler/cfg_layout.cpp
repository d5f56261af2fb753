#include "sim/compiler/cfg.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

constexpr int kSuperArgLimit = 16;

// ---- superinstructions ----

void combine(CfgInstruction& first, CfgInstruction& second, Opcode super) {
  const int line1 = first.location.line;
  const int line2 = second.location.line;
  if (line1 >= 0 && line2 >= 0 && line1 != line2) return;
  if (first.arg >= kSuperArgLimit || second.arg >= kSuperArgLimit) return;
  first.set(super, first.arg << 4 | second.arg);
  second.erase();
}

void combine_pair(CfgInstruction& first, CfgInstruction& second) {
  if (first.op == Opcode::LoadFast && second.op == Opcode::LoadFast)
    return combine(first, second, Opcode::LoadFastLoadFast);
  if (first.op != Opcode::StoreFast) return;
  if (second.op == Opcode::LoadFast) return combine(first, second, Opcode::StoreFastLoadFast);
  if (second.op == Opcode::StoreFast) combine(first, second, Opcode::StoreFastStoreFast);
}

// ---- cold blocks ----

/// Visits `starts` and everything reached from them; follow(block) says whether to go on into a block.
template <class Follow, class Mark>
void spread(Cfg& cfg, std::vector<Block*> todo, Follow follow, Mark mark) {
  cfg.clear_visited();
  for (Block* block : todo) block->visited = true;
  const auto reach = [&](Block* block) {
    if (block->visited || !follow(*block)) return;
    block->visited = true;
    todo.push_back(block);
  };
  while (!todo.empty()) {
    Block* block = todo.back();
    todo.pop_back();
    mark(*block);
    if (block->next != nullptr && block->falls_through()) reach(block->next);
    for (const CfgInstruction& instruction : block->code) {
      if (is_any_jump(instruction.op)) reach(instruction.target);
    }
  }
}

void mark_cold(Cfg& cfg) {
  spread(
      cfg, {cfg.entry()}, [](const Block&) { return true; }, [](Block& block) { block.warm = true; });
  std::vector<Block*> handlers;
  cfg.each_block([&handlers](Block& block) {
    if (block.except_handler) handlers.push_back(&block);
  });
  spread(
      cfg, handlers, [](const Block& block) { return !block.warm; }, [](Block& block) { block.cold = true; });
}

/// A cold block that runs on into a warm one will stand elsewhere: it needs a jump.
void make_fallthrough_explicit(Cfg& cfg) {
  cfg.each_block([&cfg](Block& block) {
    if (!block.cold || !block.falls_through() || block.next == nullptr || !block.next->warm) return;
    Block* jump = cfg.new_block();
    jump->code.push_back({kJumpNoInterrupt, 0, kNoLocation, block.next, nullptr});
    block.next->labelled = true;
    jump->cold = true;
    jump->predecessors = 1;
    jump->next = block.next;
    block.next = jump;
  });
}

/// Takes the cold blocks out of the list, in order. Returns the first of them; may be null.
Block* split_off_cold(Cfg& cfg) {
  Block* cold = nullptr;
  Block** cold_end = &cold;
  Block* warm = cfg.entry();
  while (warm->next != nullptr) {
    if (!warm->next->cold) {
      warm = warm->next;
      continue;
    }
    *cold_end = warm->next;
    warm->next = warm->next->next;
    cold_end = &(*cold_end)->next;
    *cold_end = nullptr;
  }
  warm->next = cold;
  return cold;
}

// ---- jump directions ----

Opcode reversed(Opcode op) {
  switch (op) {
    case Opcode::PopJumpIfNotNone: return Opcode::PopJumpIfNone;
    case Opcode::PopJumpIfNone: return Opcode::PopJumpIfNotNone;
    case Opcode::PopJumpIfFalse: return Opcode::PopJumpIfTrue;
    case Opcode::PopJumpIfTrue: return Opcode::PopJumpIfFalse;
    default: return op;
  }
}

/// Conditional jumps reach forward only: one that goes back becomes its opposite over an unconditional jump.
void turn_forward(Cfg& cfg, Block& block) {
  CfgInstruction& last = *block.last();
  Block* back = cfg.new_block();
  back->code.push_back({kJump, 0, last.location, last.target, nullptr});
  back->cold = block.cold;
  back->next = block.next;
  last.op = reversed(last.op);
  last.target = block.next;
  block.next = back;
}

}  // namespace

void insert_superinstructions(Cfg& cfg) {
  cfg.each_block([](Block& block) {
    for (std::size_t i = 0; i + 1 < block.code.size(); ++i) combine_pair(block.code[i], block.code[i + 1]);
  });
  remove_redundant_nops(cfg);
}

void move_cold_blocks(Cfg& cfg) {
  if (cfg.entry()->next == nullptr) return;
  mark_cold(cfg);
  make_fallthrough_explicit(cfg);
  if (split_off_cold(cfg) != nullptr) remove_redundant_nops_and_jumps(cfg);
}

void normalize_jumps(Cfg& cfg) {
  cfg.clear_visited();
  cfg.each_block([&cfg](Block& block) {
    block.visited = true;
    CfgInstruction* last = block.last();
    if (last == nullptr || !is_any_jump(last->op)) return;
    const bool forward = !last->target->visited;
    if (last->op == kJump) {
      last->op = forward ? Opcode::JumpForward : Opcode::JumpBackward;
    } else if (last->op == kJumpNoInterrupt) {
      last->op = forward ? Opcode::JumpForward : Opcode::JumpBackwardNoInterrupt;
    } else if (!forward) {
      turn_forward(cfg, block);
    }
  });
}

}  // namespace gilscope::compiler
