#include "sim/lang/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "sim/lang/lexer_impl.hpp"
#include "sim/lang/source.hpp"
#include "sim/lang/unicode.hpp"

namespace gilscope {

namespace {

constexpr std::size_t kMaxBrackets = 200;
constexpr std::size_t kMaxIndents = 100;
constexpr int kTabSize = 8;

/// Sorted as TokenKind's Kw... enumerators are.
constexpr std::array<std::string_view, 35> kKeywords = {
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"};

struct Operator {
  std::string_view text;
  TokenKind kind;
};

/// Longest first.
constexpr Operator kOperators[] = {
    {"...", TokenKind::Ellipsis}, {"**=", TokenKind::DoubleStarAssign}, {"//=", TokenKind::DoubleSlashAssign},
    {"<<=", TokenKind::LeftShiftAssign}, {">>=", TokenKind::RightShiftAssign},
    {"!=", TokenKind::NotEqual}, {"%=", TokenKind::PercentAssign}, {"&=", TokenKind::AmpersandAssign},
    {"**", TokenKind::DoubleStar}, {"*=", TokenKind::StarAssign}, {"+=", TokenKind::PlusAssign},
    {"-=", TokenKind::MinusAssign}, {"->", TokenKind::Arrow}, {"//", TokenKind::DoubleSlash},
    {"/=", TokenKind::SlashAssign}, {":=", TokenKind::ColonAssign}, {"<<", TokenKind::LeftShift},
    {"<=", TokenKind::LessEqual}, {"<>", TokenKind::NotEqual}, {"==", TokenKind::EqualEqual},
    {">=", TokenKind::GreaterEqual}, {">>", TokenKind::RightShift}, {"@=", TokenKind::AtAssign},
    {"^=", TokenKind::CaretAssign}, {"|=", TokenKind::PipeAssign},
    {"!", TokenKind::Exclamation}, {"%", TokenKind::Percent}, {"&", TokenKind::Ampersand}, {"(", TokenKind::LeftParen},
    {")", TokenKind::RightParen}, {"*", TokenKind::Star}, {"+", TokenKind::Plus}, {",", TokenKind::Comma},
    {"-", TokenKind::Minus}, {".", TokenKind::Dot}, {"/", TokenKind::Slash}, {":", TokenKind::Colon},
    {";", TokenKind::Semicolon}, {"<", TokenKind::Less}, {"=", TokenKind::Assign}, {">", TokenKind::Greater},
    {"@", TokenKind::At}, {"[", TokenKind::LeftBracket}, {"]", TokenKind::RightBracket}, {"^", TokenKind::Caret},
    {"{", TokenKind::LeftBrace}, {"|", TokenKind::Pipe}, {"}", TokenKind::RightBrace}, {"~", TokenKind::Tilde}};

bool is_word_byte(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || u == '_' || static_cast<unsigned>((u | 0x20) - 'a') < 26u || static_cast<unsigned>(u - '0') < 10u;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

TokenKind keyword_or_name(std::string_view word) {
  const auto* found = std::lower_bound(kKeywords.begin(), kKeywords.end(), word);
  if (found == kKeywords.end() || *found != word) return TokenKind::Name;
  return static_cast<TokenKind>(static_cast<int>(TokenKind::KwFalse) + static_cast<int>(found - kKeywords.begin()));
}

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  return result;
}

/// "", "b", "r", "u", "br", "rb", and the f-string ones "f", "fr", "rf".
bool is_string_prefix(std::string_view word) {
  if (word.size() > 2) return false;
  const std::string p = lowered(word);
  return p.empty() || p == "b" || p == "r" || p == "u" || p == "f" || p == "br" || p == "rb" || p == "fr" || p == "rf";
}

char opener_of(char close) { return close == ')' ? '(' : close == ']' ? '[' : '{'; }

}  // namespace

bool may_be_soft_keyword(std::string_view name) {
  for (const std::string_view keyword : {"_", "case", "match", "type"}) {
    if (keyword.substr(0, name.size()) == name) return true;
  }
  return false;
}

LexResult tokenize(const Source& source) { return Lexer(source).run(); }

Lexer::Lexer(const Source& source) : source_(source), text_(source.text()) {
  result_.tokens.reserve(text_.size() / 4 + 16);
}

LexResult Lexer::run() {
  try {
    while (!done_) {
      FString* f = fstring();
      if (f != nullptr && !f->in_expression) {
        fstring_text();
      } else {
        scan();
      }
    }
  } catch (Diagnostic& error) {
    result_.error = std::move(error);
    note_unclosed();
  }
  return std::move(result_);
}

// ---- lines and indentation ----

void Lexer::line_begin() {
  int column = 0, alternative = 0, before_continuation = 0;
  for (;; ++at_) {
    const char c = peek();
    if (c == ' ') {
      ++column, ++alternative;
    } else if (c == '\t') {
      column = (column / kTabSize + 1) * kTabSize, ++alternative;
    } else if (c == '\f') {
      column = alternative = 0;
    } else if (c == '\\') {
      if (before_continuation == 0) before_continuation = column;
      continuation();
      --at_;  // the loop steps over the character that continuation() stopped at
    } else {
      break;
    }
  }
  if (peek() == '#') comment();
  if (peek() == '\n') return advance_line();  // a blank line has no indentation
  at_line_begin_ = false;
  if (brackets_.empty()) indent_to(before_continuation != 0 ? before_continuation : column, alternative);
}

void Lexer::indent_to(int column, int alternative) {
  const auto tab_error = [&] {
    fail_softly("TabError", {line_, 0, line_, 0}, "inconsistent use of tabs and spaces in indentation");
  };
  if (column > indents_.back()) {
    if (indents_.size() >= kMaxIndents) {
      fail_softly("IndentationError", {line_, 0, line_, 0}, "too many levels of indentation");
    }
    if (alternative <= alternative_indents_.back()) tab_error();
    indents_.push_back(column);
    alternative_indents_.push_back(alternative);
    return emit_without_text(TokenKind::Indent);
  }
  while (column < indents_.back()) {
    indents_.pop_back();
    alternative_indents_.pop_back();
    if (column > indents_.back()) {
      const int end = unicode::length(source_.line(line_));
      fail_softly("IndentationError", {line_, end, line_, end}, "unindent does not match any outer indentation level");
    }
    if (column == indents_.back() && alternative != alternative_indents_.back()) tab_error();
    emit_without_text(TokenKind::Dedent);
  }
  if (alternative != alternative_indents_.back()) tab_error();
}

/// A line end, with the comment before it if there is one.
void Lexer::newline(Place start) {
  if (!brackets_.empty()) return advance_line();
  ++at_;
  emit(TokenKind::Newline, start);
  line_start_ = at_;
  ++line_;
  at_line_begin_ = true;
}

void Lexer::comment() {
  while (!at_end() && peek() != '\n') ++at_;
}

void Lexer::continuation() {
  ++at_;
  if (peek() != '\n') {
    ++at_;
    const int at = column(line_start_, at_ - 1);
    fail_softly("SyntaxError", {line_, at, line_, at}, "unexpected character after line continuation character");
  }
  if (at_ + 1 >= text_.size()) {
    if (!brackets_.empty()) {
      at_ = text_.size();
      return;
    }
    const int end = unicode::length(source_.line(line_));
    fail_softly("SyntaxError", {line_, end, line_, end}, "unexpected EOF while parsing");
  }
  advance_line();
}

void Lexer::end_of_text() {
  line_ = last_line();
  done_ = true;
  if (!brackets_.empty()) {
    note_unclosed();
    return emit_without_text(TokenKind::Unclosed);
  }
  for (; indents_.size() > 1; indents_.pop_back()) emit_without_text(TokenKind::Dedent);
  emit_without_text(TokenKind::EndMarker);
}

void Lexer::note_unclosed() {
  if (brackets_.empty()) return;
  result_.unclosed = brackets_.back().token;
  result_.unclosed_wins = fstrings_.empty();
}

// ---- tokens ----

void Lexer::scan() {
  if (at_line_begin_ && !at_end()) {
    line_begin();
    if (at_line_begin_) return;
  }
  while (peek() == ' ' || peek() == '\t' || peek() == '\f') ++at_;
  const Place start = here();
  if (peek() == '#') comment();
  if (at_end()) return end_of_text();
  const char c = peek();
  if (c == '\n') return newline(start);
  if (c == '\\') return continuation();
  if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
  if (c == '\'' || c == '"') return string(here());
  if (is_word_byte(c)) return name_or_prefixed_string();
  punctuation();
}

void Lexer::name_or_prefixed_string() {
  const Place start = here();
  bool ascii = true;
  for (; is_word_byte(peek()) && !at_end(); ++at_) ascii = ascii && static_cast<unsigned char>(peek()) < 0x80;
  const std::string_view word = text_.substr(start.at, at_ - start.at);
  if ((peek() == '\'' || peek() == '"') && is_string_prefix(word)) {
    return lowered(word).find('f') == std::string::npos ? string(start) : fstring_begin(start, word);
  }
  if (!ascii) check_identifier(start);
  emit(keyword_or_name(word), start);
}

void Lexer::check_identifier(Place start) {
  const std::size_t end = at_;
  for (at_ = start.at; at_ < end;) {
    const bool first = at_ == start.at;
    const char32_t c = unicode::decode(text_, at_);
    if (first ? unicode::is_identifier_start(c) : unicode::is_identifier_continue(c)) continue;
    const auto code = fmt::format("U+{:04X}", static_cast<unsigned>(c));
    if (!unicode::is_printable(c)) fail("invalid non-printable character " + code);
    std::string shown;
    unicode::append(shown, c);
    fail(fmt::format("invalid character '{}' ({})", shown, code));
  }
}

void Lexer::punctuation() {
  const Place start = here();
  const char c = peek();
  const bool format_spec = starts_format_spec(c);
  const auto* op = std::find_if(std::begin(kOperators), std::end(kOperators), [&](const Operator& candidate) {
    return text_.compare(at_, candidate.text.size(), candidate.text) == 0;
  });
  if (op == std::end(kOperators)) {
    ++at_;
    if (!unicode::is_printable(static_cast<unsigned char>(c))) {
      fail(fmt::format("invalid non-printable character U+{:04X}",
                       static_cast<unsigned>(static_cast<unsigned char>(c))));
    }
    return emit(TokenKind::Stray, start);
  }
  if (format_spec) {
    ++at_;
    fstring()->in_expression = false;
    fstring()->in_format_spec = true;
    return emit(TokenKind::Colon, start);
  }
  at_ += op->text.size();
  if (c == '(' || c == '[' || c == '{') open_bracket(c);
  if (c == ')' || c == ']' || c == '}') close_bracket(c);
  emit(op->kind, start);
  if (c == '(' || c == '[' || c == '{') brackets_.back().token = result_.tokens.back();
}

/// A ':' directly in a replacement field ends the expression, whatever follows it (":=" included).
bool Lexer::starts_format_spec(char c) {
  const FString* f = fstring();
  return f != nullptr && c == ':' && f->field_depth >= 0 && f->depth - 1 == f->field_depth;
}

void Lexer::open_bracket(char c) {
  if (brackets_.size() >= kMaxBrackets) fail("too many nested parentheses");
  brackets_.push_back({c, {}});
  if (FString* f = fstring()) ++f->depth;
}

void Lexer::close_bracket(char c) {
  FString* f = fstring();
  if (f != nullptr && f->depth == 0 && c == '}') fail("f-string: single '}' is not allowed");
  if (brackets_.empty()) fail(fmt::format("unmatched '{}'", c));
  check_closes(c);
  brackets_.pop_back();
  if (f == nullptr) return;
  if (--f->depth < 0) fail(fmt::format("f-string: unmatched '{}'", c));
  if (c == '}' && f->depth == f->field_depth) {
    --f->field_depth;
    f->in_expression = false;
    f->in_format_spec = false;
  }
}

void Lexer::check_closes(char c) {
  const Bracket& open = brackets_.back();
  if (open.open == opener_of(c)) return;
  const FString* f = fstring();
  if (f != nullptr && open.open == '{' && f->depth - 1 == f->field_depth)
    fail(fmt::format("f-string: unmatched '{}'", c));
  const int line = open.token.span.line;
  const std::string where = line == line_ ? "" : fmt::format(" on line {}", line);
  fail(fmt::format("closing parenthesis '{}' does not match opening parenthesis '{}'{}", c, open.open, where));
}

// ---- making tokens and errors ----

int Lexer::last_line() const { return std::max(1, source_.line_count()); }

int Lexer::column(std::size_t line_start, std::size_t at) {
  if (cache_.line_start != line_start || at < cache_.at) cache_ = {line_start, line_start, 0};
  cache_.column += unicode::length(text_.substr(cache_.at, at - cache_.at));
  cache_.at = at;
  return cache_.column;
}

Token Lexer::make(TokenKind kind, Place start, std::size_t end) {
  Token token;
  token.kind = kind;
  token.in_brackets = !brackets_.empty();
  token.begin = static_cast<std::uint32_t>(start.at);
  token.end = static_cast<std::uint32_t>(end);
  token.span.line = start.line;
  token.span.column = column(start.line_start, start.at);
  token.span.end_line = line_;
  token.span.end_column = column(line_start_, end);
  return token;
}

void Lexer::emit(TokenKind kind, Place start) { result_.tokens.push_back(make(kind, start, at_)); }

void Lexer::emit_without_text(TokenKind kind) {
  Token token;
  token.kind = kind;
  token.in_brackets = !brackets_.empty();
  token.begin = token.end = static_cast<std::uint32_t>(at_);
  token.span = {line_, -1, line_, -1};
  result_.tokens.push_back(token);
}

void Lexer::fail(const std::string& message) {
  const int end = column(line_start_, at_) - 1;
  fail_as("SyntaxError", {line_, end, line_, end}, message);
}

void Lexer::fail_at(Place place, const std::string& message) {
  const int at = column(place.line_start, place.at);
  fail_as("SyntaxError", {place.line, at, place.line, at}, message);
}

void Lexer::fail_as(const char* kind, Span span, const std::string& message) {
  result_.error_wins = fstrings_.empty();
  throw source_.diagnose(kind, span, message);
}

void Lexer::fail_softly(const char* kind, Span span, const std::string& message) {
  throw source_.diagnose(kind, span, message);
}

}  // namespace gilscope
