// Second pass: common mistakes in statements, as CPython 3.13's grammar words them (its invalid_* rules).
#include <fmt/format.h>

#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

// ---- assignments ----

void Parser::invalid_annotation_target() {
  diagnose([&] {
    int open = 0;
    Expr* display = nullptr;
    const auto tuple_here = [&] { display = tuple(); };
    for (; at(K::LeftParen) && !attempt(tuple_here); ++open) advance();
    if (display == nullptr) display = list();
    for (; open > 0; --open) expect(K::RightParen);
    expect(K::Colon);
    expression();
    raise_at(display, fmt::format("only single target (not {}) can be annotated", describe(display)));
  });
}

void Parser::invalid_assignment() {
  invalid_annotation_target();
  diagnose([&] {
    const Expr* head = star_named_expression();
    expect(K::Comma);
    while (can_start_expression() && attempt([&] { star_named_expressions(); })) {}
    expect(K::Colon);
    expression();
    raise_at(head, "only single target (not tuple) can be annotated");
  });
  diagnose([&] {
    const Expr* target = expression();
    expect(K::Colon);
    expression();
    raise_at(target, "illegal target for annotation");
  });
  const auto skip_targets = [&] {
    while (attempt([&] {
      star_targets();
      expect(K::Assign);
    })) {}
  };
  diagnose([&] {
    skip_targets();
    const Expr* target = star_expressions();
    expect(K::Assign);
    raise_invalid_target(Targets::Star, target);
  });
  diagnose([&] {
    skip_targets();
    const Expr* target = yield_expression();
    expect(K::Assign);
    raise_at(target, "assignment to yield expression not possible");
  });
  diagnose([&] {
    const Expr* target = star_expressions();
    Operator op = Operator::Add;
    if (!augmented_operator(op)) mismatch();
    yield_or_star_expressions();
    raise_at(target, fmt::format("'{}' is an illegal expression for augmented assignment", describe(target)));
  });
}

// ---- headers and blocks ----

/// Behind a header: a colon and a line end, but nothing indented. Raises, or does not fit.
void Parser::missing_block(int keyword, const std::string& after) {
  expect(K::Colon);
  expect(K::Newline);
  if (at(K::Indent)) mismatch();
  raise_indentation(fmt::format("expected an indented block after {} on line {}", after, token_at(keyword).span.line));
}

void Parser::invalid_header(K keyword, const char* what, void (Parser::*header)()) {
  diagnose([&] {
    expect(keyword);
    (this->*header)();
    if (at(K::Newline)) raise("expected ':'");
  });
  const int first = pos_;
  diagnose([&] {
    expect(keyword);
    (this->*header)();
    missing_block(first, what);
  });
}

void Parser::with_header(bool parenthesized) {
  expect(K::KwWith);
  const auto item = [&] {
    parenthesized ? expressions() : expression();
    attempt([&] {
      expect(K::KwAs);
      star_target();
    });
  };
  if (parenthesized) expect(K::LeftParen);
  item();
  while (attempt([&] {
    expect(K::Comma);
    item();
  })) {}
  if (!parenthesized) return;
  accept(K::Comma);
  expect(K::RightParen);
}

void Parser::invalid_with_header() {
  for (const bool parenthesized : {false, true}) {
    diagnose([&] {
      with_header(parenthesized);
      if (at(K::Newline)) raise("expected ':'");
    });
  }
}

void Parser::invalid_with_block() {
  const int first = pos_;
  for (const bool parenthesized : {false, true}) {
    diagnose([&] {
      with_header(parenthesized);
      missing_block(first, "'with' statement");
    });
  }
}

/// `match` is not modeled, but a header without its colon or block is an error all the same.
void Parser::invalid_match() {
  const int first = pos_;
  diagnose([&] {
    match_subject();
    if (at(K::Newline)) raise("expected ':'");
    missing_block(first, "'match' statement");
  });
}

void Parser::invalid_with_item() {
  diagnose([&] {
    expression();
    expect(K::KwAs);
    const Expr* target = expression();
    if (at_any(K::Comma, K::RightParen, K::Colon)) raise_invalid_target(Targets::Star, target);
  });
}

void Parser::invalid_try() {
  const int first = pos_;
  diagnose([&] {
    expect(K::KwTry);
    missing_block(first, "'try' statement");
  });
  diagnose([&] {
    expect(K::KwTry);
    expect(K::Colon);
    block();
    if (!at_any(K::KwExcept, K::KwFinally)) raise("expected 'except' or 'finally' block");
  });
}

void Parser::invalid_except_header() {
  const auto renamed = [&] {
    attempt([&] {
      expect(K::KwAs);
      expect(K::Name);
    });
  };
  diagnose([&] {
    expect(K::KwExcept);
    const Expr* type = expression();
    expect(K::Comma);
    expressions();
    renamed();
    expect(K::Colon);
    raise_from(type->span, "multiple exception types must be parenthesized");
  });
  diagnose([&] {
    expect(K::KwExcept);
    expression();
    renamed();
    if (at(K::Newline)) raise("expected ':'");
  });
  diagnose([&] {
    expect(K::KwExcept);
    if (at(K::Newline)) raise("expected ':'");
  });
}

void Parser::invalid_except_block() {
  const int first = pos_;
  diagnose([&] {
    expect(K::KwExcept);
    expression();
    attempt([&] {
      expect(K::KwAs);
      expect(K::Name);
    });
    missing_block(first, "'except' statement");
  });
  diagnose([&] {
    expect(K::KwExcept);
    missing_block(first, "'except' statement");
  });
}

// ---- imports and definitions ----

void Parser::invalid_import() {
  diagnose([&] {
    const int keyword = expect(K::KwImport);
    dotted_name();
    while (attempt([&] {
      expect(K::Comma);
      dotted_name();
    })) {}
    expect(K::KwFrom);
    dotted_name();
    raise_from(token_at(keyword).span, "Did you mean to use 'from ... import ...' instead?");
  });
  diagnose([&] {
    expect(K::KwImport);
    if (at(K::Newline)) raise_from(token().span, "Expected one or more names after 'import'");
  });
}

void Parser::invalid_import_targets() {
  diagnose([&] {
    alias(false);
    while (attempt([&] {
      expect(K::Comma);
      alias(false);
    })) {}
    expect(K::Comma);
    if (at(K::Newline)) raise("trailing comma not allowed without surrounding parentheses");
  });
  if (at(K::Newline)) raise_from(token().span, "Expected one or more names after 'import'");
}

void Parser::invalid_function_block() {
  const int first = pos_;
  diagnose([&] {
    expect(K::KwDef);
    expect(K::Name);
    expect(K::LeftParen);
    Arguments ignored;
    if (!at(K::RightParen)) parameters(ignored, false);
    expect(K::RightParen);
    attempt([&] {
      expect(K::Arrow);
      expression();
    });
    missing_block(first, "function definition");
  });
}

void Parser::invalid_class_header() {
  const int first = pos_;
  const auto header = [&] {
    expect(K::KwClass);
    expect(K::Name);
    attempt([&] {
      expect(K::LeftParen);
      CallExpr ignored;
      if (!at(K::RightParen)) arguments(ignored);
      expect(K::RightParen);
    });
  };
  diagnose([&] {
    header();
    if (at(K::Newline)) raise("expected ':'");
  });
  diagnose([&] {
    header();
    missing_block(first, "class definition");
  });
}

}  // namespace gilscope
