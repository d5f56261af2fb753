#include "sim/bytecode/verifier.hpp"

#include <algorithm>
#include <vector>

#include "fmt/format.h"
#include "sim/bytecode/code_object.hpp"

namespace gilscope {
namespace {

bool ends_flow(Opcode op) {
  switch (op) {
    case Opcode::ReturnValue:
    case Opcode::ReturnConst:
    case Opcode::RaiseVarargs:
    case Opcode::Reraise:
    case Opcode::JumpForward:
    case Opcode::JumpBackward:
    case Opcode::JumpBackwardNoInterrupt: return true;
    default: return false;
  }
}

class Verifier {
 public:
  explicit Verifier(const CodeObject& code) : code_(code), depth_(code.code.size(), kUnknown) {}

  std::string run() {
    if (code_.code.empty()) return "no instructions";
    if (code_.localsplus_kinds.size() != code_.localsplus_names.size()) return "slot names and kinds differ in number";
    flow_to(0, 0);
    while (!todo_.empty() && error_.empty()) {
      const std::size_t index = todo_.back();
      todo_.pop_back();
      step(index);
    }
    return error_;
  }

 private:
  static constexpr int kUnknown = -1;

  void fail(std::size_t index, const std::string& what) {
    if (!error_.empty()) return;
    error_ =
        fmt::format("{}: instruction {} ({}): {}", code_.qualname, index, opcode_info(code_.code[index].op).name, what);
  }

  void flow_to(std::size_t index, int depth) {
    if (index >= code_.code.size()) {
      if (error_.empty()) error_ = code_.qualname + ": control leaves the code";
      return;
    }
    if (depth > code_.stack_size)
      return fail(index, fmt::format("depth {} above stack size {}", depth, code_.stack_size));
    if (depth_[index] == depth) return;
    if (depth_[index] != kUnknown)
      return fail(index, fmt::format("reached with depths {} and {}", depth_[index], depth));
    depth_[index] = depth;
    todo_.push_back(index);
  }

  void step(std::size_t index) {
    const Instruction& instruction = code_.code[index];
    check_operand(index, instruction);
    const int pops = stack_pops(instruction.op, instruction.arg);
    const int before = depth_[index];
    if (before < pops) return fail(index, fmt::format("pops {} of {}", pops, before));
    const int after = before - pops + stack_pushes(instruction.op, instruction.arg);
    if (is_jump(instruction.op)) flow_to(instruction.arg, after);
    if (const ExceptionEntry* handler = code_.handler_of(static_cast<std::uint32_t>(index)))
      flow_into(*handler, index, before);
    if (!ends_flow(instruction.op)) flow_to(index + 1, after);
  }

  void flow_into(const ExceptionEntry& handler, std::size_t index, int depth) {
    if (static_cast<int>(handler.depth) > depth)
      return fail(index, "guarded with less on the stack than its handler needs");
    flow_to(handler.target, static_cast<int>(handler.depth) + (handler.push_lasti ? 2 : 1));
  }

  void check_operand(std::size_t index, const Instruction& instruction) {
    const std::uint32_t arg = instruction.arg;
    const auto check = [&](bool good) {
      if (!good) fail(index, fmt::format("operand {} out of range", arg));
    };
    switch (opcode_info(instruction.op).operand) {
      case OperandKind::Const: return check(arg < code_.consts.size());
      case OperandKind::Name: return check(arg < code_.names.size());
      case OperandKind::NameShift1: return check(arg >> 1 < code_.names.size());
      case OperandKind::NameShift2: return check(arg >> 2 < code_.names.size());
      case OperandKind::Local:
      case OperandKind::Deref: return check(arg < code_.slot_count());
      case OperandKind::LocalPair: return check(arg >> 4 < code_.slot_count() && (arg & 15) < code_.slot_count());
      case OperandKind::JumpForward: return check(arg > index && arg < code_.code.size());
      case OperandKind::JumpBackward: return check(arg <= index);
      default: return;
    }
  }

  const CodeObject& code_;
  std::vector<int> depth_;
  std::vector<std::size_t> todo_;
  std::string error_;
};

}  // namespace

std::string verify(const CodeObject& code) { return Verifier(code).run(); }

}  // namespace gilscope
