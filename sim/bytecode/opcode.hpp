// The instruction set: CPython 3.13's opcodes with everything the rest of GilScope wants to know about one of them.
// All facts come from opcodes.def; numbers are CPython's own (3.13, Include/opcode_ids.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace gilscope {

enum class Opcode : std::uint16_t {
#define GILSCOPE_OPCODE(id, name, number, ...) id = number,
#include "sim/bytecode/opcodes.def"
};

/// All real opcode numbers are below this; tables indexed by opcode have this size.
inline constexpr std::size_t kOpcodeLimit = 256;

/// How an instruction's argument is to be read.
enum class OperandKind : std::uint8_t {
  None,          ///< no argument
  Count,         ///< a plain number
  Flags,         ///< a bit set
  Const,         ///< index into consts
  Name,          ///< index into names
  NameShift1,    ///< arg >> 1 indexes names, bit 0 is a flag
  NameShift2,    ///< arg >> 2 indexes names, bits 0 and 1 are flags
  Local,         ///< index into localsplus
  LocalPair,     ///< two localsplus indices, arg >> 4 first
  Deref,         ///< index into localsplus, of a cell or free variable
  JumpForward,   ///< in a CodeObject: index of the target instruction, which comes later
  JumpBackward,  ///< in a CodeObject: index of the target instruction, which comes earlier
  Compare,       ///< arg >> 5 is the comparison (0 < 1 <= 2 == 3 != 4 > 5 >=), bit 4: convert to bool
  BinaryOp,      ///< binary_op_symbol
  Invert,        ///< 1 negates: `is not`, `not in`
  Intrinsic1,    ///< intrinsic_1_name
  Intrinsic2,    ///< intrinsic_2_name
  Conversion,    ///< 1 str, 2 repr, 3 ascii
  Resume,        ///< 0 start, 1 after yield, 2 after yield from, 3 after await; bit 2: inside a depth-1 except handler
};

enum class CostClass : std::uint8_t {
#define GILSCOPE_COST_CLASS(id) id,
#include "sim/bytecode/opcodes.def"
};

inline constexpr std::size_t kCostClassCount = 0
#define GILSCOPE_COST_CLASS(id) +1
#include "sim/bytecode/opcodes.def"
    ;

/// What is known about an opcode without looking at its argument.
struct OpcodeInfo {
  Opcode op = Opcode::Cache;
  std::string_view name;  ///< CPython's spelling, "LOAD_FAST"; empty for numbers that are not in opcodes.def
  OperandKind operand = OperandKind::None;
  std::uint8_t caches = 0;  ///< code units of inline cache that follow the instruction
  CostClass cost = CostClass::Cache;
  bool polls_eval_breaker = false;
  bool may_block = false;     ///< may wait, or run other code, before it completes
  bool shared_touch = false;  ///< reads or writes state that other threads can reach
  std::string_view doc;
};

/// Requires: op is a real opcode (< kOpcodeLimit).
const OpcodeInfo& opcode_info(Opcode op);

/// "LOAD_FAST" -> Opcode::LoadFast.
std::optional<Opcode> find_opcode(std::string_view name);

/// "LoadFast" of the cost class: the key of the cost tables.
std::string_view cost_class_name(CostClass cost);

/// Items an instruction takes from, and leaves on, the value stack (jump not taken).
int stack_pops(Opcode op, std::uint32_t arg);
int stack_pushes(Opcode op, std::uint32_t arg);

inline bool has_argument(Opcode op) { return opcode_info(op).operand != OperandKind::None; }
inline bool is_jump(Opcode op) {
  const OperandKind kind = opcode_info(op).operand;
  return kind == OperandKind::JumpForward || kind == OperandKind::JumpBackward;
}

/// BINARY_OP's argument, in CPython's order (Include/opcode.h NB_*); 13 and up are the in-place forms of 0..12.
enum class BinaryOperator : std::uint8_t {
  Add, And, FloorDivide, LeftShift, MatrixMultiply, Multiply, Remainder, Or, Power, RightShift, Subtract, TrueDivide, Xor
};
inline constexpr std::uint32_t kInplaceOffset = 13;
std::string_view binary_op_symbol(std::uint32_t arg);    ///< "+", "//", "+=", ...
std::string_view compare_op_symbol(std::uint32_t index);  ///< of arg >> 5: "<", "<=", ...
std::string_view intrinsic_1_name(std::uint32_t arg);    ///< "INTRINSIC_IMPORT_STAR", ...
std::string_view intrinsic_2_name(std::uint32_t arg);

/// CALL_INTRINSIC_1's arguments that the compiler emits.
inline constexpr std::uint32_t kIntrinsicPrint = 1, kIntrinsicImportStar = 2, kIntrinsicStopIterationError = 3,
                               kIntrinsicUnaryPositive = 5, kIntrinsicListToTuple = 6;

/// SET_FUNCTION_ATTRIBUTE's flags.
constexpr std::uint32_t kFunctionDefaults = 1, kFunctionKwDefaults = 2, kFunctionAnnotations = 4, kFunctionClosure = 8;

}  // namespace gilscope
