#include "ui/desktop/dump.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/trace/trace.hpp"
#include "ui/desktop/hit_text.hpp"

namespace gilscope::desktop {
namespace {

using nlohmann::json;

constexpr std::size_t kMostRegions = 4000;

json run_json(const ShownRun& run) {
  return {{"runtime", run.runtime},
          {"end_ps", run.trace->end()},
          {"threads", run.trace->threads().size()},
          {"finished", run.report.has_value()},
          {"interrupted", run.report && run.report->end == RunEnd::Interrupted},
          {"stdout", run.report ? run.report->stdout_text : ""}};
}

json setup_json(const Setup& setup) {
  json json_setup = {{"path", setup.path}, {"cores", setup.cores}, {"runtimes", setup.runtimes}, {"args", setup.args},
                     {"what_ifs", setup.what_ifs}, {"source", setup.source}};
  if (setup.switch_interval) json_setup["switch_interval_ps"] = *setup.switch_interval;
  return json_setup;
}

json view_json(const AppState& state) {
  const auto& view = state.view;
  json out = {{"from_ps", view.range.from}, {"to_ps", view.range.to}, {"playhead_ps", view.playhead}, {"everything", state.show_everything}};
  if (view.selection) out["selection"] = hit_text(*view.selection);
  if (view.marker_a) out["marker_a_ps"] = *view.marker_a;
  if (view.marker_b) out["marker_b_ps"] = *view.marker_b;
  if (view.loop) out["loop_ps"] = {view.loop->from, view.loop->to};
  if (view.measured) out["measured_ps"] = {view.measured->from, view.measured->to};
  return out;
}

json place_json(const scene::Rect& area) { return {{"x", area.x}, {"y", area.y}, {"w", area.w}, {"h", area.h}}; }

json drawn_json(const std::vector<DrawnThing>& drawn) {
  json list = json::array();
  for (const auto& thing : drawn) {
    if (list.size() == kMostRegions) break;
    scene::Hit hit = thing.region.hit;
    hit.run = thing.run;
    json entry = place_json(thing.region.area);
    entry["columns"] = thing.region.columns;
    entry["hit"] = hit_text(hit);
    list.push_back(std::move(entry));
  }
  return list;
}

}  // namespace

std::string dump_state(const AppState& state, const std::vector<DrawnThing>& drawn, const std::map<std::string, scene::Rect>& controls, int width, int height) {
  json places = json::object();
  for (const auto& [name, area] : controls) places[name] = place_json(area);
  json panels = json::array();
  for (const Panel panel : state.appearance.panels) panels.push_back(panel_name(panel));
  json runs = json::array();
  for (const ShownRun& run : state.shown.runs) runs.push_back(run_json(run));
  json out = {{"window", {{"width", width}, {"height", height}}},
              {"setup", setup_json(state.setup)},
              {"source_edited", state.source_edited},
              {"scenario", state.shown.scenario ? state.shown.scenario->name : ""},
              {"runs", runs},
              {"generation", state.shown.generation},
              {"running", state.job.running},
              {"view", view_json(state)},
              {"playing", state.playback.playing},
              {"speed", state.playback.speed},
              {"halted", state.playback.halted},
              {"dark", state.appearance.dark},
              {"presenter", state.appearance.presenter},
              {"scale", state.appearance.scale},
              {"panels", panels},
              {"notice", state.notice.text},
              {"problem", state.problem ? state.problem->message : ""},
              {"controls", places},
              {"drawn", drawn_json(drawn)}};
  if (state.statistics) out["statistics"] = *state.statistics;
  return out.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace gilscope::desktop
