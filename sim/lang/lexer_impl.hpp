// The lexer's state, shared by lexer*.cpp. Not an interface: use sim/lang/lexer.hpp.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/lang/lexer.hpp"

namespace gilscope {

/// Turns a text into tokens, left to right, once. The first error is thrown as a Diagnostic and caught by run().
class Lexer {
 public:
  explicit Lexer(const Source& source);
  LexResult run();

 private:
  /// Where a token began: byte offset, line number, byte offset of that line.
  struct Place {
    std::size_t at = 0;
    int line = 1;
    std::size_t line_start = 0;
  };
  struct Bracket {
    char open = '(';
    Token token;
  };
  /// One f-string being read (PEP 701 allows nesting). Depths count brackets opened since its FStringStart.
  struct FString {
    Place start;
    char quote = '"';
    int quote_size = 1;
    bool raw = false;
    bool in_expression = false;   ///< reading Python inside {...}, not text
    bool in_format_spec = false;
    int depth = 0;                ///< open brackets in this f-string
    int field_depth = -1;         ///< depth at which the innermost replacement field was opened; -1: none is open
  };

  // lexer.cpp: lines, names, operators
  void line_begin();
  void indent_to(int column, int alternative);
  void scan();
  void end_of_text();
  void note_unclosed();
  void newline(Place start);
  void comment();
  void continuation();
  void name_or_prefixed_string();
  void check_identifier(Place start);
  void punctuation();
  void open_bracket(char c);
  void close_bracket(char c);
  void check_closes(char c);
  bool starts_format_spec(char c);

  // lexer_numbers.cpp
  void number();
  void radix_number(int base, const char* kind);
  void decimal_number();
  bool leading_zeros();
  void decimal_tail();
  void fraction_and_exponent();
  bool exponent();
  void check_number_end(const char* kind);
  bool keyword_follows() const;

  // lexer_strings.cpp
  void string(Place start);
  [[noreturn]] void unterminated_string(Place start, char quote, int quote_size, bool escaped_quote);
  void fstring_begin(Place start, std::string_view prefix);
  void fstring_text();
  bool fstring_special(char c, Place start);
  bool fstring_open_brace(Place start);
  void fstring_close_brace(Place start);
  void emit_doubled_brace(Place start);
  bool fstring_backslash();
  bool at_fstring_end(const FString& f) const;
  [[noreturn]] void unterminated_fstring(const FString& f);

  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool at_end() const { return at_ >= text_.size(); }
  void advance_line() { line_start_ = ++at_, ++line_; }  ///< consumes a '\n'
  Place here() const { return {at_, line_, line_start_}; }
  int last_line() const;
  int column(std::size_t line_start, std::size_t at);
  Token make(TokenKind kind, Place start, std::size_t end);
  void emit(TokenKind kind, Place start);
  void emit_without_text(TokenKind kind);
  FString* fstring() { return fstrings_.empty() ? nullptr : &fstrings_.back(); }

  /// Throws a SyntaxError whose caret is under the last character consumed.
  [[noreturn]] void fail(const std::string& message);
  [[noreturn]] void fail_at(Place place, const std::string& message);  ///< caret under the character at `place`
  [[noreturn]] void fail_as(const char* kind, Span span, const std::string& message);
  [[noreturn]] void fail_softly(const char* kind, Span span,
                                const std::string& message);  ///< loses against the parser's errors

  const Source& source_;
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::size_t line_start_ = 0;
  bool at_line_begin_ = true;
  bool done_ = false;
  std::vector<int> indents_{0};
  std::vector<int> alternative_indents_{0};  ///< the same with a tab counted as one column: both must agree
  std::vector<Bracket> brackets_;
  std::vector<FString> fstrings_;
  LexResult result_;

  struct ColumnCache {
    std::size_t line_start = 0;
    std::size_t at = 0;
    int column = 0;
  } cache_;
};

}  // namespace gilscope
