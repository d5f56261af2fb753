#include "sim/bytecode/opcode.hpp"

#include <array>

namespace gilscope {
namespace {

constexpr std::array<OpcodeInfo, kOpcodeLimit> make_table() {
  std::array<OpcodeInfo, kOpcodeLimit> table{};
// clang-format off
#define GILSCOPE_OPCODE(id, text, number, kind, pops, pushes, cache_units, cost_class, polls, blocks, shared, about) \
  table[number] = OpcodeInfo{Opcode::id,         text,  OperandKind::kind, cache_units, \
                             CostClass::cost_class, polls, blocks,         shared,      about};
// clang-format on
#include "sim/bytecode/opcodes.def"
  return table;
}

constexpr std::array<OpcodeInfo, kOpcodeLimit> kTable = make_table();

constexpr std::array<std::string_view, kCostClassCount> kCostNames = {
#define GILSCOPE_COST_CLASS(id) #id,
#include "sim/bytecode/opcodes.def"
};

constexpr std::string_view kBinaryOps[] = {"+",  "&",  "//",  "<<",  "@",  "*",  "%",  "|",  "**",  ">>",  "-",  "/",  "^",
                                           "+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^="};
constexpr std::string_view kCompareOps[] = {"<", "<=", "==", "!=", ">", ">="};
constexpr std::string_view kIntrinsics1[] = {
    "INTRINSIC_1_INVALID",     "INTRINSIC_PRINT",         "INTRINSIC_IMPORT_STAR",       "INTRINSIC_STOPITERATION_ERROR",
    "INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_UNARY_POSITIVE", "INTRINSIC_LIST_TO_TUPLE",     "INTRINSIC_TYPEVAR",
    "INTRINSIC_PARAMSPEC",     "INTRINSIC_TYPEVARTUPLE",  "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_TYPEALIAS"};
constexpr std::string_view kIntrinsics2[] = {"INTRINSIC_2_INVALID",
                                             "INTRINSIC_PREP_RERAISE_STAR",
                                             "INTRINSIC_TYPEVAR_WITH_BOUND",
                                             "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
                                             "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
                                             "INTRINSIC_SET_TYPEPARAM_DEFAULT"};

template <std::size_t N>
std::string_view pick(const std::string_view (&list)[N], std::uint32_t index) {
  return index < N ? list[index] : std::string_view("?");
}

}  // namespace

const OpcodeInfo& opcode_info(Opcode op) { return kTable[static_cast<std::size_t>(op) & (kOpcodeLimit - 1)]; }

std::optional<Opcode> find_opcode(std::string_view name) {
  for (const OpcodeInfo& info : kTable) {
    if (!info.name.empty() && info.name == name) return info.op;
  }
  return std::nullopt;
}

std::string_view cost_class_name(CostClass cost) { return kCostNames[static_cast<std::size_t>(cost)]; }

int stack_pops(Opcode op, [[maybe_unused]] std::uint32_t arg) {
  switch (op) {
// clang-format off
#define GILSCOPE_OPCODE(id, text, number, kind, pops, pushes, ...) \
  case Opcode::id: return static_cast<int>(pops);
// clang-format on
#include "sim/bytecode/opcodes.def"
  }
  return 0;
}

int stack_pushes(Opcode op, [[maybe_unused]] std::uint32_t arg) {
  switch (op) {
// clang-format off
#define GILSCOPE_OPCODE(id, text, number, kind, pops, pushes, ...) \
  case Opcode::id: return static_cast<int>(pushes);
// clang-format on
#include "sim/bytecode/opcodes.def"
  }
  return 0;
}

std::string_view binary_op_symbol(std::uint32_t arg) { return pick(kBinaryOps, arg); }
std::string_view compare_op_symbol(std::uint32_t index) { return pick(kCompareOps, index); }
std::string_view intrinsic_1_name(std::uint32_t arg) { return pick(kIntrinsics1, arg); }
std::string_view intrinsic_2_name(std::uint32_t arg) { return pick(kIntrinsics2, arg); }

}  // namespace gilscope
