#include "ui/desktop/inspector_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/inspector_parts.hpp"
#include "ui/desktop/panel_widgets.hpp"

namespace gilscope::desktop {
namespace {

// ---- title ---------------------------------------------------------------------------------------------------------------------

struct Title {
  std::string name;
  std::string kind;
  scene::Paint paint;
};

ThreadState state_of(const Trace& trace, ThreadId thread, SimTime at) {
  ThreadState state = ThreadState::Finished;
  trace.for_each_state(thread, at, at + 1, [&](const StateSpan& span) { state = span.state; });
  return state;
}

Title title_of(const Inspected& in) {
  const scene::Theme& theme = in.view.theme;
  const std::uint32_t i = in.question.index;
  switch (in.question.about) {
    case Reference::Kind::Thread: {
      const scene::Color color = theme.thread(ThreadId{i});
      return {name_of(in.trace, ThreadId{i}), fmt::format("thread {}", i), {color, color, scene::Pattern::Solid}};
    }
    case Reference::Kind::Lock: return {name_of(in.trace, LockId{i}), "lock", theme.lock};
    case Reference::Kind::Object: return {name_of(in.trace, ObjectId{i}), "object", theme.object};
    case Reference::Kind::Core: return {fmt::format("core {}", i), "core", theme.state(ThreadState::Running)};
    default: return {"The GIL", "global interpreter lock", theme.gil};
  }
}

void draw_title(const Inspected& in) {
  const Title title = title_of(in);
  swatch(title.paint.fill, title.paint.mark, title.paint.pattern);
  {
    const FontScope bold(in.view.fonts.bold);
    put_text(fitted(title.name, ImGui::GetContentRegionAvail().x), in.view.theme.text);
  }
  const std::string kind = fmt::format("{} at {}", title.kind, format_time(in.question.at));
  if (ImGui::GetContentRegionMax().x - (ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x) > text_width(kind) + 12) {
    ImGui::SameLine(ImGui::GetContentRegionMax().x - text_width(kind));
    put_text(kind, in.view.theme.text_dim);
  }
}

// ---- why -----------------------------------------------------------------------------------------------------------------------

const Explanation& explanation(const Inspected& in) {
  InspectorPanelState& s = in.state.panels.inspector;
  const bool same = s.question && s.question->about == in.question.about && s.question->index == in.question.index &&
                    s.question->at == in.question.at && s.generation == in.state.shown.generation && s.run == in.run;
  if (!same) {
    s.explanation = explain(in.trace, in.question);
    s.question = in.question;
    s.generation = in.state.shown.generation;
    s.run = in.run;
  }
  return s.explanation;
}

scene::Color tone_of(const Inspected& in) {
  if (in.question.about != Reference::Kind::Thread) return in.view.theme.accent;
  return in.view.theme.state(state_of(in.trace, ThreadId{in.question.index}, in.question.at)).fill;
}

void details_of(const Inspected& in, const Cause& cause, int& id) {
  for (const Sentence& detail : cause.details) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float em = ImGui::GetFontSize();
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + em * 0.35f, at.y + em * 0.55f}, em * 0.13f, color32(in.view.theme.text_dim));
    ImGui::Indent(em * 0.9f);
    sentence(in.state, in.view, in.actions, in.run, detail, in.view.theme.text_dim, id++);
    ImGui::Unindent(em * 0.9f);
  }
}

// The answer in a box; under it the causes, each a step further in, with a line that leads from one to the next.
void draw_why(const Inspected& in) {
  const Explanation& e = explanation(in);
  const float em = ImGui::GetFontSize();
  const scene::Color tone = e.deadlock ? in.view.theme.error : tone_of(in);
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 top = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, pad = std::floor(em * 0.6f);
  draw.ChannelsSplit(2);
  draw.ChannelsSetCurrent(1);
  ImGui::BeginGroup();
  ImGui::Dummy({0, pad - ImGui::GetStyle().ItemSpacing.y});
  ImGui::Indent(pad + 3);
  int id = 1000;
  sentence(in.state, in.view, in.actions, in.run, e.answer(), in.view.theme.text, id++, pad);
  ImGui::Unindent(pad + 3);
  ImGui::Dummy({0, pad - ImGui::GetStyle().ItemSpacing.y});
  ImGui::EndGroup();
  const float bottom = ImGui::GetItemRectMax().y;
  draw.ChannelsSetCurrent(0);
  draw.AddRectFilled(top, {top.x + width, bottom}, color32(tone, 0.16f), 5);
  draw.AddRectFilled(top, {top.x + 3, bottom}, color32(tone), 2);
  draw.ChannelsMerge();
  details_of(in, e.chain.front(), id);
  float indent = 0;
  for (std::size_t i = 1; i < e.chain.size(); ++i) {
    const ImVec2 from = ImGui::GetCursorScreenPos();
    const ImU32 paint = color32(in.view.theme.text_dim, 0.6f);
    ImGui::Indent(em);
    indent += em;
    draw.AddLine({from.x + em * 0.3f, from.y}, {from.x + em * 0.3f, from.y + em * 0.6f}, paint, 1.5f);
    draw.AddLine({from.x + em * 0.3f, from.y + em * 0.6f}, {from.x + em * 0.8f, from.y + em * 0.6f}, paint, 1.5f);
    sentence(in.state, in.view, in.actions, in.run, e.chain[i].sentence, in.view.theme.text, id++);
    details_of(in, e.chain[i], id);
    if (i % 6 == 0) ImGui::Unindent(std::exchange(indent, 0.0f));
  }
  if (indent > 0) ImGui::Unindent(indent);
}

// ---- the panel -------------------------------------------------------------------------------------------------------------------

Question question_for(const AppState& state, bool& selected) {
  std::optional<Question> question;
  if (state.view.selection) question = question_of(*state.view.selection, state.view.playhead);
  selected = question.has_value();
  return question.value_or(Question::of_gil(state.view.playhead));
}

}  // namespace

void thread_row(const Inspected& in, std::string_view name, ThreadId thread, std::string_view term) {
  if (!thread.valid() || thread.value >= in.trace.threads().size()) {
    value_row(in.view, name, "nobody", term);
    return;
  }
  const float left = ImGui::GetCursorStartPos().x;
  const float column = std::min(ImGui::GetFontSize() * 9.5f, (ImGui::GetContentRegionMax().x - left) * 0.46f);
  put_text(fitted(name, column - 6), in.view.theme.text_dim);
  explain_term(in.view, term);
  ImGui::SameLine(left + column);
  ImGui::PushID(name.data(), name.data() + name.size());
  if (thread_link(in.view, in.trace, thread)) select_thread(in, thread);
  ImGui::PopID();
}

void select_thread(const Inspected& in, ThreadId thread) {
  in.actions.emplace_back(Select{hit_of({Reference::Kind::Thread, thread.value, 0, 0, {}}, in.run)});
}

void replay_note(const Inspected& in) {
  if (in.snapshot != nullptr) return;
  if (in.run < in.view.instants.size() && !in.view.instants[in.run].error.empty())
    return put_wrapped(in.view.instants[in.run].error, in.view.theme.error);
  put_wrapped(in.state.playback.playing ? "Pause to see variables and counts: they come from a replay." : "Replaying the run up to here …", in.view.theme.text_dim);
}

void inspector_panel(AppState& state, const View& view, Actions& actions) {
  run_chips(state, view, actions);
  const Trace* trace = focus_trace(state);
  if (trace == nullptr) return put_wrapped("Nothing has run yet.", view.theme.text_dim);
  bool selected = false;
  const Question question = question_for(state, selected);
  const std::uint32_t run = focus_run(state);
  const Instant* instant = run < view.instants.size() ? &view.instants[run] : nullptr;
  const bool current = instant != nullptr && instant->generation == state.shown.generation && instant->at == state.view.playhead &&
                       instant->snapshot && question.at == state.view.playhead;
  const Inspected in{state, view, actions, run, *trace, question, current ? &*instant->snapshot : nullptr,
                     is_free_threaded(state.shown.runs[run].runtime)};
  if (!selected) return inspect_nothing(in);
  draw_title(in);
  draw_why(in);
  switch (question.about) {
    case Reference::Kind::Thread:
      if (question.index < trace->threads().size()) inspect_thread(in);
      break;
    case Reference::Kind::Lock:
      if (question.index < trace->locks().size()) inspect_lock(in);
      break;
    case Reference::Kind::Object:
      if (question.index < trace->objects().size()) inspect_object(in);
      break;
    case Reference::Kind::Core:
      if (question.index < trace->cores().size()) inspect_core(in);
      break;
    default: inspect_gil(in); break;
  }
}

}  // namespace gilscope::desktop
