// Expressions, from the loosest binding (star expressions, lambda, if-else) to the tightest (primaries).
#include <cassert>

#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

namespace {

struct BinaryOperator {
  TokenKind token;
  Operator op;
  int level;  ///< binds tighter the higher it is
};

constexpr BinaryOperator kBinaryOperators[] = {
    {TokenKind::Pipe, Operator::BitOr, 1},       {TokenKind::Caret, Operator::BitXor, 2},
    {TokenKind::Ampersand, Operator::BitAnd, 3}, {TokenKind::LeftShift, Operator::LShift, 4},
    {TokenKind::RightShift, Operator::RShift, 4}, {TokenKind::Plus, Operator::Add, 5},
    {TokenKind::Minus, Operator::Sub, 5},        {TokenKind::Star, Operator::Mult, 6},
    {TokenKind::Slash, Operator::Div, 6},        {TokenKind::DoubleSlash, Operator::FloorDiv, 6},
    {TokenKind::Percent, Operator::Mod, 6},      {TokenKind::At, Operator::MatMult, 6}};

constexpr int kTightest = 6;

const BinaryOperator* binary_operator(TokenKind kind) {
  for (const BinaryOperator& candidate : kBinaryOperators) {
    if (candidate.token == kind) return &candidate;
  }
  return nullptr;
}

}  // namespace

Parser::Expr* Parser::expression() {
  return memo(Rule::Expression, [&] {
    const Deeper deeper(*this);
    if (hooks()) {
      invalid_expression();
      invalid_legacy_expression();
    }
    return at(K::KwLambda) ? lambda() : conditional();
  });
}

Parser::Expr* Parser::conditional() {
  const int first = pos_;
  Expr* body = disjunction();
  if (!at(K::KwIf)) return body;
  Expr* result = body;
  may([&] {
    expect(K::KwIf);
    Expr* test = disjunction();
    expect(K::KwElse);
    Expr* or_else = expression();
    auto* node = make<IfExpr>(first);
    node->test = test, node->body = body, node->or_else = or_else;
    result = node;
  });
  return result;
}

Parser::Expr* Parser::star_expression() {
  return memo(Rule::StarExpression, [&]() -> Expr* {
    if (!at(K::Star)) return expression();
    const int first = advance();
    Expr* value = bitwise_or();
    auto* node = make<StarredExpr>(first);
    node->value = value;
    return node;
  });
}

/// One item, or a tuple of items without parentheses; a trailing comma makes a tuple too.
Parser::Expr* Parser::comma_list(Expr* (Parser::*item)()) {
  const int first = pos_;
  Expr* head = (this->*item)();
  if (!at(K::Comma)) return head;
  std::vector<Expr*> elements{head};
  while (accept(K::Comma)) {
    if (!can_start_expression()) break;
    if (!may([&] { elements.push_back((this->*item)()); })) break;
  }
  auto* node = make<TupleExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::star_expressions() { return comma_list(&Parser::star_expression); }
Parser::Expr* Parser::expressions() { return comma_list(&Parser::expression); }

Parser::Expr* Parser::star_named_expression() { return at(K::Star) ? star_expression() : named_expression(); }

Parser::Expr* Parser::named_expression() {
  if (at(K::Name) && next_is(K::ColonAssign)) return assignment_expression();
  if (hooks()) invalid_named_expression();
  return unassigned_expression();
}

Parser::Expr* Parser::assignment_expression() {
  const int first = pos_;
  std::string id = name();
  auto* target = make<NameExpr>(first);
  target->id = std::move(id);
  target->context = ExprContext::Store;
  expect(K::ColonAssign);
  Expr* value = expression();
  auto* node = make<ast::NamedExpr>(first);
  node->target = target, node->value = value;
  return node;
}

Parser::Expr* Parser::unassigned_expression() {
  Expr* value = expression();
  if (at(K::ColonAssign)) mismatch();
  return value;
}

/// *value as a call argument: binds looser than in a display.
Parser::Expr* Parser::starred_expression() {
  if (!at(K::Star)) mismatch();
  if (hooks()) invalid_starred_assignment();
  const int first = pos_;
  Expr* value = nullptr;
  const bool fits = attempt([&] {
    advance();
    value = expression();
  });
  if (!fits) {
    if (diagnosing_) raise("Invalid star expression");  // CPython looks for this one in its first pass already
    mismatch();
  }
  auto* node = make<StarredExpr>(first);
  node->value = value;
  return node;
}

Parser::Expr* Parser::yield_expression() {
  const int first = expect(K::KwYield);
  if (accept(K::KwFrom)) {
    Expr* value = expression();
    auto* node = make<YieldFromExpr>(first);
    node->value = value;
    return node;
  }
  Expr* value = nullptr;
  if (can_start_expression()) may([&] { value = star_expressions(); });
  auto* node = make<YieldExpr>(first);
  node->value = value;
  return node;
}

Parser::Expr* Parser::yield_or_star_expressions() { return at(K::KwYield) ? yield_expression() : star_expressions(); }

Parser::Expr* Parser::disjunction() {
  return memo(Rule::Disjunction, [&] { return bool_op(BoolOperator::Or, K::KwOr, &Parser::conjunction); });
}

Parser::Expr* Parser::conjunction() { return bool_op(BoolOperator::And, K::KwAnd, &Parser::inversion); }

Parser::Expr* Parser::bool_op(BoolOperator op, K keyword, Expr* (Parser::*operand)()) {
  const int first = pos_;
  Expr* head = (this->*operand)();
  if (!at(keyword)) return head;
  std::vector<Expr*> values{head};
  const auto more = [&] {
    expect(keyword);
    values.push_back((this->*operand)());
  };
  while (at(keyword) && may(more)) {}
  if (values.size() == 1) return head;
  auto* node = make<BoolOpExpr>(first);
  node->op = op, node->values = std::move(values);
  return node;
}

Parser::Expr* Parser::inversion() {
  if (!at(K::KwNot)) return comparison();
  const Deeper deeper(*this);
  const int first = advance();
  Expr* operand = inversion();
  auto* node = make<UnaryOpExpr>(first);
  node->op = UnaryOperator::Not, node->operand = operand;
  return node;
}

Parser::Expr* Parser::comparison() {
  const int first = pos_;
  Expr* left = bitwise_or();
  std::vector<CompareOperator> ops;
  std::vector<Expr*> comparators;
  const auto more = [&] {
    CompareOperator op = CompareOperator::Eq;
    if (!comparison_operator(op)) mismatch();
    comparators.push_back(bitwise_or());
    ops.push_back(op);
  };
  while (at_any(K::EqualEqual, K::NotEqual, K::Less, K::LessEqual, K::Greater, K::GreaterEqual, K::KwIn, K::KwIs,
                K::KwNot)) {
    if (!may(more)) break;
  }
  if (ops.empty()) return left;
  auto* node = make<CompareExpr>(first);
  node->left = left, node->ops = std::move(ops), node->comparators = std::move(comparators);
  return node;
}

bool Parser::comparison_operator(CompareOperator& op) {
  const int at_operator = pos_;
  const K kind = token().kind;
  advance();
  switch (kind) {
    case K::EqualEqual: op = CompareOperator::Eq; return true;
    case K::NotEqual: op = CompareOperator::NotEq; return text(at_operator) == "!=";  // "<>" is only a joke's spelling
    case K::Less: op = CompareOperator::Lt; return true;
    case K::LessEqual: op = CompareOperator::LtE; return true;
    case K::Greater: op = CompareOperator::Gt; return true;
    case K::GreaterEqual: op = CompareOperator::GtE; return true;
    case K::KwIn: op = CompareOperator::In; return true;
    case K::KwIs: op = accept(K::KwNot) ? CompareOperator::IsNot : CompareOperator::Is; return true;
    case K::KwNot: op = CompareOperator::NotIn; return accept(K::KwIn);
    default: return false;
  }
}

Parser::Expr* Parser::bitwise_or() {
  return memo(Rule::BitwiseOr, [&] { return binary(1); });
}

/// Operators of the given level and tighter; equal levels associate to the left.
Parser::Expr* Parser::binary(int level) {
  const int first = pos_;
  Expr* left = unary();
  int chain = 0;
  for (const BinaryOperator* op = binary_operator(token().kind); op != nullptr && op->level >= level;
       op = binary_operator(token().kind)) {
    if (++chain > kMaxChain) raise_too_deep();
    Expr* right = nullptr;
    const bool fits = may([&] {
      advance();
      if (hooks() && op->level >= 5) invalid_operand(true);
      right = op->level == kTightest ? unary() : binary(op->level + 1);
    });
    if (!fits) break;
    auto* node = make<BinOpExpr>(first);
    node->left = left, node->op = op->op, node->right = right;
    left = node;
  }
  return left;
}

Parser::Expr* Parser::unary() {
  return memo(Rule::Unary, [&]() -> Expr* {
    if (!at_any(K::Plus, K::Minus, K::Tilde)) return power();
    const Deeper deeper(*this);
    const K sign = token().kind;
    const int first = advance();
    if (hooks()) invalid_operand(false);
    Expr* operand = unary();
    auto* node = make<UnaryOpExpr>(first);
    node->op = sign == K::Plus ? UnaryOperator::UAdd : sign == K::Minus ? UnaryOperator::USub : UnaryOperator::Invert;
    node->operand = operand;
    return node;
  });
}

Parser::Expr* Parser::power() {
  const int first = pos_;
  if (at(K::KwAwait)) {
    advance();
    if (can_start_expression()) {
      raise_not_modeled(token_at(first).span, "'await' is",
                        "GilScope models threads: use threading.Thread or concurrent.futures");
    }
    mismatch();
  }
  Expr* base = primary();
  if (!at(K::DoubleStar)) return base;
  Expr* exponent = nullptr;
  const bool fits = may([&] {
    advance();
    const Deeper deeper(*this);
    exponent = unary();
  });
  if (!fits) return base;
  auto* node = make<BinOpExpr>(first);
  node->left = base, node->op = Operator::Pow, node->right = exponent;
  return node;
}

Parser::Expr* Parser::primary() {
  return memo(Rule::Primary, [&] {
    const int first = pos_;
    Expr* left = atom();
    int chain = 0;
    for (;;) {
      if (hooks() && at_any(K::LeftBracket, K::LeftBrace)) invalid_comprehension();
      if (!at_any(K::Dot, K::LeftParen, K::LeftBracket)) break;
      if (++chain > kMaxChain) raise_too_deep();
      if (!may([&] { left = trailer(first, left); })) break;
    }
    return left;
  });
}

Parser::Expr* Parser::trailer(int first, Expr* left) {
  if (at(K::LeftParen)) return call_trailer(first, left);
  if (at(K::LeftBracket)) return subscript_trailer(first, left);
  expect(K::Dot);
  std::string attr = name();
  auto* node = make<AttributeExpr>(first);
  node->value = left, node->attr = std::move(attr);
  return node;
}

Parser::Expr* Parser::call_trailer(int first, Expr* callee) {
  CallExpr call;
  Expr* generator = nullptr;
  if (diagnosing_ && attempt([&] { generator = generator_expression(); })) {
    call.args = {generator};
  } else {
    expect(K::LeftParen);
    if (!at(K::RightParen)) arguments(call);
    expect(K::RightParen);
  }
  auto* node = make<CallExpr>(first);
  node->func = callee;
  node->args = std::move(call.args), node->keywords = std::move(call.keywords);
  return node;
}

Parser::Expr* Parser::subscript_trailer(int first, Expr* value) {
  expect(K::LeftBracket);
  Expr* index = slices();
  expect(K::RightBracket);
  auto* node = make<SubscriptExpr>(first);
  node->value = value, node->slice = index;
  return node;
}

Parser::Expr* Parser::slices() {
  const int first = pos_;
  Expr* head = slice_or_starred();
  if (!at(K::Comma) && head->kind != ExprKind::Starred) return head;
  std::vector<Expr*> elements{head};
  while (accept(K::Comma)) {
    if (at(K::RightBracket) || !may([&] { elements.push_back(slice_or_starred()); })) break;
  }
  auto* node = make<TupleExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::slice_or_starred() { return at(K::Star) ? starred_expression() : slice(); }

Parser::Expr* Parser::slice() {
  const int first = pos_;
  Expr* lower = nullptr;
  if (!at(K::Colon)) {
    if (diagnosing_) {
      attempt([&] { lower = expression(); });
      if (!at(K::Colon)) return pos_ = first, named_expression();
    } else {
      lower = named_expression();
      if (!at(K::Colon)) return lower;
      if (lower->kind == ExprKind::NamedExpr && token_at(first).kind != K::LeftParen) mismatch();
    }
  }
  expect(K::Colon);
  Expr* upper = nullptr;
  Expr* step = nullptr;
  if (can_start_expression()) may([&] { upper = expression(); });
  if (accept(K::Colon) && can_start_expression()) may([&] { step = expression(); });
  auto* node = make<SliceExpr>(first);
  node->lower = lower, node->upper = upper, node->step = step;
  return node;
}

}  // namespace gilscope
