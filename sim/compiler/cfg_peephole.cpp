#include "sim/compiler/cfg.hpp"
#include "sim/compiler/constant_table.hpp"
#include "sim/compiler/pseudo_ops.hpp"

namespace gilscope::compiler {
namespace {

Opcode op_at(const Block& block, std::size_t index) {
  return index < block.code.size() ? block.code[index].op : Opcode::Cache;
}

// ---- after LOAD_CONST ----

void fold_conditional_jump(Block& block, std::size_t i, bool truth) {
  block.code[i].erase();
  CfgInstruction& jump = block.code[i + 1];
  if (truth == (jump.op == Opcode::PopJumpIfTrue)) {
    jump.op = kJump;
  } else {
    jump.erase();
  }
}

/// `x is None` and `x is not None` as a condition become one jump.
void fold_none_test(Block& block, std::size_t i) {
  if (block.code.size() <= i + 2) return;
  CfgInstruction& test = block.code[i + 1];
  std::size_t at = i + 2;
  if (block.code[at].op == Opcode::ToBool) {
    block.code[at].erase();
    if (block.code.size() <= ++at) return;
  }
  CfgInstruction& jump = block.code[at];
  if (jump.op != Opcode::PopJumpIfFalse && jump.op != Opcode::PopJumpIfTrue) return;
  const bool invert = (test.arg != 0) != (jump.op == Opcode::PopJumpIfFalse);
  block.code[i].erase();
  test.erase();
  jump.op = invert ? Opcode::PopJumpIfNotNone : Opcode::PopJumpIfNone;
}

void fold_after_constant(Block& block, std::size_t& i, int constant, ConstantTable& constants) {
  switch (op_at(block, i + 1)) {
    case Opcode::PopJumpIfFalse:
    case Opcode::PopJumpIfTrue: return fold_conditional_jump(block, i, is_true(constants.at(constant)));
    case Opcode::IsOp:
      if (constants.at(constant).kind == ConstantKind::None) fold_none_test(block, i);
      return;
    case Opcode::ReturnValue:
      block.code[i].erase();
      block.code[++i].set(Opcode::ReturnConst, constant);
      return;
    case Opcode::ToBool: {
      const int truth = constants.add(make_bool(is_true(constants.at(constant))));
      block.code[i].erase();
      block.code[i + 1].set(Opcode::LoadConst, truth);
      return;
    }
    default: return;
  }
}

void fold_constant_loads(Block& block, ConstantTable& constants) {
  Opcode op = Opcode::Cache;
  int arg = 0;
  for (std::size_t i = 0; i < block.code.size(); ++i) {
    const CfgInstruction& instruction = block.code[i];
    const bool copies_constant = op == Opcode::LoadConst && instruction.op == Opcode::Copy && instruction.arg == 1;
    if (!copies_constant) {
      op = instruction.op;
      arg = instruction.arg;
    }
    if (op == Opcode::LoadConst) fold_after_constant(block, i, arg, constants);
  }
}

// ---- the other instructions ----

/// LOAD_CONST ... BUILD_TUPLE n becomes one constant.
void fold_tuple(Block& block, std::size_t i, ConstantTable& constants) {
  const auto count = static_cast<std::size_t>(block.code[i].arg);
  if (i < count) return;
  std::vector<Constant> items;
  for (std::size_t k = i - count; k < i; ++k) {
    if (block.code[k].op != Opcode::LoadConst) return;
    items.push_back(constants.at(block.code[k].arg));
  }
  for (std::size_t k = i - count; k < i; ++k) block.code[k].erase();
  block.code[i].set(Opcode::LoadConst, constants.add(make_tuple(std::move(items))));
}

/// a, b = b, a needs no tuple. Returns whether the pair is gone.
bool fold_pack_unpack(Block& block, std::size_t i) {
  const int count = block.code[i].arg;
  if (op_at(block, i + 1) != Opcode::UnpackSequence || block.code[i + 1].arg != count) return false;
  if (count < 1 || count > 3) return false;
  block.code[i].erase();
  if (count == 1) {
    block.code[i + 1].erase();
  } else {
    block.code[i + 1].op = Opcode::Swap;
  }
  return true;
}

/// Makes a jump to a jump go straight to the end. Returns whether the block grew by the new jump.
bool thread_jump(Block& block, std::size_t i, Opcode op) {
  CfgInstruction& jump = block.code[i];
  const CfgInstruction& second = jump.target->code.front();
  if (jump.target == second.target) return false;
  const CfgInstruction direct{op, 0, second.location, second.target, nullptr};
  jump.erase();
  jump.target = nullptr;
  block.code.push_back(direct);
  return true;
}

bool thread_jump_at(Block& block, std::size_t i) {
  const Opcode op = block.code[i].op;
  const Opcode reached = block.code[i].target->code.empty() ? Opcode::Nop : block.code[i].target->code.front().op;
  switch (op) {
    case Opcode::PopJumpIfNone:
    case Opcode::PopJumpIfNotNone:
    case Opcode::PopJumpIfFalse:
    case Opcode::PopJumpIfTrue: return reached == kJump && thread_jump(block, i, op);
    default: break;
  }
  if (op != kJump && op != kJumpNoInterrupt) return false;
  if (reached == kJump) return thread_jump(block, i, kJump);
  return reached == kJumpNoInterrupt && thread_jump(block, i, op);
}

/// A test that already yields a bool takes over the TO_BOOL behind it.
void absorb_to_bool(Block& block, std::size_t i, int arg) {
  const Opcode op = block.code[i].op;
  block.code[i].erase();
  block.code[i + 1].set(op, arg);
}

void optimize_at(Block& block, std::size_t i, ConstantTable& constants) {
  CfgInstruction& instruction = block.code[i];
  const Opcode next = op_at(block, i + 1);
  switch (instruction.op) {
    case Opcode::BuildTuple:
      if (!fold_pack_unpack(block, i)) fold_tuple(block, i, constants);
      break;
    case Opcode::StoreFast:
      if (next == Opcode::StoreFast && block.code[i + 1].arg == instruction.arg &&
          block.code[i + 1].location.line == instruction.location.line) {
        instruction.set(Opcode::PopTop);
      }
      break;
    case Opcode::Swap:
      if (instruction.arg == 1) instruction.erase();
      break;
    case Opcode::LoadGlobal:
      if (next == Opcode::PushNull && (instruction.arg & 1) == 0) {
        instruction.arg |= 1;
        block.code[i + 1].erase();
      }
      break;
    case Opcode::CompareOp:
      if (next == Opcode::ToBool) absorb_to_bool(block, i, instruction.arg | 16);
      break;
    case Opcode::ContainsOp:
    case Opcode::IsOp:
      if (next == Opcode::ToBool) absorb_to_bool(block, i, instruction.arg);
      break;
    case Opcode::ToBool:
      if (next == Opcode::ToBool) instruction.erase();
      break;
    case Opcode::UnaryNot:
      if (next == Opcode::ToBool) absorb_to_bool(block, i, 0);
      if (next == Opcode::UnaryNot) {
        instruction.erase();
        block.code[i + 1].erase();
      }
      break;
    default: break;
  }
}

}  // namespace

void fold_constant_loads(Cfg& cfg, ConstantTable& constants) {
  cfg.each_block([&constants](Block& block) { fold_constant_loads(block, constants); });
}

void optimize_block(Block& block, ConstantTable& constants) {
  for (std::size_t i = 0; i < block.code.size(); ++i) {
    if (is_any_jump(block.code[i].op)) {
      while (i < block.code.size() && is_any_jump(block.code[i].op) && thread_jump_at(block, i)) ++i;
    } else {
      optimize_at(block, i, constants);
    }
  }
  optimize_swaps(block);
}

}  // namespace gilscope::compiler
