// What can be assigned to or deleted. Targets are parsed as expressions first and then judged: the grammars overlap.
#include <algorithm>

#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

namespace {

const std::vector<Expr*>* elements_of(const Expr* node) {
  if (const auto* tuple = as<TupleExpr>(node)) return &tuple->elements;
  if (const auto* list = as<ListExpr>(node)) return &list->elements;
  return nullptr;
}

}  // namespace

/// Targets of `for` and of assignments: one, or several with commas.
Parser::Expr* Parser::star_targets() {
  const int first = pos_;
  Expr* head = star_target();
  if (!at(K::Comma)) return head;
  std::vector<Expr*> elements{head};
  while (accept(K::Comma)) {
    if (!can_start_expression() || !attempt([&] { elements.push_back(star_target()); })) break;
  }
  auto* node = make<TupleExpr>(first);
  node->elements = std::move(elements);
  node->context = ExprContext::Store;
  return node;
}

Parser::Expr* Parser::star_target() {
  const Deeper deeper(*this);
  if (at(K::Star)) {
    const int first = advance();
    if (at(K::Star)) mismatch();
    Expr* value = star_target();
    auto* node = make<StarredExpr>(first);
    node->value = value;
    node->context = ExprContext::Store;
    return node;
  }
  Expr* node = primary();
  if (!is_star_target(node)) mismatch();
  set_context(node, ExprContext::Store);
  return node;
}

Parser::Expr* Parser::single_target() {
  Expr* node = primary();
  const ExprKind kind = node->kind;
  if (kind != ExprKind::Name && kind != ExprKind::Attribute && kind != ExprKind::Subscript) mismatch();
  set_context(node, ExprContext::Store);
  return node;
}

/// The target of `target: annotation` that is not a bare name.
Parser::Expr* Parser::single_subscript_attribute_target() {
  const bool in_parentheses = at(K::LeftParen);
  Expr* node = single_target();
  if (node->kind == ExprKind::Name && !in_parentheses) mismatch();
  return node;
}

Parser::Expr* Parser::delete_target() {
  Expr* node = primary();
  if (!is_delete_target(node)) mismatch();
  set_context(node, ExprContext::Del);
  return node;
}

bool Parser::is_star_target(const Expr* node) const {
  switch (node->kind) {
    case ExprKind::Name: case ExprKind::Attribute: case ExprKind::Subscript:
      return true;
    case ExprKind::Tuple: case ExprKind::List: {
      const auto& elements = *elements_of(node);
      return std::all_of(elements.begin(), elements.end(), [&](const Expr* element) {
        const auto* starred = as<StarredExpr>(element);
        return is_star_target(starred != nullptr ? starred->value : element);
      });
    }
    default:
      return false;
  }
}

bool Parser::is_delete_target(const Expr* node) const {
  if (const auto* elements = elements_of(node)) {
    return std::all_of(elements->begin(), elements->end(),
                       [&](const Expr* element) { return is_delete_target(element); });
  }
  return node->kind == ExprKind::Name || node->kind == ExprKind::Attribute || node->kind == ExprKind::Subscript;
}

void Parser::set_context(Expr* node, ExprContext context) {
  if (auto* name = as<NameExpr>(node)) name->context = context;
  if (auto* attribute = as<AttributeExpr>(node)) attribute->context = context;
  if (auto* subscript = as<SubscriptExpr>(node)) subscript->context = context;
  if (auto* list = as<ListExpr>(node)) list->context = context;
  if (auto* tuple = as<TupleExpr>(node)) tuple->context = context;
  if (auto* starred = as<StarredExpr>(node)) {
    starred->context = context;
    set_context(starred->value, context);
  }
  if (const auto* elements = elements_of(node)) {
    for (Expr* element : *elements) set_context(element, context);
  }
}

/// The innermost part that makes `node` no target, or null. For a `for` header, `x in y` was read as a comparison.
const Parser::Expr* Parser::invalid_target(const Expr* node, Targets kind) const {
  if (const auto* elements = elements_of(node)) {
    for (const Expr* element : *elements) {
      if (const Expr* bad = invalid_target(element, kind)) return bad;
    }
    return nullptr;
  }
  if (const auto* starred = as<StarredExpr>(node)) {
    return kind == Targets::Delete ? node : invalid_target(starred->value, kind);
  }
  if (const auto* compare = as<CompareExpr>(node); compare != nullptr && kind == Targets::For) {
    return compare->ops.front() == CompareOperator::In ? invalid_target(compare->left, kind) : nullptr;
  }
  const bool fine =
      node->kind == ExprKind::Name || node->kind == ExprKind::Attribute || node->kind == ExprKind::Subscript;
  return fine ? nullptr : node;
}

void Parser::raise_invalid_target(Targets kind, const Expr* node) {
  const Expr* bad = invalid_target(node, kind);
  if (bad == nullptr) return;
  raise_at(bad, std::string(kind == Targets::Delete ? "cannot delete " : "cannot assign to ") + describe(bad));
}

/// What CPython's messages call an expression.
const char* Parser::describe(const Expr* node) {
  switch (node->kind) {
    case ExprKind::Attribute: return "attribute";
    case ExprKind::Subscript: return "subscript";
    case ExprKind::Starred: return "starred";
    case ExprKind::Name: return "name";
    case ExprKind::List: return "list";
    case ExprKind::Tuple: return "tuple";
    case ExprKind::Lambda: return "lambda";
    case ExprKind::Call: return "function call";
    case ExprKind::BoolOp: case ExprKind::BinOp: case ExprKind::UnaryOp: return "expression";
    case ExprKind::GeneratorExp: return "generator expression";
    case ExprKind::Yield: case ExprKind::YieldFrom: return "yield expression";
    case ExprKind::ListComp: return "list comprehension";
    case ExprKind::SetComp: return "set comprehension";
    case ExprKind::DictComp: return "dict comprehension";
    case ExprKind::Dict: return "dict literal";
    case ExprKind::Set: return "set display";
    case ExprKind::JoinedStr: case ExprKind::FormattedValue: return "f-string expression";
    case ExprKind::Compare: return "comparison";
    case ExprKind::IfExp: return "conditional expression";
    case ExprKind::NamedExpr: return "named expression";
    case ExprKind::Slice: return "slice";
    case ExprKind::Constant: break;
  }
  switch (static_cast<const ConstantExpr*>(node)->value.kind) {
    case ConstantKind::None: return "None";
    case ConstantKind::True: return "True";
    case ConstantKind::False: return "False";
    case ConstantKind::Ellipsis: return "ellipsis";
    default: return "literal";
  }
}

}  // namespace gilscope
