#include "sim/compiler/cfg.hpp"

#include <algorithm>

#include "sim/compiler/instruction_list.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

/// Cuts the instruction list into blocks: at every jump target, and after everything that ends a block.
class Builder {
 public:
  Builder(Cfg& cfg, const InstructionList& list) : cfg_(cfg), list_(list), current_(cfg.new_block()) {}

  Block* build() {
    Block* entry = current_;
    mark_targets();
    for (std::size_t i = 0; i < list_.items().size(); ++i) {
      if (is_target_[i]) {
        pending_label_ = true;
        start_block_if_needed();
        block_at_[i] = current_;
      }
      start_block_if_needed();
      const EmittedInstruction& item = list_.items()[i];
      current_->code.push_back({item.op, item.arg, item.location, nullptr, nullptr});
    }
    connect(entry);
    return entry;
  }

 private:
  void mark_targets() {
    is_target_.assign(list_.items().size(), false);
    block_at_.assign(list_.items().size(), nullptr);
    for (const EmittedInstruction& item : list_.items()) {
      if (has_target(item.op)) is_target_[static_cast<std::size_t>(list_.position(item.arg))] = true;
    }
  }

  void start_block_if_needed() {
    if (!current_is_complete()) return;
    Block* block = cfg_.new_block();
    block->labelled = pending_label_;
    pending_label_ = false;
    current_->next = block;
    current_ = block;
  }

  bool current_is_complete() {
    const CfgInstruction* last = current_->last();
    if (last != nullptr && ends_block(last->op)) return true;
    if (!pending_label_) return false;
    if (last != nullptr || current_->labelled) return true;
    current_->labelled = true;
    pending_label_ = false;
    return false;
  }

  void connect(Block* entry) {
    for (Block* block = entry; block != nullptr; block = block->next) {
      for (CfgInstruction& instruction : block->code) {
        if (!has_target(instruction.op)) continue;
        instruction.target = block_at_[static_cast<std::size_t>(list_.position(instruction.arg))];
        instruction.arg = 0;
      }
    }
  }

  Cfg& cfg_;
  const InstructionList& list_;
  Block* current_;
  bool pending_label_ = false;
  std::vector<bool> is_target_;
  std::vector<Block*> block_at_;
};

}  // namespace

bool Block::falls_through() const {
  const CfgInstruction* end = last();
  return end == nullptr || !(is_unconditional_jump(end->op) || is_scope_exit(end->op));
}

bool Block::exits_scope() const {
  const CfgInstruction* end = last();
  return end != nullptr && is_scope_exit(end->op);
}

bool Block::has_no_lines() const {
  return std::none_of(code.begin(), code.end(), [](const CfgInstruction& i) { return i.location.known(); });
}

Block* next_nonempty(Block* block) {
  while (block != nullptr && block->code.empty()) block = block->next;
  return block;
}

Cfg::Cfg(const InstructionList& list) { entry_ = Builder(*this, list).build(); }

Block* Cfg::new_block() {
  pool_.push_back(std::make_unique<Block>());
  return pool_.back().get();
}

void Cfg::clear_visited() {
  each_block([](Block& block) { block.visited = false; });
}

}  // namespace gilscope::compiler
