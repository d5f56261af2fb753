#include "ui/desktop/words.hpp"

namespace gilscope::desktop {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

char unescaped(char c) {
  switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    default: return c;
  }
}

// Reads from behind the opening quote to behind the closing one. False: there is none.
bool read_quoted(std::string_view line, std::size_t& at, std::string& word) {
  for (; at < line.size(); ++at) {
    if (line[at] == '"') return ++at, true;
    if (line[at] == '\\' && at + 1 < line.size())
      word += unescaped(line[++at]);
    else
      word += line[at];
  }
  return false;
}

}  // namespace

Result<std::vector<std::string>> split_words(std::string_view line) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (true) {
    while (at < line.size() && is_blank(line[at])) ++at;
    if (at == line.size()) return words;
    std::string word;
    while (at < line.size() && !is_blank(line[at])) {
      if (line[at] != '"')
        word += line[at++];
      else if (!read_quoted(line, ++at, word))
        return Error{"a quote (\") has no end"};
    }
    words.push_back(std::move(word));
  }
}

std::string quote_word(std::string_view word) {
  if (!word.empty() && word != "-" && word.front() != '#' && word.find_first_of(" \t\r\n\"\\") == std::string_view::npos) return std::string(word);
  std::string text = "\"";
  for (const char c : word) {
    switch (c) {
      case '"': text += "\\\""; break;
      case '\\': text += "\\\\"; break;
      case '\n': text += "\\n"; break;
      case '\t': text += "\\t"; break;
      case '\r': text += "\\r"; break;
      default: text += c;
    }
  }
  return text + '"';
}

}  // namespace gilscope::desktop
