// Actions on the visible range, markers and lanes.
#include <algorithm>
#include <cmath>

#include "sim/trace/trace.hpp"
#include "ui/desktop/apply.hpp"
#include "ui/desktop/range_statistics.hpp"

namespace gilscope::desktop {
namespace {

constexpr SimTime kShortest = 100;  // picoseconds on the whole screen

scene::TimeRange everything(const AppState& state) {
  const SimTime end = std::max<SimTime>(state.shown.end, kMicrosecond);
  return {-end / 100, end + end / 50};
}

// Keeps a range within the run, with some room at its sides.
scene::TimeRange within(const AppState& state, SimTime from, SimTime length) {
  const scene::TimeRange all = everything(state);
  length = std::clamp(length, kShortest, all.length());
  from = std::clamp(from, all.from, all.to - length);
  return {from, from + length};
}

struct LookingActions {
  AppState& state;
  scene::TimelineView& view = state.view;

  template <class Other>
  bool operator()(const Other&) const { return false; }

  bool operator()(const ZoomTo& a) const { return look(std::min(a.from, a.to), std::abs(a.to - a.from)); }
  bool operator()(const ZoomBy& a) const {
    const SimTime at = a.at.value_or(view.range.from + view.range.length() / 2);
    const double factor = std::clamp(a.factor, 1e-6, 1e6);
    const SimTime all = everything(state).length();
    const double length = std::clamp(static_cast<double>(view.range.length()) / factor, static_cast<double>(kShortest), static_cast<double>(all));
    const double part = static_cast<double>(at - view.range.from) / static_cast<double>(std::max<SimTime>(view.range.length(), 1));
    return look(at - static_cast<SimTime>(part * length), static_cast<SimTime>(length));
  }
  bool operator()(const PanBy& a) const {
    return look(view.range.from + static_cast<SimTime>(a.part * static_cast<double>(view.range.length())), view.range.length());
  }
  bool operator()(const ShowAll&) const {
    view.range = everything(state);
    return state.show_everything = true;
  }
  bool operator()(const Focus&) const {
    if (!view.selection || view.selection->end <= view.selection->begin) return (*this)(ShowAll{});
    const SimTime length = view.selection->end - view.selection->begin;
    return look(view.selection->begin - length / 4, length + length / 2);
  }
  bool operator()(const ScrollLanes& a) const {
    if (RunLanes* run = lanes_of(a.run)) run->scroll = std::max(0.f, run->scroll + static_cast<float>(a.pixels));
    return true;
  }
  bool operator()(const SetMarker& a) const {
    (a.name == MarkerName::A ? view.marker_a : view.marker_b) = a.at;
    return true;
  }
  bool operator()(const Measure& a) const {
    view.measured.reset();
    state.statistics.reset();
    if (!a.from || !a.to || *a.from == *a.to) return true;
    view.measured = scene::TimeRange{std::min(*a.from, *a.to), std::max(*a.from, *a.to)};
    if (a.run < state.shown.runs.size()) state.statistics = range_statistics(state.shown, a.run, *view.measured);
    return true;
  }

  bool operator()(const PinLane& a) const {
    if (auto* lane = lane_of(a.run, a.lane)) lane->pinned = switched(lane->pinned, a.on);
    return true;
  }
  bool operator()(const HideLane& a) const {
    if (auto* lane = lane_of(a.run, a.lane)) lane->hidden = switched(lane->hidden, a.on);
    return true;
  }
  bool operator()(const ExpandLane& a) const {
    if (auto* lane = lane_of(a.run, a.lane)) lane->expanded = switched(lane->expanded, a.on);
    return true;
  }
  bool operator()(const MoveLane& a) const {
    if (!lane_of(a.run, a.lane)) return true;
    auto& lanes = state.lanes[a.run].lanes;
    const auto last = static_cast<std::int64_t>(lanes.size()) - 1;
    const auto to = std::clamp<std::int64_t>(static_cast<std::int64_t>(a.lane) + a.by, 0, last);
    const scene::LaneChoice moved = lanes[a.lane];
    lanes.erase(lanes.begin() + a.lane);
    lanes.insert(lanes.begin() + to, moved);
    return true;
  }
  bool operator()(const ResetLanes&) const { return state.lanes.clear(), true; }
  bool operator()(const SetArrows& a) const { return view.arrows = switched(view.arrows, a.on), true; }
  bool operator()(const SetSearch& a) const { return view.search = a.text, true; }

  bool look(SimTime from, SimTime length) const {
    view.range = within(state, from, length);
    state.show_everything = false;
    return true;
  }

  RunLanes* lanes_of(std::uint32_t run) const {
    if (run >= state.shown.runs.size()) return nullptr;
    if (state.lanes.size() <= run) state.lanes.resize(run + 1);
    return &state.lanes[run];
  }
  // The first change of a lane makes the default order the user's own.
  scene::LaneChoice* lane_of(std::uint32_t run, std::uint32_t lane) const {
    RunLanes* lanes = lanes_of(run);
    if (!lanes) return nullptr;
    if (lanes->lanes.empty()) lanes->lanes = scene::default_lanes(run_picture(state.shown, run));
    return lane < lanes->lanes.size() ? &lanes->lanes[lane] : nullptr;
  }
};

}  // namespace

void bring_into_view(AppState& state, SimTime t) {
  if (state.show_everything) return;
  const scene::TimeRange& range = state.view.range;
  if (t >= range.from && t < range.to) return;
  const SimTime length = range.length();
  state.view.range = within(state, t - length / 10, length);
}

bool apply_looking(AppState& state, const AnyAction& action) { return std::visit(LookingActions{state}, action); }

}  // namespace gilscope::desktop
