// Actions on the selection.
#include "sim/trace/trace.hpp"
#include "ui/desktop/apply.hpp"
#include "ui/desktop/spans.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::size_t kLongestTrail = 100;

struct ChoosingActions {
  AppState& state;

  template <class Other>
  bool operator()(const Other&) const { return false; }

  bool operator()(const Select& a) const {
    state.view.selection = a.hit;
    state.trail.clear();
    return true;
  }
  bool operator()(const ClearSelection&) const {
    state.view.selection.reset();
    state.trail.clear();
    return true;
  }
  bool operator()(const SelectNeighbour& a) const {
    const Trace* trace = selected_trace();
    if (!trace) return true;
    const auto next = span_beside(*trace, *state.view.selection, a.direction);
    if (!next) return state.notify("no further span on this lane"), true;
    state.trail.clear();
    return show(*next);
  }
  bool operator()(const FollowCause& a) const {
    if (a.direction == Direction::Forward) return back();
    const Trace* trace = selected_trace();
    if (!trace) return true;
    const auto culprit = culprit_of(*trace, *state.view.selection);
    if (!culprit) return state.notify("what is selected waits for nobody"), true;
    if (state.trail.size() < kLongestTrail) state.trail.push_back(*state.view.selection);
    return show(*culprit);
  }

  bool back() const {
    if (state.trail.empty()) return state.notify("[ goes from a wait to what held it up, ] back again"), true;
    const scene::Hit last = state.trail.back();
    state.trail.pop_back();
    return show(last);
  }
  bool show(const scene::Hit& hit) const {
    state.view.selection = hit;
    bring_into_view(state, hit.begin);
    return true;
  }
  const Trace* selected_trace() const {
    if (!state.view.selection) return state.notify("select a span first"), nullptr;
    const std::uint32_t run = state.view.selection->run;
    return run < state.shown.runs.size() ? state.shown.runs[run].trace.get() : nullptr;
  }
};

}  // namespace

bool apply_choosing(AppState& state, const AnyAction& action) { return std::visit(ChoosingActions{state}, action); }

}  // namespace gilscope::desktop
