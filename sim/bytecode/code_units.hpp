// How a CodeObject looks as real CPython bytecode: EXTENDED_ARG prefixes, inline caches, offsets, jump distances.
// The VM never needs this; it is for what the learner compares with `dis`.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/bytecode/code_object.hpp"

namespace gilscope {

/// One row of `dis`: an instruction or one of its EXTENDED_ARG prefixes.
struct RawInstruction {
  Opcode op = Opcode::Nop;
  std::uint32_t arg = 0;     ///< what dis shows; for jumps the distance in units, for EXTENDED_ARG the bits so far
  std::uint32_t offset = 0;  ///< in code units (two bytes each), caches counted
  std::uint32_t source = 0;  ///< index into CodeObject::code
};

struct CodeUnits {
  std::vector<RawInstruction> rows;       ///< in order; caches are skipped, not listed
  std::vector<std::uint32_t> row_of;      ///< instruction index -> its first row, EXTENDED_ARG or not; and the end
  std::vector<std::uint32_t> offset_of;   ///< instruction index -> offset of its first row; one extra entry: the end
};

/// Lays `code` out as CPython's assembler does (Python/assemble.c): distances are iterated, starting from the indices.
CodeUnits lay_out(const CodeObject& code);

}  // namespace gilscope
