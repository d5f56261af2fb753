#include "ui/desktop/editing.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace gilscope::desktop {
namespace {

constexpr int kIndent = 4;
constexpr std::size_t kMostSteps = 1000;
constexpr std::size_t kMostBytes = std::size_t{16} << 20;

std::size_t line_begin(std::string_view text, std::size_t at) { return text.substr(0, std::min(at, text.size())).find_last_of('\n') + 1; }

// A line without its comment and the blanks behind.
std::string_view code_of(std::string_view line) {
  char quote = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quote != 0) {
      if (c == '\\') ++i;
      else if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      line = line.substr(0, i);
    }
  }
  return line.substr(0, line.find_last_not_of(" \t") + 1);
}

bool leaves_block(std::string_view code) {
  constexpr std::array<std::string_view, 5> kLeaving = {"return", "pass", "break", "continue", "raise"};
  code.remove_prefix(std::min(code.find_first_not_of(' '), code.size()));
  return std::any_of(kLeaving.begin(), kLeaving.end(), [&](std::string_view word) {
    return code.starts_with(word) && (code.size() == word.size() || (!std::isalnum(static_cast<unsigned char>(code[word.size()])) && code[word.size()] != '_'));
  });
}

// Where two texts begin and end to differ.
struct Difference {
  std::size_t head = 0, tail = 0;
};

Difference difference(std::string_view a, std::string_view b) {
  Difference d;
  const std::size_t shorter = std::min(a.size(), b.size());
  while (d.head < shorter && a[d.head] == b[d.head]) ++d.head;
  while (d.tail < shorter - d.head && a[a.size() - 1 - d.tail] == b[b.size() - 1 - d.tail]) ++d.tail;
  return d;
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t'; }

// Passes each line that the selection touches through `change(line begin)`, which gives how many blanks to add (or, below zero, to remove).
template <class Change>
EditedText change_lines(std::string_view text, std::size_t begin, std::size_t end, Change change) {
  begin = std::min(begin, text.size()), end = std::min(end, text.size());
  if (begin > end) std::swap(begin, end);
  EditedText out{std::string(text), begin, end};
  const std::size_t first = line_begin(text, begin);
  // A selection that ends before a line's first character does not touch that line.
  std::size_t last = line_begin(text, end > begin && text[end - 1] == '\n' ? end - 1 : end);
  for (;; last = line_begin(text, last - 1)) {  // from the last to the first: places before stay right
    const int by = change(last);
    if (by > 0) out.text.insert(last, static_cast<std::size_t>(by), ' ');
    if (by < 0) out.text.erase(last, static_cast<std::size_t>(-by));
    for (std::size_t* place : {&out.begin, &out.end}) {
      if (*place < last || (by > 0 && *place == last && begin != end)) continue;
      *place = by < 0 ? std::max(last, *place - std::min(*place, static_cast<std::size_t>(-by))) : *place + static_cast<std::size_t>(by);
    }
    if (last <= first) return out;
  }
}

std::size_t blanks_at(std::string_view text, std::size_t at) { return std::min(text.find_first_not_of(' ', at), text.size()) - at; }

}  // namespace

std::optional<EditCommand> edit_command(std::string_view chord) {
  constexpr std::array<std::pair<std::string_view, EditCommand>, 4> kKeys = {
      {{"shift+tab", EditCommand::Dedent}, {"ctrl+z", EditCommand::Undo}, {"ctrl+y", EditCommand::Redo}, {"ctrl+shift+z", EditCommand::Redo}}};
  for (const auto& [key, command] : kKeys)
    if (key == chord) return command;
  return std::nullopt;
}

int tab_width_at(std::string_view text, std::size_t cursor) {
  cursor = std::min(cursor, text.size());
  return kIndent - static_cast<int>((cursor - line_begin(text, cursor)) % kIndent);
}

int indentation_after(std::string_view text, std::size_t cursor) {
  const std::string_view before = text.substr(0, std::min(cursor, text.size()));
  const std::string_view line = before.substr(line_begin(before, before.size()));
  const int blanks = static_cast<int>(blanks_at(line, 0));
  const std::string_view code = code_of(line);
  if (code.empty()) return blanks;
  if (std::string_view(":([{").find(code.back()) != std::string_view::npos) return blanks + kIndent;
  return leaves_block(code) ? std::max(0, blanks - kIndent) : blanks;
}

EditedText indent_lines(std::string_view text, std::size_t begin, std::size_t end) {
  return change_lines(text, begin, end, [&](std::size_t line) {
    const std::size_t blanks = blanks_at(text, line);
    const bool empty = line + blanks >= text.size() || text[line + blanks] == '\n';
    return empty ? 0 : kIndent - static_cast<int>(blanks % kIndent);
  });
}

EditedText dedent_lines(std::string_view text, std::size_t begin, std::size_t end) {
  return change_lines(text, begin, end, [&](std::size_t line) {
    const auto blanks = static_cast<int>(blanks_at(text, line));
    return blanks == 0 ? 0 : -((blanks - 1) % kIndent + 1);
  });
}

void EditHistory::reset(std::string_view text) {
  steps_.clear();
  steps_.push_back({std::string(text)});
  now_ = 0;
  resumed_ = false;
  bytes_ = text.size();
}

void EditHistory::note(std::string_view text) {
  if (steps_.empty()) return reset(text);
  Step& last = steps_[now_];
  if (last.text == text) return;
  const Difference d = difference(last.text, text);
  Step step{std::string(text), Kind::Other, d.head};
  if (text.size() == last.text.size() + 1 && d.head + d.tail == last.text.size()) step.kind = Kind::Typing;
  if (text.size() + 1 == last.text.size() && d.head + d.tail == text.size()) step.kind = Kind::Deleting;
  while (steps_.size() > now_ + 1) bytes_ -= steps_.back().text.size(), steps_.pop_back();
  // A run of one character leaves open which of them is new: neighbours count as the same place.
  const std::size_t apart = std::max(step.at, last.at) - std::min(step.at, last.at);
  bool joins = !resumed_ && step.kind != Kind::Other && step.kind == last.kind && apart <= 1;
  if (joins && step.kind == Kind::Typing) joins = !(is_blank(last.text[last.at]) && !is_blank(text[step.at]));
  resumed_ = false;
  bytes_ += text.size();
  if (joins) {
    bytes_ -= last.text.size();
    last = std::move(step);
    return;
  }
  steps_.push_back(std::move(step));
  ++now_;
  while (steps_.size() > 2 && (steps_.size() > kMostSteps || bytes_ > kMostBytes)) {
    bytes_ -= steps_.front().text.size();
    steps_.pop_front();
    --now_;
  }
}

std::optional<EditedText> EditHistory::go_to(std::size_t step) {
  const std::string& from = steps_[now_].text;
  const std::string& to = steps_[step].text;
  const std::size_t cursor = to.size() - difference(from, to).tail;
  now_ = step;
  resumed_ = true;
  return EditedText{to, cursor, cursor};
}

std::optional<EditedText> EditHistory::undo() { return now_ == 0 ? std::nullopt : go_to(now_ - 1); }
std::optional<EditedText> EditHistory::redo() { return now_ + 1 >= steps_.size() ? std::nullopt : go_to(now_ + 1); }

}  // namespace gilscope::desktop
