// Walks a module once and notes, block by block, what is done with each name. The first half of SymbolTable's
// construction.
#pragma once

#include <string>
#include <vector>

#include "sim/compiler/failure.hpp"
#include "sim/compiler/symbol_table.hpp"
#include "sim/lang/ast.hpp"

namespace gilscope::compiler {

class SymbolBuilder {
 public:
  SymbolBuilder(SymbolTable& table, Reporter& reporter, bool future_annotations)
      : table_(table), reporter_(reporter), future_annotations_(future_annotations) {}

  void build(const ast::Module& module);

 private:
  // statements (symbol_builder.cpp)
  void visit(const std::vector<ast::Stmt*>& body);
  void visit(const ast::Stmt* stmt);
  void visit_function(const ast::FunctionDefStmt& def);
  void visit_class(const ast::ClassDefStmt& def);
  void visit_annotated(const ast::AnnAssignStmt& stmt);
  void visit_try(const ast::TryStmt& stmt);
  void visit_import(const std::vector<ast::Alias*>& names);
  void visit_directive(const ast::Stmt& stmt, const std::vector<std::string>& names, unsigned flag);
  void visit_parameters(const ast::Arguments& args);
  void visit_defaults(const ast::Arguments& args);
  void visit_annotations(const ast::Arguments& args, const ast::Expr* returns);
  void visit_annotation(const ast::Expr* annotation);

  // expressions (symbol_builder_expr.cpp)
  void visit(const std::vector<ast::Expr*>& list);
  void visit(const ast::Expr* expr);
  void visit_call(const ast::CallExpr& call);
  void visit_name(const ast::NameExpr& name);
  void visit_lambda(const ast::LambdaExpr& lambda);
  void visit_yield(const ast::Expr& expr, const ast::Expr* value);
  void visit_walrus(const ast::NamedExpr& expr);
  void bind_walrus_target(const ast::NameExpr& target);
  void visit_comprehension(const ast::Expr& expr, ComprehensionKind kind,
                           const std::vector<ast::Comprehension>& generators, const ast::Expr* element,
                           const ast::Expr* value);
  void visit_target(const ast::Comprehension& generator);

  // names
  Scope& open(BlockKind kind, std::string name, const void* node);
  void close() { stack_.pop_back(); }
  Scope& current() { return *stack_.back(); }
  unsigned uses_of(const Scope& scope, const std::string& name) const;
  void note(const std::string& name, unsigned flag, const Span& span) { note_in(current(), name, flag, span); }
  void note_in(Scope& scope, const std::string& name, unsigned flag, const Span& span);

  SymbolTable& table_;
  Reporter& reporter_;
  bool future_annotations_;
  std::vector<Scope*> stack_;
  std::string class_name_;  ///< for mangling
};

}  // namespace gilscope::compiler
