#include "sim/compiler/constant_folder.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/compiler/constant_math.hpp"
#include "sim/compiler/constant_table.hpp"

namespace gilscope::compiler {

using namespace ast;

namespace {

bool has_starred(const std::vector<Expr*>& list) {
  return std::any_of(list.begin(), list.end(), [](const Expr* e) { return e->kind == ExprKind::Starred; });
}

std::optional<std::vector<Constant>> all_constant(const std::vector<Expr*>& list) {
  std::vector<Constant> items;
  for (const Expr* expr : list) {
    const auto* constant = as<ConstantExpr>(expr);
    if (constant == nullptr) return std::nullopt;
    items.push_back(constant->value);
  }
  return items;
}

}  // namespace

const ConstantExpr* docstring_of(const std::vector<Stmt*>& body) {
  if (body.empty()) return nullptr;
  const auto* stmt = as<ExprStmt>(static_cast<const Stmt*>(body.front()));
  const auto* constant = stmt == nullptr ? nullptr : as<ConstantExpr>(static_cast<const Expr*>(stmt->value));
  return constant != nullptr && constant->value.kind == ConstantKind::Str ? constant : nullptr;
}

ConstantExpr* ConstantFolder::make_constant(Constant value, const Span& span) {
  auto* node = module_.make<ConstantExpr>(span);
  node->value = std::move(value);
  return node;
}

// ---- statements ----

/// A string that only folding made a string is not a docstring: it is wrapped to stay an expression.
void ConstantFolder::fold_body(std::vector<Stmt*>& body) {
  const bool had_docstring = docstring_of(body) != nullptr;
  fold(body);
  if (had_docstring || docstring_of(body) == nullptr) return;
  auto* stmt = as<ExprStmt>(body.front());
  auto* joined = module_.make<JoinedStrExpr>(stmt->value->span);
  joined->values.push_back(stmt->value);
  stmt->value = joined;
}

void ConstantFolder::fold(std::vector<Stmt*>& list) {
  for (Stmt* stmt : list) fold(stmt);
}

void ConstantFolder::fold(Stmt* stmt) {
  switch (stmt->kind) {
    case StmtKind::FunctionDef: return fold_function(*as<FunctionDefStmt>(stmt));
    case StmtKind::ClassDef: return fold_class(*as<ClassDefStmt>(stmt));
    case StmtKind::Return: return fold(as<ReturnStmt>(stmt)->value);
    case StmtKind::Delete: return fold(as<DeleteStmt>(stmt)->targets);
    case StmtKind::Assign: fold(as<AssignStmt>(stmt)->targets); return fold(as<AssignStmt>(stmt)->value);
    case StmtKind::AugAssign: fold(as<AugAssignStmt>(stmt)->target); return fold(as<AugAssignStmt>(stmt)->value);
    case StmtKind::AnnAssign: {
      auto& assign = *as<AnnAssignStmt>(stmt);
      fold(assign.target);
      if (!future_annotations_) fold(assign.annotation);
      return fold(assign.value);
    }
    case StmtKind::For: {
      auto& loop = *as<ForStmt>(stmt);
      fold(loop.target);
      fold(loop.iter);
      fold(loop.body);
      fold(loop.or_else);
      return fold_iterable(loop.iter);
    }
    case StmtKind::While: {
      auto& loop = *as<WhileStmt>(stmt);
      fold(loop.test);
      fold(loop.body);
      return fold(loop.or_else);
    }
    case StmtKind::If: {
      auto& branch = *as<IfStmt>(stmt);
      fold(branch.test);
      fold(branch.body);
      return fold(branch.or_else);
    }
    case StmtKind::With:
      for (WithItem& item : as<WithStmt>(stmt)->items) {
        fold(item.context_expr);
        fold(item.optional_vars);
      }
      return fold(as<WithStmt>(stmt)->body);
    case StmtKind::Raise: fold(as<RaiseStmt>(stmt)->exception); return fold(as<RaiseStmt>(stmt)->cause);
    case StmtKind::Try: return fold_try(*as<TryStmt>(stmt));
    case StmtKind::Assert: fold(as<AssertStmt>(stmt)->test); return fold(as<AssertStmt>(stmt)->message);
    case StmtKind::Expr: return fold(as<ExprStmt>(stmt)->value);
    default: return;
  }
}

void ConstantFolder::fold_function(FunctionDefStmt& def) {
  fold_arguments(def.args);
  fold_body(def.body);
  fold(def.decorators);
  if (!future_annotations_) fold(def.returns);
}

void ConstantFolder::fold_class(ClassDefStmt& def) {
  fold(def.bases);
  for (Keyword* keyword : def.keywords) fold(keyword->value);
  fold_body(def.body);
  fold(def.decorators);
}

void ConstantFolder::fold_try(TryStmt& stmt) {
  fold(stmt.body);
  for (ExceptHandler* handler : stmt.handlers) {
    fold(handler->type);
    fold(handler->body);
  }
  fold(stmt.or_else);
  fold(stmt.final_body);
}

void ConstantFolder::fold_arguments(Arguments& args) {
  fold(args.defaults);
  fold(args.keyword_defaults);
  if (future_annotations_) return;
  for (auto* list : {&args.positional_only, &args.args, &args.keyword_only}) {
    for (Arg* arg : *list) fold(arg->annotation);
  }
  for (Arg* arg : {args.vararg, args.kwarg}) {
    if (arg != nullptr) fold(arg->annotation);
  }
}

// ---- expressions ----

void ConstantFolder::fold(std::vector<Expr*>& list) {
  for (Expr*& expr : list) fold(expr);
}

void ConstantFolder::fold(Expr*& slot) {
  if (slot == nullptr) return;
  fold_children(slot);
  switch (slot->kind) {
    case ExprKind::BinOp: return fold_binary(slot);
    case ExprKind::UnaryOp: return fold_unary(slot);
    case ExprKind::Subscript: return fold_subscript(slot);
    case ExprKind::Tuple: return fold_tuple(slot);
    case ExprKind::Compare: {
      auto& compare = *as<CompareExpr>(slot);
      const CompareOperator op = compare.ops.back();
      if (op == CompareOperator::In || op == CompareOperator::NotIn) fold_iterable(compare.comparators.back());
      return;
    }
    case ExprKind::Name: {
      const auto& name = *as<NameExpr>(slot);
      if (name.context == ExprContext::Load && name.id == "__debug__") replace(slot, make_bool(true));
      return;
    }
    default: return;
  }
}

void ConstantFolder::fold_children(Expr* expr) {
  switch (expr->kind) {
    case ExprKind::BoolOp: return fold(as<BoolOpExpr>(expr)->values);
    case ExprKind::NamedExpr: return fold(as<NamedExpr>(expr)->value);
    case ExprKind::BinOp: fold(as<BinOpExpr>(expr)->left); return fold(as<BinOpExpr>(expr)->right);
    case ExprKind::UnaryOp: return fold(as<UnaryOpExpr>(expr)->operand);
    case ExprKind::Lambda: fold_arguments(as<LambdaExpr>(expr)->args); return fold(as<LambdaExpr>(expr)->body);
    case ExprKind::IfExp:
      fold(as<IfExpr>(expr)->test);
      fold(as<IfExpr>(expr)->body);
      return fold(as<IfExpr>(expr)->or_else);
    case ExprKind::Dict: fold(as<DictExpr>(expr)->keys); return fold(as<DictExpr>(expr)->values);
    case ExprKind::Set: return fold(as<SetExpr>(expr)->elements);
    case ExprKind::ListComp:
      fold(as<ListCompExpr>(expr)->element);
      return fold_generators(as<ListCompExpr>(expr)->generators);
    case ExprKind::SetComp:
      fold(as<SetCompExpr>(expr)->element);
      return fold_generators(as<SetCompExpr>(expr)->generators);
    case ExprKind::DictComp:
      fold(as<DictCompExpr>(expr)->key);
      fold(as<DictCompExpr>(expr)->value);
      return fold_generators(as<DictCompExpr>(expr)->generators);
    case ExprKind::GeneratorExp:
      fold(as<GeneratorExpr>(expr)->element);
      return fold_generators(as<GeneratorExpr>(expr)->generators);
    case ExprKind::Yield: return fold(as<YieldExpr>(expr)->value);
    case ExprKind::YieldFrom: return fold(as<YieldFromExpr>(expr)->value);
    case ExprKind::Compare: fold(as<CompareExpr>(expr)->left); return fold(as<CompareExpr>(expr)->comparators);
    case ExprKind::Call: {
      auto& call = *as<CallExpr>(expr);
      fold(call.func);
      fold(call.args);
      for (Keyword* keyword : call.keywords) fold(keyword->value);
      return;
    }
    case ExprKind::FormattedValue:
      fold(as<FormattedValueExpr>(expr)->value);
      return fold(as<FormattedValueExpr>(expr)->format_spec);
    case ExprKind::JoinedStr: return fold(as<JoinedStrExpr>(expr)->values);
    case ExprKind::Attribute: return fold(as<AttributeExpr>(expr)->value);
    case ExprKind::Subscript: fold(as<SubscriptExpr>(expr)->value); return fold(as<SubscriptExpr>(expr)->slice);
    case ExprKind::Starred: return fold(as<StarredExpr>(expr)->value);
    case ExprKind::List: return fold(as<ListExpr>(expr)->elements);
    case ExprKind::Tuple: return fold(as<TupleExpr>(expr)->elements);
    case ExprKind::Slice:
      fold(as<SliceExpr>(expr)->lower);
      fold(as<SliceExpr>(expr)->upper);
      return fold(as<SliceExpr>(expr)->step);
    case ExprKind::Constant:
    case ExprKind::Name: return;
  }
}

void ConstantFolder::fold_generators(std::vector<Comprehension>& generators) {
  for (Comprehension& generator : generators) {
    fold(generator.target);
    fold(generator.iter);
    fold(generator.ifs);
    fold_iterable(generator.iter);
  }
}

void ConstantFolder::fold_binary(Expr*& slot) {
  auto& binary = *as<BinOpExpr>(slot);
  const auto* left = as<ConstantExpr>(binary.left);
  if (left == nullptr) return;
  if (binary.op == Operator::Mod && left->value.kind == ConstantKind::Str && binary.right->kind == ExprKind::Tuple) {
    if (!has_starred(as<TupleExpr>(binary.right)->elements)) return fold_percent_format(slot);
  }
  const auto* right = as<ConstantExpr>(binary.right);
  if (right == nullptr) return;
  if (auto value = compiler::fold_binary(binary.op, left->value, right->value)) replace(slot, std::move(*value));
}

void ConstantFolder::fold_unary(Expr*& slot) {
  auto& unary = *as<UnaryOpExpr>(slot);
  if (const auto* operand = as<ConstantExpr>(unary.operand)) {
    if (auto value = compiler::fold_unary(unary.op, operand->value)) replace(slot, std::move(*value));
    return;
  }
  auto* compare = as<CompareExpr>(unary.operand);
  if (unary.op != UnaryOperator::Not || compare == nullptr || compare->ops.size() != 1) return;
  switch (compare->ops.front()) {  // `not a in b` is `a not in b`
    case CompareOperator::Is: compare->ops.front() = CompareOperator::IsNot; break;
    case CompareOperator::IsNot: compare->ops.front() = CompareOperator::Is; break;
    case CompareOperator::In: compare->ops.front() = CompareOperator::NotIn; break;
    case CompareOperator::NotIn: compare->ops.front() = CompareOperator::In; break;
    default: return;
  }
  slot = compare;
}

void ConstantFolder::fold_subscript(Expr*& slot) {
  const auto& subscript = *as<SubscriptExpr>(slot);
  const auto* container = as<ConstantExpr>(subscript.value);
  const auto* index = as<ConstantExpr>(subscript.slice);
  if (subscript.context != ExprContext::Load || container == nullptr || index == nullptr) return;
  if (auto value = compiler::fold_subscript(container->value, index->value)) replace(slot, std::move(*value));
}

void ConstantFolder::fold_tuple(Expr*& slot) {
  const auto& tuple = *as<TupleExpr>(slot);
  if (tuple.context != ExprContext::Load) return;
  if (auto items = all_constant(tuple.elements)) replace(slot, make_tuple(std::move(*items)));
}

/// A list or set that is only iterated over, or searched, need not be built anew each time.
void ConstantFolder::fold_iterable(Expr*& slot) {
  if (const auto* list = as<ListExpr>(slot)) {
    if (has_starred(list->elements)) return;
    auto* tuple = module_.make<TupleExpr>(list->span);
    tuple->elements = list->elements;
    tuple->context = list->context;
    slot = tuple;
    if (auto items = all_constant(tuple->elements)) replace(slot, make_tuple(std::move(*items)));
  } else if (const auto* set = as<SetExpr>(slot)) {
    if (auto items = all_constant(set->elements)) replace(slot, make_frozenset(*items));
  }
}

}  // namespace gilscope::compiler
