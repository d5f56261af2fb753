#include "ui/desktop/panel_widgets.hpp"

#include <algorithm>
#include <cmath>

#include "sim/trace/trace.hpp"
#include "ui/desktop/glossary.hpp"

namespace gilscope::desktop {
namespace {

constexpr float kTooltipWidth = 26;  // in ems

const char* begin_of(std::string_view text) { return text.data(); }
const char* end_of(std::string_view text) { return text.data() + text.size(); }

bool begins_with_unit(std::string_view text) {
  const std::string_view word = text.substr(0, text.find_first_of(" ,.;:)"));
  return word == "s" || word == "ms" || word == "µs" || word == "ns" || word == "ps" || word == "%";
}

// A word of a sentence with the blank behind it, as far as it belongs to the same part. A number and its unit are one word.
std::string_view next_word(std::string_view& rest) {
  std::size_t blank = rest.find(' ');
  while (blank != std::string_view::npos && blank > 0 && rest[blank - 1] >= '0' && rest[blank - 1] <= '9' && begins_with_unit(rest.substr(blank + 1)))
    blank = rest.find(' ', blank + 1);
  const std::size_t end = blank == std::string_view::npos ? rest.size() : blank + 1;
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

std::string_view trimmed(std::string_view word) {
  while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
  return word;
}

// How wide the parts from `p` on are that follow each other without a blank, up to the first blank.
float width_of_joined(const Sentence& text, std::size_t p) {
  float width = 0;
  for (; p < text.size(); ++p) {
    std::string_view rest = text[p].text;
    if (rest.empty() || rest.front() == ' ') break;
    const std::string_view word = next_word(rest);
    width += text_width(trimmed(word));
    if (!rest.empty() || word.back() == ' ') break;
  }
  return width;
}

scene::Color reference_color(const View& view, const Reference& reference) {
  if (reference.kind == Reference::Kind::Thread) return view.theme.thread(ThreadId{reference.index});
  return view.theme.accent;
}

}  // namespace

void put_text(std::string_view text, scene::Color color) {
  const TextColorScope scope(color);
  put_text(text);
}

void put_text(std::string_view text) { ImGui::TextUnformatted(begin_of(text), end_of(text)); }

void put_wrapped(std::string_view text, scene::Color color) {
  const TextColorScope scope(color);
  ImGui::PushTextWrapPos(0);
  put_text(text);
  ImGui::PopTextWrapPos();
}

float text_width(std::string_view text) { return ImGui::CalcTextSize(begin_of(text), end_of(text)).x; }

std::string grouped(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (int i = static_cast<int>(digits.size()) - 3; i > 0; i -= 3) digits.insert(static_cast<std::size_t>(i), ",");
  return digits;
}

std::string fitted(std::string_view text, float width) {
  if (text_width(text) <= width) return std::string(text);
  std::size_t keep = text.size();
  while (keep > 1 && text_width(text.substr(0, keep)) + text_width("…") > width) {
    --keep;
    while (keep > 1 && (static_cast<unsigned char>(text[keep]) & 0xC0) == 0x80) --keep;
  }
  return std::string(text.substr(0, keep)) + "…";
}

void heading(const View& view, std::string_view text, std::string_view term) {
  ImGui::Dummy({0, ImGui::GetFontSize() * 0.2f});
  {
    const FontScope bold(view.fonts.bold);
    put_text(text, view.theme.text_dim);
  }
  explain_term(view, term);
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  const float right = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  const float y = std::floor((min.y + max.y) / 2) + 0.5f;
  if (max.x + 8 < right) ImGui::GetWindowDrawList()->AddLine({max.x + 8, y}, {right, y}, color32(view.theme.panel_border));
}

bool value_row(const View& view, std::string_view name, std::string_view value, std::string_view term) {
  const float left = ImGui::GetCursorStartPos().x;  // a swatch may stand before the name
  const float column = std::min(ImGui::GetFontSize() * 9.5f, (ImGui::GetContentRegionMax().x - left) * 0.46f);
  put_text(fitted(name, left + column - ImGui::GetCursorPosX() - 6), view.theme.text_dim);
  bool hovered = ImGui::IsItemHovered();
  explain_term(view, term);
  ImGui::SameLine(left + column);
  put_wrapped(value, view.theme.text);
  return hovered || ImGui::IsItemHovered();
}

void explain_term(const View& view, std::string_view term) {
  if (term.empty() || !ImGui::IsItemHovered()) return;
  if (const GlossaryEntry* entry = find_term(term)) tooltip(view, entry->word, entry->text);
}

void tooltip(const View& view, std::string_view title, std::span<const std::string> lines) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {10, 8});
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * kTooltipWidth);
  if (!title.empty()) {
    const FontScope bold(view.fonts.bold);
    put_text(title, view.theme.text);
  }
  for (const std::string& line : lines) put_text(line, view.theme.text_dim);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
  ImGui::PopStyleVar();
}

void tooltip(const View& view, std::string_view title, std::string_view text) {
  const std::string line(text);
  tooltip(view, title, std::span(&line, line.empty() ? 0 : 1));
}

void draw_pattern(ImDrawList& draw, ImVec2 min, ImVec2 max, scene::Pattern pattern, ImU32 color) {
  draw.PushClipRect(min, max, true);
  const float h = max.y - min.y, w = max.x - min.x;
  const auto diagonals = [&](bool rising) {
    for (float x = -h; x < w; x += 4)
      draw.AddLine({min.x + x, rising ? max.y : min.y}, {min.x + x + h, rising ? min.y : max.y}, color);
  };
  switch (pattern) {
    case scene::Pattern::Rising: diagonals(true); break;
    case scene::Pattern::Falling: diagonals(false); break;
    case scene::Pattern::Crossed: diagonals(true), diagonals(false); break;
    case scene::Pattern::Dots:
      for (float y = min.y + 2; y < max.y; y += 4)
        for (float x = min.x + 2; x < max.x; x += 4) draw.AddRectFilled({x, y}, {x + 1.5f, y + 1.5f}, color);
      break;
    case scene::Pattern::Horizontal:
      for (float y = min.y + 2; y < max.y; y += 4) draw.AddLine({min.x, y}, {max.x, y}, color);
      break;
    case scene::Pattern::Vertical:
      for (float x = min.x + 2; x < max.x; x += 4) draw.AddLine({x, min.y}, {x, max.y}, color);
      break;
    default: break;
  }
  draw.PopClipRect();
}

void swatch(scene::Color fill, scene::Color mark, scene::Pattern pattern) {
  const float em = ImGui::GetFontSize();
  const float size = std::floor(em * 0.7f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 min{at.x, at.y + std::floor((em - size) / 2)}, max{min.x + size, min.y + size};
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(min, max, color32(fill), 2);
  draw_pattern(draw, min, max, pattern, color32(mark));
  if (pattern == scene::Pattern::Hollow) draw.AddRect(min, max, color32(mark), 2);
  ImGui::Dummy({size, em});
  ImGui::SameLine(0, em * 0.4f);
}

bool link(const View& view, std::string_view text, scene::Color color, std::string_view id) {
  (void)view;
  const ImVec2 size = ImGui::CalcTextSize(begin_of(text), end_of(text));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(begin_of(id.empty() ? text : id), end_of(id.empty() ? text : id));
  const bool clicked = ImGui::InvisibleButton("link", {std::max(size.x, 1.0f), size.y});
  ImGui::PopID();
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddText(at, color32(color), begin_of(text), end_of(text));
  if (ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    draw.AddLine({at.x, at.y + size.y - 1}, {at.x + size.x, at.y + size.y - 1}, color32(color));
  }
  return clicked;
}

bool thread_link(const View& view, const Trace& trace, ThreadId thread) {
  const scene::Color color = view.theme.thread(thread);
  swatch(color, color, scene::Pattern::Solid);
  ImGui::PushID(static_cast<int>(thread.value));
  const bool clicked = link(view, name_of(trace, thread), view.theme.text);
  ImGui::PopID();
  return clicked;
}

bool chip(const View& view, std::string_view text, bool on) {
  const std::string label(text);
  ImGui::PushStyleColor(ImGuiCol_Button, on ? color4(view.theme.accent, 0.28f) : color4(view.theme.grid, 0.6f));
  ImGui::PushStyleColor(ImGuiCol_ButtonHovered, color4(view.theme.accent, on ? 0.4f : 0.2f));
  ImGui::PushStyleColor(ImGuiCol_ButtonActive, color4(view.theme.accent, 0.5f));
  ImGui::PushStyleColor(ImGuiCol_Text, color4(on ? view.theme.text : view.theme.text_dim));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {8, 2});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 9);
  const bool clicked = ImGui::Button(label.c_str());
  ImGui::PopStyleVar(2);
  ImGui::PopStyleColor(4);
  return clicked;
}

void stacked_bar(const View& view, std::span<const BarPart> parts, float height) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = std::max(ImGui::GetContentRegionAvail().x, 20.0f);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  draw.AddRectFilled(at, {at.x + width, at.y + height}, color32(view.theme.grid), 3);
  ImGui::InvisibleButton("bar", {width, height});
  const bool hovered = ImGui::IsItemHovered();
  const float mouse = ImGui::GetIO().MousePos.x;
  float x = at.x;
  for (const BarPart& part : parts) {
    const float w = static_cast<float>(part.share) * width;
    if (w < 0.5f) continue;
    const ImVec2 min{std::floor(x), at.y}, max{std::max(std::floor(x + w) - 1, std::floor(x) + 1), at.y + height};
    draw.AddRectFilled(min, max, color32(part.paint.fill), 2);
    draw_pattern(draw, min, max, part.paint.pattern, color32(part.paint.mark));
    if (hovered && mouse >= x && mouse < x + w) {
      draw.AddRect(min, max, color32(view.theme.selection), 2);
      tooltip(view, part.label, std::string_view{});
    }
    x += w;
  }
}

void share_bar(const View& view, float share, scene::Color color, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float h = ImGui::GetTextLineHeight();
  (void)view;
  ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y}, {at.x + width * std::clamp(share, 0.0f, 1.0f), at.y + h}, color32(color, 0.25f), 2);
}

// ---- sentences -----------------------------------------------------------------------------------------------------------------

namespace {

void follow(AppState& state, Actions& actions, std::uint32_t run, const Reference& reference) {
  switch (reference.kind) {
    case Reference::Kind::None: return;
    case Reference::Kind::Instant: actions.emplace_back(Seek{reference.begin}); return;
    case Reference::Kind::Term:
      state.panels.glossary.term = reference.term;
      state.panels.glossary.search.clear();
      state.panels.glossary.reveal = true;
      actions.emplace_back(ShowPanel{Panel::Glossary, Switch::On});
      return;
    default: actions.emplace_back(Select{hit_of(reference, run)}); return;
  }
}

std::string_view hint(const Reference& reference) {
  switch (reference.kind) {
    case Reference::Kind::Instant: return "go to this instant";
    case Reference::Kind::Term: return "";
    default: return "select";
  }
}

}  // namespace

void sentence(AppState& state, const View& view, Actions& actions, std::uint32_t run, const Sentence& text, scene::Color color, int id,
              float right_margin) {
  ImGui::PushID(id);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float right = origin.x + std::max(ImGui::GetContentRegionAvail().x - right_margin, 60.0f);
  const float height = ImGui::GetTextLineHeight();
  const float spacing = std::floor(height * 0.18f);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  ImVec2 at = origin;
  int button = 0;
  for (std::size_t p = 0; p < text.size(); ++p) {
    const SentencePart& part = text[p];
    const bool is_link = part.reference.kind != Reference::Kind::None;
    const scene::Color paint = is_link ? reference_color(view, part.reference) : color;
    std::string_view rest = part.text;
    while (!rest.empty()) {
      const std::string_view word = next_word(rest);
      float needed = text_width(trimmed(word));
      // What the next part begins with, without a blank between, is the same word to a reader: "(barging)", "5 ms."
      if (rest.empty() && word.back() != ' ') needed += width_of_joined(text, p + 1);
      if (at.x > origin.x && at.x + needed > right) at = {origin.x, at.y + height + spacing};
      const float width = text_width(word);
      if (is_link) {
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(button++);
        if (ImGui::InvisibleButton("part", {std::max(width, 1.0f), height})) follow(state, actions, run, part.reference);
        ImGui::PopID();
        const bool hovered = ImGui::IsItemHovered();
        if (hovered) {
          ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
          if (part.reference.kind == Reference::Kind::Term) explain_term(view, part.reference.term);
          else tooltip(view, part.text, hint(part.reference));
        }
        const float y = at.y + height - 0.5f;
        draw.AddLine({at.x, y}, {at.x + text_width(trimmed(word)), y}, color32(paint, hovered ? 1.0f : 0.4f));
      }
      draw.AddText(at, color32(paint), begin_of(word), end_of(word));
      at.x += width;
    }
  }
  ImGui::SetCursorScreenPos(origin);
  ImGui::Dummy({right - origin.x, at.y + height - origin.y});
  ImGui::PopID();
}

scene::Hit hit_of(const Reference& reference, std::uint32_t run) {
  scene::Hit hit;
  hit.run = run;
  hit.begin = reference.begin;
  hit.end = reference.end;
  const bool span = reference.end > reference.begin;
  switch (reference.kind) {
    case Reference::Kind::Thread:
      hit.kind = span ? scene::HitKind::ThreadSpan : scene::HitKind::Thread;
      hit.thread = ThreadId{reference.index};
      hit.lane = Lane::of(hit.thread);
      break;
    case Reference::Kind::Core:
      hit.kind = span ? scene::HitKind::CoreSpan : scene::HitKind::Core;
      hit.core = CoreId{reference.index};
      hit.lane = Lane::of(hit.core);
      break;
    case Reference::Kind::Gil:
      hit.kind = span ? scene::HitKind::GilSpan : scene::HitKind::Gil;
      hit.lane = Lane::gil(InterpreterId{reference.index});
      break;
    case Reference::Kind::Lock:
      hit.kind = span ? scene::HitKind::LockSpan : scene::HitKind::Lock;
      hit.lock = LockId{reference.index};
      hit.lane = Lane::of(hit.lock);
      break;
    case Reference::Kind::Object:
      hit.kind = scene::HitKind::Object;
      hit.object = ObjectId{reference.index};
      break;
    default: break;
  }
  return hit;
}

std::optional<Question> question_of(const scene::Hit& hit, SimTime playhead) {
  using Kind = scene::HitKind;
  const bool span = hit.end > hit.begin;
  const bool inside = playhead >= hit.begin && playhead < hit.end;
  const SimTime at = !span || inside ? playhead : hit.begin + (hit.end - hit.begin) / 2;
  switch (hit.kind) {
    case Kind::Gil:
    case Kind::GilSpan: return Question::of_gil(at, InterpreterId{hit.lane.index});
    case Kind::CoreSpan:
    case Kind::Core: return Question::of(hit.core, at);
    case Kind::LockSpan:
    case Kind::Lock: return Question::of(hit.lock, at);
    case Kind::HeatCell:
    case Kind::Object: return Question::of(hit.object, at);
    case Kind::Mark:
    case Kind::WakeArrow:
    case Kind::FlowArrow:
      if (hit.thread.valid()) return Question::of(hit.thread, hit.begin);
      return std::nullopt;
    case Kind::Lane:
    case Kind::LaneLabel:
      switch (hit.lane.kind) {
        case Lane::Kind::ThreadStates:
        case Lane::Kind::CallStacks: return Question::of(ThreadId{hit.lane.index}, playhead);
        case Lane::Kind::CoreThreads: return Question::of(CoreId{hit.lane.index}, playhead);
        case Lane::Kind::LockHolders: return Question::of(LockId{hit.lane.index}, playhead);
        case Lane::Kind::GilHolders: return Question::of_gil(playhead, InterpreterId{hit.lane.index});
      }
      return std::nullopt;
    case Kind::Thread:
    case Kind::ThreadSpan:
    case Kind::CallSpan:
      if (hit.thread.valid()) return Question::of(hit.thread, at);
      return std::nullopt;
    default: return std::nullopt;
  }
}

// ---- the run in focus ------------------------------------------------------------------------------------------------------------

std::uint32_t focus_run(const AppState& state) {
  const auto count = static_cast<std::uint32_t>(state.shown.runs.size());
  if (count == 0) return 0;
  const std::uint32_t run = state.view.selection ? state.view.selection->run : state.panels.run;
  return std::min(run, count - 1);
}

const Trace* focus_trace(const AppState& state) {
  return state.shown.runs.empty() ? nullptr : state.shown.runs[focus_run(state)].trace.get();
}

void run_chips(AppState& state, const View& view, Actions& actions) {
  const auto& runs = state.shown.runs;
  if (runs.size() < 2) return;
  const std::uint32_t focus = focus_run(state);
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, 4);
    ImGui::PushID(static_cast<int>(i));
    if (chip(view, runs[i].runtime, i == focus)) {
      state.panels.run = i;
      if (state.view.selection) {
        const auto question = question_of(*state.view.selection, state.view.playhead);
        const bool same = question && question->about == Reference::Kind::Thread && question->index < runs[i].trace->threads().size();
        if (same) actions.emplace_back(Select{hit_of({Reference::Kind::Thread, question->index, 0, 0, {}}, i)});
        else actions.emplace_back(ClearSelection{});
      }
    }
    ImGui::PopID();
  }
}

bool is_free_threaded(std::string_view runtime_spec) {
  const std::string_view preset = runtime_spec.substr(0, runtime_spec.find(' '));
  return !preset.empty() && preset.back() == 't';
}

}  // namespace gilscope::desktop
