// Tokens and their places.
#include "sim/lang/lexer.hpp"

#include "tests/catch.hpp"
#include "tests/lang_unit/support.hpp"

using namespace gilscope;
using K = TokenKind;

namespace {

LexResult lex(const std::string& text) { return tokenize(*Source::from_bytes("case.py", text)); }

std::vector<K> kinds(const std::string& text) {
  std::vector<K> result;
  for (const Token& token : lex(text).tokens) result.push_back(token.kind);
  return result;
}

}  // namespace

TEST_CASE("indentation becomes Indent and Dedent tokens", "[lang]") {
  CHECK(kinds("if a:\n  b\n  # x\n\nc\n") == std::vector<K>{K::KwIf, K::Name, K::Colon, K::Newline, K::Indent, K::Name,
                                                            K::Newline, K::Dedent, K::Name, K::Newline, K::EndMarker});
  CHECK(kinds("if a:\n  if b:\n    c") == std::vector<K>{K::KwIf, K::Name, K::Colon, K::Newline, K::Indent, K::KwIf,
                                                         K::Name, K::Colon, K::Newline, K::Indent, K::Name, K::Newline,
                                                         K::Dedent, K::Dedent, K::EndMarker});
  CHECK(kinds("") == std::vector<K>{K::EndMarker});
  CHECK(kinds("(\n  1,\n\n2)\n") ==
        std::vector<K>{K::LeftParen, K::Number, K::Comma, K::Number, K::RightParen, K::Newline, K::EndMarker});
}

TEST_CASE("the longest operator wins", "[lang]") {
  CHECK(kinds("a**=b//=c->d:=e...f.g!=h\n") == std::vector<K>{K::Name, K::DoubleStarAssign, K::Name,
                                                              K::DoubleSlashAssign, K::Name, K::Arrow, K::Name,
                                                              K::ColonAssign, K::Name, K::Ellipsis, K::Name, K::Dot,
                                                              K::Name, K::NotEqual, K::Name, K::Newline, K::EndMarker});
  CHECK(kinds("1..x\n") == std::vector<K>{K::Number, K::Dot, K::Name, K::Newline, K::EndMarker});
  CHECK(kinds("1if x\n") == std::vector<K>{K::Number, K::KwIf, K::Name, K::Newline, K::EndMarker});
}

TEST_CASE("an f-string is text and fields, nested to any depth", "[lang]") {
  CHECK(kinds("f'a{x!r:>{w}}b'\n") == std::vector<K>{K::FStringStart, K::FStringMiddle, K::LeftBrace, K::Name,
                                                     K::Exclamation, K::Name, K::Colon, K::FStringMiddle, K::LeftBrace,
                                                     K::Name, K::RightBrace, K::FStringMiddle, K::RightBrace,
                                                     K::FStringMiddle, K::FStringEnd, K::Newline, K::EndMarker});
  CHECK(kinds("f'{f'{a['b']}'}'\n") == std::vector<K>{K::FStringStart, K::LeftBrace, K::FStringStart, K::LeftBrace,
                                                      K::Name, K::LeftBracket, K::String, K::RightBracket,
                                                      K::RightBrace, K::FStringEnd, K::RightBrace, K::FStringEnd,
                                                      K::Newline, K::EndMarker});
}

TEST_CASE("columns count characters, not bytes", "[lang]") {
  const auto tokens = lex("é = '日本' + x\n").tokens;
  REQUIRE(tokens.size() == 7);
  CHECK(tokens[1].span.column == 2);
  CHECK(tokens[2].span.column == 4);
  CHECK(tokens[2].span.end_column == 8);
  CHECK(tokens[4].span.column == 11);
  CHECK(tokens[4].begin == 16);
}

TEST_CASE("a token over several lines begins and ends on its own lines", "[lang]") {
  const auto tokens = lex("x = '''a\nbc''' + y\n").tokens;
  const Span& text = tokens[2].span;
  CHECK(text.line == 1);
  CHECK(text.column == 4);
  CHECK(text.end_line == 2);
  CHECK(text.end_column == 5);
  CHECK(tokens[4].span.line == 2);
  CHECK(tokens[4].span.column == 8);
}

TEST_CASE("a text that ends in brackets names the innermost one", "[lang]") {
  const LexResult result = lex("f(a, [b,\n c\n");
  CHECK(result.tokens.back().kind == K::Unclosed);
  REQUIRE(result.unclosed.has_value());
  CHECK(result.unclosed->span.line == 1);
  CHECK(result.unclosed->span.column == 5);
}
