#include "sim/compiler/codegen.hpp"

#include <algorithm>
#include <utility>

#include "sim/bytecode/code_object.hpp"
#include "sim/compiler/assembler.hpp"
#include "sim/compiler/constant_folder.hpp"
#include "sim/compiler/docstring.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

/// Names of the given kind, sorted: cells and free variables get their indices alphabetically.
template <class Wanted>
void add_sorted(NameTable& table, const Scope& scope, Wanted wanted) {
  std::vector<std::string> names;
  for (const Symbol& symbol : scope.symbols.all()) {
    if (wanted(symbol)) names.push_back(symbol.name);
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) table.add(name);
}

bool has_annotation(const std::vector<Stmt*>& body);

bool has_annotation(const Stmt* stmt) {
  switch (stmt->kind) {
    case StmtKind::AnnAssign: return true;
    case StmtKind::For: return has_annotation(as<ForStmt>(stmt)->body) || has_annotation(as<ForStmt>(stmt)->or_else);
    case StmtKind::While:
      return has_annotation(as<WhileStmt>(stmt)->body) || has_annotation(as<WhileStmt>(stmt)->or_else);
    case StmtKind::If: return has_annotation(as<IfStmt>(stmt)->body) || has_annotation(as<IfStmt>(stmt)->or_else);
    case StmtKind::With: return has_annotation(as<WithStmt>(stmt)->body);
    case StmtKind::Try: {
      const auto& guarded = *as<TryStmt>(stmt);
      const bool in_handler = std::any_of(guarded.handlers.begin(), guarded.handlers.end(),
                                          [](const ExceptHandler* handler) { return has_annotation(handler->body); });
      return in_handler || has_annotation(guarded.body) || has_annotation(guarded.final_body) ||
             has_annotation(guarded.or_else);
    }
    default: return false;
  }
}

bool has_annotation(const std::vector<Stmt*>& body) {
  return std::any_of(body.begin(), body.end(), [](const Stmt* stmt) { return has_annotation(stmt); });
}

}  // namespace

Codegen::Code Codegen::compile(const Module& module) {
  enter(UnitKind::Module, "<module>", &module, 1);
  visit_module_body(module.body);
  return leave(Tail::ReturnNone);
}

// ---- units ----

void Codegen::enter(UnitKind kind, std::string name, const void* node, int line) {
  auto unit = std::make_unique<Unit>();
  unit->kind = kind;
  unit->scope = &symbols_.scope_of(node);
  unit->name = std::move(name);
  unit->first_line = line;
  for (const std::string& parameter : unit->scope->parameters) unit->varnames.add(parameter);
  add_sorted(unit->cellvars, *unit->scope,
             [](const Symbol& s) { return s.scope == NameScope::Cell || (s.uses & use::kComprehensionCell) != 0; });
  if (unit->scope->needs_class_cell) unit->cellvars.add("__class__");
  unit->freevars = NameTable(unit->cellvars.size());
  add_sorted(unit->freevars, *unit->scope,
             [](const Symbol& s) { return s.scope == NameScope::Free || (s.uses & use::kFreeInClass) != 0; });
  unit->qualname = unit->name;
  if (!units_.empty()) {
    unit->class_name = this->unit().class_name;
    unit->qualname = qualified_name(this->unit(), *unit);
  }
  units_.push_back(std::move(unit));
  Location loc = line_start(line);
  if (kind == UnitKind::Module) loc.line = 0;
  emit(Opcode::Resume, 0, loc);
}

std::string Codegen::qualified_name(const Unit& parent, const Unit& inner) const {
  if (parent.kind == UnitKind::Module) return inner.name;
  if (inner.kind == UnitKind::Function || inner.kind == UnitKind::Class) {
    const NameScope scope = parent.scope->scope_of(mangle(parent.class_name, inner.name));
    if (scope == NameScope::GlobalExplicit) return inner.name;
  }
  const bool local = parent.kind == UnitKind::Function || parent.kind == UnitKind::Lambda;
  return parent.qualname + (local ? ".<locals>." : ".") + inner.name;
}

Codegen::Code Codegen::leave(Tail tail) {
  if (tail == Tail::ReturnNone) emit_const(make_none(), kNoLocation);
  emit(Opcode::ReturnValue, kNoLocation);
  Code code = assemble(unit(), flags_of(*unit().scope), reporter_.file());
  units_.pop_back();
  return code;
}

std::uint32_t Codegen::flags_of(const Scope& scope) const {
  std::uint32_t flags = future_.annotations ? code_flags::kFutureAnnotations : 0;
  if (!scope.is_function()) return flags;
  flags |= code_flags::kNewLocals | code_flags::kOptimized;
  if (scope.nested) flags |= code_flags::kNested;
  if (scope.generator) flags |= code_flags::kGenerator;
  if (scope.var_args) flags |= code_flags::kVarArgs;
  if (scope.var_keywords) flags |= code_flags::kVarKeywords;
  return flags;
}

void Codegen::visit_module_body(const Body& body) {
  visit_namespace_body(body, body.empty() ? line_start(1) : location_of(body.front()->span));
}

/// The body of a module or class: annotations and docstring become names in it.
void Codegen::visit_namespace_body(const Body& body, Location location) {
  if (has_annotation(body)) emit(Opcode::SetupAnnotations, location);
  const ConstantExpr* docstring = docstring_of(body);
  if (docstring != nullptr) {
    emit_const(make_str(clean_docstring(docstring->value.text)), location_of(docstring->span));
    store_name("__doc__", kNoLocation);
  }
  for (std::size_t i = docstring != nullptr ? 1 : 0; i < body.size(); ++i) visit(body[i]);
}

/// PEP 479: a StopIteration that leaves a generator becomes a RuntimeError.
void Codegen::wrap_in_stop_iteration_handler() {
  const Label handler = new_label();
  unit().code.add_in_front(kSetupCleanup, handler.id, kNoLocation);
  emit_const(make_none(), kNoLocation);
  emit(Opcode::ReturnValue, kNoLocation);
  place(handler);
  emit(Opcode::CallIntrinsic1, static_cast<int>(kIntrinsicStopIterationError), kNoLocation);
  emit(Opcode::Reraise, 1, kNoLocation);
}

// ---- names ----

void Codegen::fail(Location loc, std::string message) const {
  reporter_.fail(Span{std::max(loc.line, 0), loc.column, loc.end_line, loc.end_column}, std::move(message));
}

void Codegen::forbid_debug(const std::string& name, ExprContext context, Location loc) const {
  if (name != "__debug__" || context == ExprContext::Load) return;
  fail(loc, context == ExprContext::Store ? "cannot assign to __debug__" : "cannot delete __debug__");
}

void Codegen::emit_attribute(AttributeLoad load, const std::string& name, Location loc) {
  const int index = unit().names.add(mangled(name));
  emit(Opcode::LoadAttr, index << 1 | (load == AttributeLoad::Method ? 1 : 0), loc);
}

void Codegen::name_op(const std::string& name, ExprContext context, Location loc) {
  forbid_debug(name, context, loc);
  const std::string id = mangled(name);
  const NameScope scope = scope_of(id);
  const bool function = unit().scope->is_function();
  const auto pick = [context](Opcode load, Opcode store, Opcode del) {
    return context == ExprContext::Load ? load : context == ExprContext::Store ? store : del;
  };
  if (scope == NameScope::Free || scope == NameScope::Cell) return deref_op(id, scope, context, loc);
  const auto hidden = unit().fast_hidden.find(id);
  const bool fast = scope == NameScope::Local && (function || (hidden != unit().fast_hidden.end() && hidden->second));
  if (fast) return emit(pick(Opcode::LoadFast, Opcode::StoreFast, Opcode::DeleteFast), unit().varnames.add(id), loc);
  const bool global = scope == NameScope::GlobalExplicit || (scope == NameScope::GlobalImplicit && function);
  const bool class_comprehension =
      unit().kind == UnitKind::Class && unit().inlined_depth > 0 && context == ExprContext::Load;
  const int index = unit().names.add(id);
  if (global || class_comprehension) {
    const Opcode op = pick(Opcode::LoadGlobal, Opcode::StoreGlobal, Opcode::DeleteGlobal);
    return emit(op, op == Opcode::LoadGlobal ? index << 1 : index, loc);
  }
  emit(pick(Opcode::LoadName, Opcode::StoreName, Opcode::DeleteName), index, loc);
}

void Codegen::deref_op(const std::string& name, NameScope scope, ExprContext context, Location loc) {
  NameTable& table = scope == NameScope::Free ? unit().freevars : unit().cellvars;
  Opcode op = Opcode::LoadDeref;
  if (context == ExprContext::Store) op = Opcode::StoreDeref;
  if (context == ExprContext::Del) op = Opcode::DeleteDeref;
  if (op == Opcode::LoadDeref && unit().kind == UnitKind::Class && unit().inlined_depth == 0) {
    emit(Opcode::LoadLocals, loc);  // the class namespace comes first
    op = Opcode::LoadFromDictOrDeref;
  }
  emit(op, table.add(name), loc);
}

}  // namespace gilscope::compiler
