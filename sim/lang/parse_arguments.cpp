// Call arguments, parameters and lambda.
#include <fmt/format.h>

#include <algorithm>

#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

// ---- call arguments ----

/// Everything between the parentheses of a call. Requires: not at ')'.
void Parser::arguments(CallExpr& call, bool generator_allowed) {
  if (!diagnosing_) return fast_arguments(call, generator_allowed);
  const int first = pos_;
  const auto whole = [&] {
    args(call);
    accept(K::Comma);
    if (!at(K::RightParen)) mismatch();
  };
  if (attempt(whole)) return;
  pos_ = first;
  if (hooks()) invalid_arguments();
  mismatch();
}

void Parser::fast_arguments(CallExpr& call, bool generator_allowed) {
  const int first = pos_;
  bool unpacked_mapping = false;
  do {
    if (at(K::RightParen)) return;
    if (at(K::Star) && !unpacked_mapping) {
      call.args.push_back(starred_expression());
    } else if (at(K::DoubleStar) || (at(K::Name) && next_is(K::Assign))) {
      unpacked_mapping |= at(K::DoubleStar);
      keyword_argument(call);
    } else {
      if (!call.keywords.empty()) mismatch();
      Expr* value = positional_argument();
      if (at_any(K::KwFor, K::KwAsync) && call.args.empty() && generator_allowed) {
        call.args.push_back(comprehension_of_call(first, value));
        return;
      }
      call.args.push_back(value);
    }
  } while (accept(K::Comma));
  if (!at(K::RightParen)) mismatch();
  check_repeated_keywords(call);
}

/// f(x for x in y): the generator expression takes the call's own parentheses.
Parser::Expr* Parser::comprehension_of_call(int first, Expr* element) {
  auto clauses = comprehension_clauses();
  if (!at(K::RightParen)) mismatch();
  auto* node = module_.make<GeneratorExpr>(span_of(first - 1, pos_));
  node->element = element, node->generators = std::move(clauses);
  return node;
}

Parser::Expr* Parser::positional_argument() {
  if (at(K::Name) && next_is(K::ColonAssign)) return assignment_expression();
  return unassigned_expression();
}

void Parser::keyword_argument(CallExpr& call) {
  const int first = pos_;
  std::string keyword;
  if (!accept(K::DoubleStar)) {
    keyword = name();
    expect(K::Assign);
  }
  Expr* value = expression();
  auto* node = make<Keyword>(first);
  node->name = std::move(keyword), node->value = value;
  call.keywords.push_back(node);
}

void Parser::check_repeated_keywords(const CallExpr& call) {
  if (repeated_keyword_) return;
  for (std::size_t i = 0; i < call.keywords.size(); ++i) {
    const Keyword& later = *call.keywords[i];
    const auto same = [&](const Keyword* earlier) { return earlier->name == later.name; };
    const auto end = call.keywords.begin() + static_cast<std::ptrdiff_t>(i);
    if (later.name.empty() || std::none_of(call.keywords.begin(), end, same)) continue;
    repeated_keyword_ =
        source_.diagnose("SyntaxError", later.span, fmt::format("keyword argument repeated: {}", later.name));
    return;
  }
}

// The rules of CPython's grammar in its order, for the second pass.

void Parser::args(CallExpr& call) {
  const auto positional = [&] {
    call.args.push_back(at(K::Star) ? starred_expression() : positional_argument());
    if (at(K::Assign)) {
      call.args.pop_back();
      mismatch();
    }
  };
  if (!attempt(positional)) return keyword_args(call);
  const auto more = [&] {
    expect(K::Comma);
    positional();
  };
  while (attempt(more)) {}
  attempt([&] {
    expect(K::Comma);
    keyword_args(call);
  });
}

void Parser::keyword_args(CallExpr& call) {
  const auto separated = [&](bool (Parser::*item)(CallExpr&)) {
    if (!(this->*item)(call)) return false;
    while (attempt([&] {
      expect(K::Comma);
      if (!(this->*item)(call)) mismatch();
    })) {}
    return true;
  };
  if (!separated(&Parser::keyword_or_starred)) {
    if (!separated(&Parser::keyword_or_double_starred)) mismatch();
    return;
  }
  attempt([&] {
    expect(K::Comma);
    if (!separated(&Parser::keyword_or_double_starred)) mismatch();
  });
}

bool Parser::keyword_or_starred(CallExpr& call) {
  if (hooks()) invalid_keyword_argument();
  return attempt([&] {
    if (at(K::Star)) return call.args.push_back(starred_expression());
    if (!at(K::Name)) mismatch();
    keyword_argument(call);
  });
}

bool Parser::keyword_or_double_starred(CallExpr& call) {
  if (hooks()) invalid_keyword_argument();
  return attempt([&] {
    if (!at_any(K::Name, K::DoubleStar)) mismatch();
    keyword_argument(call);
  });
}

// ---- parameters ----

/// Parameters up to (not including) the closing ')' of a def or ':' of a lambda.
void Parser::parameters(Arguments& out, bool lambda) {
  const K close = lambda ? K::Colon : K::RightParen;
  if (hooks()) invalid_parameters(lambda);
  while (!at(close)) {
    if (at(K::Star)) return star_parameters(out, lambda);
    if (at(K::DoubleStar)) return keyword_parameters(out, lambda);
    if (at(K::Slash)) {
      if (out.args.empty() || !out.positional_only.empty()) mismatch();
      advance();
      out.positional_only.swap(out.args);
    } else {
      out.args.push_back(parameter(lambda));
      if (at(K::Assign)) {
        out.defaults.push_back(default_value());
      } else if (!out.defaults.empty()) {
        accept(K::Comma);
        mismatch();
      }
    }
    end_of_parameter(close);
  }
}

void Parser::star_parameters(Arguments& out, bool lambda) {
  const K close = lambda ? K::Colon : K::RightParen;
  if (hooks()) invalid_star_parameters(lambda);
  expect(K::Star);
  if (at(K::Name)) out.vararg = parameter(lambda, true);
  if (out.vararg == nullptr) {
    expect(K::Comma);
    if (!at(K::Name)) mismatch();  // a bare * needs a keyword-only parameter
  } else {
    end_of_parameter(close);
  }
  while (!at(close)) {
    if (at(K::DoubleStar)) return keyword_parameters(out, lambda);
    out.keyword_only.push_back(parameter(lambda));
    out.keyword_defaults.push_back(at(K::Assign) ? default_value() : nullptr);
    end_of_parameter(close);
  }
}

void Parser::keyword_parameters(Arguments& out, bool lambda) {
  const K close = lambda ? K::Colon : K::RightParen;
  if (hooks()) invalid_keyword_parameters(lambda);
  expect(K::DoubleStar);
  out.kwarg = parameter(lambda);
  end_of_parameter(close);
  if (!at(close)) mismatch();
}

Arg* Parser::parameter(bool lambda, bool star_annotation) {
  const int first = pos_;
  std::string id = name();
  Expr* annotation = nullptr;
  if (!lambda && accept(K::Colon)) annotation = star_annotation && at(K::Star) ? star_expression() : expression();
  auto* node = make<Arg>(first);
  node->name = std::move(id), node->annotation = annotation;
  return node;
}

Parser::Expr* Parser::default_value() {
  const int equals = expect(K::Assign);
  Expr* value = nullptr;
  if (may([&] { value = expression(); })) return value;
  if (hooks() && (at_any(K::RightParen, K::Comma))) raise_at_token(equals, "expected default value expression");
  mismatch();
}

void Parser::end_of_parameter(K close) {
  if (!accept(K::Comma) && !at(close)) mismatch();
}

Parser::Expr* Parser::lambda() {
  const int first = expect(K::KwLambda);
  Arguments params;
  if (!at(K::Colon)) parameters(params, true);
  expect(K::Colon);
  Expr* body = expression();
  auto* node = make<LambdaExpr>(first);
  node->args = std::move(params), node->body = body;
  return node;
}

}  // namespace gilscope
