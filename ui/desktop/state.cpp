#include "ui/desktop/state.hpp"

#include <algorithm>
#include <array>

#include "sim/trace/trace.hpp"
#include "ui/desktop/actions.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::array<std::string_view, kPanelCount> kPanelNames = {
    "machine",  "timeline", "overview", "difference", "legend",   "source", "bytecode",  "inspector", "results",
    "glossary", "output",   "search",   "palette",    "bindings", "export", "scenarios", "stop-at"};

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

AppState::AppState() = default;
AppState::~AppState() = default;
AppState::AppState(AppState&&) noexcept = default;
AppState& AppState::operator=(AppState&&) noexcept = default;

bool RunSet::complete() const {
  return !runs.empty() && std::all_of(runs.begin(), runs.end(), [](const ShownRun& r) { return r.report.has_value(); });
}

bool AppState::is_open(Panel panel) const {
  return std::find(appearance.panels.begin(), appearance.panels.end(), panel) != appearance.panels.end();
}

void AppState::notify(std::string text, bool error) { notice = {std::move(text), error, notice.number + 1}; }

scene::TimelineView timeline_view(const AppState& state, std::uint32_t run) {
  scene::TimelineView view = state.view;
  if (run < state.lanes.size()) {
    view.lanes = state.lanes[run].lanes;
    view.scroll = state.lanes[run].scroll;
  }
  if (view.selection && view.selection->run != run) view.selection.reset();
  if (view.hover && view.hover->run != run) view.hover.reset();
  return view;
}

scene::RunPicture run_picture(const RunSet& set, std::uint32_t run) {
  const ShownRun& shown = set.runs[run];
  scene::RunPicture picture;
  picture.trace = shown.trace.get();
  picture.label = shown.runtime;
  picture.has_gil = shown.report ? shown.report->gil_enabled : shown.trace->gil_held() > 0;
  picture.cores = shown.report ? shown.report->cores : set.setup.cores;
  if (set.scenario) {
    picture.source_name = set.scenario->name + ".py";
    picture.source_lines = split_lines(set.scenario->source);
  }
  return picture;
}

std::string_view panel_name(Panel panel) { return kPanelNames[static_cast<std::size_t>(panel)]; }

std::optional<Panel> panel_of(std::string_view name) {
  const auto found = std::find(kPanelNames.begin(), kPanelNames.end(), name);
  if (found == kPanelNames.end()) return std::nullopt;
  return static_cast<Panel>(found - kPanelNames.begin());
}

}  // namespace gilscope::desktop
