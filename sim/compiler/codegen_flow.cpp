#include "sim/compiler/codegen.hpp"

#include <utility>

namespace gilscope::compiler {

using namespace ast;

namespace {

constexpr std::size_t kMaxNesting = 21;  // CO_MAXBLOCKS

bool is_loop(FrameKind kind) { return kind == FrameKind::WhileLoop || kind == FrameKind::ForLoop; }

}  // namespace

// ---- conditions ----

void Codegen::jump_if(const Expr* test, Label target, bool condition) {
  const Location loc = location_of(test->span);
  if (const auto* unary = as<UnaryOpExpr>(test); unary != nullptr && unary->op == UnaryOperator::Not) {
    return jump_if(unary->operand, target, !condition);
  }
  if (const auto* expr = as<BoolOpExpr>(test)) return jump_if_bool_op(*expr, target, condition);
  if (const auto* expr = as<IfExpr>(test)) return jump_if_ternary(*expr, target, condition);
  if (const auto* expr = as<CompareExpr>(test); expr != nullptr && expr->ops.size() > 1)
    return jump_if_chain(*expr, target, condition);
  visit(test);
  emit(Opcode::ToBool, loc);
  emit_jump(condition ? Opcode::PopJumpIfTrue : Opcode::PopJumpIfFalse, target, loc);
}

/// `and` leaves early when an operand is false, `or` when one is true; that is the target itself, or just behind the
/// expression.
void Codegen::jump_if_bool_op(const BoolOpExpr& expr, Label target, bool condition) {
  const bool early = expr.op == BoolOperator::Or;
  const Label exit = early == condition ? target : new_label();
  for (std::size_t i = 0; i + 1 < expr.values.size(); ++i) jump_if(expr.values[i], exit, early);
  jump_if(expr.values.back(), target, condition);
  if (exit != target) place(exit);
}

void Codegen::jump_if_ternary(const IfExpr& expr, Label target, bool condition) {
  const Label end = new_label();
  const Label other = new_label();
  jump_if(expr.test, other, false);
  jump_if(expr.body, target, condition);
  emit_jump(kJumpNoInterrupt, end, kNoLocation);
  place(other);
  jump_if(expr.or_else, target, condition);
  place(end);
}

void Codegen::jump_if_chain(const CompareExpr& expr, Label target, bool condition) {
  const Location loc = location_of(expr.span);
  check_comparison(expr);
  const Label cleanup = new_label();
  visit(expr.left);
  const std::size_t last = expr.ops.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    visit(expr.comparators[i]);
    emit(Opcode::Swap, 2, loc);
    emit(Opcode::Copy, 2, loc);
    emit_compare(expr.ops[i], loc);
    emit(Opcode::ToBool, loc);
    emit_jump(Opcode::PopJumpIfFalse, cleanup, loc);
  }
  visit(expr.comparators[last]);
  emit_compare(expr.ops[last], loc);
  emit(Opcode::ToBool, loc);
  emit_jump(condition ? Opcode::PopJumpIfTrue : Opcode::PopJumpIfFalse, target, loc);
  const Label end = new_label();
  emit_jump(kJumpNoInterrupt, end, kNoLocation);
  place(cleanup);
  emit(Opcode::PopTop, loc);
  if (!condition) emit_jump(kJumpNoInterrupt, target, kNoLocation);
  place(end);
}

// ---- statements ----

void Codegen::visit_if(const IfStmt& stmt) {
  const Label end = new_label();
  const Label next = stmt.or_else.empty() ? end : new_label();
  jump_if(stmt.test, next, false);
  visit(stmt.body);
  if (!stmt.or_else.empty()) {
    emit_jump(kJumpNoInterrupt, end, kNoLocation);
    place(next);
    visit(stmt.or_else);
  }
  place(end);
}

void Codegen::visit_for(const ForStmt& stmt) {
  const Location loc = location_of(stmt.iter->span);
  const Label start = new_label();
  const Label cleanup = new_label();
  const Label end = new_label();
  push_frame({FrameKind::ForLoop, start, end, nullptr, {}, {}}, location_of(stmt.span));
  visit(stmt.iter);
  emit(Opcode::GetIter, loc);
  place(start);
  emit_jump(Opcode::ForIter, cleanup, loc);
  emit(Opcode::Nop, location_of(stmt.target->span));  // the target's line counts even if the target is elsewhere
  visit(stmt.target);
  visit(stmt.body);
  emit_jump(kJump, start, kNoLocation);
  place(cleanup);
  emit(Opcode::EndFor, kNoLocation);
  emit(Opcode::PopTop, kNoLocation);
  pop_frame();
  visit(stmt.or_else);
  place(end);
}

/// The test is compiled twice: before the first round, and behind the body.
void Codegen::visit_while(const WhileStmt& stmt) {
  const Label loop = new_label();
  const Label body = new_label();
  const Label end = new_label();
  const Label anchor = new_label();
  place(loop);
  push_frame({FrameKind::WhileLoop, loop, end, nullptr, {}, {}}, location_of(stmt.span));
  jump_if(stmt.test, anchor, false);
  place(body);
  visit(stmt.body);
  jump_if(stmt.test, body, true);
  pop_frame();
  place(anchor);
  visit(stmt.or_else);
  place(end);
}

void Codegen::visit_return(const ReturnStmt& stmt) {
  Location loc = location_of(stmt.span);
  if (!unit().scope->is_function()) fail(loc, "'return' outside function");
  const bool computed = stmt.value != nullptr && stmt.value->kind != ExprKind::Constant;
  if (computed) {
    visit(stmt.value);
  } else if (stmt.value != nullptr) {
    loc = location_of(stmt.value->span);
    emit(Opcode::Nop, loc);
  }
  if (stmt.value == nullptr || stmt.value->span.line != stmt.span.line) {
    loc = location_of(stmt.span);
    emit(Opcode::Nop, loc);
  }
  unwind_frames(loc, computed ? Top::Keep : Top::Drop, false);
  if (stmt.value == nullptr) {
    emit_const(make_none(), loc);
  } else if (!computed) {
    emit_const(as<ConstantExpr>(static_cast<const Expr*>(stmt.value))->value, loc);
  }
  emit(Opcode::ReturnValue, loc);
}

void Codegen::visit_break(Location loc) {
  const Location origin = loc;
  emit(Opcode::Nop, loc);
  const int loop = unwind_frames(loc, Top::Drop, true);
  if (loop < 0) fail(origin, "'break' outside loop");
  const FrameBlock frame = unit().frames[static_cast<std::size_t>(loop)];
  unwind(frame, loc, Top::Drop);
  emit_jump(kJump, frame.exit, loc);
}

void Codegen::visit_continue(Location loc) {
  const Location origin = loc;
  emit(Opcode::Nop, loc);
  const int loop = unwind_frames(loc, Top::Drop, true);
  if (loop < 0) fail(origin, "'continue' not properly in loop");
  emit_jump(kJump, unit().frames[static_cast<std::size_t>(loop)].begin, loc);
}

// ---- leaving frames ----

void Codegen::push_frame(FrameBlock frame, Location loc) {
  if (unit().frames.size() >= kMaxNesting) fail(loc, "too many statically nested blocks");
  unit().frames.push_back(std::move(frame));
}

int Codegen::unwind_frames(Location& loc, Top top, bool to_loop) {
  if (unit().frames.empty()) return -1;
  if (to_loop && is_loop(unit().frames.back().kind)) return static_cast<int>(unit().frames.size()) - 1;
  FrameBlock frame = std::move(unit().frames.back());
  unit().frames.pop_back();  // what the frame runs on the way out is outside of it
  unwind(frame, loc, top);
  const int loop = unwind_frames(loc, top, to_loop);
  unit().frames.push_back(std::move(frame));
  return loop;
}

void Codegen::unwind(const FrameBlock& frame, Location& loc, Top top) {
  const bool keep = top == Top::Keep;
  switch (frame.kind) {
    case FrameKind::WhileLoop:
    case FrameKind::ExceptionHandler: return;
    case FrameKind::ForLoop:
    case FrameKind::PopValue:
      if (keep) emit(Opcode::Swap, 2, loc);
      return emit(Opcode::PopTop, loc);
    case FrameKind::TryExcept: return emit(kPopBlock, loc);
    case FrameKind::FinallyTry:
      emit(kPopBlock, loc);
      if (keep) push_frame({FrameKind::PopValue, {}, {}, nullptr, {}, {}}, loc);
      visit(*frame.final_body);
      if (keep) pop_frame();
      loc = kNoLocation;  // what follows runs after the finally body and belongs to no line
      return;
    case FrameKind::With:
      loc = frame.with_location;
      emit(kPopBlock, loc);
      if (keep) emit(Opcode::Swap, 2, loc);
      call_exit_with_nones(loc);
      emit(Opcode::PopTop, loc);
      loc = kNoLocation;
      return;
    case FrameKind::FinallyEnd:
    case FrameKind::HandlerCleanup: return unwind_handler(frame, loc, top);
  }
}

void Codegen::unwind_handler(const FrameBlock& frame, Location loc, Top top) {
  const bool keep = top == Top::Keep;
  if (frame.kind == FrameKind::FinallyEnd) {
    if (keep) emit(Opcode::Swap, 2, loc);
    emit(Opcode::PopTop, loc);
  } else if (!frame.handler_name.empty()) {
    emit(kPopBlock, loc);
  }
  if (keep) emit(Opcode::Swap, 2, loc);
  emit(kPopBlock, loc);
  emit(Opcode::PopExcept, loc);
  if (frame.handler_name.empty()) return;
  emit_const(make_none(), loc);
  store_name(frame.handler_name, loc);
  delete_name(frame.handler_name, loc);
}

}  // namespace gilscope::compiler
