// The inspector's page about a thread: its life in states, its stack, the variables of each frame, and the value stack.
#include <fmt/format.h>

#include <algorithm>

#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/inspector_parts.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/source_panel.hpp"

namespace gilscope::desktop {
namespace {

void life(const Inspected& in, const ThreadInfo& info) {
  heading(in.view, "Its life");
  const SimTime length = info.end - info.start;
  std::vector<BarPart> parts;
  std::vector<std::pair<SimTime, ThreadState>> by_time;
  for (int i = 0; i < kThreadStateCount; ++i) {
    const auto state = static_cast<ThreadState>(i);
    const SimTime time = info.total(state);
    if (time <= 0 || length <= 0) continue;
    const double share = static_cast<double>(time) / static_cast<double>(length);
    parts.push_back({share, in.view.theme.state(state), fmt::format("{}: {} ({:.0f} %)", display_name(state), format_time(time), 100 * share)});
    by_time.emplace_back(time, state);
  }
  stacked_bar(in.view, parts, ImGui::GetFontSize() * 0.9f);
  std::sort(by_time.begin(), by_time.end(), std::greater<>());
  for (const auto& [time, state] : by_time) {
    const scene::Paint& paint = in.view.theme.state(state);
    swatch(paint.fill, paint.mark, paint.pattern);
    value_row(in.view, display_name(state), fmt::format("{}  ({:.0f} %)", format_time(time), 100.0 * static_cast<double>(time) / static_cast<double>(length)));
  }
  value_row(in.view, "Bytecodes", fmt::format("{}", grouped(info.bytecodes)), "bytecode");
}

// A variable or an entry of the value stack. Its header on demand.
void value_line(const Inspected& in, const ValueView& value, std::string_view name, int id) {
  ImGui::PushID(id);
  const float left = ImGui::GetCursorPosX(), column = std::min(ImGui::GetFontSize() * 7, (ImGui::GetContentRegionMax().x - left) * 0.35f);
  const bool can_open = value.boxed;
  bool open = false;
  if (can_open) {
    open = ImGui::TreeNodeEx("##value", ImGuiTreeNodeFlags_NoTreePushOnOpen);
    ImGui::SameLine(left + ImGui::GetTreeNodeToLabelSpacing());
  } else {
    ImGui::Dummy({ImGui::GetTreeNodeToLabelSpacing() - ImGui::GetStyle().ItemSpacing.x, 1});
    ImGui::SameLine(left + ImGui::GetTreeNodeToLabelSpacing());
  }
  put_text(fitted(name, column), in.view.theme.text_dim);
  ImGui::SameLine(left + ImGui::GetTreeNodeToLabelSpacing() + column);
  const std::string text = value.type.empty() ? "–" : value.text;
  const float room = ImGui::GetContentRegionMax().x - ImGui::GetCursorPosX();
  {
    const FontScope mono(in.view.fonts.mono);
    put_text(fitted(text, room), value.type.empty() ? in.view.theme.text_dim : in.view.theme.text);
  }
  if (ImGui::IsItemHovered() && !value.type.empty()) tooltip(in.view, value.type, value.text);
  if (open) draw_object_header(in, value);
  ImGui::PopID();
}

void frame_body(const Inspected& in, const StackFrameView& frame) {
  int id = 0;
  for (const ValueView& local : frame.locals) value_line(in, local, local.name, id++);
  if (frame.stack.empty()) return;
  put_text("value stack, top first", in.view.theme.text_dim);
  explain_term(in.view, "value stack");
  for (std::size_t i = frame.stack.size(); i-- > 0;) value_line(in, frame.stack[i], fmt::format("{}", i), id++);
}

void frames(const Inspected& in, const ThreadView& thread) {
  heading(in.view, "Stack", "");
  if (thread.frames.empty()) put_text("no Python frame", in.view.theme.text_dim);
  for (std::size_t i = 0; i < thread.frames.size(); ++i) {
    const StackFrameView& frame = thread.frames[i];
    ImGui::PushID(static_cast<int>(i));
    const bool own = in.state.shown.scenario && frame.file == in.state.shown.scenario->path;
    const std::string file = frame.file.substr(frame.file.find_last_of('/') + 1);
    if (i == 0) ImGui::SetNextItemOpen(true, ImGuiCond_Once);
    const float left = ImGui::GetCursorPosX();
    const bool open = ImGui::TreeNodeEx("##frame", ImGuiTreeNodeFlags_NoTreePushOnOpen);
    ImGui::SameLine(left + ImGui::GetTreeNodeToLabelSpacing());
    put_text(frame.function, own ? in.view.theme.text : in.view.theme.text_dim);
    ImGui::SameLine();
    if (own) {
      if (link(in.view, fmt::format("line {}", frame.line), in.view.theme.accent)) reveal_line(in.state, frame.line);
    } else {
      put_text(fmt::format("{}, line {}", file, frame.line), in.view.theme.text_dim);
    }
    if (open) {
      ImGui::Indent(8);
      frame_body(in, frame);
      ImGui::Unindent(8);
    }
    ImGui::PopID();
  }
  if (!thread.raised.empty()) put_wrapped("raised: " + thread.raised, in.view.theme.error);
}

std::string eval_breaker_words(std::uint32_t bits) {
  static constexpr const char* kNames[] = {"drop the GIL", "signals", "pending calls", "asynchronous exception", "collect garbage", "stop", "merge counts"};
  std::string words;
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if ((bits >> i & 1) != 0) words += (words.empty() ? "" : ", ") + std::string(kNames[i]);
  return words.empty() ? "nothing to do" : words;
}

// Without a replay: the stack that the trace knows.
void recorded_stack(const Inspected& in, ThreadId thread) {
  if (!in.trace.has_calls()) return;
  StackId stack;
  in.trace.for_each_stack(thread, in.question.at, in.question.at + 1, [&](const StackSpan& span) { stack = span.stack; });
  if (!stack.valid()) return;
  heading(in.view, "Stack");
  const CallStacks& stacks = in.trace.call_stacks();
  int id = 0;
  for (; stack.valid(); stack = stacks.node(stack).parent) {
    const StackNode& node = stacks.node(stack);
    const FunctionInfo& function = stacks.info(node.function);
    const bool own = in.state.shown.scenario && function.file == in.state.shown.scenario->path;
    ImGui::PushID(id++);
    put_text(function.name, own ? in.view.theme.text : in.view.theme.text_dim);
    if (node.line > 0) {
      ImGui::SameLine();
      if (own && link(in.view, fmt::format("line {}", node.line), in.view.theme.accent)) reveal_line(in.state, node.line);
      if (!own) put_text(fmt::format("{}, line {}", function.file.substr(function.file.find_last_of('/') + 1), node.line), in.view.theme.text_dim);
    }
    ImGui::PopID();
  }
}

}  // namespace

void inspect_thread(const Inspected& in) {
  const ThreadId id{in.question.index};
  const ThreadView* thread = nullptr;
  if (in.snapshot != nullptr)
    for (const ThreadView& t : in.snapshot->threads)
      if (t.id == id) thread = &t;
  if (thread == nullptr) {
    recorded_stack(in, id);
    replay_note(in);
  } else {
    frames(in, *thread);
    heading(in.view, "State");
    if (in.trace.interpreters().size() > 1 && thread->interpreter.value < in.trace.interpreters().size())
      value_row(in.view, "Executes in", in.trace.interpreters()[thread->interpreter.value].name);
    value_row(in.view, "Holds the GIL", thread->holds_gil ? "yes" : "no", "GIL");
    value_row(in.view, "Eval breaker", eval_breaker_words(thread->eval_breaker), "eval breaker");
  }
  life(in, in.trace.threads()[id.value]);
}

}  // namespace gilscope::desktop
