#include "sim/vm/carets.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace gilscope {

namespace {

// ---- a scanner for expressions --------------------------------------------------------------------------------------------

enum class Kind { Name, Number, String, Operator, Open, Close };
struct Token { Kind kind; std::u32string text; std::size_t begin, end; int depth; };

bool is_name_char(char32_t c) { return c == U'_' || c > 127 || (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

std::size_t skip_string(const std::u32string& s, std::size_t at) {
  const char32_t quote = s[at];
  const bool triple = at + 2 < s.size() && s[at + 1] == quote && s[at + 2] == quote;
  at += triple ? 3 : 1;
  while (at < s.size()) {
    if (s[at] == U'\\') { at += 2; continue; }
    if (s[at] != quote) { ++at; continue; }
    if (!triple) return at + 1;
    if (at + 2 < s.size() && s[at + 1] == quote && s[at + 2] == quote) return at + 3;
    ++at;
  }
  return s.size();
}

std::size_t operator_length(const std::u32string& s, std::size_t at) {
  static constexpr std::u32string_view kLong[] = {U"**=", U"//=", U">>=", U"<<=", U"...", U"**", U"//", U">>", U"<<", U"<=", U">=",
                                                  U"==", U"!=", U"->", U":=", U"+=", U"-=", U"*=", U"/=", U"%=", U"@=", U"&=", U"|=", U"^="};
  for (const auto op : kLong) if (s.compare(at, op.size(), op) == 0) return op.size();
  return 1;
}

std::vector<Token> scan(const std::u32string& s) {
  std::vector<Token> tokens;
  int depth = 0;
  for (std::size_t i = 0; i < s.size();) {
    const char32_t c = s[i];
    if (c == U' ' || c == U'\t' || c == U'\n' || c == U'\\' || c == U'\f') { ++i; continue; }
    if (c == U'#') { while (i < s.size() && s[i] != U'\n') ++i; continue; }
    const std::size_t begin = i;
    Kind kind = Kind::Operator;
    if (is_name_char(c) || (c == U'.' && i + 1 < s.size() && s[i + 1] >= U'0' && s[i + 1] <= U'9')) {
      const bool number = c <= U'9';
      while (i < s.size() && (is_name_char(s[i]) || (number && (s[i] == U'.' || ((s[i] == U'+' || s[i] == U'-') && (s[i - 1] | 32) == U'e' && s[begin + 1] != U'x'))))) ++i;
      kind = number ? Kind::Number : Kind::Name;
      if (!number && i < s.size() && (s[i] == U'"' || s[i] == U'\'') && i - begin <= 2) {
        i = skip_string(s, i);
        kind = Kind::String;
      }
    } else if (c == U'"' || c == U'\'') {
      i = skip_string(s, i);
      kind = Kind::String;
    } else if (c == U'(' || c == U'[' || c == U'{') {
      ++i;
      kind = Kind::Open;
    } else if (c == U')' || c == U']' || c == U'}') {
      ++i;
      --depth;
      kind = Kind::Close;
    } else {
      i += operator_length(s, i);
    }
    tokens.push_back({kind, s.substr(begin, i - begin), begin, i, depth});
    if (kind == Kind::Open) ++depth;
  }
  return tokens;
}

bool is_word(const Token& t, std::initializer_list<std::u32string_view> words) {
  return t.kind == Kind::Name && std::find(words.begin(), words.end(), t.text) != words.end();
}

/// After this token an operator is binary.
bool ends_operand(const Token& t) {
  if (t.kind == Kind::Operator || t.kind == Kind::Open) return t.text == U"...";
  return !is_word(t, {U"not", U"and", U"or", U"in", U"is", U"if", U"else", U"lambda", U"await", U"return", U"yield"});
}

/// Higher binds tighter; 0: no arithmetic operator.
int precedence(const std::u32string& op) {
  if (op == U"|") return 1;
  if (op == U"^") return 2;
  if (op == U"&") return 3;
  if (op == U"<<" || op == U">>") return 4;
  if (op == U"+" || op == U"-") return 5;
  if (op == U"*" || op == U"/" || op == U"//" || op == U"%" || op == U"@") return 6;
  if (op == U"**") return 8;
  return 0;
}
constexpr int kUnaryPrecedence = 7;

/// At the top level there is something that binds looser than arithmetic, so the whole is neither operation, subscript nor call.
bool is_looser(const Token& t) {
  if (t.depth != 0) return false;
  if (is_word(t, {U"not", U"and", U"or", U"in", U"is", U"if", U"else", U"lambda", U"await", U"yield", U"return", U"raise", U"assert", U"del",
                  U"import", U"from", U"for", U"while", U"with", U"class", U"def", U"pass", U"global", U"nonlocal", U"as", U"except"})) {
    return true;
  }
  static constexpr std::u32string_view kLoose[] = {U"<", U">", U"<=", U">=", U"==", U"!=", U",", U":", U":=", U"=", U";", U"->"};
  return t.kind == Kind::Operator && (std::find(std::begin(kLoose), std::end(kLoose), t.text) != std::end(kLoose) || (t.text.size() > 1 && t.text.back() == U'='));
}

std::optional<Anchors> binary_anchors(const std::vector<Token>& tokens) {
  const Token* best = nullptr;
  int lowest = 100;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const Token& t = tokens[i];
    if (t.depth != 0 || t.kind != Kind::Operator || !ends_operand(tokens[i - 1])) continue;
    const int p = precedence(t.text);
    if (p == 0) continue;
    const bool right_associative = p == 8;
    if (p < lowest || (p == lowest && !right_associative)) {
      best = &t;
      lowest = p;
    }
  }
  if (best == nullptr) return std::nullopt;
  const bool unary_first = tokens[0].kind == Kind::Operator && tokens[0].text != U"...";
  if (unary_first && lowest > kUnaryPrecedence) return std::nullopt;
  return Anchors{best->begin, best->end};
}

std::optional<Anchors> trailer_anchors(const std::vector<Token>& tokens) {
  const Token& last = tokens.back();
  if (last.kind != Kind::Close || last.depth != 0 || last.text == U"}") return std::nullopt;
  if (tokens[0].kind == Kind::Operator) return std::nullopt;  // unary
  for (std::size_t i = tokens.size() - 1; i-- > 0;) {
    if (tokens[i].kind != Kind::Open || tokens[i].depth != 0) continue;
    if (i == 0 || !ends_operand(tokens[i - 1])) return std::nullopt;
    return Anchors{tokens[i].begin, last.end};
  }
  return std::nullopt;
}

bool is_blank(const std::u32string& s, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < std::min(to, s.size()); ++i) if (s[i] != U' ' && s[i] != U'\t' && s[i] != U'\n') return false;
  return true;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) { out += static_cast<char>(c); return; }
  if (c < 0x800) { out += static_cast<char>(0xC0 | (c >> 6)); out += static_cast<char>(0x80 | (c & 63)); return; }
  if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 63));
  }
  out += static_cast<char>(0x80 | ((c >> 6) & 63));
  out += static_cast<char>(0x80 | (c & 63));
}
std::string utf8(const std::u32string& s) {
  std::string out;
  for (char32_t c : s) append_utf8(out, c);
  return out;
}

std::size_t indent_of(const std::u32string& s) {
  std::size_t n = 0;
  while (n < s.size() && (s[n] == U' ' || s[n] == U'\t')) ++n;
  return n;
}

/// Line and column of an offset into the joined lines.
struct Place { std::size_t line, column; };
Place place_of(const std::u32string& text, std::size_t offset) {
  Place p{0, 0};
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == U'\n') { ++p.line; p.column = 0; } else { ++p.column; }
  }
  return p;
}

}  // namespace

std::optional<Anchors> find_anchors(const std::u32string& segment) {
  const std::vector<Token> tokens = scan(segment);
  if (tokens.empty() || std::any_of(tokens.begin(), tokens.end(), is_looser)) return std::nullopt;
  for (const Token& t : tokens) if (t.depth < 0) return std::nullopt;
  const auto binary = binary_anchors(tokens);
  if (binary) return binary;
  const bool has_operator = std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.depth == 0 && t.kind == Kind::Operator && precedence(t.text) > 0; });
  if (has_operator) return std::nullopt;
  return trailer_anchors(tokens);
}

bool is_plain_call_statement(const std::u32string& statement, std::size_t start, std::size_t end) {
  const std::vector<Token> tokens = scan(statement);
  if (tokens.size() < 4 || tokens.back().kind != Kind::Close || tokens.back().end != end) return false;
  std::size_t first = 0;
  const bool returns = tokens[0].kind == Kind::Name && tokens[0].text == U"return";
  if (returns) {
    first = 1;
    if (tokens[1].kind != Kind::Name || tokens[2].text != U"(") return false;  // only a plain name is called
  } else {
    while (first < tokens.size() && !(tokens[first].depth == 0 && tokens[first].text == U"=")) ++first;
    if (first == tokens.size()) return false;
    std::size_t next = first + 1;
    for (std::size_t i = next; i < tokens.size(); ++i) if (tokens[i].depth == 0 && tokens[i].text == U"=") next = i + 1;
    first = next;
  }
  if (first >= tokens.size() || tokens[first].begin != start) return false;
  const std::u32string value = statement.substr(start, end - start);
  const std::vector<Token> inner = scan(value);
  return std::none_of(inner.begin(), inner.end(), is_looser) && !binary_anchors(inner) && trailer_anchors(inner) && value.back() == U')';
}

std::string marked_lines(const std::vector<std::u32string>& original, int start, int end) {
  // Common indentation goes away; the text is then indented by four.
  std::size_t dedent = std::u32string::npos;
  for (const auto& line : original) if (!is_blank(line, 0, line.size())) dedent = std::min(dedent, indent_of(line));
  if (dedent == std::u32string::npos) return "";
  std::vector<std::u32string> lines;
  for (const auto& line : original) lines.push_back(is_blank(line, 0, line.size()) ? U"" : line.substr(dedent));
  for (auto& line : lines) while (!line.empty() && (line.back() == U' ' || line.back() == U'\t' || line.back() == U'\r')) line.pop_back();
  std::string out;
  if (start < 0) {
    for (const auto& line : lines) out += "    " + utf8(line) + "\n";
    return out;
  }
  const std::size_t from = static_cast<std::size_t>(std::max(0, start - static_cast<int>(dedent)));
  const std::size_t to = static_cast<std::size_t>(std::max(0, end - static_cast<int>(dedent)));
  std::u32string all;
  for (std::size_t i = 0; i < lines.size(); ++i) all += (i > 0 ? U"\n" : U"") + lines[i];
  const std::size_t segment_end = all.size() - lines.back().size() + std::min(to, lines.back().size());
  const std::size_t segment_begin = std::min(from, segment_end);
  const auto anchors = find_anchors(all.substr(segment_begin, segment_end - segment_begin));
  bool show = anchors.has_value() || !is_blank(all, 0, segment_begin) || !is_blank(lines.back(), to, lines.back().size());
  if (is_plain_call_statement(all, segment_begin, segment_end)) show = false;
  Place left{}, right{};
  std::set<std::size_t> wanted = {0, lines.size() - 1};
  if (anchors) {
    left = place_of(all, segment_begin + anchors->left);
    right = place_of(all, segment_begin + anchors->right);
    for (const std::size_t around : {left.line, right.line}) {
      for (std::size_t i = around == 0 ? 0 : around - 1; i <= around + 1; ++i) if (i < lines.size()) wanted.insert(i);
    }
  }
  const auto write_line = [&](std::size_t i) {
    out += "    " + utf8(lines[i]) + "\n";
    if (!show) return;
    std::string marks;
    const std::size_t width = i + 1 == lines.size() ? to : lines[i].size();
    const std::size_t blanks = indent_of(lines[i]);
    for (std::size_t column = 0; column < width; ++column) {
      const bool before = column < blanks || (i == 0 && column < from);
      const bool after_left = anchors && (i > left.line || (i == left.line && column >= left.column));
      const bool before_right = anchors && (i < right.line || (i == right.line && column < right.column));
      marks += before ? ' ' : !anchors || (after_left && before_right) ? '^' : '~';
    }
    out += "    " + marks + "\n";
  };
  std::size_t previous = 0;
  bool first = true;
  for (const std::size_t i : wanted) {
    if (!first && i - previous == 2) write_line(i - 1);
    if (!first && i - previous > 2) out += fmt::format("    ...<{} lines>...\n", i - previous - 1);
    write_line(i);
    previous = i;
    first = false;
  }
  return out;
}

}  // namespace gilscope
