// Simplifies the tree before scopes and code are made of it: constant expressions, `in [..]`, "%s" % (x,), __debug__.
// The rules are those of CPython 3.13's Python/ast_opt.c.
#pragma once

#include <string>
#include <vector>

#include "sim/lang/ast.hpp"

namespace gilscope::compiler {

class ConstantFolder {
 public:
  ConstantFolder(ast::Module& module, bool future_annotations)
      : module_(module), future_annotations_(future_annotations) {}

  void fold_module() { fold_body(module_.body); }

 private:
  // statements
  void fold_body(std::vector<ast::Stmt*>& body);
  void fold(std::vector<ast::Stmt*>& list);
  void fold(ast::Stmt* stmt);
  void fold_function(ast::FunctionDefStmt& def);
  void fold_class(ast::ClassDefStmt& def);
  void fold_try(ast::TryStmt& stmt);
  void fold_arguments(ast::Arguments& args);

  // expressions; the slot receives the simplified node
  void fold(std::vector<ast::Expr*>& list);
  void fold(ast::Expr*& slot);
  void fold_children(ast::Expr* expr);
  void fold_generators(std::vector<ast::Comprehension>& generators);
  void fold_binary(ast::Expr*& slot);
  void fold_unary(ast::Expr*& slot);
  void fold_subscript(ast::Expr*& slot);
  void fold_tuple(ast::Expr*& slot);
  void fold_iterable(ast::Expr*& slot);
  void fold_percent_format(ast::Expr*& slot);

  ast::ConstantExpr* make_constant(Constant value, const Span& span);
  void replace(ast::Expr*& slot, Constant value) { slot = make_constant(std::move(value), slot->span); }

  ast::Module& module_;
  bool future_annotations_;
};

/// The statement's string if it is a docstring, else null.
const ast::ConstantExpr* docstring_of(const std::vector<ast::Stmt*>& body);

}  // namespace gilscope::compiler
