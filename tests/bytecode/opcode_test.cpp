// The opcode table against the one of real CPython 3.13 (expected/opcodes.txt, written by regenerate.py).
#include "sim/bytecode/opcode.hpp"

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace gilscope;

namespace {

constexpr std::uint32_t kArguments[] = {0, 1, 2, 3, 5};

std::vector<std::string> expected_rows() {
  std::ifstream in(std::string(GILSCOPE_TESTS_DIR) + "/bytecode/expected/opcodes.txt");
  std::vector<std::string> rows;
  for (std::string row; std::getline(in, row);) rows.push_back(row);
  return rows;
}

std::vector<Opcode> all_opcodes() {
  return {
#define GILSCOPE_OPCODE(id, ...) Opcode::id,
#include "sim/bytecode/opcodes.def"
  };
}

std::string describe(const OpcodeInfo& info) {
  std::ostringstream row;
  row << static_cast<int>(info.op) << ' ' << info.name << ' ' << (info.operand != OperandKind::None) << ' '
      << static_cast<int>(info.caches);
  for (std::uint32_t arg : kArguments) row << ' ' << stack_pushes(info.op, arg) - stack_pops(info.op, arg);
  return row.str();
}

}  // namespace

TEST_CASE("numbers, caches and stack effects are CPython 3.13's") {
  const std::vector<std::string> rows = expected_rows();
  REQUIRE(rows.size() == all_opcodes().size());
  for (const std::string& row : rows) {
    std::istringstream in(row);
    int number = 0;
    std::string name;
    in >> number >> name;
    INFO(name);
    const auto op = find_opcode(name);
    REQUIRE(op.has_value());
    CHECK(describe(opcode_info(*op)) == row);
  }
}

TEST_CASE("the opcode table is complete") {
  std::set<CostClass> used;
  for (Opcode op : all_opcodes()) {
    const OpcodeInfo& info = opcode_info(op);
    INFO(info.name);
    CHECK(info.op == op);
    CHECK(!info.doc.empty());
    CHECK(find_opcode(info.name) == op);
    used.insert(info.cost);
  }
  CHECK(used.size() == kCostClassCount);
  for (CostClass cost : used) CHECK(!cost_class_name(cost).empty());
  CHECK(!find_opcode("NO_SUCH_OPCODE").has_value());
  CHECK(opcode_info(Opcode{200}).name.empty());
}

TEST_CASE("3.13 polls the eval breaker at RESUME, JUMP_BACKWARD and calls only") {
  std::set<std::string> polling;
  for (Opcode op : all_opcodes()) {
    if (opcode_info(op).polls_eval_breaker) polling.emplace(opcode_info(op).name);
  }
  CHECK(polling == std::set<std::string>{"RESUME", "JUMP_BACKWARD", "CALL", "CALL_KW", "CALL_FUNCTION_EX"});
}

TEST_CASE("operand tables") {
  CHECK(binary_op_symbol(static_cast<std::uint32_t>(BinaryOperator::Subtract)) == "-");
  CHECK(binary_op_symbol(static_cast<std::uint32_t>(BinaryOperator::Xor) + kInplaceOffset) == "^=");
  CHECK(binary_op_symbol(26) == "?");
  CHECK(compare_op_symbol(2) == "==");
  CHECK(intrinsic_1_name(kIntrinsicStopIterationError) == "INTRINSIC_STOPITERATION_ERROR");
  CHECK(intrinsic_1_name(kIntrinsicListToTuple) == "INTRINSIC_LIST_TO_TUPLE");
  CHECK(intrinsic_2_name(1) == "INTRINSIC_PREP_RERAISE_STAR");
}
