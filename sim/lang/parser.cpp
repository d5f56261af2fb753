#include "sim/lang/parser.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/lang/parser_impl.hpp"
#include "sim/lang/unicode.hpp"

namespace gilscope {

// ---- tokens ----

bool Parser::next_is(K kind) {
  ++pos_;
  const bool yes = pos_ < static_cast<int>(tokens_.size()) && at(kind);
  --pos_;
  return yes;
}

int Parser::expect_forced(K kind, const char* text) {
  if (!at(kind)) raise_at_token(pos_, fmt::format("expected '{}'", text));
  return advance();
}

std::string_view Parser::text(int index) const {
  const Token& token = token_at(index);
  return std::string_view(source_.text()).substr(token.begin, token.end - token.begin);
}

std::string Parser::name() {
  const std::string_view spelled = text(expect(K::Name));
  const bool ascii =
      std::all_of(spelled.begin(), spelled.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? std::string(spelled) : unicode::nfkc(spelled);
}

bool Parser::can_start_expression() {
  return at_any(K::Name, K::Number, K::String, K::FStringStart, K::LeftParen, K::LeftBracket, K::LeftBrace, K::Ellipsis,
                K::Plus, K::Minus, K::Tilde, K::KwNot, K::KwLambda, K::KwNone, K::KwTrue, K::KwFalse, K::KwAwait,
                K::Star);
}

// ---- positions ----

Span Parser::span_of(int first, int last) const {
  const Span& a = token_at(first).span;
  const Span& b = token_at(last).span;
  return {a.line, a.column, b.end_line, b.end_column};
}

Span Parser::span_from(int first) const {
  int last = pos_ - 1;
  const auto is_layout = [](K kind) {
    return kind == K::Newline || kind == K::Indent || kind == K::Dedent || kind == K::EndMarker;
  };
  while (last > first && is_layout(token_at(last).kind)) --last;
  return span_of(first, std::max(first, last));
}

/// Where CPython points when a token has no text: the character before the place where the lexer stood.
Span Parser::cursor_of(const Token& token) const {
  if (token.span.column >= 0) return token.span;
  const std::string& all = source_.text();
  const std::size_t end = token.end;
  const bool at_end = end >= all.size();
  const std::size_t line_start = end == 0 ? 0 : all.rfind('\n', at_end && end >= 2 ? end - 2 : end - 1) + 1;
  const int consumed =
      end <= line_start ? 0 : unicode::length(std::string_view(all).substr(line_start, end - line_start));
  return {token.span.line, consumed - 1, token.span.line, consumed - 1};
}

// ---- errors ----

Diagnostic Parser::unclosed_error() const {
  const Token& open = *lexed_.unclosed;
  const Span span{open.span.line, open.span.column, open.span.line, open.span.column};
  return source_.diagnose(
      "SyntaxError", span,
      fmt::format("'{}' was never closed", std::string_view(source_.text()).substr(open.begin, open.end - open.begin)));
}

void Parser::raise_span(Span span, const std::string& message) { throw source_.diagnose("SyntaxError", span, message); }

void Parser::raise(const std::string& message) {
  const Token& last = token_at(furthest_);
  raise_span(cursor_of(last), message);
}

void Parser::raise_indentation(const std::string& message) {
  const Token& last = token_at(furthest_);
  throw source_.diagnose("IndentationError", cursor_of(last), message);
}

void Parser::raise_at_token(int index, const std::string& message) { raise_span(token_at(index).span, message); }

void Parser::raise_range(Span first, Span last, const std::string& message) {
  raise_span({first.line, first.column, last.end_line, last.end_column}, message);
}

void Parser::raise_from(Span first, const std::string& message) {
  const Token& last = token_at(furthest_);
  const Span end = cursor_of(last);
  const int end_column = last.span.column < 0 ? end.end_column : end.end_column - 1;
  raise_span({first.line, first.column, end.end_line, end_column}, message);
}

void Parser::raise_not_modeled(Span span, const std::string& what, const std::string& hint) {
  throw source_.diagnose("NotModeled", span, what + " not modeled", hint);
}

void Parser::raise_too_deep() {
  throw source_.diagnose("NotModeled", cursor_of(token_at(pos_)), "source nested this deeply is not modeled",
                         "split the expression");
}

/// The last token, Unclosed, stands for what ended the text too early: an open bracket or a lexical error.
Diagnostic Parser::end_error() const { return lexed_.error ? *lexed_.error : unclosed_error(); }

/// CPython reads on behind a syntax error: a lexical error may win over it, and so does a bracket that is never closed
/// if the error is on a later line.
Diagnostic Parser::unless_worse(Diagnostic error) const {
  if (lexed_.error && lexed_.error_wins) return *lexed_.error;
  if (error.kind == "NotModeled" || !lexed_.unclosed_wins || furthest_ + 1 >= static_cast<int>(tokens_.size()))
    return error;
  return token_at(furthest_).span.line > lexed_.unclosed->span.line ? unclosed_error() : error;
}

Diagnostic Parser::generic_error(int stopped_at) const {
  const Token& last = token_at(stopped_at);
  const Span cursor = cursor_of(token_at(furthest_));
  if (last.kind == K::Indent) return source_.diagnose("IndentationError", cursor, "unexpected indent");
  if (last.kind == K::Dedent) return source_.diagnose("IndentationError", cursor, "unexpected unindent");
  return unless_worse(source_.diagnose("SyntaxError", last.span, "invalid syntax"));
}

void Parser::start_diagnosis(bool all) {
  pos_ = top_statement_;
  depth_ = 0;
  diagnosing_ = true;
  invalid_rules_ = all;
  memo_.clear();
}

// ---- the two passes ----

namespace {

/// What stopped the parser: nothing, a definite error, or a token that fits nowhere (`mismatch`).
struct Outcome {
  std::optional<Diagnostic> error;
  bool mismatch = false;
};

Outcome run(Parser& parser, ast::Module& module) {
  try {
    module.body = parser.file();
    return {};
  } catch (Diagnostic& error) {
    return {std::move(error), false};
  } catch (const Parser::Mismatch&) {
    return {std::nullopt, true};
  }
}

/// The error of a text whose first pass stopped.
Diagnostic explain(Parser& parser, const Outcome& first) {
  if (first.error) return parser.unless_worse(*first.error);
  const int stopped_at = parser.furthest();
  for (const bool all : {false, true}) {
    parser.start_diagnosis(all);
    ast::Module scratch;
    const Outcome again = run(parser, scratch);
    if (again.error) return parser.unless_worse(*again.error);
  }
  return parser.generic_error(stopped_at);
}

}  // namespace

Result<std::unique_ptr<ast::Module>, Diagnostic> parse(const Source& source) {
  LexResult lexed = tokenize(source);
  if (lexed.error) {  // the parser needs a last token; it raises the error when it gets there
    Token end;
    end.kind = TokenKind::Unclosed;
    end.span = lexed.error->span;
    lexed.tokens.push_back(end);
  }
  auto module = std::make_unique<ast::Module>();
  Parser parser(source, lexed, *module);
  const Outcome first = run(parser, *module);
  if (first.error || first.mismatch) return explain(parser, first);
  if (parser.repeated_keyword()) return *parser.repeated_keyword();
  return module;
}

}  // namespace gilscope
