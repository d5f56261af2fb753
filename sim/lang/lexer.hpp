// Source text -> tokens, as CPython 3.13's tokenizer (Parser/lexer) sees it, f-strings of PEP 701 included.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/base/diagnostic.hpp"
#include "sim/lang/token.hpp"

namespace gilscope {

class Source;

struct LexResult {
  /// All tokens, ended by EndMarker, or by Unclosed if the text ends inside brackets, or (with `error`) at the error.
  std::vector<Token> tokens;
  std::optional<Diagnostic> error;  ///< the first lexical error
  bool error_wins =
      false;  ///< the error is reported even if the parser finds one in front of it, as CPython does for most
  std::optional<Token> unclosed;    ///< the innermost bracket still open at the end, or at the error
  bool unclosed_wins = false;       ///< that bracket may be blamed for an error behind it: not in an f-string
};

/// Limits, as in CPython: 200 nested brackets, 100 indentation levels, 150 nested f-strings.
LexResult tokenize(const Source& source);

/// True if a soft keyword ("match", "case", "type", "_") begins with the name. CPython compares like that ("c" passes
/// for "case") where it decides whether a missing comma is worth a hint.
bool may_be_soft_keyword(std::string_view name);

}  // namespace gilscope
