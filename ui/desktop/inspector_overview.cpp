// The inspector without a selection: every thread at the playhead, and what to do next.
#include <fmt/format.h>

#include <algorithm>

#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/inspector_parts.hpp"
#include "ui/desktop/panel_widgets.hpp"

namespace gilscope::desktop {
namespace {

std::optional<StateSpan> state_at(const Trace& trace, ThreadId thread, SimTime at) {
  std::optional<StateSpan> found;
  trace.for_each_state(thread, at, at + 1, [&](const StateSpan& span) { found = span; });
  return found;
}

void thread_line(const Inspected& in, ThreadId thread, const StateSpan& span) {
  const scene::Paint& paint = in.view.theme.state(span.state);
  const float left = ImGui::GetCursorPosX(), full = ImGui::GetContentRegionMax().x;
  ImGui::PushID(static_cast<int>(thread.value));
  if (thread_link(in.view, in.trace, thread)) select_thread(in, thread);
  const std::string state = span.state == ThreadState::Running && span.core.valid() ? fmt::format("On CPU, core {}", span.core.value)
                                                                                  : std::string(display_name(span.state));
  const float column = std::max(left + (full - left) * 0.5f, ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x + 8);
  ImGui::SameLine(column);
  swatch(paint.fill, paint.mark, paint.pattern);
  put_text(fitted(state, full - ImGui::GetCursorPosX()), in.view.theme.text);
  if (ImGui::IsItemHovered()) tooltip(in.view, state, fmt::format("since {}, for {}", format_time(span.begin), format_time(in.question.at - span.begin)));
  ImGui::PopID();
}

}  // namespace

void inspect_nothing(const Inspected& in) {
  put_wrapped("Click a thread, a core, a lock or a span to ask why it is as it is.", in.view.theme.text_dim);
  const SimTime at = std::min(in.question.at, std::max<SimTime>(in.trace.end() - 1, 0));
  if (in.trace.gil_switches() > 0) {
    heading(in.view, "The GIL", "GIL");
    sentence(in.state, in.view, in.actions, in.run, explain(in.trace, Question::of_gil(at)).answer(), in.view.theme.text, 1);
  }
  heading(in.view, fmt::format("Threads at {}", format_time(in.question.at)));
  std::size_t later = 0, ended = 0;
  for (std::uint32_t t = 0; t < in.trace.threads().size(); ++t) {
    if (const auto span = state_at(in.trace, ThreadId{t}, at)) thread_line(in, ThreadId{t}, *span);
    else ++(at < in.trace.threads()[t].start ? later : ended);
  }
  if (later > 0) put_text(fmt::format("{} {} not started yet", later, later == 1 ? "thread has" : "threads have"), in.view.theme.text_dim);
  if (ended > 0) put_text(fmt::format("{} {} ended", ended, ended == 1 ? "thread has" : "threads have"), in.view.theme.text_dim);
  if (in.snapshot == nullptr || in.snapshot->globals.empty()) return;
  heading(in.view, "Global variables");
  for (const ValueView& value : in.snapshot->globals) {
    const bool hovered = value_row(in.view, value.name, value.text);
    if (hovered) tooltip(in.view, fmt::format("{}: {}", value.name, value.type), value.text);
  }
}

}  // namespace gilscope::desktop
