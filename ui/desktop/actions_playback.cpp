// Actions on the clock.
#include <algorithm>
#include <charconv>

#include "sim/trace/trace.hpp"
#include "ui/desktop/apply.hpp"
#include "ui/desktop/time_text.hpp"
#include "ui/desktop/trace_events.hpp"

namespace gilscope::desktop {
namespace {

std::uint32_t run_in_focus(const AppState& state) {
  const std::uint32_t run = state.view.selection ? state.view.selection->run : 0;
  return run < state.shown.runs.size() ? run : 0;
}

struct PlaybackActions {
  AppState& state;
  Playback& playback = state.playback;

  template <class Other>
  bool operator()(const Other&) const { return false; }

  bool operator()(const Play&) const {
    if (state.view.playhead >= state.shown.end && !state.view.loop && state.shown.complete()) state.view.playhead = 0;
    playback.halted.clear();
    return playback.playing = true;
  }
  bool operator()(const Pause&) const {
    playback.playing = false;
    playback.halted.clear();
    return true;
  }
  bool operator()(const TogglePlay&) const { return playback.playing ? (*this)(Pause{}) : (*this)(Play{}); }
  bool operator()(const SetSpeed& a) const {
    playback.speed = std::clamp(a.speed, Playback::kSlowest, Playback::kFastest);
    return true;
  }
  bool operator()(const ScaleSpeed& a) const { return (*this)(SetSpeed{playback.speed * a.factor}); }
  bool operator()(const Seek& a) const { return go_to(a.at); }

  bool operator()(const Step& a) const {
    if (state.shown.runs.empty()) return true;
    (*this)(Pause{});
    if (a.kind == StepKind::Bytecode || a.kind == StepKind::Line) return state.effects.push_back(a), true;
    const Trace& trace = *state.shown.runs[run_in_focus(state)].trace;
    const SimTime at = state.view.playhead;
    const auto found = a.kind == StepKind::Event ? event_beside(trace, at, a.direction) : gil_switch_beside(trace, at, a.direction);
    const char* none = a.kind == StepKind::Event ? "no further event in this direction" : "the GIL does not change hands any more in this direction";
    return found ? go_to(*found) : (state.notify(none), true);
  }

  bool operator()(const SetStop& a) const {
    StopAt stop{a.kind, 0};
    if (a.kind == StopKind::Time) {
      const auto time = parse_time(a.value);
      if (!time) return state.notify("run until: a time is written like 12.5ms", true), true;
      stop.value = *time;
    }
    if (a.kind == StopKind::Line) {
      const auto parsed = std::from_chars(a.value.data(), a.value.data() + a.value.size(), stop.value);
      if (parsed.ec != std::errc() || stop.value < 1) return state.notify("run until: which line?", true), true;
    }
    playback.stop = stop;
    return stop.kind == StopKind::Nothing ? true : (*this)(Play{});
  }

  bool operator()(const SetLoop& a) const {
    if (!a.from || !a.to || *a.to <= *a.from) return state.view.loop.reset(), true;
    state.view.loop = scene::TimeRange{*a.from, *a.to};
    if (state.view.playhead < *a.from || state.view.playhead >= *a.to) state.view.playhead = *a.from;
    return true;
  }
  bool operator()(const LoopVisible&) const {
    if (state.view.loop) return state.view.loop.reset(), true;
    const scene::TimeRange range = state.view.measured.value_or(state.view.range);
    return (*this)(SetLoop{std::max<SimTime>(range.from, 0), std::min(range.to, state.shown.end)});
  }

  bool go_to(SimTime at) const {
    state.view.playhead = std::clamp<SimTime>(at, 0, std::max<SimTime>(state.shown.end, 0));
    playback.remainder = 0;
    playback.halted.clear();
    bring_into_view(state, state.view.playhead);
    return true;
  }
};

}  // namespace

bool apply_playback(AppState& state, const AnyAction& action) { return std::visit(PlaybackActions{state}, action); }

}  // namespace gilscope::desktop
