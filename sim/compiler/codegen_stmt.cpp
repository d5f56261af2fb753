#include "sim/compiler/codegen.hpp"

namespace gilscope::compiler {

using namespace ast;

void Codegen::visit(const Body& body) {
  for (const Stmt* stmt : body) visit(stmt);
}

void Codegen::visit(const Stmt* stmt) {
  const Location loc = location_of(stmt->span);
  switch (stmt->kind) {
    case StmtKind::FunctionDef: return visit_function(*as<FunctionDefStmt>(stmt));
    case StmtKind::ClassDef: return visit_class(*as<ClassDefStmt>(stmt));
    case StmtKind::Return: return visit_return(*as<ReturnStmt>(stmt));
    case StmtKind::Delete: return visit(as<DeleteStmt>(stmt)->targets);
    case StmtKind::Assign: return visit_assign(*as<AssignStmt>(stmt));
    case StmtKind::AugAssign: return visit_augmented(*as<AugAssignStmt>(stmt));
    case StmtKind::AnnAssign: return visit_annotated(*as<AnnAssignStmt>(stmt));
    case StmtKind::For: return visit_for(*as<ForStmt>(stmt));
    case StmtKind::While: return visit_while(*as<WhileStmt>(stmt));
    case StmtKind::If: return visit_if(*as<IfStmt>(stmt));
    case StmtKind::With: return visit_with(*as<WithStmt>(stmt), 0);
    case StmtKind::Raise: return visit_raise(*as<RaiseStmt>(stmt));
    case StmtKind::Try: return visit_try(*as<TryStmt>(stmt));
    case StmtKind::Assert: return visit_assert(*as<AssertStmt>(stmt));
    case StmtKind::Import: return visit_import(*as<ImportStmt>(stmt));
    case StmtKind::ImportFrom: return visit_import_from(*as<ImportFromStmt>(stmt));
    case StmtKind::Global:
    case StmtKind::Nonlocal: return;
    case StmtKind::Expr: return visit_expression(*as<ExprStmt>(stmt));
    case StmtKind::Pass: return emit(Opcode::Nop, loc);
    case StmtKind::Break: return visit_break(loc);
    case StmtKind::Continue: return visit_continue(loc);
  }
}

void Codegen::visit_assign(const AssignStmt& stmt) {
  visit(stmt.value);
  for (std::size_t i = 0; i < stmt.targets.size(); ++i) {
    if (i + 1 < stmt.targets.size()) emit(Opcode::Copy, 1, location_of(stmt.span));
    visit(stmt.targets[i]);
  }
}

void Codegen::visit_expression(const ExprStmt& stmt) {
  if (stmt.value->kind == ExprKind::Constant) return emit(Opcode::Nop, location_of(stmt.span));
  visit(stmt.value);
  emit(Opcode::PopTop, kNoLocation);
}

void Codegen::visit_raise(const RaiseStmt& stmt) {
  int count = 0;
  for (const Expr* operand : {stmt.exception, stmt.cause}) {
    if (operand == nullptr) break;
    visit(operand);
    ++count;
  }
  emit(Opcode::RaiseVarargs, count, location_of(stmt.span));
}

void Codegen::visit_assert(const AssertStmt& stmt) {
  const Location loc = location_of(stmt.span);
  const auto* tuple = as<TupleExpr>(static_cast<const Expr*>(stmt.test));
  const auto* constant = as<ConstantExpr>(static_cast<const Expr*>(stmt.test));
  const bool full_tuple =
      (tuple != nullptr && !tuple->elements.empty()) ||
      (constant != nullptr && constant->value.kind == ConstantKind::Tuple && !constant->value.items.empty());
  if (full_tuple) reporter_.warn(stmt.span, "assertion is always true, perhaps remove parentheses?");
  const Label end = new_label();
  jump_if(stmt.test, end, true);
  emit(Opcode::LoadAssertionError, loc);
  if (stmt.message != nullptr) {
    visit(stmt.message);
    emit(Opcode::Call, 0, loc);
  }
  emit(Opcode::RaiseVarargs, 1, location_of(stmt.test->span));
  place(end);
}

// ---- imports ----

void Codegen::visit_import(const ImportStmt& stmt) {
  const Location loc = location_of(stmt.span);
  for (const Alias* alias : stmt.names) {
    emit_const(make_int(0), loc);
    emit_const(make_none(), loc);
    emit_name(Opcode::ImportName, alias->name, loc);
    if (!alias->as_name.empty()) {
      bind_import_as(*alias, loc);
    } else {
      store_name(alias->name.substr(0, alias->name.find('.')), loc);
    }
  }
}

/// `import a.b.c as d` binds c: IMPORT_NAME left a, IMPORT_FROM walks down.
void Codegen::bind_import_as(const Alias& alias, Location loc) {
  std::size_t dot = alias.name.find('.');
  if (dot == std::string::npos) return store_name(alias.as_name, loc);
  while (dot != std::string::npos) {
    const std::size_t next = alias.name.find('.', dot + 1);
    const std::string part = alias.name.substr(dot + 1, next == std::string::npos ? next : next - dot - 1);
    emit(Opcode::ImportFrom, unit().names.add(part), loc);
    dot = next;
    if (dot == std::string::npos) break;
    emit(Opcode::Swap, 2, loc);
    emit(Opcode::PopTop, loc);
  }
  store_name(alias.as_name, loc);
  emit(Opcode::PopTop, loc);
}

void Codegen::visit_import_from(const ImportFromStmt& stmt) {
  const Location loc = location_of(stmt.span);
  if (stmt.module == "__future__" && stmt.level == 0 && loc.line > future_.last_line) {
    fail(loc, "from __future__ imports must occur at the beginning of the file");
  }
  std::vector<std::string> names;
  for (const Alias* alias : stmt.names) names.push_back(alias->name);
  emit_const(make_int(stmt.level), loc);
  emit_const(make_str_tuple(names), loc);
  emit_name(Opcode::ImportName, stmt.module, loc);
  if (names.front() == "*") {
    emit(Opcode::CallIntrinsic1, static_cast<int>(kIntrinsicImportStar), loc);
    emit(Opcode::PopTop, kNoLocation);
    return;
  }
  for (const Alias* alias : stmt.names) {
    emit_name(Opcode::ImportFrom, alias->name, loc);
    store_name(alias->as_name.empty() ? alias->name : alias->as_name, loc);
  }
  emit(Opcode::PopTop, loc);
}

}  // namespace gilscope::compiler
