#include "sim/compiler/symbol_builder.hpp"

#include <utility>

#include "fmt/format.h"

namespace gilscope::compiler {

using namespace ast;

SymbolTable::SymbolTable(const Module& module, Reporter& reporter, bool future_annotations) {
  SymbolBuilder(*this, reporter, future_annotations).build(module);
  analyze_scopes(top(), reporter);
}

void SymbolBuilder::build(const Module& module) {
  open(BlockKind::Module, "top", &module);
  visit(module.body);
  close();
}

Scope& SymbolBuilder::open(BlockKind kind, std::string name, const void* node) {
  auto scope = std::make_unique<Scope>();
  scope->kind = kind;
  scope->name = std::move(name);
  if (!stack_.empty()) {
    scope->nested = current().nested || current().is_function();
    current().children.push_back(scope.get());
  }
  stack_.push_back(scope.get());
  table_.by_node_[node] = scope.get();
  table_.scopes_.push_back(std::move(scope));
  return current();
}

unsigned SymbolBuilder::uses_of(const Scope& scope, const std::string& name) const {
  const Symbol* symbol = scope.symbols.find(mangle(class_name_, name));
  return symbol == nullptr ? 0 : symbol->uses;
}

void SymbolBuilder::note_in(Scope& scope, const std::string& name, unsigned flag, const Span& span) {
  const std::string mangled = mangle(class_name_, name);
  Symbol& symbol = scope.symbols.get(mangled);
  if ((flag & symbol.uses & use::kParameter) != 0) {
    reporter_.fail(span, fmt::format("duplicate argument '{}' in function definition", name));
  }
  symbol.uses |= flag;
  if (scope.in_target) {
    if ((symbol.uses & (use::kGlobal | use::kNonlocal)) != 0) {
      reporter_.fail(span,
                     fmt::format("comprehension inner loop cannot rebind assignment expression target '{}'", name));
    }
    symbol.uses |= use::kIterationVariable;
  }
  if ((flag & use::kParameter) != 0) scope.parameters.push_back(mangled);
  if ((flag & use::kGlobal) != 0) table_.top().symbols.get(mangled).uses |= flag;
}

void SymbolBuilder::visit(const std::vector<Stmt*>& body) {
  for (const Stmt* stmt : body) visit(stmt);
}

void SymbolBuilder::visit(const Stmt* stmt) {
  switch (stmt->kind) {
    case StmtKind::FunctionDef: return visit_function(*as<FunctionDefStmt>(stmt));
    case StmtKind::ClassDef: return visit_class(*as<ClassDefStmt>(stmt));
    case StmtKind::Return: return visit(as<ReturnStmt>(stmt)->value);
    case StmtKind::Delete: return visit(as<DeleteStmt>(stmt)->targets);
    case StmtKind::Assign: visit(as<AssignStmt>(stmt)->targets); return visit(as<AssignStmt>(stmt)->value);
    case StmtKind::AugAssign: visit(as<AugAssignStmt>(stmt)->target); return visit(as<AugAssignStmt>(stmt)->value);
    case StmtKind::AnnAssign: return visit_annotated(*as<AnnAssignStmt>(stmt));
    case StmtKind::For: {
      const auto& loop = *as<ForStmt>(stmt);
      visit(loop.target);
      visit(loop.iter);
      visit(loop.body);
      return visit(loop.or_else);
    }
    case StmtKind::While: {
      const auto& loop = *as<WhileStmt>(stmt);
      visit(loop.test);
      visit(loop.body);
      return visit(loop.or_else);
    }
    case StmtKind::If: {
      const auto& branch = *as<IfStmt>(stmt);
      visit(branch.test);
      visit(branch.body);
      return visit(branch.or_else);
    }
    case StmtKind::With:
      for (const WithItem& item : as<WithStmt>(stmt)->items) {
        visit(item.context_expr);
        visit(item.optional_vars);
      }
      return visit(as<WithStmt>(stmt)->body);
    case StmtKind::Raise: visit(as<RaiseStmt>(stmt)->exception); return visit(as<RaiseStmt>(stmt)->cause);
    case StmtKind::Try: return visit_try(*as<TryStmt>(stmt));
    case StmtKind::Assert: visit(as<AssertStmt>(stmt)->test); return visit(as<AssertStmt>(stmt)->message);
    case StmtKind::Import: return visit_import(as<ImportStmt>(stmt)->names);
    case StmtKind::ImportFrom: return visit_import(as<ImportFromStmt>(stmt)->names);
    case StmtKind::Global: return visit_directive(*stmt, as<GlobalStmt>(stmt)->names, use::kGlobal);
    case StmtKind::Nonlocal: return visit_directive(*stmt, as<NonlocalStmt>(stmt)->names, use::kNonlocal);
    case StmtKind::Expr: return visit(as<ExprStmt>(stmt)->value);
    case StmtKind::Pass:
    case StmtKind::Break:
    case StmtKind::Continue: return;
  }
}

void SymbolBuilder::visit_function(const FunctionDefStmt& def) {
  note(def.name, use::kLocal, def.span);
  visit_defaults(def.args);
  visit(def.decorators);
  visit_annotations(def.args, def.returns);
  open(BlockKind::Function, def.name, &def);
  visit_parameters(def.args);
  visit(def.body);
  close();
}

void SymbolBuilder::visit_class(const ClassDefStmt& def) {
  note(def.name, use::kLocal, def.span);
  visit(def.decorators);
  visit(def.bases);
  for (const Keyword* keyword : def.keywords) visit(keyword->value);
  open(BlockKind::Class, def.name, &def);
  std::string outer = std::exchange(class_name_, def.name);
  visit(def.body);
  class_name_ = std::move(outer);
  close();
}

void SymbolBuilder::visit_annotated(const AnnAssignStmt& stmt) {
  if (const auto* name = as<NameExpr>(stmt.target)) {
    const unsigned uses = uses_of(current(), name->id);
    if ((uses & (use::kGlobal | use::kNonlocal)) != 0 && stack_.size() > 1 && stmt.simple) {
      const char* what = (uses & use::kGlobal) != 0 ? "global" : "nonlocal";
      reporter_.fail(stmt.span, fmt::format("annotated name '{}' can't be {}", name->id, what));
    }
    if (stmt.simple) {
      note(name->id, use::kAnnotated | use::kLocal, name->span);
    } else if (stmt.value != nullptr) {
      note(name->id, use::kLocal, name->span);
    }
  } else {
    visit(stmt.target);
  }
  visit_annotation(stmt.annotation);
  visit(stmt.value);
}

void SymbolBuilder::visit_try(const TryStmt& stmt) {
  visit(stmt.body);
  for (const ExceptHandler* handler : stmt.handlers) {
    visit(handler->type);
    if (!handler->name.empty()) note(handler->name, use::kLocal, handler->span);
    visit(handler->body);
  }
  visit(stmt.or_else);
  visit(stmt.final_body);
}

void SymbolBuilder::visit_import(const std::vector<Alias*>& names) {
  for (const Alias* alias : names) {
    if (alias->name == "*") {
      if (current().kind != BlockKind::Module) reporter_.fail(alias->span, "import * only allowed at module level");
      continue;
    }
    const std::string bound = alias->as_name.empty() ? alias->name.substr(0, alias->name.find('.')) : alias->as_name;
    note(bound, use::kImported, alias->span);
  }
}

void SymbolBuilder::visit_directive(const Stmt& stmt, const std::vector<std::string>& names, unsigned flag) {
  const char* word = flag == use::kGlobal ? "global" : "nonlocal";
  for (const std::string& name : names) {
    const unsigned uses = uses_of(current(), name);
    if ((uses & use::kParameter) != 0)
      reporter_.fail(stmt.span, fmt::format("name '{}' is parameter and {}", name, word));
    if ((uses & use::kRead) != 0)
      reporter_.fail(stmt.span, fmt::format("name '{}' is used prior to {} declaration", name, word));
    if ((uses & use::kAnnotated) != 0)
      reporter_.fail(stmt.span, fmt::format("annotated name '{}' can't be {}", name, word));
    if ((uses & use::kLocal) != 0) {
      reporter_.fail(stmt.span, fmt::format("name '{}' is assigned to before {} declaration", name, word));
    }
    note(name, flag, stmt.span);
    current().directives.emplace_back(mangle(class_name_, name), stmt.span);
  }
}

void SymbolBuilder::visit_parameters(const Arguments& args) {
  for (const auto* list : {&args.positional_only, &args.args, &args.keyword_only}) {
    for (const Arg* arg : *list) note(arg->name, use::kParameter, arg->span);
  }
  if (args.vararg != nullptr) {
    note(args.vararg->name, use::kParameter, args.vararg->span);
    current().var_args = true;
  }
  if (args.kwarg != nullptr) {
    note(args.kwarg->name, use::kParameter, args.kwarg->span);
    current().var_keywords = true;
  }
}

void SymbolBuilder::visit_defaults(const Arguments& args) {
  visit(args.defaults);
  visit(args.keyword_defaults);
}

void SymbolBuilder::visit_annotations(const Arguments& args, const Expr* returns) {
  for (const auto* list : {&args.positional_only, &args.args}) {
    for (const Arg* arg : *list) visit_annotation(arg->annotation);
  }
  if (args.vararg != nullptr) visit_annotation(args.vararg->annotation);
  if (args.kwarg != nullptr) visit_annotation(args.kwarg->annotation);
  for (const Arg* arg : args.keyword_only) visit_annotation(arg->annotation);
  visit_annotation(returns);
}

/// Under `from __future__ import annotations` an annotation is only text.
void SymbolBuilder::visit_annotation(const Expr* annotation) {
  if (!future_annotations_) visit(annotation);
}

}  // namespace gilscope::compiler
