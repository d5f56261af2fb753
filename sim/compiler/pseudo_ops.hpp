// Instructions that exist only inside the compiler, and the questions its passes ask about opcodes.
// Numbers: CPython 3.13 Include/opcode_ids.h; classes: Include/internal/pycore_opcode_utils.h.
#pragma once

#include "sim/bytecode/opcode.hpp"

namespace gilscope::compiler {

inline constexpr Opcode kJump{256};                ///< becomes JUMP_FORWARD or JUMP_BACKWARD once blocks are ordered
inline constexpr Opcode kJumpNoInterrupt{257};     ///< the same, never polling the eval breaker
inline constexpr Opcode kLoadClosure{258};         ///< LOAD_FAST of a cell itself
inline constexpr Opcode kPopBlock{263};            ///< ends a protected region
inline constexpr Opcode kSetupCleanup{264};        ///< begins one whose handler wants the raising position as well
inline constexpr Opcode kSetupFinally{265};        ///< begins a protected region; the argument is its handler
inline constexpr Opcode kSetupWith{266};           ///< the region of a with body
inline constexpr Opcode kStoreFastMaybeNull{267};  ///< STORE_FAST that may store "unbound"

constexpr bool is_block_push(Opcode op) { return op == kSetupCleanup || op == kSetupFinally || op == kSetupWith; }

constexpr bool is_unconditional_jump(Opcode op) {
  return op == kJump || op == kJumpNoInterrupt || op == Opcode::JumpForward || op == Opcode::JumpBackward ||
         op == Opcode::JumpBackwardNoInterrupt;
}

constexpr bool is_conditional_jump(Opcode op) {
  switch (op) {
    case Opcode::PopJumpIfFalse:
    case Opcode::PopJumpIfTrue:
    case Opcode::PopJumpIfNone:
    case Opcode::PopJumpIfNotNone:
    case Opcode::ForIter:
    case Opcode::Send: return true;
    default: return false;
  }
}

constexpr bool is_any_jump(Opcode op) { return is_unconditional_jump(op) || is_conditional_jump(op); }
constexpr bool has_target(Opcode op) { return is_any_jump(op) || is_block_push(op); }

/// Control leaves the function here.
constexpr bool is_scope_exit(Opcode op) {
  return op == Opcode::ReturnValue || op == Opcode::ReturnConst || op == Opcode::RaiseVarargs || op == Opcode::Reraise;
}

constexpr bool ends_block(Opcode op) { return is_any_jump(op) || is_scope_exit(op); }

constexpr bool polls(Opcode op) {
  return op == kJump || op == Opcode::JumpBackward || op == Opcode::Resume || op == Opcode::Call ||
         op == Opcode::CallKw || op == Opcode::CallFunctionEx;
}

}  // namespace gilscope::compiler
