// import statements, and instructions whose Python is not modeled.
#include <fmt/format.h>

#include "sim/bytecode/opcode.hpp"
#include "sim/objects/numbers.hpp"
#include "sim/vm/import.hpp"
#include "sim/vm/ops.hpp"

namespace gilscope {

/// level and from-list on the stack.
Step op_import_name(const Op& op) {
  if (must_wait(op.vm)) return Step::Retry;
  StrObject* name = op.frame.executable->names[op.instr.arg];
  std::int64_t level = 0;
  as_int64(op.top(2), level);
  return finish_push(op, import_name(op.vm, name, op.frame.globals, op.top(1), static_cast<int>(level)), 2);
}

/// The module stays on the stack.
Step op_import_from(const Op& op) {
  if (must_wait(op.vm)) return Step::Retry;
  return finish_push(op, import_from(op.vm, op.top(), op.frame.executable->names[op.instr.arg]), 0);
}

Step op_not_modeled(const Op& op) {
  const auto opcode = static_cast<Opcode>(op.instr.opcode);
  op.vm.raise(Exc::NotImplementedError, fmt::format("GilScope does not model the instruction {}", opcode_info(opcode).name));
  return Step::Raised;
}

}  // namespace gilscope
