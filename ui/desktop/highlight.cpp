#include "ui/desktop/highlight.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "sim/lang/lexer.hpp"
#include "sim/lang/source.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::array<std::string_view, 46> kBuiltins = {
    "Exception", "IndexError", "KeyError", "RuntimeError", "StopIteration", "TypeError", "ValueError", "__name__", "abs", "all", "any",
    "bool", "bytes", "callable", "chr", "dict", "divmod", "enumerate", "filter", "float", "frozenset", "getattr", "hasattr", "hash", "id",
    "int", "isinstance", "iter", "len", "list", "map", "max", "min", "next", "object", "open", "ord", "print", "range", "repr", "reversed",
    "set", "sorted", "str", "sum", "super"};

bool is_builtin(std::string_view name) {
  return std::find(kBuiltins.begin(), kBuiltins.end(), name) != kBuiltins.end() || name == "tuple" || name == "type" || name == "zip";
}

bool is_keyword(TokenKind kind) { return kind >= TokenKind::KwFalse; }

TextClass class_of(const Token& token, std::string_view word, TokenKind before) {
  using K = TokenKind;
  switch (token.kind) {
    case K::Number: return TextClass::Number;
    case K::String:
    case K::FStringStart:
    case K::FStringMiddle:
    case K::FStringEnd: return TextClass::String;
    case K::KwFalse:
    case K::KwNone:
    case K::KwTrue: return TextClass::Constant;
    case K::Name:
      if (before == K::KwDef || before == K::KwClass) return TextClass::Definition;
      if (before == K::At) return TextClass::Decorator;
      if (before == K::Dot) return TextClass::Plain;
      if (word == "self" || word == "cls") return TextClass::Constant;
      return is_builtin(word) ? TextClass::Builtin : TextClass::Plain;
    default: return is_keyword(token.kind) ? TextClass::Keyword : TextClass::Operator;
  }
}

// Paints classes onto bytes, then cuts them into lines and stretches.
class Painter {
 public:
  explicit Painter(std::string_view text) : text_(text), classes_(text.size(), TextClass::Plain) {}

  void paint(std::size_t begin, std::size_t end, TextClass kind) {
    end = std::min(end, classes_.size());
    for (std::size_t i = begin; i < end; ++i) classes_[i] = kind;
  }

  // What lies between two tokens is white space, line joints and comments.
  void paint_comments(std::size_t begin, std::size_t end) {
    end = std::min(end, text_.size());
    for (std::size_t i = begin; i < end; ++i) {
      if (text_[i] != '#') continue;
      const std::size_t stop = std::min(text_.find('\n', i), end);
      paint(i, stop, TextClass::Comment);
      i = stop;
    }
  }

  std::vector<HighlightedLine> lines() const {
    std::vector<HighlightedLine> lines;
    for (std::size_t begin = 0;;) {
      const std::size_t found = text_.find('\n', begin);
      const std::size_t end = found == std::string_view::npos ? text_.size() : found;
      lines.push_back(line(begin, end));
      if (found == std::string_view::npos) return lines;
      begin = found + 1;
    }
  }

 private:
  HighlightedLine line(std::size_t begin, std::size_t end) const {
    HighlightedLine line{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), {}};
    for (std::size_t i = begin; i < end;) {
      std::size_t j = i + 1;
      while (j < end && classes_[j] == classes_[i]) ++j;
      line.stretches.push_back({static_cast<std::uint32_t>(i - begin), static_cast<std::uint32_t>(j - begin), classes_[i]});
      i = j;
    }
    return line;
  }

  std::string_view text_;
  std::vector<TextClass> classes_;
};

}  // namespace

std::vector<HighlightedLine> highlight(std::string_view text) {
  Painter painter(text);
  const auto source = Source::from_bytes("", text);
  // Offsets of the lexer are those of the cleaned text: the same, as an editor's text has no carriage returns and no byte order mark.
  const bool same = source.ok() && std::string_view(source->text()).substr(0, text.size()) == text;
  std::size_t done = 0;
  if (same) {
    TokenKind before = TokenKind::EndMarker;
    for (const Token& token : tokenize(*source).tokens) {
      if (token.end <= token.begin || token.begin >= text.size() || token.begin < done) continue;
      painter.paint_comments(done, token.begin);
      const std::string_view word = text.substr(token.begin, token.end - token.begin);
      if (token.kind != TokenKind::Newline && token.kind != TokenKind::Indent && token.kind != TokenKind::Dedent)
        painter.paint(token.begin, token.end, class_of(token, word, before));
      else
        painter.paint_comments(token.begin, token.end);
      before = token.kind;
      done = token.end;
    }
  }
  painter.paint_comments(done, text.size());
  return painter.lines();
}

scene::Color text_color(TextClass kind, bool dark) {
  static constexpr std::array<scene::Color, kTextClassCount> kDark = {{
      {220, 223, 228}, {198, 146, 233}, {130, 190, 255}, {110, 205, 205}, {240, 170, 110}, {240, 170, 110}, {158, 206, 120}, {128, 138, 150},
      {170, 178, 190}, {235, 200, 120}}};
  static constexpr std::array<scene::Color, kTextClassCount> kLight = {{
      {36, 41, 47}, {136, 35, 160}, {10, 80, 180}, {0, 110, 120}, {165, 75, 0}, {165, 75, 0}, {35, 115, 40}, {105, 115, 125},
      {80, 88, 98}, {140, 100, 0}}};
  return (dark ? kDark : kLight)[static_cast<std::size_t>(kind)];
}

}  // namespace gilscope::desktop
