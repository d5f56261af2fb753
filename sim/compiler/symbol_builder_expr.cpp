#include "fmt/format.h"
#include "sim/compiler/symbol_builder.hpp"

namespace gilscope::compiler {

using namespace ast;

void SymbolBuilder::visit(const std::vector<Expr*>& list) {
  for (const Expr* expr : list) visit(expr);
}

void SymbolBuilder::visit(const Expr* expr) {
  if (expr == nullptr) return;
  switch (expr->kind) {
    case ExprKind::BoolOp: return visit(as<BoolOpExpr>(expr)->values);
    case ExprKind::NamedExpr: return visit_walrus(*as<NamedExpr>(expr));
    case ExprKind::BinOp: visit(as<BinOpExpr>(expr)->left); return visit(as<BinOpExpr>(expr)->right);
    case ExprKind::UnaryOp: return visit(as<UnaryOpExpr>(expr)->operand);
    case ExprKind::Lambda: return visit_lambda(*as<LambdaExpr>(expr));
    case ExprKind::IfExp:
      visit(as<IfExpr>(expr)->test);
      visit(as<IfExpr>(expr)->body);
      return visit(as<IfExpr>(expr)->or_else);
    case ExprKind::Dict: visit(as<DictExpr>(expr)->keys); return visit(as<DictExpr>(expr)->values);
    case ExprKind::Set: return visit(as<SetExpr>(expr)->elements);
    case ExprKind::ListComp: {
      const auto& comp = *as<ListCompExpr>(expr);
      return visit_comprehension(comp, ComprehensionKind::List, comp.generators, comp.element, nullptr);
    }
    case ExprKind::SetComp: {
      const auto& comp = *as<SetCompExpr>(expr);
      return visit_comprehension(comp, ComprehensionKind::Set, comp.generators, comp.element, nullptr);
    }
    case ExprKind::DictComp: {
      const auto& comp = *as<DictCompExpr>(expr);
      return visit_comprehension(comp, ComprehensionKind::Dict, comp.generators, comp.key, comp.value);
    }
    case ExprKind::GeneratorExp: {
      const auto& comp = *as<GeneratorExpr>(expr);
      return visit_comprehension(comp, ComprehensionKind::Generator, comp.generators, comp.element, nullptr);
    }
    case ExprKind::Yield: return visit_yield(*expr, as<YieldExpr>(expr)->value);
    case ExprKind::YieldFrom: return visit_yield(*expr, as<YieldFromExpr>(expr)->value);
    case ExprKind::Compare: visit(as<CompareExpr>(expr)->left); return visit(as<CompareExpr>(expr)->comparators);
    case ExprKind::Call: return visit_call(*as<CallExpr>(expr));
    case ExprKind::FormattedValue:
      visit(as<FormattedValueExpr>(expr)->value);
      return visit(as<FormattedValueExpr>(expr)->format_spec);
    case ExprKind::JoinedStr: return visit(as<JoinedStrExpr>(expr)->values);
    case ExprKind::Constant: return;
    case ExprKind::Attribute: return visit(as<AttributeExpr>(expr)->value);
    case ExprKind::Subscript: visit(as<SubscriptExpr>(expr)->value); return visit(as<SubscriptExpr>(expr)->slice);
    case ExprKind::Starred: return visit(as<StarredExpr>(expr)->value);
    case ExprKind::Name: return visit_name(*as<NameExpr>(expr));
    case ExprKind::List: return visit(as<ListExpr>(expr)->elements);
    case ExprKind::Tuple: return visit(as<TupleExpr>(expr)->elements);
    case ExprKind::Slice:
      visit(as<SliceExpr>(expr)->lower);
      visit(as<SliceExpr>(expr)->upper);
      return visit(as<SliceExpr>(expr)->step);
  }
}

void SymbolBuilder::visit_call(const CallExpr& call) {
  visit(call.func);
  visit(call.args);
  for (const Keyword* keyword : call.keywords) visit(keyword->value);
}

/// Reading `super` in a function also reads `__class__`, so that super() works without arguments.
void SymbolBuilder::visit_name(const NameExpr& name) {
  const bool load = name.context == ExprContext::Load;
  note(name.id, load ? use::kRead : use::kLocal, name.span);
  if (load && current().is_function() && name.id == "super") note("__class__", use::kRead, name.span);
}

void SymbolBuilder::visit_lambda(const LambdaExpr& lambda) {
  visit_defaults(lambda.args);
  open(BlockKind::Function, "lambda", &lambda);
  visit_parameters(lambda.args);
  visit(lambda.body);
  close();
}

void SymbolBuilder::visit_yield(const Expr& expr, const Expr* value) {
  visit(value);
  current().generator = true;
  static constexpr const char* kWhere[] = {"", "list comprehension", "set comprehension", "dict comprehension",
                                           "generator expression"};
  if (current().comprehension != ComprehensionKind::None) {
    reporter_.fail(expr.span, fmt::format("'yield' inside {}", kWhere[static_cast<int>(current().comprehension)]));
  }
}

void SymbolBuilder::visit_walrus(const NamedExpr& expr) {
  if (current().iterable_depth > 0) {
    reporter_.fail(expr.span, "assignment expression cannot be used in a comprehension iterable expression");
  }
  if (current().comprehension != ComprehensionKind::None) bind_walrus_target(*as<NameExpr>(expr.target));
  visit(expr.value);
  visit(expr.target);
}

/// PEP 572: inside a comprehension := binds in the function or module around it.
void SymbolBuilder::bind_walrus_target(const NameExpr& target) {
  for (auto it = stack_.rbegin(); it != stack_.rend(); ++it) {
    Scope& scope = **it;
    const unsigned uses = uses_of(scope, target.id);
    if (scope.comprehension != ComprehensionKind::None) {
      if ((uses & use::kIterationVariable) != 0 && (uses & use::kLocal) != 0) {
        reporter_.fail(
            target.span,
            fmt::format("assignment expression cannot rebind comprehension iteration variable '{}'", target.id));
      }
      continue;
    }
    if (scope.kind == BlockKind::Class) {
      reporter_.fail(target.span, "assignment expression within a comprehension cannot be used in a class body");
    }
    const bool global = scope.kind == BlockKind::Module || (uses & use::kGlobal) != 0;
    note(target.id, global ? use::kGlobal : use::kNonlocal, target.span);
    current().directives.emplace_back(mangle(class_name_, target.id), target.span);
    note_in(scope, target.id, scope.kind == BlockKind::Module ? use::kGlobal : use::kLocal, target.span);
    return;
  }
}

void SymbolBuilder::visit_target(const Comprehension& generator) {
  current().in_target = true;
  visit(generator.target);
  current().in_target = false;
}

/// The first iterable is evaluated outside, everything else in a scope of its own.
void SymbolBuilder::visit_comprehension(const Expr& expr, ComprehensionKind kind,
                                        const std::vector<Comprehension>& generators, const Expr* element,
                                        const Expr* value) {
  static constexpr const char* kNames[] = {"", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"};
  ++current().iterable_depth;
  visit(generators.front().iter);
  --current().iterable_depth;
  Scope& scope = open(BlockKind::Function, kNames[static_cast<int>(kind)], &expr);
  scope.comprehension = kind;
  note(".0", use::kParameter, expr.span);
  for (std::size_t i = 0; i < generators.size(); ++i) {
    visit_target(generators[i]);
    if (i > 0) {
      ++current().iterable_depth;
      visit(generators[i].iter);
      --current().iterable_depth;
    }
    visit(generators[i].ifs);
  }
  visit(value);
  visit(element);
  scope.generator = kind == ComprehensionKind::Generator;
  close();
}

}  // namespace gilscope::compiler
