// Second pass: common mistakes in parameter lists of def and lambda, as CPython 3.13's grammar words them.
#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

/// One parameter and what must follow it. `default_wanted`: 0 no default, 1 a default, 2 either.
bool Parser::parameter_with(bool lambda, int default_wanted, Span* span) {
  return attempt([&] {
    const Arg* arg = parameter(lambda);
    if (at(K::Assign) && default_wanted != 0) {
      default_value();
    } else if (default_wanted == 1) {
      mismatch();
    }
    parameter_end(lambda);
    if (span != nullptr) *span = arg->span;
  });
}

void Parser::parameter_end(bool lambda) { end_of_parameter(lambda ? K::Colon : K::RightParen); }

int Parser::without_defaults(bool lambda) {
  int count = 0;
  while (parameter_with(lambda, 0)) ++count;
  return count;
}

int Parser::with_defaults(bool lambda) {
  int count = 0;
  while (parameter_with(lambda, 1)) ++count;
  return count;
}

int Parser::maybe_defaults(bool lambda) {
  int count = 0;
  while (parameter_with(lambda, 2)) ++count;
  return count;
}

/// Parameters up to and including "/" and what must follow it.
void Parser::slash_part(bool lambda) {
  if (without_defaults(lambda) + with_defaults(lambda) == 0) mismatch();
  expect(K::Slash);
  parameter_end(lambda);
}

void Parser::invalid_parameters(bool lambda) {
  diagnose([&] {
    const int slash = expect(K::Slash);
    expect(K::Comma);
    raise_at_token(slash, "at least one argument must precede /");
  });
  diagnose([&] {
    slash_part(lambda);
    maybe_defaults(lambda);
    if (at(K::Slash)) raise_at_token(pos_, "/ may appear only once");
  });
  diagnose([&] {
    attempt([&] {
      if (without_defaults(lambda) == 0) mismatch();
      expect(K::Slash);
      parameter_end(lambda);
    });
    without_defaults(lambda);
    const bool slash_with_default = attempt([&] {
      without_defaults(lambda);
      if (with_defaults(lambda) == 0) mismatch();
      expect(K::Slash);
      parameter_end(lambda);
    });
    if (!slash_with_default && with_defaults(lambda) == 0) mismatch();
    Span span;
    if (parameter_with(lambda, 0, &span))
      raise_span(span, "parameter without a default follows parameter with a default");
  });
  diagnose([&] {
    without_defaults(lambda);
    const int open = expect(K::LeftParen);
    do {
      if (at(K::RightParen)) break;
      parameter(lambda);
    } while (accept(K::Comma));
    if (pos_ == open + 1) mismatch();
    const int close = expect(K::RightParen);
    raise_span(span_of(open, close), lambda ? "Lambda expression parameters cannot be parenthesized"
                                            : "Function parameters cannot be parenthesized");
  });
  diagnose([&] {
    attempt([&] { slash_part(lambda); });
    maybe_defaults(lambda);
    expect(K::Star);
    if (!accept(K::Comma) && !parameter_with(lambda, 0)) mismatch();
    maybe_defaults(lambda);
    if (at(K::Slash)) raise_at_token(pos_, "/ must be ahead of *");
  });
  diagnose([&] {
    if (maybe_defaults(lambda) == 0) mismatch();
    expect(K::Slash);
    if (at(K::Star)) raise_at_token(pos_, "expected comma between / and *");
  });
}

void Parser::invalid_star_parameters(bool lambda) {
  const K close = lambda ? K::Colon : K::RightParen;
  diagnose([&] {
    const int star = expect(K::Star);
    const bool bare = at(close) || (accept(K::Comma) && at_any(close, K::DoubleStar));
    if (!bare) mismatch();
    const char* message = "named arguments must follow bare *";
    if (lambda) raise(message);
    raise_at_token(star, message);
  });
  diagnose([&] {
    expect(K::Star);
    parameter(lambda);
    if (at(K::Assign)) raise_at_token(pos_, "var-positional argument cannot have default value");
  });
  diagnose([&] {
    expect(K::Star);
    const auto first_part = [&] {
      if (!accept(K::Comma) && !parameter_with(lambda, 0)) mismatch();
    };
    first_part();
    maybe_defaults(lambda);
    const int second = expect(K::Star);
    first_part();
    raise_at_token(second, "* argument may appear only once");
  });
}

void Parser::invalid_keyword_parameters(bool lambda) {
  diagnose([&] {
    expect(K::DoubleStar);
    parameter(lambda);
    if (at(K::Assign)) raise_at_token(pos_, "var-keyword argument cannot have default value");
    expect(K::Comma);
    const char* message = "arguments cannot follow var-keyword argument";
    if (at_any(K::Star, K::DoubleStar, K::Slash)) raise_at_token(pos_, message);
    raise_span(parameter(lambda)->span, message);
  });
}

}  // namespace gilscope
