#include "ui/desktop/playback.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/trace/trace.hpp"
#include "ui/desktop/apply.hpp"
#include "ui/desktop/trace_events.hpp"

namespace gilscope::desktop {
namespace {

// Whole picoseconds to go on by; what is left over is kept for the next time.
SimTime whole_step(Playback& playback, double seconds) {
  const double exact = seconds * playback.speed * 1e12 + playback.remainder;
  const double whole = std::floor(exact);
  playback.remainder = exact - whole;
  return static_cast<SimTime>(std::min(whole, 9e18));
}

std::optional<SimTime> stop_between(const AppState& state, SimTime from, SimTime to) {
  std::optional<SimTime> first;
  if (state.playback.stop.kind == StopKind::Nothing) return first;
  const std::string file = state.shown.scenario ? state.shown.scenario->path : "";
  for (const ShownRun& run : state.shown.runs) {
    const auto at = first_stop(*run.trace, file, state.playback.stop, from, to);
    if (at && (!first || *at < *first)) first = at;
  }
  return first;
}

void halt(AppState& state, SimTime at, std::string why) {
  state.view.playhead = at;
  state.playback.playing = false;
  state.playback.remainder = 0;
  state.playback.halted = std::move(why);
}

// A round of the loop may be shorter than a frame.
SimTime around(const scene::TimeRange& loop, SimTime t) {
  if (t < loop.to || loop.length() <= 0) return t;
  return loop.from + (t - loop.from) % loop.length();
}

}  // namespace

bool is_moving(const AppState& state) {
  if (!state.playback.playing || state.shown.runs.empty()) return false;
  return state.view.loop || state.view.playhead < state.shown.end;
}

bool advance(AppState& state, double seconds) {
  if (!is_moving(state) || seconds <= 0) return false;
  const SimTime from = state.view.playhead;
  SimTime to = saturating_add(from, whole_step(state.playback, seconds));
  if (to == from) return false;
  if (const auto stop = stop_between(state, from, std::min(to, state.shown.end))) {
    halt(state, *stop, "stopped: " + describe(state.playback.stop));
    state.playback.stop = {};
    bring_into_view(state, *stop);
    return true;
  }
  if (state.view.loop) to = around(*state.view.loop, to);
  if (to >= state.shown.end && !state.view.loop) {
    to = state.shown.end;
    if (state.shown.complete()) halt(state, to, "the end");
  }
  state.view.playhead = to;
  bring_into_view(state, to);
  return true;
}

std::string pace_text(double speed) {
  const double factor = 1 / speed;
  const std::string pace = scene::short_time(from_seconds(speed)) + " per second";
  if (factor < 1.5) return pace + ", real time";
  if (factor < 1e4) return fmt::format("{}, {:.0f}x slower", pace, factor);
  static constexpr const char* kNames[] = {"thousand", "million", "billion"};
  const int group = std::min(2, static_cast<int>(std::log10(factor) / 3) - 1);
  return fmt::format("{}, {:.3g} {} x slower", pace, factor / std::pow(1000.0, group + 1), kNames[group]);
}

}  // namespace gilscope::desktop
