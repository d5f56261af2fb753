// f-strings.
#include "sim/objects/str_ops.hpp"
#include "sim/vm/ops.hpp"

namespace gilscope {

Step op_format_simple(const Op& op) {
  if (op.vm.types.of(op.top()) == op.vm.types.str) return Step::Next;
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  return finish_push(op, format(op.vm, op.top(), Value()), 1);
}

Step op_format_with_spec(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 2, 2)) return Step::Retry;
  return finish_push(op, format(op.vm, op.top(2), op.top(1)), 2);
}

Step op_convert_value(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  switch (op.instr.arg) {
    case 1: return finish_push(op, str_of(op.vm, op.top()), 1);
    case 2: return finish_push(op, repr(op.vm, op.top()), 1);
    default: return finish_push(op, ascii(op.vm, op.top()), 1);
  }
}

Step op_build_string(const Op& op) {
  const std::uint32_t n = op.instr.arg;
  if (must_wait_for(op.vm, op.frame.sp - n, n)) return Step::Retry;
  std::size_t characters = 0;
  for (std::uint32_t i = 1; i <= n; ++i) characters += as_str(op.top(static_cast<int>(i)))->length;
  op.vm.charge(Cost::CharCopy, static_cast<std::int64_t>(characters));
  Ref empty = op.vm.str("");
  return finish_push(op, str_join(op.vm.heap, as_str(empty), op.frame.sp - n, n), static_cast<int>(n));
}

}  // namespace gilscope
