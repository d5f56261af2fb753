// Second pass: common mistakes in expressions, as CPython 3.13's grammar words them (its invalid_* rules).
// Each rule looks ahead for one mistake, raises if it finds it, and otherwise consumes nothing.
#include <fmt/format.h>

#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

namespace {

constexpr const char* kMaybeEqual = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
constexpr const char* kBareGenerator = "Generator expression must be parenthesized";

}  // namespace

bool Parser::is_legacy_statement(const Expr* node) const {
  const auto* id = as<NameExpr>(node);
  return id != nullptr && (id->id == "print" || id->id == "exec");
}

/// An expression in which no mistakes are looked for.
Parser::Expr* Parser::expression_without_invalid() {
  const bool before = invalid_rules_;
  invalid_rules_ = false;
  Expr* node = nullptr;
  const bool fits = attempt([&] { node = at(K::KwLambda) ? lambda() : conditional(); });
  invalid_rules_ = before;
  if (!fits) mismatch();
  return node;
}

void Parser::invalid_expression() {
  const bool prefixed_string = at(K::Name) && (next_is(K::String) || may_be_soft_keyword(text(pos_)));
  if (!prefixed_string) {
    diagnose([&] {
      const Expr* left = disjunction();
      const Expr* right = expression_without_invalid();
      if (is_legacy_statement(left) || !token_at(pos_ - 1).in_brackets) return;
      raise_range(left->span, right->span, "invalid syntax. Perhaps you forgot a comma?");
    });
  }
  diagnose([&] {
    const Expr* body = disjunction();
    expect(K::KwIf);
    const Expr* test = disjunction();
    if (!at_any(K::KwElse, K::Colon)) raise_range(body->span, test->span, "expected 'else' after 'if' expression");
  });
  if (!at(K::KwLambda)) return;
  diagnose([&] {
    const int keyword = advance();
    Arguments ignored;
    if (!at(K::Colon)) parameters(ignored, true);
    const int colon = expect(K::Colon);
    if (!at(K::FStringMiddle)) return;
    raise_span(span_of(keyword, colon), "f-string: lambda expressions are not allowed without parentheses");
  });
}

void Parser::invalid_legacy_expression() {
  if (!at(K::Name) || next_is(K::LeftParen)) return;
  diagnose([&] {
    const Expr* callee = atom();
    if (!can_start_expression()) return;
    const Expr* argument = star_expressions();
    if (!is_legacy_statement(callee)) return;
    const std::string& id = static_cast<const NameExpr*>(callee)->id;
    raise_range(callee->span, argument->span,
                fmt::format("Missing parentheses in call to '{0}'. Did you mean {0}(...)?", id));
  });
}

void Parser::invalid_named_expression() {
  if (memo_.count(static_cast<std::uint64_t>(pos_) << 8 | static_cast<std::uint64_t>(Rule::Named)) != 0) return;
  const int first = pos_;
  diagnose([&] {
    const Expr* target = expression();
    expect(K::ColonAssign);
    expression();
    raise_at(target, std::string("cannot use assignment expressions with ") + describe(target));
  });
  const auto not_chained = [&] {
    if (at_any(K::Assign, K::ColonAssign)) mismatch();
  };
  if (at(K::Name) && next_is(K::Assign)) {
    diagnose([&] {
      const int target = advance();
      advance();
      const Expr* value = bitwise_or();
      not_chained();
      raise_range(token_at(target).span, value->span, kMaybeEqual);
    });
  }
  const bool exempt = at_any(K::KwTrue, K::KwNone, K::KwFalse) || (at(K::LeftBracket) && matches([&] { list(); })) ||
                      (at(K::LeftParen) && (matches([&] { tuple(); }) || matches([&] { generator_expression(); })));
  if (!exempt) {
    diagnose([&] {
      const Expr* target = bitwise_or();
      expect(K::Assign);
      bitwise_or();
      not_chained();
      raise_at(target, fmt::format("cannot assign to {} here. Maybe you meant '==' instead of '='?", describe(target)));
    });
  }
  memo_[static_cast<std::uint64_t>(first) << 8 | static_cast<std::uint64_t>(Rule::Named)] = {-1, nullptr};
}

/// `a + not b`, `- not b`. Stands behind the operator.
void Parser::invalid_operand(bool arithmetic) {
  if (!at(K::KwNot)) return;
  diagnose([&] {
    const int keyword = advance();
    const Expr* operand = arithmetic ? inversion() : unary();
    raise_range(token_at(keyword).span, operand->span, "'not' after an operator must be parenthesized");
  });
}

// ---- displays and comprehensions ----

void Parser::invalid_comprehension() {
  const bool parenthesis = at(K::LeftParen);
  diagnose([&] {
    advance();
    const Expr* element = starred_expression();
    comprehension_clauses();
    raise_at(element, "iterable unpacking cannot be used in comprehension");
  });
  if (parenthesis) return;
  const char* message = "did you forget parentheses around the comprehension target?";
  diagnose([&] {
    advance();
    const Expr* head = star_named_expression();
    expect(K::Comma);
    const auto rest = star_named_expressions();
    comprehension_clauses();
    raise_range(head->span, rest.back()->span, message);
  });
  diagnose([&] {
    advance();
    const Expr* head = star_named_expression();
    const int comma = expect(K::Comma);
    comprehension_clauses();
    raise_range(head->span, token_at(comma).span, message);
  });
}

void Parser::invalid_dict_comprehension() {
  diagnose([&] {
    expect(K::LeftBrace);
    const int stars = expect(K::DoubleStar);
    bitwise_or();
    comprehension_clauses();
    expect(K::RightBrace);
    raise_at_token(stars, "dict unpacking cannot be used in dict comprehension");
  });
}

void Parser::invalid_for_if_clause() {
  diagnose([&] {
    expect(K::KwFor);
    bitwise_or();
    while (accept(K::Comma)) {
      if (!attempt([&] { bitwise_or(); })) break;
    }
    if (!at(K::KwIn)) raise("'in' expected after for-loop variables");
  });
}

void Parser::invalid_for_target() {
  diagnose([&] {
    expect(K::KwFor);
    raise_invalid_target(Targets::For, star_expressions());
  });
}

void Parser::invalid_group() {
  diagnose([&] {
    expect(K::LeftParen);
    const Expr* inner = starred_expression();
    expect(K::RightParen);
    raise_at(inner, "cannot use starred expression here");
  });
  diagnose([&] {
    expect(K::LeftParen);
    const int stars = expect(K::DoubleStar);
    expression();
    expect(K::RightParen);
    raise_at_token(stars, "cannot use double starred expression here");
  });
}

/// The inside of a dict display.
void Parser::invalid_double_starred_pairs() {
  diagnose([&] {
    DictExpr ignored;
    dict_item(ignored);
    while (attempt([&] {
      expect(K::Comma);
      dict_item(ignored);
    })) {}
    expect(K::Comma);
    diagnose([&] {
      const Expr* key = expression();
      if (at(K::Colon)) return;
      const Span& span = key->span;
      raise_span({span.line, span.end_column - 1, span.end_line, span.end_column - 1},
                 "':' expected after dictionary key");
    });
    invalid_pair();
  });
  invalid_pair();
}

void Parser::invalid_pair() {
  diagnose([&] {
    expression();
    expect(K::Colon);
    const int star = expect(K::Star);
    bitwise_or();
    raise_from(token_at(star).span, "cannot use a starred expression in a dictionary value");
  });
  diagnose([&] {
    expression();
    const int colon = expect(K::Colon);
    if (at_any(K::RightBrace, K::Comma)) raise_at_token(colon, "expression expected after dictionary key and ':'");
  });
}

// ---- calls ----

void Parser::invalid_starred_assignment() {
  diagnose([&] {
    const int star = expect(K::Star);
    expression();
    expect(K::Assign);
    const Expr* value = expression();
    raise_range(token_at(star).span, value->span, "cannot assign to iterable argument unpacking");
  });
}

Span Parser::last_comprehension_item(const Comprehension& clause) const {
  return clause.ifs.empty() ? clause.iter->span : clause.ifs.back()->span;
}

void Parser::invalid_arguments() {
  invalid_unpacking_order();
  invalid_bare_generator();
  invalid_keyword_value();
  invalid_later_generator();
  invalid_argument_order();
}

/// f(**a, *b)
void Parser::invalid_unpacking_order() {
  diagnose([&] {
    CallExpr call;
    args(call);
    if (call.keywords.empty()) mismatch();
    const int comma = expect(K::Comma);
    starred_expression();
    while (attempt([&] {
      expect(K::Comma);
      starred_expression();
    })) {}
    raise_from(token_at(comma).span, "iterable argument unpacking follows keyword argument unpacking");
  });
}

/// f(x for x in y, 1)
void Parser::invalid_bare_generator() {
  diagnose([&] {
    const Expr* element = expression();
    const auto clauses = comprehension_clauses();
    expect(K::Comma);
    CallExpr ignored;
    const auto generator = [&] {
      expression();
      comprehension_clauses();
    };
    if (!attempt([&] { args(ignored); })) attempt(generator);
    raise_range(element->span, last_comprehension_item(clauses.back()), kBareGenerator);
  });
}

/// f(a=x for x in y), f(a=)
void Parser::invalid_keyword_value() {
  diagnose([&] {
    const int keyword = expect(K::Name);
    const int equals = expect(K::Assign);
    expression();
    comprehension_clauses();
    raise_span(span_of(keyword, equals), kMaybeEqual);
  });
  const auto missing_value = [&] {
    const int keyword = expect(K::Name);
    const int equals = expect(K::Assign);
    if (at_any(K::Comma, K::RightParen)) raise_span(span_of(keyword, equals), "expected argument value expression");
  };
  diagnose([&] {
    CallExpr ignored;
    args(ignored);
    expect(K::Comma);
    missing_value();
  });
  diagnose(missing_value);
}

/// f(1, x for x in y)
void Parser::invalid_later_generator() {
  diagnose([&] {
    CallExpr call;
    args(call);
    const auto clauses = comprehension_clauses();
    if (call.args.size() <= 1) return;
    raise_range(call.args.back()->span, last_comprehension_item(clauses.back()), kBareGenerator);
  });
  diagnose([&] {
    CallExpr call;
    args(call);
    expect(K::Comma);
    const Expr* element = expression();
    const auto clauses = comprehension_clauses();
    raise_range(element->span, last_comprehension_item(clauses.back()), kBareGenerator);
  });
}

/// f(a=1, b)
void Parser::invalid_argument_order() {
  diagnose([&] {
    CallExpr call, rest;
    args(call);
    expect(K::Comma);
    args(rest);
    bool unpacking = false;
    for (const Keyword* keyword : call.keywords) unpacking |= keyword->name.empty();
    raise(unpacking ? "positional argument follows keyword argument unpacking"
                    : "positional argument follows keyword argument");
  });
}

void Parser::invalid_keyword_argument() {
  diagnose([&] {
    if (!at_any(K::KwTrue, K::KwFalse, K::KwNone)) mismatch();
    const int constant = advance();
    const int equals = expect(K::Assign);
    raise_span(span_of(constant, equals), fmt::format("cannot assign to {}", text(constant)));
  });
  diagnose([&] {
    const int keyword = expect(K::Name);
    const int equals = expect(K::Assign);
    expression();
    comprehension_clauses();
    raise_span(span_of(keyword, equals), kMaybeEqual);
  });
  diagnose([&] {
    if (at(K::Name) && next_is(K::Assign)) mismatch();
    const Expr* target = expression();
    const int equals = expect(K::Assign);
    raise_range(target->span, token_at(equals).span, "expression cannot contain assignment, perhaps you meant \"==\"?");
  });
  diagnose([&] {
    const int stars = expect(K::DoubleStar);
    expression();
    expect(K::Assign);
    const Expr* value = expression();
    raise_range(token_at(stars).span, value->span, "cannot assign to keyword argument unpacking");
  });
}

// ---- f-strings ----

void Parser::invalid_replacement_field() {
  const auto raise_here = [&](const char* message) { raise_span(cursor_of(token()), message); };
  diagnose([&] {
    expect(K::LeftBrace);
    for (const K empty : {K::Assign, K::Exclamation, K::Colon, K::RightBrace}) {
      if (at(empty)) raise_at_token(pos_, fmt::format("f-string: valid expression required before '{}'", text(pos_)));
    }
    if (!matches([&] { yield_or_star_expressions(); })) raise_here("f-string: expecting a valid expression after '{'");
    yield_or_star_expressions();
    if (!at_any(K::Assign, K::Exclamation, K::Colon, K::RightBrace))
      raise_here("f-string: expecting '=', or '!', or ':', or '}'");
    if (accept(K::Assign) && !at_any(K::Exclamation, K::Colon, K::RightBrace))
      raise_here("f-string: expecting '!', or ':', or '}'");
    if (accept(K::Exclamation)) {
      if (at_any(K::Colon, K::RightBrace)) raise_here("f-string: missing conversion character");
      if (!accept(K::Name)) raise_here("f-string: invalid conversion character");
    }
    if (!at_any(K::Colon, K::RightBrace)) raise_here("f-string: expecting ':' or '}'");
    if (accept(K::Colon)) {
      std::vector<Expr*> ignored;
      while (at_any(K::FStringMiddle, K::LeftBrace) && attempt([&] { fstring_part(ignored, nullptr); })) {}
      if (!at(K::RightBrace)) raise_here("f-string: expecting '}', or format specs");
    }
    if (!at(K::RightBrace)) raise_here("f-string: expecting '}'");
  });
}

}  // namespace gilscope
