// Compound statements: headers, blocks, definitions.
#include <fmt/format.h>

#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

bool Parser::compound_statement(Body& out) {
  Stmt* node = nullptr;
  switch (token().kind) {
    case K::KwDef: case K::KwClass: case K::At: node = definition(); break;
    case K::KwIf: node = if_statement(K::KwIf); break;
    case K::KwWhile: node = while_statement(); break;
    case K::KwFor: node = for_statement(); break;
    case K::KwWith: node = with_statement(); break;
    case K::KwTry: node = try_statement(); break;
    default: return false;
  }
  out.push_back(node);
  return true;
}

/// An indented block, or simple statements on the header's line.
Parser::Body Parser::block() {
  const Deeper deeper(*this);
  Body body;
  const auto parse = [&]() -> Expr* {
    if (!at(K::Newline)) return simple_statements(body), nullptr;
    advance();
    if (!at(K::Indent)) {
      if (hooks()) raise_indentation("expected an indented block");
      mismatch();
    }
    advance();
    body = statements();
    expect(K::Dedent);
    return nullptr;
  };
  memo(Rule::Block, parse);  // a replayed block has no body: only its end matters in the second pass
  return body;
}

Parser::Stmt* Parser::if_statement(K keyword) {
  const Deeper deeper(*this);
  if (hooks())
    invalid_header(keyword, keyword == K::KwIf ? "'if' statement" : "'elif' statement", &Parser::named_header);
  const int first = expect(keyword);
  Expr* test = named_expression();
  expect(K::Colon);
  Body body = block();
  Body or_else;
  if (at(K::KwElif)) {
    may([&] { or_else = {if_statement(K::KwElif)}; });
  } else if (at(K::KwElse)) {
    may([&] { or_else = else_block(); });
  }
  auto* node = make<IfStmt>(first);
  node->test = test, node->body = std::move(body), node->or_else = std::move(or_else);
  return node;
}

Parser::Body Parser::else_block() {
  const int keyword = pos_;
  if (hooks()) {
    diagnose([&] {
      expect(K::KwElse);
      missing_block(keyword, "'else' statement");
    });
  }
  expect(K::KwElse);
  expect_forced(K::Colon, ":");
  return block();
}

Parser::Stmt* Parser::while_statement() {
  if (hooks()) invalid_header(K::KwWhile, "'while' statement", &Parser::named_header);
  const int first = expect(K::KwWhile);
  Expr* test = named_expression();
  expect(K::Colon);
  Body body = block();
  Body or_else;
  if (at(K::KwElse)) may([&] { or_else = else_block(); });
  auto* node = make<WhileStmt>(first);
  node->test = test, node->body = std::move(body), node->or_else = std::move(or_else);
  return node;
}

void Parser::for_header() {
  star_targets();
  expect(K::KwIn);
  star_expressions();
}

Parser::Stmt* Parser::for_statement() {
  if (hooks()) invalid_header(K::KwFor, "'for' statement", &Parser::for_header);
  const int first = expect(K::KwFor);
  Expr* target = nullptr;
  const bool has_target = attempt([&] {
    target = star_targets();
    expect(K::KwIn);
  });
  if (!has_target) {
    pos_ = first;
    if (hooks()) invalid_for_target();
    mismatch();
  }
  Expr* iter = star_expressions();
  expect(K::Colon);
  Body body = block();
  Body or_else;
  if (at(K::KwElse)) may([&] { or_else = else_block(); });
  auto* node = make<ForStmt>(first);
  node->target = target, node->iter = iter, node->body = std::move(body), node->or_else = std::move(or_else);
  return node;
}

// ---- with ----

Parser::Stmt* Parser::with_statement() {
  if (hooks()) invalid_with_block();
  const int first = expect(K::KwWith);
  std::vector<WithItem> items;
  Body body;
  const bool fits = attempt([&] {
    if (!parenthesized_with_items(items)) {
      items = {with_item()};
      const auto more = [&] {
        expect(K::Comma);
        items.push_back(with_item());
      };
      while (at(K::Comma) && may(more)) {}
    }
    expect(K::Colon);
    body = block();
  });
  if (!fits) {
    pos_ = first;
    if (hooks()) invalid_with_header();
    mismatch();
  }
  auto* node = make<WithStmt>(first);
  node->items = std::move(items), node->body = std::move(body);
  return node;
}

/// with (a as b, c): -- only if the bracket that opens here ends the header; otherwise it is part of an expression.
bool Parser::parenthesized_with_items(std::vector<WithItem>& items) {
  if (!at(K::LeftParen) || !(diagnosing_ || bracket_ends_header())) return false;
  return attempt([&] {
    expect(K::LeftParen);
    items = {with_item()};
    while (accept(K::Comma)) {
      if (at(K::RightParen) || !may([&] { items.push_back(with_item()); })) break;
    }
    expect(K::RightParen);
    if (!at(K::Colon)) mismatch();
  });
}

bool Parser::bracket_ends_header() const {
  int depth = 0;
  const int count = static_cast<int>(tokens_.size());
  for (int i = pos_; i + 1 < count; ++i) {
    const K kind = token_at(i).kind;
    depth += kind == K::LeftParen || kind == K::LeftBracket || kind == K::LeftBrace;
    depth -= kind == K::RightParen || kind == K::RightBracket || kind == K::RightBrace;
    if (depth == 0) return token_at(i + 1).kind == K::Colon;
  }
  return false;
}

WithItem Parser::with_item() {
  const int first = pos_;
  WithItem item;
  item.context_expr = expression();
  const auto target = [&] {
    expect(K::KwAs);
    item.optional_vars = star_target();
    if (!at_any(K::Comma, K::RightParen, K::Colon)) mismatch();
  };
  if (!at(K::KwAs) || attempt(target)) return item;
  const int behind = pos_;
  pos_ = first;
  if (hooks()) invalid_with_item();
  pos_ = behind;
  item.optional_vars = nullptr;
  return item;
}

// ---- try ----

Parser::Stmt* Parser::try_statement() {
  if (hooks()) invalid_try();
  const int first = expect(K::KwTry);
  expect_forced(K::Colon, ":");
  Body body = block();
  std::vector<ExceptHandler*> handlers;
  const auto handler = [&] { handlers.push_back(except_block()); };
  while (at(K::KwExcept) && may(handler)) {}
  Body or_else, final_body;
  if (handlers.empty() && !at(K::KwFinally)) mismatch();
  if (!handlers.empty() && at(K::KwElse)) may([&] { or_else = else_block(); });
  if (at(K::KwFinally)) may([&] { final_body = finally_block(); });
  auto* node = make<TryStmt>(first);
  node->body = std::move(body), node->handlers = std::move(handlers);
  node->or_else = std::move(or_else), node->final_body = std::move(final_body);
  return node;
}

ExceptHandler* Parser::except_block() {
  if (hooks()) invalid_except_block();
  const int first = expect(K::KwExcept);
  if (at(K::Star)) {
    raise_not_modeled(span_of(first, pos_), "'except*' is", "catch single exceptions with 'except'");
  }
  Expr* type = nullptr;
  std::string as_name;
  Body body;
  const bool fits = attempt([&] {
    if (!at(K::Colon)) {
      type = expression();
      if (accept(K::KwAs)) as_name = name();
    }
    expect(K::Colon);
    body = block();
  });
  if (!fits) {
    pos_ = first;
    if (hooks()) invalid_except_header();
    mismatch();
  }
  auto* node = make<ExceptHandler>(first);
  node->type = type, node->name = std::move(as_name), node->body = std::move(body);
  return node;
}

Parser::Body Parser::finally_block() {
  const int keyword = pos_;
  if (hooks()) {
    diagnose([&] {
      expect(K::KwFinally);
      missing_block(keyword, "'finally' statement");
    });
  }
  expect(K::KwFinally);
  expect_forced(K::Colon, ":");
  return block();
}

// ---- definitions ----

Parser::Stmt* Parser::definition() {
  std::vector<Expr*> decorators;
  while (at(K::At)) {
    advance();
    decorators.push_back(named_expression());
    expect(K::Newline);
  }
  if (at(K::KwClass)) return class_definition(std::move(decorators));
  if (!decorators.empty() && at(K::KwAsync)) refuse_unmodeled_statement();
  return function_definition(std::move(decorators));
}

void Parser::refuse_type_parameters() {
  if (at(K::LeftBracket)) {
    raise_not_modeled(token().span, "type parameters are",
                      "leave out the [...]: annotations do not change how the program runs");
  }
}

Parser::Stmt* Parser::function_definition(std::vector<Expr*> decorators) {
  if (hooks()) invalid_function_block();
  const int first = expect(K::KwDef);
  std::string id = name();
  refuse_type_parameters();
  expect_forced(K::LeftParen, "(");
  Arguments params;
  if (!at(K::RightParen)) parameters(params, false);
  expect(K::RightParen);
  Expr* returns = nullptr;
  attempt([&] {
    expect(K::Arrow);
    returns = expression();
  });
  expect_forced(K::Colon, ":");
  Body body = block();
  auto* node = make<FunctionDefStmt>(first);
  node->name = std::move(id), node->args = std::move(params), node->body = std::move(body);
  node->decorators = std::move(decorators), node->returns = returns;
  return node;
}

Parser::Stmt* Parser::class_definition(std::vector<Expr*> decorators) {
  if (hooks()) invalid_class_header();
  const int first = expect(K::KwClass);
  std::string id = name();
  refuse_type_parameters();
  CallExpr bases;
  if (accept(K::LeftParen)) {
    if (!at(K::RightParen)) arguments(bases, false);
    expect(K::RightParen);
  }
  expect(K::Colon);
  Body body = block();
  auto* node = make<ClassDefStmt>(first);
  node->name = std::move(id), node->body = std::move(body), node->decorators = std::move(decorators);
  node->bases = std::move(bases.args), node->keywords = std::move(bases.keywords);
  return node;
}

}  // namespace gilscope
