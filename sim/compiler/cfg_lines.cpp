#include <algorithm>

#include "sim/compiler/cfg.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

/// A block that leaves the function, or polls the eval breaker, and has no line: the frame's line would be wrong there.
bool needs_line(const Block& block) {
  const bool polling =
      std::any_of(block.code.begin(), block.code.end(), [](const CfgInstruction& i) { return polls(i.op); });
  return (block.exits_scope() || polling) && block.has_no_lines();
}

void copy_for_jump(Cfg& cfg, CfgInstruction& jump, Block& target) {
  Block* copy = cfg.new_block();
  copy->code = target.code;
  copy->code.front().location = jump.location;
  copy->predecessors = 1;
  copy->labelled = true;
  copy->next = target.next;
  target.next = copy;
  --target.predecessors;
  jump.target = copy;
}

/// Every jump to such a block gets a copy of its own, so that each copy has one predecessor to take the line from.
void duplicate_exits_without_line(Cfg& cfg) {
  cfg.each_block([&cfg](Block& block) {
    CfgInstruction* last = block.last();
    if (last == nullptr || !is_any_jump(last->op)) return;
    Block* target = next_nonempty(last->target);
    if (needs_line(*target) && target->predecessors > 1) copy_for_jump(cfg, *last, *target);
  });
  cfg.each_block([](Block& block) {
    if (!block.falls_through() || block.next == nullptr || block.code.empty()) return;
    if (needs_line(*block.next)) block.next->code.front().location = block.last()->location;
  });
}

void inherit(Block& block, const Location& location) {
  if (block.predecessors != 1 || block.code.empty()) return;
  Location& first = block.code.front().location;
  if (!first.known()) first = location;
}

void propagate_lines(Cfg& cfg) {
  cfg.each_block([](Block& block) {
    if (block.code.empty()) return;
    Location location = kNoLocation;
    for (CfgInstruction& instruction : block.code) {
      if (instruction.location.known()) {
        location = instruction.location;
      } else {
        instruction.location = location;
      }
    }
    if (block.falls_through() && block.next != nullptr) inherit(*block.next, location);
    if (is_any_jump(block.last()->op)) inherit(*block.last()->target, location);
  });
}

}  // namespace

void resolve_lines(Cfg& cfg) {
  duplicate_exits_without_line(cfg);
  propagate_lines(cfg);
}

}  // namespace gilscope::compiler
