#include "ui/desktop/search_panel.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/trace/trace.hpp"
#include "ui/desktop/panel_widgets.hpp"
#include "ui/desktop/source_panel.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::size_t kMostOfAKind = 2000;

Choice choice_of(const Reference& reference, std::uint32_t run, std::string group, std::string text, std::string key) {
  return {std::move(text), std::move(group), std::move(key), {Select{hit_of(reference, run)}}, std::nullopt, 0};
}

void add_threads(const Trace& trace, std::uint32_t run, const scene::Theme& theme, std::vector<Choice>& out) {
  for (std::uint32_t t = 0; t < trace.threads().size() && t < kMostOfAKind; ++t) {
    out.push_back(choice_of({Reference::Kind::Thread, t, 0, 0, {}}, run, "thread", name_of(trace, ThreadId{t}), ""));
    out.back().color = theme.thread(ThreadId{t});
  }
}

void add_things(const Trace& trace, std::uint32_t run, std::vector<Choice>& out) {
  if (trace.gil_switches() > 0) out.push_back(choice_of({Reference::Kind::Gil, 0, 0, 0, {}}, run, "lock", "the GIL", ""));
  for (std::uint32_t i = 0; i < trace.locks().size() && i < kMostOfAKind; ++i)
    out.push_back(choice_of({Reference::Kind::Lock, i, 0, 0, {}}, run, "lock", name_of(trace, LockId{i}), fmt::format("{} contended", trace.locks()[i].contended)));
  for (std::uint32_t i = 0; i < trace.objects().size() && i < kMostOfAKind; ++i)
    out.push_back(choice_of({Reference::Kind::Object, i, 0, 0, {}}, run, "object", name_of(trace, ObjectId{i}), fmt::format("{} transfers", trace.objects()[i].transfers())));
  for (std::uint32_t i = 0; i < trace.cores().size(); ++i)
    out.push_back(choice_of({Reference::Kind::Core, i, 0, 0, {}}, run, "core", fmt::format("core {}", i), ""));
}

// The first call of a function.
std::optional<scene::Hit> first_call(const Trace& trace, std::uint32_t run, FunctionId function) {
  std::optional<scene::Hit> found;
  for (std::uint32_t t = 0; t < trace.threads().size() && !found; ++t)
    trace.for_each_call(ThreadId{t}, 0, trace.end(), [&](const CallSpan& call) {
      if (found || call.function != function) return;
      found = hit_of({Reference::Kind::Thread, t, call.begin, call.end, {}}, run);
      found->kind = scene::HitKind::CallSpan;
      found->function = function;
    });
  return found;
}

constexpr std::string_view kFunction = "function";
constexpr std::string_view kLine = "line";

void add_functions(const AppState& state, const Trace& trace, std::string_view search, std::vector<Choice>& out) {
  if (!trace.has_calls()) return;
  const auto& functions = trace.call_stacks().functions();
  for (std::uint32_t f = 0; f < functions.size(); ++f) {
    const FunctionInfo& info = functions[f];
    const bool own = state.shown.scenario && info.file == state.shown.scenario->path;
    if (!own && search.size() < 2) continue;
    const std::string file = info.file.substr(info.file.find_last_of('/') + 1);
    out.push_back({info.name, std::string(kFunction), info.first_line > 0 ? fmt::format("{}, line {}", file, info.first_line) : "", {}, std::nullopt, f});
  }
}

void add_lines(const SourcePanelState& source, std::string_view search, std::vector<Choice>& out) {
  if (search.size() < 2) return;
  for (std::size_t i = 0; i < source.lines.size(); ++i) {
    const HighlightedLine& line = source.lines[i];
    std::string text = source.text.substr(line.begin, line.end - line.begin);
    text.erase(0, std::min(text.find_first_not_of(' '), text.size()));
    if (!text.empty()) out.push_back({text, std::string(kLine), std::to_string(i + 1), {}, std::nullopt, static_cast<std::uint32_t>(i + 1)});
  }
}

}  // namespace

std::vector<Choice> things_to_find(const AppState& state, const scene::Theme& theme, std::string_view search) {
  std::vector<Choice> out;
  const Trace* trace = focus_trace(state);
  const std::uint32_t run = focus_run(state);
  if (trace == nullptr) return out;
  add_threads(*trace, run, theme, out);
  add_functions(state, *trace, search, out);
  add_things(*trace, run, out);
  add_lines(state.panels.source, search, out);
  return out;
}

void search_panel(AppState& state, const View& view, Actions& actions) {
  SearchPanelState& s = state.panels.search;
  const auto choices = things_to_find(state, view.theme, s.text);
  const auto chosen = finder_window("Search", "Find a thread, function, lock, object, core or line", {s.text, s.chosen, s.frame}, choices, Panel::Search, view, actions);
  if (!chosen) return;
  if (chosen->group == kLine) {
    actions.emplace_back(ShowPanel{Panel::Source, Switch::On});
    reveal_line(state, chosen->number);
  } else if (chosen->group == kFunction) {
    if (const Trace* trace = focus_trace(state))
      if (const auto call = first_call(*trace, focus_run(state), FunctionId{chosen->number})) {
        actions.emplace_back(Select{*call});
        actions.emplace_back(Seek{call->begin});
        actions.emplace_back(SetSearch{chosen->text});
      }
  }
}

}  // namespace gilscope::desktop
