// SyntaxWarnings for what is certainly a mistake: `x is 5`, `"text"(...)`, `[1][2, 3]`.
#include "fmt/format.h"
#include "sim/compiler/codegen.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

const char* constant_type(const Constant& constant) {
  switch (constant.kind) {
    case ConstantKind::None: return "NoneType";
    case ConstantKind::True:
    case ConstantKind::False: return "bool";
    case ConstantKind::Ellipsis: return "ellipsis";
    case ConstantKind::Int: return "int";
    case ConstantKind::Float: return "float";
    case ConstantKind::Str: return "str";
    case ConstantKind::Bytes: return "bytes";
    case ConstantKind::Tuple: return "tuple";
    case ConstantKind::FrozenSet: return "frozenset";
    case ConstantKind::Code: return "code";
  }
  return "";
}

/// The type a display or constant will have; null if it cannot be told.
const char* type_of(const Expr* expr) {
  switch (expr->kind) {
    case ExprKind::Tuple: return "tuple";
    case ExprKind::List:
    case ExprKind::ListComp: return "list";
    case ExprKind::Dict:
    case ExprKind::DictComp: return "dict";
    case ExprKind::Set:
    case ExprKind::SetComp: return "set";
    case ExprKind::GeneratorExp: return "generator";
    case ExprKind::Lambda: return "function";
    case ExprKind::JoinedStr:
    case ExprKind::FormattedValue: return "str";
    case ExprKind::Constant: return constant_type(as<ConstantExpr>(expr)->value);
    default: return nullptr;
  }
}

bool is_constant_of(const Expr* expr, std::initializer_list<ConstantKind> kinds) {
  const auto* constant = as<ConstantExpr>(expr);
  if (constant == nullptr) return false;
  for (ConstantKind kind : kinds) {
    if (constant->value.kind == kind) return true;
  }
  return false;
}

/// A constant other than the named singletons: comparing it by identity is a mistake.
bool is_literal(const Expr* expr) {
  using enum ConstantKind;
  return expr->kind == ExprKind::Constant && !is_constant_of(expr, {None, True, False, Ellipsis});
}

bool is_unsubscriptable(const Expr* expr) {
  using enum ConstantKind;
  switch (expr->kind) {
    case ExprKind::Set:
    case ExprKind::SetComp:
    case ExprKind::GeneratorExp:
    case ExprKind::Lambda: return true;
    default: return is_constant_of(expr, {None, Ellipsis, True, False, Int, Float, FrozenSet});
  }
}

bool needs_integer_index(const Expr* expr) {
  using enum ConstantKind;
  switch (expr->kind) {
    case ExprKind::Tuple:
    case ExprKind::List:
    case ExprKind::ListComp:
    case ExprKind::JoinedStr:
    case ExprKind::FormattedValue: return true;
    default: return is_constant_of(expr, {Str, Bytes, Tuple});
  }
}

}  // namespace

void Codegen::check_comparison(const CompareExpr& expr) {
  const Expr* left = expr.left;
  for (std::size_t i = 0; i < expr.ops.size(); ++i) {
    const Expr* right = expr.comparators[i];
    const bool is = expr.ops[i] == CompareOperator::Is;
    if ((is || expr.ops[i] == CompareOperator::IsNot) && (is_literal(left) || is_literal(right))) {
      const char* type = type_of(is_literal(left) ? left : right);
      return reporter_.warn(expr.span, fmt::format("\"{}\" with '{}' literal. Did you mean \"{}\"?",
                                                   is ? "is" : "is not", type, is ? "==" : "!="));
    }
    left = right;
  }
}

void Codegen::check_callee(const Expr* callee) {
  const char* type = type_of(callee);
  if (type == nullptr || callee->kind == ExprKind::Lambda) return;
  reporter_.warn(callee->span, fmt::format("'{}' object is not callable; perhaps you missed a comma?", type));
}

void Codegen::check_subscript(const SubscriptExpr& expr) {
  if (is_unsubscriptable(expr.value)) {
    reporter_.warn(expr.value->span,
                   fmt::format("'{}' object is not subscriptable; perhaps you missed a comma?", type_of(expr.value)));
  }
  const char* index = type_of(expr.slice);
  if (index == nullptr || is_constant_of(expr.slice, {ConstantKind::Int, ConstantKind::True, ConstantKind::False}))
    return;
  if (!needs_integer_index(expr.value)) return;
  reporter_.warn(expr.value->span,
                 fmt::format("{} indices must be integers or slices, not {}; perhaps you missed a comma?",
                             type_of(expr.value), index));
}

}  // namespace gilscope::compiler
