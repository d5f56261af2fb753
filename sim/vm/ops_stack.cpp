// Operators: the cases that dispatch() leaves, and everything that is not an immediate int or float.
#include "sim/bytecode/opcode.hpp"
#include "sim/objects/int_ops.hpp"
#include "sim/objects/str_ops.hpp"
#include "sim/vm/ops.hpp"

namespace gilscope {

namespace {

/// Boxed ints (published numbers have headers in some builds) and bools, for the operators that are common in loops.
bool quick_int(const Vm& vm, BinaryOp op, Value a, Value b, std::int64_t& out) {
  std::int64_t x = 0, y = 0;
  if (!(a.is_integer() || (a.is_object() && a.object()->type == vm.types.int_))) return false;
  if (!(b.is_integer() || (b.is_object() && b.object()->type == vm.types.int_))) return false;
  if (!as_int64(a, x) || !as_int64(b, y)) return false;
  switch (op) {
    case BinaryOp::Add: return !__builtin_add_overflow(x, y, &out);
    case BinaryOp::Subtract: return !__builtin_sub_overflow(x, y, &out);
    case BinaryOp::Multiply: return !__builtin_mul_overflow(x, y, &out);
    case BinaryOp::And: out = x & y; return true;
    case BinaryOp::Or: out = x | y; return true;
    case BinaryOp::Xor: out = x ^ y; return true;
    case BinaryOp::Rshift: if (y < 0 || y > 62) return false; out = x >> y; return true;
    case BinaryOp::Lshift: if (y < 0 || y > 40 || x > 0xFFFFF || x < -0xFFFFF) return false; out = x << y; return true;
    default: return false;
  }
}

bool quick_float(const Vm& vm, BinaryOp op, Value a, Value b, double& out) {
  if (!is_float(a) && !is_float(b)) return false;
  const auto exact = [&](Value v) { return v.is_real() || v.is_integer() || (v.is_object() && (v.object()->type == vm.types.float_ || v.object()->type == vm.types.int_)); };
  double x = 0, y = 0;
  if (!exact(a) || !exact(b) || !to_double(a, x) || !to_double(b, y)) return false;
  switch (op) {
    case BinaryOp::Add: out = x + y; return true;
    case BinaryOp::Subtract: out = x - y; return true;
    case BinaryOp::Multiply: out = x * y; return true;
    case BinaryOp::TrueDivide: if (y == 0) return false; out = x / y; return true;
    default: return false;
  }
}

// The forms that the specializing interpreter has (Python/specialize.c, 3.13); everything else goes the general way.
bool adds_or_multiplies(BinaryOp op) { return op == BinaryOp::Add || op == BinaryOp::Subtract || op == BinaryOp::Multiply; }

bool has_compare_form(Value a, Value b, CompareOp how) {
  if (is_int(a) && is_int(b)) return true;
  if (is_float(a) && is_float(b)) return true;
  return is_str(a) && is_str(b) && (how == CompareOp::Eq || how == CompareOp::Ne);
}

bool has_contains_form(const Types& types, const TypeObject* container) {
  return container == types.dict || container == types.set || container == types.frozenset;
}

bool has_truth_form(const Types& types, const TypeObject* type) {
  return type == types.bool_ || type == types.int_ || type == types.list || type == types.str || (type->slots.truth == nullptr && type->slots.length == nullptr);
}

}  // namespace

Step op_binary_op(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 2, 2)) return Step::Retry;
  const Value a = op.top(2), b = op.top(1);
  const auto plain = static_cast<BinaryOp>(op.instr.arg % kInplaceOffset);
  std::int64_t whole = 0;
  if (quick_int(op.vm, plain, a, b, whole)) {
    if (!adds_or_multiplies(plain)) op.vm.charge_unspecialized(op.instr.opcode);
    op.vm.charge_int(whole);
    return finish_push(op, make_int(op.vm.heap, whole), 2);
  }
  double real = 0;
  if (quick_float(op.vm, plain, a, b, real)) {
    if (!adds_or_multiplies(plain) || !is_float(a) || !is_float(b)) op.vm.charge_unspecialized(op.instr.opcode);
    return finish_push(op, make_float(real), 2);
  }
  if (plain != BinaryOp::Add || !is_str(a) || !is_str(b)) op.vm.charge_unspecialized(op.instr.opcode);
  return finish_push(op, binary(op.vm, static_cast<BinaryOp>(op.instr.arg), a, b), 2);
}

Step op_compare_op(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 2, 2)) return Step::Retry;
  const Value a = op.top(2), b = op.top(1);
  const auto how = static_cast<CompareOp>(op.instr.arg >> 5);
  if (is_number(a) && is_number(b) && a.is_object() + b.is_object() < 2 && is_int(a) && is_int(b)) {
    return finish_push(op, op.vm.boolean(compare_result(int_compare(a, b), how)), 2);
  }
  if (!has_compare_form(a, b, how)) op.vm.charge_unspecialized(op.instr.opcode);
  Ref result = compare(op.vm, how, a, b);
  const bool to_bool = (op.instr.arg & 16) != 0;
  if (to_bool && (result.is_pending() || !result.get().is_bool())) return finish_later(op, std::move(result), CustomStep::CompareTruth);
  return finish_push(op, std::move(result), 2);
}

Step op_contains_op(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 2, 2)) return Step::Retry;
  if (!has_contains_form(op.vm.types, op.vm.types.of(op.top(1)))) op.vm.charge_unspecialized(op.instr.opcode);
  Ref result = contains(op.vm, op.top(1), op.top(2));
  if (op.instr.arg == 1) return finish_later(op, std::move(result), CustomStep::Invert);
  return finish_push(op, std::move(result), 2);
}

Step op_unary_op(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  const bool negative = op.instr.opcode == static_cast<std::uint16_t>(Opcode::UnaryNegative);
  return finish_push(op, unary(op.vm, negative ? UnaryOp::Negative : UnaryOp::Invert, op.top()), 1);
}

Step op_to_bool(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 1, 1)) return Step::Retry;
  if (!has_truth_form(op.vm.types, op.vm.types.of(op.top()))) op.vm.charge_unspecialized(op.instr.opcode);
  return finish_push(op, truth(op.vm, op.top()), 1);
}

/// Immediate numbers have no identity: `is` compares what CPython's objects would be. Small ints are one object each; other equal numbers
/// count as the same object when both are the same immediate.
Step op_is_op(const Op& op) {
  if (must_wait_for(op.vm, op.frame.sp - 2, 2)) return Step::Retry;
  const bool same = op.top(2) == op.top(1);
  return finish_push(op, op.vm.boolean(same != (op.instr.arg == 1)), 2);
}

Step op_get_len(const Op& op) { return finish_push(op, length(op.vm, op.top()), 0); }

// ---- continuations --------------------------------------------------------------------------------------------------------

Step finish_custom(const Op& op, Ref result) {
  switch (static_cast<CustomStep>(op.frame.step)) {
    case CustomStep::CompareTruth:
      if (result.get().is_bool()) return finish_push(op, std::move(result), 2);
      op.drop(2);
      op.push(result.release());
      return finish_push(op, truth(op.vm, op.top()), 1);
    case CustomStep::Invert:
      return finish_push(op, op.vm.boolean(result.get().is_false()), 2);
    case CustomStep::CallPolled:
      op.drop(op.frame.pending_pops);
      op.push(result.release());
      return Step::Polled;
    case CustomStep::MethodLoaded:
      op.drop(1);
      op.push(result.release());
      op.push(Value());
      return Step::Next;
    case CustomStep::SuperLoaded:
      op.drop(3);
      op.push(result.release());
      op.push(Value());
      return Step::Next;
    case CustomStep::Send: return finish_send(op, std::move(result));
    case CustomStep::RaiseInstance: return finish_raise(op, std::move(result));
    case CustomStep::WithEnter:
      op.push(result.release());
      return Step::Next;
    case CustomStep::Unpack: return finish_unpack(op, std::move(result));
  }
  return Step::Next;
}

}  // namespace gilscope
