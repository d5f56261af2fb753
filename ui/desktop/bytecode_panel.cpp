#include "ui/desktop/bytecode_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/trace/trace.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/source_panel.hpp"

namespace gilscope::desktop {
namespace {

constexpr int kMostMarkers = 3;
constexpr std::size_t kLongestName = 18;  // longer ones push their argument to the right

/// A thread's instruction in one of the listings.
struct Position {
  ThreadId thread;
  const CodeListing* listing = nullptr;
  std::size_t row = 0;
  bool exact = false;   ///< from a replay; else only the line is known
  bool inside = false;  ///< it is in something that the instruction called
};

class BytecodeView {
 public:
  BytecodeView(AppState& state, const View& view) : state_(state), view_(view), s_(state.panels.bytecode), run_(focus_run(state)) {}

  void draw() {
    update();
    if (s_.listings.empty()) return put_wrapped("The bytecode appears with the first result.", view_.theme.text_dim);
    find_positions();
    if (s_.follow) choose_followed();
    header();
    const CodeListing& listing = s_.listings[std::min(s_.chosen, s_.listings.size() - 1)];
    ImGui::PushStyleColor(ImGuiCol_ChildBg, color4(view_.theme.background));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    if (ImGui::BeginChild("rows", {0, 0}, false)) {
      const FontScope mono(view_.fonts.mono);
      rows(listing);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
  }

 private:
  void update();
  void find_positions();
  std::optional<Position> exact_position(const ThreadView& thread) const;
  void choose_followed();
  void header();
  void rows(const CodeListing& listing);
  void row(const CodeListing& listing, std::size_t index, ImVec2 at, float width);
  void row_tooltip(const ListedInstruction& row) const;
  const Snapshot* snapshot() const;
  std::string cost_of(const ListedInstruction& row) const;

  AppState& state_;
  const View& view_;
  BytecodePanelState& s_;
  std::uint32_t run_;
  std::vector<Position> positions_;
  std::size_t name_column_ = 0;  // characters
};

void BytecodeView::update() {
  if (s_.generation == state_.shown.generation && s_.run == run_) return;
  const bool other_program = s_.generation != state_.shown.generation;
  s_.generation = state_.shown.generation;
  s_.run = run_;
  s_.costs.fill(0);
  s_.cost_error.clear();
  if (other_program) s_.listings = list_code(state_.shown.program);
  if (run_ >= state_.shown.runs.size() || !state_.shown.scenario) return;
  auto costs = instruction_costs(*state_.shown.scenario, state_.shown.runs[run_].options);
  if (costs) s_.costs = *costs;
  else s_.cost_error = costs.error().message;
}

const Snapshot* BytecodeView::snapshot() const {
  if (run_ >= view_.instants.size()) return nullptr;
  const Instant& instant = view_.instants[run_];
  const bool current = instant.generation == state_.shown.generation && instant.at == state_.view.playhead;
  return current && instant.snapshot ? &*instant.snapshot : nullptr;
}

std::optional<Position> BytecodeView::exact_position(const ThreadView& thread) const {
  for (std::size_t f = 0; f < thread.frames.size(); ++f) {
    const StackFrameView& frame = thread.frames[f];
    const CodeListing* listing = find_listing(s_.listings, frame.function, frame.file, frame.line);
    if (listing == nullptr) continue;
    const auto row = listing->row_at(frame.offset);
    if (row) return Position{thread.id, listing, *row, true, f > 0};
  }
  return std::nullopt;
}

void BytecodeView::find_positions() {
  if (const Snapshot* snap = snapshot()) {
    for (const ThreadView& thread : snap->threads)
      if (const auto position = exact_position(thread)) positions_.push_back(*position);
    return;
  }
  for (const ThreadPlace& place : thread_places(state_, run_)) {
    const CodeListing* found = nullptr;
    std::size_t found_row = 0;
    for (const CodeListing& listing : s_.listings)
      for (std::size_t r = 0; r < listing.rows.size(); ++r) {
        if (listing.rows[r].line != place.line || (found != nullptr && listing.first_line < found->first_line)) continue;
        if (found != &listing) found_row = r;
        found = &listing;
      }
    if (found != nullptr) positions_.push_back({place.thread, found, found_row, false, place.inside});
  }
}

void BytecodeView::choose_followed() {
  const ThreadId followed = followed_thread(state_, run_);
  for (const Position& p : positions_)
    if (p.thread == followed) s_.chosen = static_cast<std::size_t>(p.listing - s_.listings.data());
}

void BytecodeView::header() {
  s_.chosen = std::min(s_.chosen, s_.listings.size() - 1);
  const float follow_width = text_width("follow") + 24;
  ImGui::SetNextItemWidth(std::max(80.0f, ImGui::GetContentRegionAvail().x - follow_width));
  const CodeListing& now = s_.listings[s_.chosen];
  if (ImGui::BeginCombo("##function", now.function.c_str(), ImGuiComboFlags_HeightLarge)) {
    for (std::size_t i = 0; i < s_.listings.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      const std::string label = fmt::format("{}  ·  line {}", s_.listings[i].function, s_.listings[i].first_line);
      if (ImGui::Selectable(label.c_str(), i == s_.chosen)) {
        s_.chosen = i;
        s_.follow = false;
        s_.scrolled_to = 0;
        reveal_line(state_, s_.listings[i].first_line);
      }
      ImGui::PopID();
    }
    ImGui::EndCombo();
  }
  if (ImGui::IsItemHovered()) tooltip(view_, now.function, "Which function is shown; choosing one ends following");
  ImGui::SameLine(0, 4);
  if (chip(view_, "follow", s_.follow)) s_.follow = !s_.follow;
  if (ImGui::IsItemHovered()) tooltip(view_, "Follow", "Shows the function that the selected thread executes, else one that runs");
  if (!s_.cost_error.empty()) put_wrapped(s_.cost_error, view_.theme.error);
}

std::string BytecodeView::cost_of(const ListedInstruction& row) const {
  const double ns = static_cast<double>(s_.costs[row.opcode]) / 1000;
  return ns > 0 ? fmt::format("{:.1f} ns", ns) : "";
}

void BytecodeView::rows(const CodeListing& listing) {
  const float height = std::floor(ImGui::GetFontSize() * 1.2f);
  const float width = ImGui::GetContentRegionAvail().x;
  const ThreadId followed = followed_thread(state_, run_);
  for (const ListedInstruction& r : listing.rows) name_column_ = std::max(name_column_, std::min(r.name.size(), kLongestName) + 1);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(listing.rows.size()), height);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      row(listing, static_cast<std::size_t>(i), {origin.x, origin.y + height * static_cast<float>(i)}, width);
  }
  clipper.End();
  if (!s_.follow) return;
  for (const Position& p : positions_) {
    if (p.thread != followed || p.listing != &listing) continue;
    const std::size_t key = p.row + 1 + 100000 * s_.chosen;
    if (s_.scrolled_to == key) return;
    s_.scrolled_to = key;
    const float y = height * static_cast<float>(p.row), top = ImGui::GetScrollY(), visible = ImGui::GetWindowHeight();
    if (y < top || y + 2 * height > top + visible) ImGui::SetScrollY(std::max(0.0f, y - visible * 0.4f));
  }
}

void BytecodeView::row(const CodeListing& listing, std::size_t index, ImVec2 at, float width) {
  const ListedInstruction& r = listing.rows[index];
  const scene::Theme& theme = view_.theme;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const float em = text_width("0"), height = std::floor(ImGui::GetFontSize() * 1.2f), y = at.y + std::floor((height - ImGui::GetFontSize()) / 2);
  ImGui::SetCursorScreenPos(at);
  ImGui::PushID(static_cast<int>(index));
  if (ImGui::InvisibleButton("row", {std::max(width, 1.0f), height}) && r.line > 0) reveal_line(state_, r.line);
  ImGui::PopID();
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) draw.AddRectFilled(at, {at.x + width, at.y + height}, color32(theme.text, 0.07f));
  const ThreadId followed = followed_thread(state_, run_);
  int shown = 0;
  for (const Position& p : positions_) {
    if (p.listing != &listing) continue;
    const bool same_line = listing.rows[p.row].line == r.line && r.line > 0;
    if (p.exact ? p.row != index : !same_line) continue;
    const ImU32 paint = color32(theme.thread(p.thread));
    const bool main = p.thread == followed;
    if (shown == 0 || main) draw.AddRectFilled(at, {at.x + width, at.y + height}, color32(theme.thread(p.thread), (p.exact ? 0.26f : 0.1f) * (main ? 1.0f : 0.6f)));
    if (shown++ >= kMostMarkers) continue;
    const float x = at.x + em * (static_cast<float>(shown) - 0.75f), middle = at.y + height / 2, radius = std::floor(em * 0.45f);
    if (!p.exact) draw.AddRectFilled({x, at.y}, {x + 2, at.y + height}, paint);
    else if (p.inside) draw.AddCircle({x + radius, middle}, radius, paint, 0, 1.5f);
    else draw.AddTriangleFilled({x, middle - radius * 1.2f}, {x, middle + radius * 1.2f}, {x + radius * 2, middle}, paint);
  }
  const bool new_line = index == 0 || listing.rows[index - 1].line != r.line;
  const float markers = em * (kMostMarkers + 0.5f), numbers = em * 4.5f;
  if (new_line && index > 0) draw.AddLine({at.x + markers, at.y + 0.5f}, {at.x + width, at.y + 0.5f}, color32(theme.panel_border, 0.7f));
  const auto put = [&](float x, std::string_view text, scene::Color color, float alpha = 1) {
    draw.AddText({x, y}, color32(color, alpha), text.data(), text.data() + text.size());
  };
  if (new_line && r.line > 0) {
    const std::string number = std::to_string(r.line);
    put(at.x + markers + numbers - em * 1.5f - text_width(number), number, theme.text_dim, 0.8f);
  }
  float x = at.x + markers + numbers - em;
  if (r.polls_eval_breaker) {
    const float middle = at.y + height / 2, d = std::floor(em * 0.5f);
    draw.AddQuadFilled({x + d, middle - d}, {x + 2 * d, middle}, {x + d, middle + d}, {x, middle}, color32(theme.gil.fill));
  }
  x += em * 2;
  const std::string cost = cost_of(r);
  const float cost_x = at.x + width - text_width(cost) - em;
  draw.PushClipRect({at.x, at.y}, {cost_x - em * 0.5f, at.y + height}, true);
  put(x, r.name, r.polls_eval_breaker ? theme.gil.fill : theme.text);
  put(x + em * static_cast<float>(std::max(name_column_, r.name.size() + 1)), r.argument, theme.text_dim);
  draw.PopClipRect();
  put(cost_x, cost, theme.text_dim, 0.85f);
  if (hovered) row_tooltip(r);
}

void BytecodeView::row_tooltip(const ListedInstruction& r) const {
  const FontScope regular(view_.fonts.regular);
  std::vector<std::string> lines = {std::string(r.doc)};
  const std::string runtime = run_ < state_.shown.runs.size() ? state_.shown.runs[run_].runtime : "";
  const std::string cost = cost_of(r);
  if (!cost.empty()) lines.push_back(fmt::format("Costs {} under {}, before locks, reference counts and memory.", cost, runtime));
  if (r.polls_eval_breaker) lines.push_back("◆ Looks at the eval breaker: here the GIL can change hands, and the thread can be stopped.");
  if (r.may_block) lines.push_back("May wait, or run other code, before it completes.");
  if (r.shared_touch) lines.push_back("Reads or writes what other threads can reach.");
  lines.push_back(fmt::format("Offset {}", r.offset));
  tooltip(view_, r.argument.empty() ? std::string(r.name) : fmt::format("{}  {}", r.name, r.argument), lines);
}

}  // namespace

void bytecode_panel(AppState& state, const View& view, Actions&) { BytecodeView(state, view).draw(); }

}  // namespace gilscope::desktop
