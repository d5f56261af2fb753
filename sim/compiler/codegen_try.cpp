#include "sim/compiler/codegen.hpp"

namespace gilscope::compiler {

using namespace ast;

void Codegen::visit_try(const TryStmt& stmt) {
  if (stmt.final_body.empty()) {
    visit_try_except(stmt);
  } else {
    visit_try_finally(stmt);
  }
}

/// The finally body is compiled once for every way out: normal end, exception, and each return, break or continue.
void Codegen::visit_try_finally(const TryStmt& stmt) {
  const Location loc = location_of(stmt.span);
  const Label handler = new_label();
  const Label exit = new_label();
  const Label cleanup = new_label();
  emit_jump(kSetupFinally, handler, loc);
  push_frame({FrameKind::FinallyTry, {}, {}, &stmt.final_body, {}, {}}, loc);
  if (stmt.handlers.empty()) {
    visit(stmt.body);
  } else {
    visit_try_except(stmt);
  }
  emit(kPopBlock, kNoLocation);
  pop_frame();
  visit(stmt.final_body);
  emit_jump(kJumpNoInterrupt, exit, kNoLocation);

  place(handler);
  emit_jump(kSetupCleanup, cleanup, kNoLocation);
  emit(Opcode::PushExcInfo, kNoLocation);
  push_frame({FrameKind::FinallyEnd, {}, {}, nullptr, {}, {}}, kNoLocation);
  visit(stmt.final_body);
  pop_frame();
  emit(Opcode::Reraise, 0, kNoLocation);

  place(cleanup);
  pop_except_and_reraise(kNoLocation);
  place(exit);
}

void Codegen::visit_try_except(const TryStmt& stmt) {
  const Location loc = location_of(stmt.span);
  const Label handlers = new_label();
  const Label end = new_label();
  const Label cleanup = new_label();
  emit_jump(kSetupFinally, handlers, loc);
  push_frame({FrameKind::TryExcept, {}, {}, nullptr, {}, {}}, loc);
  visit(stmt.body);
  pop_frame();
  emit(kPopBlock, kNoLocation);
  visit(stmt.or_else);
  emit_jump(kJumpNoInterrupt, end, kNoLocation);

  place(handlers);
  emit_jump(kSetupCleanup, cleanup, kNoLocation);
  emit(Opcode::PushExcInfo, kNoLocation);
  push_frame({FrameKind::ExceptionHandler, {}, {}, nullptr, {}, {}}, loc);
  for (const ExceptHandler* handler : stmt.handlers) {
    if (handler->type == nullptr && handler != stmt.handlers.back()) {
      fail(location_of(handler->span), "default 'except:' must be last");
    }
    visit_handler(*handler, end);
  }
  pop_frame();
  emit(Opcode::Reraise, 0, kNoLocation);

  place(cleanup);
  pop_except_and_reraise(kNoLocation);
  place(end);
}

void Codegen::visit_handler(const ExceptHandler& handler, Label end) {
  const Location loc = location_of(handler.span);
  const Label next = new_label();
  if (handler.type != nullptr) {
    visit(handler.type);
    emit(Opcode::CheckExcMatch, loc);
    emit_jump(Opcode::PopJumpIfFalse, next, loc);
  }
  if (!handler.name.empty()) {
    visit_named_handler(handler, end);
  } else {
    emit(Opcode::PopTop, loc);
    push_frame({FrameKind::HandlerCleanup, {}, {}, nullptr, {}, {}}, loc);
    visit(handler.body);
    pop_frame();
    emit(kPopBlock, kNoLocation);
    emit(Opcode::PopExcept, kNoLocation);
    emit_jump(kJumpNoInterrupt, end, kNoLocation);
  }
  place(next);
}

/// except E as name: the name is unbound at the end of the handler, however it ends.
void Codegen::visit_named_handler(const ExceptHandler& handler, Label end) {
  const Location loc = location_of(handler.span);
  const Label cleanup = new_label();
  store_name(handler.name, loc);
  emit_jump(kSetupCleanup, cleanup, loc);
  push_frame({FrameKind::HandlerCleanup, {}, {}, nullptr, handler.name, {}}, loc);
  visit(handler.body);
  pop_frame();
  emit(kPopBlock, kNoLocation);
  emit(kPopBlock, kNoLocation);
  emit(Opcode::PopExcept, kNoLocation);
  forget_handler_name(handler.name);
  emit_jump(kJumpNoInterrupt, end, kNoLocation);

  place(cleanup);
  forget_handler_name(handler.name);
  emit(Opcode::Reraise, 1, kNoLocation);
}

void Codegen::forget_handler_name(const std::string& name) {
  emit_const(make_none(), kNoLocation);
  store_name(name, kNoLocation);
  delete_name(name, kNoLocation);
}

/// The stack holds the previous exception, the raising position and the exception.
void Codegen::pop_except_and_reraise(Location loc) {
  emit(Opcode::Copy, 3, loc);
  emit(Opcode::PopExcept, loc);
  emit(Opcode::Reraise, 1, loc);
}

// ---- with ----

void Codegen::visit_with(const WithStmt& stmt, std::size_t index) {
  const WithItem& item = stmt.items[index];
  const Location loc = location_of(item.context_expr->span);
  const Label handler = new_label();
  const Label exit = new_label();
  const Label cleanup = new_label();
  visit(item.context_expr);
  emit(Opcode::BeforeWith, loc);
  emit_jump(kSetupWith, handler, loc);
  push_frame({FrameKind::With, {}, {}, nullptr, {}, loc}, location_of(stmt.span));
  if (item.optional_vars != nullptr) {
    visit(item.optional_vars);
  } else {
    emit(Opcode::PopTop, loc);
  }
  if (index + 1 == stmt.items.size()) {
    visit(stmt.body);
  } else {
    visit_with(stmt, index + 1);
  }
  emit(kPopBlock, kNoLocation);
  pop_frame();
  call_exit_with_nones(loc);
  emit(Opcode::PopTop, loc);
  emit_jump(kJump, exit, loc);

  place(handler);
  emit_jump(kSetupCleanup, cleanup, loc);
  emit(Opcode::PushExcInfo, loc);
  emit(Opcode::WithExceptStart, loc);
  finish_with_handler(cleanup);
  place(exit);
}

void Codegen::finish_with_handler(Label cleanup) {
  const Label suppress = new_label();
  const Label exit = new_label();
  emit(Opcode::ToBool, kNoLocation);
  emit_jump(Opcode::PopJumpIfTrue, suppress, kNoLocation);
  emit(Opcode::Reraise, 2, kNoLocation);
  place(suppress);
  emit(Opcode::PopTop, kNoLocation);
  emit(kPopBlock, kNoLocation);
  emit(Opcode::PopExcept, kNoLocation);
  emit(Opcode::PopTop, kNoLocation);
  emit(Opcode::PopTop, kNoLocation);
  emit_jump(kJumpNoInterrupt, exit, kNoLocation);
  place(cleanup);
  pop_except_and_reraise(kNoLocation);
  place(exit);
}

void Codegen::call_exit_with_nones(Location loc) {
  for (int i = 0; i < 3; ++i) emit_const(make_none(), loc);
  emit(Opcode::Call, 2, loc);
}

}  // namespace gilscope::compiler
