#include "ui/desktop/source_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/source_waits.hpp"

namespace gilscope::desktop {
namespace {

constexpr int kMostMarkers = 3;

std::string without_carriage_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

// ---- the text ----------------------------------------------------------------------------------------------------------------

// What changed outside (another scenario, a file watched, undone by an action) replaces what is in the editor.
void take_over(SourcePanelState& s, const std::string& source) {
  if (s.loaded == source) return;
  s.loaded = source;
  std::string text = without_carriage_returns(source);
  if (text == s.text) return;
  s.text = std::move(text);
  s.history.reset(s.text);
  s.selected_from = s.selected_to = 0;
  ++s.epoch;
  s.cursor = 0;
  s.followed = 0;
}

void update_lines(SourcePanelState& s) {
  if (!s.lines.empty() && s.highlighted_text == s.text) return;
  s.lines = highlight(s.text);
  s.highlighted_text = s.text;
}

std::uint32_t line_at(const SourcePanelState& s, std::size_t offset) {
  const auto after = std::upper_bound(s.lines.begin(), s.lines.end(), offset, [](std::size_t o, const HighlightedLine& l) { return o < l.begin; });
  return static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(after - s.lines.begin(), 1));
}

// What is selected, or the cursor, as places from the left.
std::pair<std::size_t, std::size_t> selection_of(const ImGuiInputTextCallbackData& data) {
  if (!data.HasSelection()) return {static_cast<std::size_t>(data.CursorPos), static_cast<std::size_t>(data.CursorPos)};
  const auto [from, to] = std::minmax(data.SelectionStart, data.SelectionEnd);
  return {static_cast<std::size_t>(from), static_cast<std::size_t>(to)};
}

void replace_all(ImGuiInputTextCallbackData& data, const EditedText& edited) {
  data.DeleteChars(0, data.BufTextLen);
  data.InsertChars(0, edited.text.c_str(), edited.text.c_str() + edited.text.size());
  data.SelectionStart = static_cast<int>(edited.begin);
  data.SelectionEnd = data.CursorPos = static_cast<int>(edited.end);
}

void carry_out(SourcePanelState& s, EditCommand command, ImGuiInputTextCallbackData& data) {
  const std::string text(data.Buf, static_cast<std::size_t>(data.BufTextLen));
  s.history.note(text);
  const auto [begin, end] = selection_of(data);
  const auto edited = [&]() -> std::optional<EditedText> {
    switch (command) {
      case EditCommand::Indent: return indent_lines(text, begin, end);
      case EditCommand::Dedent: return dedent_lines(text, begin, end);
      case EditCommand::Undo: return s.history.undo();
      case EditCommand::Redo: return s.history.redo();
    }
    return std::nullopt;
  }();
  if (edited && edited->text != text) replace_all(data, *edited);
}

// A tab becomes blanks, or indents the selected lines.
int on_tab(SourcePanelState& s, ImGuiInputTextCallbackData& data) {
  const std::string_view selected = std::string_view(s.text).substr(std::min(s.selected_from, s.text.size()), s.selected_to - s.selected_from);
  if (selected.find('\n') != std::string_view::npos) {
    s.commands.push_back(EditCommand::Indent);
    return 1;
  }
  s.inserted_spaces = tab_width_at(s.text, std::min(s.cursor, s.selected_from)) - 1;
  data.EventChar = ' ';
  return 0;
}

int on_edit(ImGuiInputTextCallbackData* data) {
  auto& s = *static_cast<SourcePanelState*>(data->UserData);
  if (data->EventFlag == ImGuiInputTextFlags_CallbackCharFilter) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl || io.KeySuper || io.KeyShift) return 0;  // pasted: as it is
    if (data->EventChar == '\t') return on_tab(s, *data);
    if (data->EventChar == '\n') s.inserted_spaces = indentation_after(s.text, std::min(s.cursor, s.selected_from));
    return 0;
  }
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    s.text.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = s.text.data();
    return 0;
  }
  if (s.inserted_spaces > 0) {
    const std::string blanks(static_cast<std::size_t>(std::exchange(s.inserted_spaces, 0)), ' ');
    data->InsertChars(data->CursorPos, blanks.c_str());
  }
  for (const EditCommand command : std::exchange(s.commands, {})) carry_out(s, command, *data);
  s.history.note({data->Buf, static_cast<std::size_t>(data->BufTextLen)});
  s.cursor = static_cast<std::size_t>(data->CursorPos);
  std::tie(s.selected_from, s.selected_to) = selection_of(*data);
  return 0;
}

// ---- drawing -----------------------------------------------------------------------------------------------------------------

struct Layout {
  ImVec2 origin;          // of the text of line 1
  float row = 0;          // height of a line
  float gutter = 0;       // from the window's edge to the text
  float markers = 0;      // of it, for the threads' marks
  float numbers = 0;      // of it, for line numbers
  float left = 0, right = 0, top = 0, bottom = 0;  // what is visible
  std::size_t first = 0, last = 0;                 // lines that are visible, from 0; last is not

  float y(std::size_t line) const { return origin.y + row * static_cast<float>(line); }
};

class SourceView {
 public:
  SourceView(AppState& state, const View& view, Actions& actions)
      : state_(state), view_(view), actions_(actions), s_(state.panels.source), run_(focus_run(state)) {}

  void draw() {
    take_over(s_, state_.setup.source);
    update_line_waits(state_, run_);
    place_lines();
    header();
    const float problem = problem_height();
    ImGui::PushStyleColor(ImGuiCol_ChildBg, color4(view_.theme.background));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (ImGui::BeginChild("editor", {0, -problem}, false, ImGuiWindowFlags_HorizontalScrollbar)) {
      const FontScope mono(view_.fonts.mono);
      update_lines(s_);
      editor();
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    if (problem > 0) problem_bar();
  }

 private:
  void place_lines();
  void header();
  void editor();
  bool input(const Layout& layout);
  void rows(const Layout& layout);
  void row_text(const Layout& layout, std::size_t line);
  void row_threads(const Layout& layout, std::size_t line);
  void gutter(const Layout& layout);
  void gutter_row(const Layout& layout, std::size_t line);
  void caret(const Layout& layout);
  void error_mark(const Layout& layout);
  void scroll(const Layout& layout);
  float problem_height() const;
  void problem_bar();
  bool error_is_shown() const { return state_.problem && state_.problem->diagnostic && state_.problem->diagnostic->span.line > 0; }
  float width_of(std::size_t line, std::size_t bytes) const {
    const HighlightedLine& l = s_.lines[line];
    return text_width(std::string_view(s_.text).substr(l.begin, std::min<std::size_t>(bytes, l.end - l.begin)));
  }

  AppState& state_;
  const View& view_;
  Actions& actions_;
  SourcePanelState& s_;
  std::uint32_t run_;
  std::vector<ThreadPlace> places_;
  std::vector<const SourcePanelState::LineWaits*> waits_;  // by line of the edited text, from 0
  std::uint32_t cursor_line_before_ = 0;
};

// What belongs to lines of the program that ran, put at the lines of the text as it is now.
void SourceView::place_lines() {
  const LineMap map(state_.shown.setup.source, s_.text);
  for (ThreadPlace place : thread_places(state_, run_)) {
    place.line = map.edited(place.line);
    if (place.line > 0) places_.push_back(place);
  }
  for (std::uint32_t line = 1; line < s_.waits.size(); ++line) {
    const std::uint32_t now = map.edited(line);
    if (now == 0 || s_.waits[line].waits == 0) continue;
    if (waits_.size() < now) waits_.resize(now, nullptr);
    waits_[now - 1] = &s_.waits[line];
  }
}

void SourceView::header() {
  const std::string& path = state_.setup.path;
  const std::string name = path.substr(path.find_last_of('/') + 1);
  {
    const FontScope bold(view_.fonts.bold);
    put_text(name.empty() ? "untitled.py" : name, view_.theme.text);
  }
  if (ImGui::IsItemHovered() && !path.empty()) tooltip(view_, path, "Edit it here or in any editor: the file is watched.");
  if (state_.source_edited) {
    ImGui::SameLine();
    put_text("edited", view_.theme.warning);
    ImGui::SameLine();
    if (chip(view_, "Revert", false)) actions_.emplace_back(RevertSource{});
    if (ImGui::IsItemHovered()) tooltip(view_, "Revert", "Back to the text of the file");
    ImGui::SameLine(0, 4);
    if (chip(view_, "Save", false)) actions_.emplace_back(SaveSource{"-"});
    if (ImGui::IsItemHovered()) tooltip(view_, "Save", "Write the text to its file");
  }
}

void SourceView::editor() {
  Layout l;
  const ImVec2 window = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float digit = text_width("0");
  l.row = ImGui::GetFontSize();
  l.markers = std::floor(digit * (kMostMarkers + 0.5f));
  l.numbers = digit * (static_cast<float>(std::to_string(s_.lines.size()).size()) + 1);
  const float waits = digit * 6.5f;
  l.gutter = l.markers + l.numbers + waits;
  const ImVec2 start = ImGui::GetCursorScreenPos();
  l.origin = {start.x + l.gutter + digit, start.y + 4};
  l.left = window.x, l.right = window.x + size.x, l.top = window.y, l.bottom = window.y + size.y;
  const auto row_of = [&](float y) { return static_cast<std::ptrdiff_t>((y - l.origin.y) / l.row); };
  l.first = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row_of(l.top), 0, static_cast<std::ptrdiff_t>(s_.lines.size())));
  l.last = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(row_of(l.bottom) + 1, 0, static_cast<std::ptrdiff_t>(s_.lines.size())));
  for (std::size_t i = l.first; i < l.last; ++i) row_threads(l, i);
  rows(l);
  error_mark(l);
  const std::uint32_t before = line_at(s_, s_.cursor);
  if (input(l)) {
    update_lines(s_);
    actions_.emplace_back(EditSource{s_.text});
  }
  cursor_line_before_ = before;
  caret(l);
  gutter(l);
  scroll(l);
}

// The widget that edits. Its own text is invisible: it lies over ours and knows the cursor, the selection and the clipboard.
bool SourceView::input(const Layout& l) {
  float widest = 0;
  for (const HighlightedLine& line : s_.lines) widest = std::max(widest, static_cast<float>(line.end - line.begin));
  const ImVec2 size{std::max(widest * text_width("0") + 80, l.right - l.origin.x), std::max(l.row * static_cast<float>(s_.lines.size() + 2), l.bottom - l.origin.y - l.row)};  // a click below the text goes to its end
  ImGui::SetCursorScreenPos(l.origin);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0);
  ImGui::PushStyleColor(ImGuiCol_FrameBg, {0, 0, 0, 0});
  ImGui::PushStyleColor(ImGuiCol_Text, {0, 0, 0, 0});
  ImGui::PushStyleColor(ImGuiCol_TextSelectedBg, color4(view_.theme.accent, 0.35f));
  ImGui::PushID(static_cast<int>(s_.epoch));
  constexpr auto kFlags = ImGuiInputTextFlags_AllowTabInput | ImGuiInputTextFlags_CallbackAlways | ImGuiInputTextFlags_CallbackCharFilter |
                          ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_NoUndoRedo;  // ours knows about indentation
  const bool edited = ImGui::InputTextMultiline("##source", s_.text.data(), s_.text.size() + 1, size, kFlags, on_edit, &s_);
  s_.active = ImGui::IsItemActive();
  if (!s_.active) s_.commands.clear();
  ImGui::PopID();
  ImGui::PopStyleColor(3);
  ImGui::PopStyleVar(2);
  return edited;
}

void SourceView::rows(const Layout& l) {
  for (std::size_t i = l.first; i < l.last; ++i) row_text(l, i);
}

void SourceView::row_text(const Layout& l, std::size_t line) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const HighlightedLine& h = s_.lines[line];
  float x = l.origin.x;
  for (const Stretch& stretch : h.stretches) {
    const std::string_view piece = std::string_view(s_.text).substr(h.begin + stretch.begin, stretch.end - stretch.begin);
    draw.AddText({x, l.y(line)}, color32(text_color(stretch.kind, view_.theme.dark)), piece.data(), piece.data() + piece.size());
    x += text_width(piece);
  }
}

// The lines of the threads, as a band in the colour of the thread (of the followed one, if it is among several).
void SourceView::row_threads(const Layout& l, std::size_t line) {
  const ThreadId followed = followed_thread(state_, run_);
  const ThreadPlace* shown = nullptr;
  for (const ThreadPlace& place : places_)
    if (place.line == line + 1 && (shown == nullptr || place.thread == followed)) shown = &place;
  if (shown == nullptr) return;
  const bool main = shown->thread == followed;
  ImGui::GetWindowDrawList()->AddRectFilled({l.left, l.y(line)}, {l.right, l.y(line) + l.row},
                                            color32(view_.theme.thread(shown->thread), main ? 0.24f : 0.12f));
}

void SourceView::gutter(const Layout& l) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled({l.left, l.top}, {l.left + l.gutter, l.bottom}, color32(view_.theme.background));
  draw.AddLine({l.left + l.gutter + 0.5f, l.top}, {l.left + l.gutter + 0.5f, l.bottom}, color32(view_.theme.panel_border));
  for (std::size_t i = l.first; i < l.last; ++i) {
    row_threads({.origin = l.origin, .row = l.row, .left = l.left, .right = l.left + l.gutter}, i);
    gutter_row(l, i);
  }
}

void SourceView::gutter_row(const Layout& l, std::size_t line) {
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float digit = text_width("0");
  const std::string number = std::to_string(line + 1);
  const bool here = s_.active && line + 1 == line_at(s_, s_.cursor);
  draw.AddText({l.left + l.markers + l.numbers - digit * 0.5f - text_width(number), l.y(line)},
               color32(here ? view_.theme.text : view_.theme.text_dim, here ? 1.0f : 0.75f), number.c_str());
  int shown = 0;
  std::vector<std::string> names;
  for (const ThreadPlace& place : places_) {
    if (place.line != line + 1) continue;
    const Trace& trace = *state_.shown.runs[run_].trace;
    names.push_back(name_of(trace, place.thread) + (place.inside ? ": in what this line called" : ""));
    if (shown++ >= kMostMarkers) continue;
    const float x = l.left + digit * (static_cast<float>(shown) - 0.75f), y = l.y(line) + l.row / 2, r = std::floor(digit * 0.45f);
    const ImU32 paint = color32(view_.theme.thread(place.thread));
    if (place.inside) draw.AddCircle({x + r, y}, r, paint, 0, 1.5f);
    else draw.AddTriangleFilled({x, y - r * 1.2f}, {x, y + r * 1.2f}, {x + r * 2, y}, paint);
  }
  const bool hovered = ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
                       ImGui::IsMouseHoveringRect({l.left, l.y(line)}, {l.left + l.gutter, l.y(line) + l.row});
  const auto* waits = line < waits_.size() ? waits_[line] : nullptr;
  if (waits != nullptr) {
    const std::string count = waits->waits < 10000 ? fmt::format("{}×", waits->waits) : fmt::format("{}k×", waits->waits / 1000);
    draw.AddText({l.left + l.gutter - digit * 0.5f - text_width(count), l.y(line)}, color32(view_.theme.warning, 0.9f), count.c_str());
  }
  if (!hovered || (names.empty() && waits == nullptr)) return;
  const FontScope regular(view_.fonts.regular);
  if (waits != nullptr) {
    names.push_back(fmt::format("Threads waited {} times on this line, {} in all", waits->waits, format_time(waits->time)));
    names.insert(names.end(), waits->words.begin(), waits->words.end());
  }
  tooltip(view_, fmt::format("Line {}", line + 1), names);
}

void SourceView::caret(const Layout& l) {
  if (!s_.active) return;
  const std::size_t line = line_at(s_, s_.cursor) - 1;
  if (line >= s_.lines.size()) return;
  const float x = std::floor(l.origin.x + width_of(line, s_.cursor - std::min<std::size_t>(s_.cursor, s_.lines[line].begin))) + 0.5f;
  const bool on = view_.theme.reduced_motion || std::fmod(view_.wall, 1.0) < 0.6;
  if (on) ImGui::GetWindowDrawList()->AddLine({x, l.y(line)}, {x, l.y(line) + l.row}, color32(view_.theme.text), 1.5f);
}

// The error at its place: the line tinted, a wave under the span, the message behind the text.
void SourceView::error_mark(const Layout& l) {
  if (!error_is_shown()) return;
  const Diagnostic& d = *state_.problem->diagnostic;
  const auto line = static_cast<std::size_t>(d.span.line - 1);
  if (line >= s_.lines.size() || d.file != state_.setup.path) return;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float digit = text_width("0"), y = l.y(line);
  draw.AddRectFilled({l.left, y}, {l.right, y + l.row}, color32(view_.theme.error, 0.14f));
  const float from = l.origin.x + digit * static_cast<float>(std::max(d.span.column, 0));
  const bool one_line = d.span.end_line == d.span.line && d.span.end_column > d.span.column;
  const float to = std::max(from + digit, one_line ? l.origin.x + digit * static_cast<float>(d.span.end_column) : l.origin.x + width_of(line, ~0u));
  std::vector<ImVec2> wave;
  for (float x = from; x <= to; x += 2) wave.push_back({x, y + l.row - 1 + (wave.size() % 2 == 0 ? 0.0f : -2.0f)});
  draw.AddPolyline(wave.data(), static_cast<int>(wave.size()), color32(view_.theme.error), 0, 1.2f);
  const std::string message = fmt::format("{}: {}", d.kind, d.message);
  const float at = l.origin.x + width_of(line, ~0u) + digit * 2;
  draw.AddText({at, y}, color32(view_.theme.error), message.c_str());
}

void SourceView::scroll(const Layout& l) {
  const float height = l.bottom - l.top;
  const auto show = [&](std::uint32_t line, float part) { ImGui::SetScrollY(std::max(0.0f, l.row * (static_cast<float>(line) - 1) - height * part)); };
  const auto visible = [&](std::uint32_t line) {
    const float y = l.y(line - 1);
    return y >= l.top && y + l.row <= l.bottom - l.row;
  };
  if (s_.reveal) {
    show(*s_.reveal, 0.4f);
    s_.reveal.reset();
    return;
  }
  const std::uint32_t cursor = line_at(s_, s_.cursor);
  if (s_.active && cursor != cursor_line_before_ && !visible(cursor)) return show(cursor, l.y(cursor - 1) < l.top ? 0.1f : 0.85f);
  if (s_.active || !s_.follow || error_is_shown()) return;
  const ThreadId followed = followed_thread(state_, run_);
  for (const ThreadPlace& place : places_) {
    if (place.thread != followed || place.line == s_.followed) continue;
    s_.followed = place.line;
    if (!visible(place.line)) show(place.line, 0.4f);
  }
}

// ---- what is wrong -----------------------------------------------------------------------------------------------------------

float SourceView::problem_height() const {
  if (!state_.problem) return 0;
  const bool hint = state_.problem->diagnostic && !state_.problem->diagnostic->hint.empty();
  return ImGui::GetTextLineHeightWithSpacing() * (hint ? 3.4f : 2.4f) + 8;
}

void SourceView::problem_bar() {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, color4(view_.theme.error, 0.14f));
  if (ImGui::BeginChild("problem", {0, 0}, false)) {
    const Problem& p = *state_.problem;
    ImGui::SetCursorPos({8, 5});
    ImGui::BeginGroup();
    if (p.diagnostic && p.diagnostic->span.line > 0) {
      if (link(view_, fmt::format("Line {}", p.diagnostic->span.line), view_.theme.error)) reveal_line(state_, static_cast<std::uint32_t>(p.diagnostic->span.line));
      ImGui::SameLine(0, 0);
      put_wrapped(fmt::format(": {}: {}", p.diagnostic->kind, p.diagnostic->message), view_.theme.text);
      if (!p.diagnostic->hint.empty()) put_wrapped(p.diagnostic->hint, view_.theme.text_dim);
    } else {
      put_wrapped(p.message, view_.theme.text);
    }
    put_text("The picture is that of the last text without errors.", view_.theme.text_dim);
    ImGui::EndGroup();
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

}  // namespace

void source_panel(AppState& state, const View& view, Actions& actions) { SourceView(state, view, actions).draw(); }

}  // namespace gilscope::desktop
