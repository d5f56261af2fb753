// The inspector's pages about locks, objects, cores and the GIL.
#include <fmt/format.h>

#include <algorithm>

#include "sim/analysis/waits.hpp"
#include "sim/trace/trace.hpp"
#include "ui/desktop/inspector_parts.hpp"
#include "ui/desktop/panel_widgets.hpp"

namespace gilscope::desktop {
namespace {

double percent(double part, double whole) { return whole > 0 ? 100 * part / whole : 0; }
double percent(SimTime part, SimTime whole) { return percent(static_cast<double>(part), static_cast<double>(whole)); }

// Who had it for how long, the longest first, with bars.
using Times = std::vector<std::pair<SimTime, ThreadId>>;

void shares(const Inspected& in, Times times, SimTime whole) {
  std::sort(times.begin(), times.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  const std::size_t shown = std::min<std::size_t>(times.size(), 12);
  for (std::size_t i = 0; i < shown; ++i) {
    const auto [time, thread] = times[i];
    share_bar(in.view, static_cast<float>(percent(time, whole) / 100), in.view.theme.thread(thread), ImGui::GetContentRegionAvail().x);
    ImGui::PushID(static_cast<int>(i));
    if (thread_link(in.view, in.trace, thread)) select_thread(in, thread);
    ImGui::PopID();
    const std::string text = fmt::format("{}  {:.0f} %", format_time(time), percent(time, whole));
    ImGui::SameLine(std::max(0.0f, ImGui::GetContentRegionMax().x - text_width(text)));
    put_text(text, in.view.theme.text_dim);
  }
  if (shown < times.size()) put_text(fmt::format("and {} more", times.size() - shown), in.view.theme.text_dim);
}

// Once per result and core: it goes through the core's whole life.
const Times& core_times(const Inspected& in, CoreId core) {
  InspectorPanelState& s = in.state.panels.inspector;
  if (s.core_generation == in.state.shown.generation && s.core_run == in.run && s.core == core.value) return s.core_times;
  s.core_generation = in.state.shown.generation;
  s.core_run = in.run;
  s.core = core.value;
  std::vector<SimTime> by_thread(in.trace.threads().size(), 0);
  in.trace.for_each_run(core, 0, in.trace.end(), [&](const HolderSpan& span) {
    if (span.thread.valid() && span.thread.value < by_thread.size()) by_thread[span.thread.value] += span.end - span.begin;
  });
  s.core_times.clear();
  for (std::uint32_t t = 0; t < by_thread.size(); ++t)
    if (by_thread[t] > 0) s.core_times.emplace_back(by_thread[t], ThreadId{t});
  return s.core_times;
}

const LockView* lock_view(const Inspected& in) {
  if (in.snapshot == nullptr) return nullptr;
  for (const LockView& lock : in.snapshot->locks)
    if (lock.id.value == in.question.index) return &lock;
  return nullptr;
}

// Two boxes: bit 0 and bit 1 of a PyMutex.
void lock_byte(const Inspected& in, std::uint8_t byte) {
  const float em = ImGui::GetFontSize();
  const scene::Theme& theme = in.view.theme;
  ImDrawList& draw = *ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  static constexpr const char* kNames[] = {"parked", "locked"};
  float x = at.x;
  for (int bit = 1; bit >= 0; --bit) {
    const bool set = (byte >> bit & 1) != 0;
    const char* name = kNames[1 - bit];
    const float width = text_width(name) + em * 2;
    draw.AddRectFilled({x, at.y}, {x + width, at.y + em * 1.5f}, color32(set ? theme.lock.fill : theme.grid, set ? 0.85f : 1), 3);
    const ImU32 ink = color32(set ? theme.text_on_paint : theme.text_dim);
    draw.AddText({x + em * 0.4f, at.y + em * 0.22f}, ink, set ? "1" : "0");
    draw.AddText({x + em * 1.3f, at.y + em * 0.22f}, ink, name);
    x += width + 3;
  }
  ImGui::Dummy({x - at.x, em * 1.5f});
  if (ImGui::IsItemHovered()) tooltip(in.view, "The lock's byte", "Bit 0: it is locked. Bit 1: threads are parked, so whoever unlocks it has to wake one.");
}

}  // namespace

std::string_view lock_byte_words(std::uint8_t byte) {
  static constexpr std::string_view kWords[] = {"free", "locked", "free, threads are parked", "locked, threads are parked"};
  return kWords[byte & 3];
}

void inspect_lock(const Inspected& in) {
  const LockId id{in.question.index};
  const LockInfo& info = in.trace.locks()[id.value];
  heading(in.view, "Now");
  if (const LockView* lock = lock_view(in)) {
    if (info.kind != "RLock") lock_byte(in, lock->state);
    thread_row(in, "Holder", lock->holder);
    if (lock->queue.empty()) value_row(in.view, "Queue", "nobody waits", "parking lot");
    for (std::size_t i = 0; i < lock->queue.size(); ++i) thread_row(in, i == 0 ? "Queue, next first" : fmt::format("  {}.", i + 1), lock->queue[i], i == 0 ? "parking lot" : "");
  } else {
    HolderSpan hold;
    in.trace.for_each_hold(id, in.question.at, in.question.at + 1, [&](const HolderSpan& span) { hold = span; });
    thread_row(in, "Holder", hold.thread);
    if (in.snapshot == nullptr) replay_note(in);
  }
  heading(in.view, "In the whole run");
  value_row(in.view, "Taken", fmt::format("{} times", grouped(info.acquisitions)));
  value_row(in.view, "Had to wait", fmt::format("{} times  ({:.0f} %)", grouped(info.contended), percent(static_cast<double>(info.contended), static_cast<double>(info.acquisitions))), "contention");
  value_row(in.view, "Waited", format_time(info.wait));
  value_row(in.view, "Longest wait", format_time(info.longest_wait));
  value_row(in.view, "Held", fmt::format("{}  ({:.0f} %)", format_time(info.hold), percent(info.hold, in.trace.end())));
  if (info.acquisitions > 0) value_row(in.view, "Held, on average", format_time(info.hold / static_cast<SimTime>(info.acquisitions)));
}

void inspect_object(const Inspected& in) {
  const ObjectInfo& info = in.trace.objects()[in.question.index];
  const ValueView* value = nullptr;
  if (in.snapshot != nullptr)
    for (const ValueView& v : in.snapshot->objects)
      if (v.object.value == in.question.index) value = &v;
  heading(in.view, "The object");
  value_row(in.view, "Type", info.type);
  if (value != nullptr) {
    value_row(in.view, "Value", value->text);
    draw_object_header(in, *value);
    thread_row(in, "Touched last by", value->last_toucher);
  } else {
    if (in.free_threaded) thread_row(in, "Owner", info.owner, "owner");
    if (in.snapshot != nullptr) put_wrapped("It does not exist at this instant.", in.view.theme.text_dim);
    else replay_note(in);
  }
  heading(in.view, "What its count costs", "reference count");
  const std::uint64_t all = info.local_ops() + info.shared_ops();
  value_row(in.view, "By its owner", fmt::format("{} changes", grouped(info.local_ops())), "biased reference count");
  value_row(in.view, "By others", fmt::format("{} changes  ({:.0f} %)", grouped(info.shared_ops()), percent(static_cast<double>(info.shared_ops()), static_cast<double>(all))), "atomic operation");
  value_row(in.view, "Line transfers", grouped(info.transfers()), "cache line");
}

void inspect_core(const Inspected& in) {
  const CoreId id{in.question.index};
  const CoreInfo& info = in.trace.cores()[id.value];
  heading(in.view, "In the whole run");
  value_row(in.view, "Busy", fmt::format("{}  ({:.0f} %)", format_time(info.busy), percent(info.busy, in.trace.end())), "utilization");
  value_row(in.view, "Thread changes", grouped(info.switches), "time slice");
  heading(in.view, "Who ran on it");
  shares(in, core_times(in, id), in.trace.end());
}

void inspect_gil(const Inspected& in) {
  const auto& interpreters = in.trace.interpreters();
  const InterpreterInfo& info = interpreters[std::min<std::size_t>(in.question.index, interpreters.size() - 1)];
  if (interpreters.size() > 1) value_row(in.view, "Interpreter", info.name);
  heading(in.view, "Now");
  const GilView* now = nullptr;
  if (in.snapshot != nullptr)
    for (const GilView& gil : in.snapshot->gils)
      if (gil.interpreter.value == in.question.index) now = &gil;
  if (now != nullptr) {
    value_row(in.view, "Switched on", now->enabled ? "yes" : "no", "free threading");
    thread_row(in, "Holder", now->holder);
    value_row(in.view, "Asked to drop it", now->drop_requested ? "yes" : "no", "drop request");
    if (now->queue.empty()) value_row(in.view, "Queue", "nobody waits");
    for (std::size_t i = 0; i < now->queue.size(); ++i)
      thread_row(in, i == 0 ? "Queue, next first" : fmt::format("  {}.", i + 1), now->queue[i]);
  } else if (in.snapshot != nullptr) {
    value_row(in.view, "Interpreter", "not there now");
  } else {
    replay_note(in);
  }
  heading(in.view, "In the whole run");
  value_row(in.view, "Held", fmt::format("{}  ({:.0f} %)", format_time(info.gil_held), percent(info.gil_held, in.trace.end())));
  value_row(in.view, "Turns", grouped(info.gil_switches));
  value_row(in.view, "Drop requests", grouped(in.trace.mark_count(MarkKind::GilDropRequest)), "drop request");
  value_row(in.view, "Given up freely", grouped(in.trace.mark_count(MarkKind::GilReleased)));
  heading(in.view, "Who held it");
  Times times;
  for (std::uint32_t t = 0; t < in.trace.threads().size(); ++t)
    if (const SimTime time = in.trace.gil_held(ThreadId{t}); time > 0) times.emplace_back(time, ThreadId{t});
  shares(in, std::move(times), in.trace.end());
}

}  // namespace gilscope::desktop
