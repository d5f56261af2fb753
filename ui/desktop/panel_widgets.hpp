// Small things that several panels draw with: headings, rows of name and value, coloured chips, and sentences whose parts can be clicked.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sim/analysis/blame.hpp"
#include "ui/desktop/state.hpp"
#include "ui/desktop/view.hpp"

namespace gilscope::desktop {

inline ImU32 color32(scene::Color c, float alpha = 1) { return IM_COL32(c.r, c.g, c.b, static_cast<int>(static_cast<float>(c.a) * alpha)); }
inline ImVec4 color4(scene::Color c, float alpha = 1) {
  return {static_cast<float>(c.r) / 255, static_cast<float>(c.g) / 255, static_cast<float>(c.b) / 255, static_cast<float>(c.a) / 255 * alpha};
}

/// Uses a font, if there is one, for as long as it lives.
class FontScope {
 public:
  explicit FontScope(ImFont* font) : pushed_(font != nullptr) { if (pushed_) ImGui::PushFont(font); }
  ~FontScope() { if (pushed_) ImGui::PopFont(); }
  FontScope(const FontScope&) = delete;
  FontScope& operator=(const FontScope&) = delete;

 private:
  bool pushed_;
};

/// Text in one colour; no formatting, no copy.
void put_text(std::string_view text, scene::Color color);
void put_text(std::string_view text);
/// Text that breaks at the right edge of the region.
void put_wrapped(std::string_view text, scene::Color color);
float text_width(std::string_view text);
/// 27137264 -> "27,137,264"
std::string grouped(std::uint64_t n);
/// Cut with "…" to fit.
std::string fitted(std::string_view text, float width);

/// A small heading with a rule to the right of it. `term`: its word in the glossary, shown when it is pointed at; may be empty.
void heading(const View& view, std::string_view text, std::string_view term = {});
/// "name    value" on a line; the values of neighbouring rows stand under each other. Returns whether the row is pointed at.
bool value_row(const View& view, std::string_view name, std::string_view value, std::string_view term = {});
/// What the last item's name means, if it is pointed at.
void explain_term(const View& view, std::string_view term);
/// A tooltip of a title and lines, in the app's looks.
void tooltip(const View& view, std::string_view title, std::span<const std::string> lines);
void tooltip(const View& view, std::string_view title, std::string_view text);

/// A small filled square, with the pattern's colours, in the line of the text.
void swatch(scene::Color fill, scene::Color mark, scene::Pattern pattern);
/// A clickable name in its colour: a thread, with its swatch.
bool thread_link(const View& view, const Trace& trace, ThreadId thread);
/// Text that looks like a link and acts like a button.
bool link(const View& view, std::string_view text, scene::Color color, std::string_view id = {});
/// A flat button that is either on or off.
bool chip(const View& view, std::string_view text, bool on);
/// Parts of a whole beside each other, over the full width.
struct BarPart {
  double share = 0;
  scene::Paint paint;
  std::string label;
};
void stacked_bar(const View& view, std::span<const BarPart> parts, float height);
/// A thin bar behind the next text, `share` of the width.
void share_bar(const View& view, float share, scene::Color color, float width);

/// A sentence with line breaks; its parts select, seek and open the glossary. `id` tells sentences apart.
void sentence(AppState& state, const View& view, Actions& actions, std::uint32_t run, const Sentence& text, scene::Color color, int id,
              float right_margin = 0);
/// What selecting a reference means. Nothing for an instant or a term.
scene::Hit hit_of(const Reference& reference, std::uint32_t run);
/// What a selection asks about, at the playhead if that lies within it. nullopt: nothing that can be explained.
std::optional<Question> question_of(const scene::Hit& hit, SimTime playhead);

/// The run that the panels on one run show: the selection's, else the one chosen last.
std::uint32_t focus_run(const AppState& state);
/// One chip per run, if there are several. Choosing one keeps the selection where the same thread is in both.
void run_chips(AppState& state, const View& view, Actions& actions);
/// The trace of the run in focus; nullptr before the first result.
const Trace* focus_trace(const AppState& state);
/// "3.13t" of "3.13t gil=1"; whether it is a free-threaded build.
bool is_free_threaded(std::string_view runtime_spec);

/// A thread's colour as an ImGui style for what is drawn until the scope ends.
class TextColorScope {
 public:
  explicit TextColorScope(scene::Color c) { ImGui::PushStyleColor(ImGuiCol_Text, color4(c)); }
  ~TextColorScope() { ImGui::PopStyleColor(); }
  TextColorScope(const TextColorScope&) = delete;
  TextColorScope& operator=(const TextColorScope&) = delete;
};

}  // namespace gilscope::desktop
