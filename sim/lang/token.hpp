// Tokens of Python 3.13 (Grammar/Tokens). Keywords are tokens of their own here; soft keywords are plain names.
#pragma once

#include <cstdint>

#include "sim/base/diagnostic.hpp"

namespace gilscope {

enum class TokenKind : std::uint8_t {
  EndMarker, Unclosed, Name, Number, String, FStringStart, FStringMiddle, FStringEnd, Newline, Indent, Dedent,
  // punctuation; Stray is a character that no token starts with, such as "$"
  LeftParen, RightParen, LeftBracket, RightBracket, LeftBrace, RightBrace, Colon, Comma, Semicolon, Dot, Ellipsis,
  Arrow, At, Assign, ColonAssign, Exclamation, Stray,
  Plus, Minus, Star, Slash, DoubleSlash, Percent, DoubleStar, LeftShift, RightShift, Ampersand, Pipe, Caret, Tilde,
  Less, Greater, LessEqual, GreaterEqual, EqualEqual, NotEqual,
  PlusAssign, MinusAssign, StarAssign, SlashAssign, DoubleSlashAssign, PercentAssign, AtAssign, DoubleStarAssign,
  LeftShiftAssign, RightShiftAssign, AmpersandAssign, PipeAssign, CaretAssign,
  // keywords, in the order of kKeywords (lexer.cpp)
  KwFalse, KwNone, KwTrue, KwAnd, KwAs, KwAssert, KwAsync, KwAwait, KwBreak, KwClass, KwContinue, KwDef, KwDel, KwElif,
  KwElse, KwExcept, KwFinally, KwFor, KwFrom, KwGlobal, KwIf, KwImport, KwIn, KwIs, KwLambda, KwNonlocal, KwNot, KwOr,
  KwPass, KwRaise, KwReturn, KwTry, KwWhile, KwWith, KwYield
};

/// One token. `begin`/`end` are byte offsets into the source text; `span` is the same range in lines and characters.
/// Tokens without text of their own (Indent, Dedent, EndMarker, Unclosed) have span columns -1, as in CPython; their
/// `end` is where the lexer stood, and `span.end_column` is still -1.
struct Token {
  TokenKind kind = TokenKind::EndMarker;
  bool in_brackets = false;  ///< bracket depth after this token is not zero
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Span span;
};

}  // namespace gilscope
