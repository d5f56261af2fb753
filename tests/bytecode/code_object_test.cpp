#include "sim/bytecode/code_object.hpp"

#include <cmath>

#include "sim/bytecode/code_units.hpp"
#include "sim/bytecode/constant_text.hpp"
#include "sim/bytecode/disassembler.hpp"
#include "sim/bytecode/verifier.hpp"
#include "tests/catch.hpp"

using namespace gilscope;

namespace {

Constant text_constant(ConstantKind kind, std::string text) {
  Constant constant;
  constant.kind = kind;
  constant.text = std::move(text);
  return constant;
}

Constant float_constant(double value) {
  Constant constant;
  constant.kind = ConstantKind::Float;
  constant.real = value;
  return constant;
}

Instruction make(Opcode op, std::uint32_t arg = 0, int line = 1) {
  Instruction instruction;
  instruction.op = op;
  instruction.arg = arg;
  instruction.line = line;
  return instruction;
}

/// while True: with `body` NOPs between the loop head and the jump back.
CodeObject loop_of(std::size_t body) {
  CodeObject code;
  code.name = code.qualname = "f";
  code.stack_size = 1;
  code.code.push_back(make(Opcode::Resume));
  for (std::size_t i = 0; i < body; ++i) code.code.push_back(make(Opcode::Nop));
  code.code.push_back(make(Opcode::JumpBackward, 1));
  return code;
}

CodeObject returning_none() {
  CodeObject code;
  code.name = code.qualname = "f";
  code.filename = "f.py";
  code.stack_size = 2;
  code.consts.push_back({});
  code.code = {make(Opcode::Resume), make(Opcode::ReturnConst, 0)};
  return code;
}

}  // namespace

TEST_CASE("floats are written as Python writes them") {
  CHECK(float_repr(1.0) == "1.0");
  CHECK(float_repr(0.1) == "0.1");
  CHECK(float_repr(-0.0) == "-0.0");
  CHECK(float_repr(1e16) == "1e+16");
  CHECK(float_repr(123456789012345680.0) == "1.2345678901234568e+17");
  CHECK(float_repr(9999999999999998.0) == "9999999999999998.0");
  CHECK(float_repr(1e-4) == "0.0001");
  CHECK(float_repr(1e-5) == "1e-05");
  CHECK(float_repr(5e-324) == "5e-324");
  CHECK(float_repr(HUGE_VAL) == "inf");
  CHECK(float_repr(-HUGE_VAL) == "-inf");
  CHECK(float_repr(std::nan("")) == "nan");
}

TEST_CASE("constants are written as Python's repr writes them") {
  CHECK(constant_repr(text_constant(ConstantKind::Str, "it's\n\\\x01")) == "\"it's\\n\\\\\\x01\"");
  CHECK(constant_repr(text_constant(ConstantKind::Str, "both ' and \"")) == "'both \\' and \"'");
  CHECK(constant_repr(text_constant(ConstantKind::Str, "\xC3\xA9\xE2\x80\x8D\xED\xA0\x80")) ==
        "'\xC3\xA9\\u200d\\ud800'");
  CHECK(constant_repr(text_constant(ConstantKind::Bytes, std::string("a\0\xFF", 3))) == "b'a\\x00\\xff'");
  Constant tuple = text_constant(ConstantKind::Tuple, "");
  CHECK(constant_repr(tuple) == "()");
  tuple.items.push_back(text_constant(ConstantKind::Int, "1"));
  CHECK(constant_repr(tuple) == "(1,)");
  tuple.items.push_back(tuple);
  CHECK(constant_repr(tuple) == "(1, (1,))");
}

TEST_CASE("constants share a slot only if neither type nor value tells them apart") {
  const Constant one = text_constant(ConstantKind::Int, "1");
  Constant truth;
  truth.kind = ConstantKind::True;
  CHECK(same_constant(one, text_constant(ConstantKind::Int, "1")));
  CHECK(!same_constant(one, truth));
  CHECK(!same_constant(one, float_constant(1.0)));
  CHECK(!same_constant(float_constant(0.0), float_constant(-0.0)));
  CHECK(!same_constant(text_constant(ConstantKind::Str, "a"), text_constant(ConstantKind::Bytes, "a")));
}

TEST_CASE("equal code objects are one constant, wherever they stand in the source") {
  CodeObject a = returning_none();
  CodeObject b = returning_none();
  CHECK(same_code(a, b));
  b.qualname = "other.f";
  CHECK(same_code(a, b));
  b.code[1].column = 7;
  CHECK(!same_code(a, b));
}

TEST_CASE("a jump of 256 code units or more needs EXTENDED_ARG") {
  const CodeUnits near = lay_out(loop_of(253));  // 253 NOPs, the jump and its cache
  CHECK(near.rows.back().op == Opcode::JumpBackward);
  CHECK(near.rows.back().arg == 255);
  CHECK(near.rows.size() == 255);

  const CodeUnits far = lay_out(loop_of(254));
  REQUIRE(far.rows.size() == 257);
  CHECK(far.rows[255].op == Opcode::ExtendedArg);
  CHECK(far.rows[255].arg == 1);
  CHECK(far.rows[256].arg == 257);
  CHECK(far.rows[256].offset == 256);
  CHECK(far.row_of[255] == 255);
  CHECK(far.offset_of.back() == 258);
}

TEST_CASE("large plain arguments show the bits gathered so far") {
  CodeObject code = returning_none();
  code.code[1] = make(Opcode::ReturnConst, 0x12345);
  const CodeUnits units = lay_out(code);
  REQUIRE(units.rows.size() == 4);
  CHECK(units.rows[1].arg == 0x1);
  CHECK(units.rows[2].arg == 0x123);
  CHECK(units.rows[3].arg == 0x12345);
}

TEST_CASE("inline caches take room but no row") {
  CodeObject code = returning_none();
  code.names = {"x"};
  code.code = {make(Opcode::Resume), make(Opcode::LoadGlobal, 0), make(Opcode::ReturnValue)};
  const CodeUnits units = lay_out(code);
  REQUIRE(units.rows.size() == 3);
  CHECK(units.rows[2].offset == 6);
}

TEST_CASE("the JSON form lists raw arguments, and jump targets as rows") {
  CHECK(disassemble_json(loop_of(1)) ==
        "[{\"qualname\": \"f\", \"code\": [[\"RESUME\", 0], [\"NOP\", 0], [\"JUMP_BACKWARD\", 1]]}]\n");
  CodeObject outer = returning_none();
  outer.qualname = "outer";
  Constant inner;
  inner.kind = ConstantKind::Code;
  inner.code = std::make_shared<CodeObject>(returning_none());
  outer.consts.push_back(inner);
  CHECK(disassemble_json(outer) ==
        "[{\"qualname\": \"outer\", \"code\": [[\"RESUME\", 0], [\"RETURN_CONST\", 0]]},\n"
        " {\"qualname\": \"f\", \"code\": [[\"RESUME\", 0], [\"RETURN_CONST\", 0]]}]\n");
}

TEST_CASE("the listing names nested code objects and explains arguments") {
  CodeObject outer = returning_none();
  Constant inner;
  inner.kind = ConstantKind::Code;
  inner.code = std::make_shared<CodeObject>(returning_none());
  outer.consts.push_back(inner);
  CHECK(disassemble(outer) ==
        "  1           RESUME                   0\n"
        "              RETURN_CONST             0 (None)\n"
        "\n"
        "Disassembly of <code object f, file \"f.py\", line 1>:\n"
        "  1           RESUME                   0\n"
        "              RETURN_CONST             0 (None)\n");
  CHECK(argument_text(outer, 1) == "None");
}

TEST_CASE("the exception table is searched by instruction") {
  CodeObject code = loop_of(10);
  code.exception_table = {{1, 3, 8, 0, false}, {5, 7, 9, 1, true}};
  CHECK(code.handler_of(0) == nullptr);
  CHECK(code.handler_of(1) == &code.exception_table[0]);
  CHECK(code.handler_of(2) == &code.exception_table[0]);
  CHECK(code.handler_of(3) == nullptr);
  CHECK(code.handler_of(6) == &code.exception_table[1]);
  CHECK(code.handler_of(7) == nullptr);
}

TEST_CASE("slots are told apart by kind") {
  CodeObject code = returning_none();
  code.localsplus_names = {"a", "b", "c", "d"};
  code.localsplus_kinds = {slot_kind::kLocal, slot_kind::kLocal | slot_kind::kCell, slot_kind::kCell, slot_kind::kFree};
  CHECK(code.varnames() == std::vector<std::string>{"a", "b"});
  CHECK(code.cellvars() == std::vector<std::string>{"b", "c"});
  CHECK(code.freevars() == std::vector<std::string>{"d"});
  CHECK(code.free_count() == 1);
}

TEST_CASE("the verifier accepts what runs and names what does not") {
  CodeObject good = returning_none();
  CHECK(verify(good) == "");
  CHECK(verify(loop_of(3)) == "");

  const auto problem = [](std::vector<Instruction> instructions) {
    CodeObject code = returning_none();
    code.code = std::move(instructions);
    return verify(code);
  };
  CHECK(problem({}) == "no instructions");
  CHECK(problem({make(Opcode::Resume), make(Opcode::PopTop)}).find("pops 1 of 0") != std::string::npos);
  CHECK(problem({make(Opcode::Resume)}).find("control leaves the code") != std::string::npos);
  CHECK(problem({make(Opcode::ReturnConst, 5)}).find("operand 5 out of range") != std::string::npos);
  CHECK(problem({make(Opcode::LoadFast, 0), make(Opcode::ReturnValue)}).find("operand 0 out of range") !=
        std::string::npos);
  CHECK(problem({make(Opcode::PushNull), make(Opcode::PushNull), make(Opcode::PushNull), make(Opcode::ReturnConst)})
            .find("depth 3 above stack size 2") != std::string::npos);
  // A loop that leaves one more item on the stack each time.
  CHECK(problem({make(Opcode::Resume), make(Opcode::PushNull), make(Opcode::JumpBackward, 0)})
            .find("reached with depths 0 and 1") != std::string::npos);
}

TEST_CASE("the verifier follows exceptions") {
  CodeObject code = returning_none();
  code.names = {"f"};
  code.code = {make(Opcode::Resume), make(Opcode::LoadGlobal, 0), make(Opcode::ReturnValue), make(Opcode::PushExcInfo),
               make(Opcode::Reraise, 0)};
  code.exception_table = {{1, 3, 3, 0, false}};
  CHECK(verify(code) == "");
  code.stack_size = 1;
  CHECK(verify(code).find("above stack size") != std::string::npos);
  code.stack_size = 3;
  code.exception_table[0].depth = 2;
  CHECK(verify(code).find("less on the stack than its handler needs") != std::string::npos);
}
