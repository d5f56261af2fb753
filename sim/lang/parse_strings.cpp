// String literals: prefixes, implicit concatenation, f-strings (PEP 701).
#include <fmt/format.h>

#include <algorithm>

#include "sim/lang/literals.hpp"
#include "sim/lang/parser_impl.hpp"

namespace gilscope {

using namespace ast;  // NOLINT: this file is about tree nodes

namespace {

struct LiteralShape {
  bool raw = false, bytes = false, unicode = false;
  std::string_view body;
};

/// Splits r'...' and the like. Requires: the text of a String token.
LiteralShape shape_of(std::string_view literal) {
  LiteralShape shape;
  std::size_t at = 0;
  for (; literal[at] != '\'' && literal[at] != '"'; ++at) {
    const char c = static_cast<char>(literal[at] | 0x20);
    shape.raw |= c == 'r', shape.bytes |= c == 'b', shape.unicode |= literal[at] == 'u';
  }
  const bool triple = literal.size() >= at + 6 && literal[at + 1] == literal[at] && literal[at + 2] == literal[at];
  const std::size_t quotes = triple ? 3 : 1;
  shape.body = literal.substr(at + quotes, literal.size() - at - 2 * quotes);
  return shape;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

ConstantExpr* Parser::text_constant(Span span, std::string value, ConstantKind kind) {
  auto* node = module_.make<ConstantExpr>(span);
  node->value.kind = kind;
  node->value.text = std::move(value);
  return node;
}

std::string Parser::unescape(std::string_view body, bool bytes, Span span) {
  auto decoded = bytes ? decode_bytes_escapes(body) : decode_str_escapes(body);
  if (decoded) return std::move(*decoded);
  const EscapeError& error = decoded.error();
  if (!error.not_modeled) raise(error.message);
  throw source_.diagnose("NotModeled", span, error.message, "write the character itself, or \\uXXXX with its number");
}

// ---- plain literals and concatenation ----

Parser::Expr* Parser::strings() {
  return memo(Rule::Strings, [&]() -> Expr* {
    const int first = pos_;
    std::vector<StringPart> parts;
    const auto part = [&] { parts.push_back(at(K::String) ? string_literal() : fstring()); };
    part();
    while (at_any(K::String, K::FStringStart) && may(part)) {}
    const bool bytes = parts.front().is_bytes;
    bool formatted = false;
    for (const StringPart& part : parts) {
      if (part.is_bytes != bytes) raise("cannot mix bytes and nonbytes literals");
      formatted |= part.is_fstring;
    }
    if (formatted) return joined(parts, first);
    auto* head = static_cast<ConstantExpr*>(parts.front().values.front());
    if (parts.size() == 1) return head;
    std::string all;
    for (const StringPart& part : parts) all += static_cast<ConstantExpr*>(part.values.front())->value.text;
    auto* node = text_constant(span_from(first), std::move(all), head->value.kind);
    node->u_prefix = head->u_prefix;
    return node;
  });
}

Parser::StringPart Parser::string_literal() {
  const int index = advance();
  const Span span = token_at(index).span;
  const LiteralShape shape = shape_of(text(index));
  if (shape.bytes && !is_ascii(shape.body)) raise_span(span, "bytes can only contain ASCII literal characters");
  std::string value = shape.raw || shape.body.find('\\') == std::string_view::npos
                          ? std::string(shape.body)
                          : unescape(shape.body, shape.bytes, span);
  auto* node = text_constant(span, std::move(value), shape.bytes ? ConstantKind::Bytes : ConstantKind::Str);
  node->u_prefix = shape.unicode;
  return {{node}, false, shape.bytes};
}

Parser::Expr* Parser::joined(const std::vector<StringPart>& parts, int first) {
  std::vector<Expr*> values;
  for (const StringPart& part : parts) values.insert(values.end(), part.values.begin(), part.values.end());
  auto merged_values = merged(values, true);
  auto* node = make<JoinedStrExpr>(first);
  node->values = std::move(merged_values);
  return node;
}

/// Joins neighbouring text constants; with drop_empty, leaves out empty ones.
std::vector<Parser::Expr*> Parser::merged(const std::vector<Expr*>& values, bool drop_empty) {
  std::vector<Expr*> result;
  for (std::size_t i = 0; i < values.size();) {
    auto* text = as<ConstantExpr>(values[i]);
    if (text == nullptr) {
      result.push_back(values[i++]);
      continue;
    }
    std::string all = text->value.text;
    Span span = text->span;
    for (++i; i < values.size() && values[i]->kind == ExprKind::Constant; ++i) {
      all += static_cast<ConstantExpr*>(values[i])->value.text;
      span.end_line = values[i]->span.end_line, span.end_column = values[i]->span.end_column;
    }
    if (all.empty() && drop_empty) continue;
    auto* node = text_constant(span, std::move(all));
    node->u_prefix = text->u_prefix;
    result.push_back(node);
  }
  return result;
}

// ---- f-strings ----

Parser::StringPart Parser::fstring() {
  const int first = expect(K::FStringStart);
  const bool raw = text(first).find_first_of("rR") != std::string_view::npos;
  StringPart part;
  part.is_fstring = true;
  std::vector<ConstantExpr*> texts;
  while (!at(K::FStringEnd)) fstring_part(part.values, &texts);
  advance();
  if (raw) return part;
  for (ConstantExpr* text : texts) text->value.text = unescape(text->value.text, false, text->span);
  return part;
}

/// A piece of text or a replacement field; fails at anything else. Text is left to the caller to unescape if it asks
/// for it in `texts`, as CPython does at the end of an f-string but not in a format spec.
void Parser::fstring_part(std::vector<Expr*>& values, std::vector<ConstantExpr*>* texts) {
  if (at(K::FStringMiddle)) {
    const int index = advance();
    const Span span = token_at(index).span;
    auto* node = text_constant(span, texts != nullptr ? std::string(text(index)) : unescape(text(index), false, span));
    if (texts != nullptr) texts->push_back(node);
    values.push_back(node);
    return;
  }
  const std::size_t count = values.size();
  if (attempt([&] { replacement_field(values); })) return;
  values.resize(count);
  if (hooks() && at(K::LeftBrace)) invalid_replacement_field();
  mismatch();
}

void Parser::replacement_field(std::vector<Expr*>& values) {
  const int open = expect(K::LeftBrace);
  Expr* value = yield_or_star_expressions();
  const bool debug = accept(K::Assign);
  const int behind_value = pos_;
  Conversion convert = conversion();
  Expr* spec = at(K::Colon) ? format_spec() : nullptr;
  expect(K::RightBrace);
  if (convert != Conversion::None) check_conversion(behind_value + 1);
  if (debug && convert == Conversion::None && spec == nullptr) convert = Conversion::Repr;
  auto* field = make<FormattedValueExpr>(open);
  field->value = value, field->conversion = convert, field->format_spec = spec;
  if (debug) {
    const Span& from = token_at(open).span;
    const Span& to = token_at(behind_value).span;
    values.push_back(text_constant({from.line, from.column + 1, to.line, to.column}, debug_text(open, behind_value)));
  }
  values.push_back(field);
}

Conversion Parser::conversion() {
  if (!at(K::Exclamation)) return Conversion::None;
  const int mark = advance();
  const int letter = expect(K::Name);
  const Span& bang = token_at(mark).span;
  const Span& word = token_at(letter).span;
  if (bang.end_line != word.line || bang.end_column != word.column) {
    raise_range(bang, word, "f-string: conversion type must come right after the exclamation mark");
  }
  const char c = text(letter)[0];
  return c == 's' ? Conversion::Str : c == 'r' ? Conversion::Repr : Conversion::Ascii;
}

void Parser::check_conversion(int letter) {
  const std::string_view spelled = text(letter);
  if (spelled == "s" || spelled == "r" || spelled == "a") return;
  raise_at_token(letter,
                 fmt::format("f-string: invalid conversion character '{}': expected 's', 'r', or 'a'", spelled));
}

/// The format spec behind its colon. Escapes are decoded even in raw f-strings, as in CPython 3.13.
Parser::Expr* Parser::format_spec() {
  const int colon = expect(K::Colon);
  std::vector<Expr*> values;
  while (at_any(K::FStringMiddle, K::LeftBrace)) {
    if (!may([&] { fstring_part(values, nullptr); })) break;
  }
  auto merged_values = merged(values, true);
  auto* node = make<JoinedStrExpr>(colon);
  node->values = std::move(merged_values);
  return node;
}

/// The source text of `{value=`: from behind the brace up to the token `end`, without comments.
std::string Parser::debug_text(int open, int end) const {
  const std::size_t from = token_at(open).end;
  const std::string_view spelled = std::string_view(source_.text()).substr(from, token_at(end).begin - from);
  std::string result;
  char quote = '\0';
  for (std::size_t i = 0; i < spelled.size(); ++i) {
    const char c = spelled[i];
    if (quote == '\0' && (c == '\'' || c == '"')) {
      quote = c;
    } else if (c == quote) {
      quote = '\0';
    } else if (quote == '\0' && c == '#') {
      i = std::min(spelled.find('\n', i), spelled.size()) - 1;
      continue;
    }
    result.push_back(c);
  }
  return result;
}

}  // namespace gilscope
