// Names, literals, parenthesized forms, displays and comprehensions.
#include "sim/lang/literals.hpp"
#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

Parser::Expr* Parser::atom() {
  switch (token().kind) {
    case K::Name: {
      const int first = pos_;
      std::string id = name();
      auto* node = make<NameExpr>(first);
      node->id = std::move(id);
      return node;
    }
    case K::KwTrue: return constant(ConstantKind::True);
    case K::KwFalse: return constant(ConstantKind::False);
    case K::KwNone: return constant(ConstantKind::None);
    case K::Ellipsis: return constant(ConstantKind::Ellipsis);
    case K::Number: return number();
    case K::String: case K::FStringStart: return strings();
    case K::LeftParen: return diagnosing_ ? parenthesized_diagnosing() : parenthesized();
    case K::LeftBracket: return bracketed();
    case K::LeftBrace: return diagnosing_ ? braced_diagnosing() : braced();
    default: mismatch();
  }
}

Parser::Expr* Parser::constant(ConstantKind kind) {
  const int first = advance();
  auto* node = make<ConstantExpr>(first);
  node->value.kind = kind;
  return node;
}

Parser::Expr* Parser::number() {
  const int first = advance();
  const std::string_view literal = text(first);
  if (is_imaginary(literal)) {
    raise_not_modeled(token_at(first).span, "complex numbers are",
                      "keep the real and the imaginary part in two floats");
  }
  auto value = number_constant(literal);
  if (!value) raise_at_token(first, value.error().message);
  auto* node = make<ConstantExpr>(first);
  node->value = std::move(*value);
  return node;
}

// ---- parentheses ----

Parser::Expr* Parser::parenthesized() {
  const int first = expect(K::LeftParen);
  if (at(K::KwYield)) return pos_ = first, group();
  if (accept(K::RightParen)) return make<TupleExpr>(first);
  Expr* head = star_named_expression();
  if (at_any(K::KwFor, K::KwAsync) && head->kind != ExprKind::Starred) {
    return comprehension_of<GeneratorExpr>(first, head, K::RightParen);
  }
  if (!at(K::Comma)) {
    expect(K::RightParen);
    if (head->kind == ExprKind::Starred) mismatch();
    return head;
  }
  std::vector<Expr*> elements{head};
  while (accept(K::Comma) && !at(K::RightParen)) elements.push_back(star_named_expression());
  expect(K::RightParen);
  auto* node = make<TupleExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::parenthesized_diagnosing() {
  Expr* node = nullptr;
  if (attempt([&] { node = generator_expression(); })) return node;
  if (attempt([&] { node = tuple(); })) return node;
  if (attempt([&] { node = group(); })) return node;
  if (hooks()) invalid_group();
  mismatch();
}

Parser::Expr* Parser::generator_expression() {
  Expr* node = nullptr;
  const bool fits = attempt([&] {
    const int first = expect(K::LeftParen);
    Expr* element = at(K::Name) && next_is(K::ColonAssign) ? assignment_expression() : unassigned_expression();
    node = comprehension_of<GeneratorExpr>(first, element, K::RightParen);
  });
  if (fits) return node;
  if (hooks()) invalid_comprehension();
  mismatch();
}

Parser::Expr* Parser::tuple() {
  const int first = expect(K::LeftParen);
  std::vector<Expr*> elements;
  if (!at(K::RightParen)) {
    elements.push_back(star_named_expression());
    expect(K::Comma);
    if (!at(K::RightParen)) {
      may([&] {
        const auto rest = star_named_expressions();
        elements.insert(elements.end(), rest.begin(), rest.end());
      });
    }
  }
  expect(K::RightParen);
  auto* node = make<TupleExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::group() {
  expect(K::LeftParen);
  Expr* inner = at(K::KwYield) ? yield_expression() : named_expression();
  expect(K::RightParen);
  return inner;
}

// ---- displays ----

std::vector<Parser::Expr*> Parser::star_named_expressions() {
  std::vector<Expr*> elements{star_named_expression()};
  while (accept(K::Comma)) {
    if (!can_start_expression() || !may([&] { elements.push_back(star_named_expression()); })) break;
  }
  return elements;
}

Parser::Expr* Parser::bracketed() {
  if (diagnosing_) {
    Expr* node = nullptr;
    if (attempt([&] { node = list(); })) return node;
    return list_comprehension();
  }
  const int first = expect(K::LeftBracket);
  if (accept(K::RightBracket)) return make<ListExpr>(first);
  Expr* head = star_named_expression();
  if (at_any(K::KwFor, K::KwAsync) && head->kind != ExprKind::Starred) {
    return comprehension_of<ListCompExpr>(first, head, K::RightBracket);
  }
  std::vector<Expr*> elements{head};
  while (accept(K::Comma) && !at(K::RightBracket)) elements.push_back(star_named_expression());
  expect(K::RightBracket);
  auto* node = make<ListExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::list() {
  const int first = expect(K::LeftBracket);
  std::vector<Expr*> elements;
  if (!at(K::RightBracket)) elements = star_named_expressions();
  expect(K::RightBracket);
  auto* node = make<ListExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::list_comprehension() {
  Expr* node = nullptr;
  const bool fits = attempt([&] {
    const int first = expect(K::LeftBracket);
    Expr* element = named_expression();
    node = comprehension_of<ListCompExpr>(first, element, K::RightBracket);
  });
  if (fits) return node;
  if (hooks()) invalid_comprehension();
  mismatch();
}

Parser::Expr* Parser::braced() {
  const int first = expect(K::LeftBrace);
  if (accept(K::RightBrace)) return make<DictExpr>(first);
  if (at(K::DoubleStar)) return pos_ = first, dict();
  const bool walrus = at(K::Name) && next_is(K::ColonAssign);
  Expr* head = star_named_expression();
  if (at(K::Colon) && head->kind != ExprKind::Starred && !walrus) {
    advance();
    Expr* value = expression();
    if (!at_any(K::KwFor, K::KwAsync)) return dict_of(first, {head}, {value});
    auto clauses = comprehension_clauses();
    expect(K::RightBrace);
    auto* node = make<DictCompExpr>(first);
    node->key = head, node->value = value, node->generators = std::move(clauses);
    return node;
  }
  if (at_any(K::KwFor, K::KwAsync) && head->kind != ExprKind::Starred) {
    return comprehension_of<SetCompExpr>(first, head, K::RightBrace);
  }
  std::vector<Expr*> elements{head};
  while (accept(K::Comma) && !at(K::RightBrace)) elements.push_back(star_named_expression());
  expect(K::RightBrace);
  auto* node = make<SetExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::braced_diagnosing() {
  Expr* node = nullptr;
  if (attempt([&] { node = dict(); })) return node;
  diagnose([&] {  // even where no other mistakes are looked for: so it is in CPython's grammar
    expect(K::LeftBrace);
    invalid_double_starred_pairs();
  });
  if (attempt([&] { node = set(); })) return node;
  if (attempt([&] { node = dict_comprehension(); })) return node;
  if (hooks()) invalid_dict_comprehension();
  return set_comprehension();
}

Parser::Expr* Parser::set() {
  const int first = expect(K::LeftBrace);
  auto elements = star_named_expressions();
  expect(K::RightBrace);
  auto* node = make<SetExpr>(first);
  node->elements = std::move(elements);
  return node;
}

Parser::Expr* Parser::set_comprehension() {
  Expr* node = nullptr;
  const bool fits = attempt([&] {
    const int first = expect(K::LeftBrace);
    Expr* element = named_expression();
    node = comprehension_of<SetCompExpr>(first, element, K::RightBrace);
  });
  if (fits) return node;
  if (hooks()) invalid_comprehension();
  mismatch();
}

Parser::Expr* Parser::dict() {
  const int first = expect(K::LeftBrace);
  if (accept(K::RightBrace)) return make<DictExpr>(first);
  DictExpr items;
  dict_item(items);
  return dict_of(first, std::move(items.keys), std::move(items.values));
}

/// The rest of a dict display, behind its first item.
Parser::Expr* Parser::dict_of(int first, std::vector<Expr*> keys, std::vector<Expr*> values) {
  DictExpr items;
  items.keys = std::move(keys), items.values = std::move(values);
  while (accept(K::Comma)) {
    if (at(K::RightBrace) || !may([&] { dict_item(items); })) break;
  }
  expect(K::RightBrace);
  auto* node = make<DictExpr>(first);
  node->keys = std::move(items.keys), node->values = std::move(items.values);
  return node;
}

void Parser::dict_item(DictExpr& dict) {
  Expr* key = nullptr;
  Expr* value = nullptr;
  if (accept(K::DoubleStar)) {
    value = bitwise_or();
  } else {
    key = expression();
    expect(K::Colon);
    value = expression();
  }
  dict.keys.push_back(key);
  dict.values.push_back(value);
}

Parser::Expr* Parser::dict_comprehension() {
  const int first = expect(K::LeftBrace);
  Expr* key = expression();
  expect(K::Colon);
  Expr* value = expression();
  auto clauses = comprehension_clauses();
  expect(K::RightBrace);
  auto* node = make<DictCompExpr>(first);
  node->key = key, node->value = value, node->generators = std::move(clauses);
  return node;
}

// ---- comprehensions ----

template <class T>
Parser::Expr* Parser::comprehension_of(int first, Expr* element, K close) {
  auto clauses = comprehension_clauses();
  expect(close);
  auto* node = make<T>(first);
  node->element = element, node->generators = std::move(clauses);
  return node;
}

std::vector<Comprehension> Parser::comprehension_clauses() {
  std::vector<Comprehension> clauses{comprehension_clause()};
  while (at_any(K::KwFor, K::KwAsync)) {
    if (!may([&] { clauses.push_back(comprehension_clause()); })) break;
  }
  return clauses;
}

Comprehension Parser::comprehension_clause() {
  if (at(K::KwAsync) && next_is(K::KwFor)) {
    raise_not_modeled(token().span, "asynchronous comprehensions are", "GilScope models threads: use a plain 'for'");
  }
  Comprehension clause;
  const bool has_target = attempt([&] {
    expect(K::KwFor);
    clause.target = star_targets();
    expect(K::KwIn);
  });
  if (!has_target) {
    if (diagnosing_) invalid_for_if_clause();  // CPython looks for this one in its first pass already
    if (hooks()) invalid_for_target();
    mismatch();
  }
  clause.iter = disjunction();
  const auto condition = [&] {
    expect(K::KwIf);
    clause.ifs.push_back(disjunction());
  };
  while (at(K::KwIf) && may(condition)) {}
  return clause;
}

}  // namespace gilscope
