#include "ui/desktop/centre_mouse.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/desktop/centre_menu.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::desktop {
namespace {

using scene::Hit;
using scene::HitKind;
using scene::LabelPart;
using scene::Point;
using scene::Rect;

constexpr float kClick = 4;        // pixels that a click may move
constexpr double kWheelZoom = 1.25;
constexpr double kWheelPan = 0.12;
constexpr float kSplitter = 4;

Point mouse() { return {ImGui::GetIO().MousePos.x, ImGui::GetIO().MousePos.y}; }

// The rectangle of the time axis in a timeline is not the whole timeline: labels lie left of it.
struct Mouse {
  AppState& state;
  CentreState& centre;
  const View& view;
  const Derived& derived;
  const CentreLayout& layout;
  const Rect& area;
  Actions& actions;
  Point at = mouse();

  scene::TimeScale scale(std::uint32_t run) const {
    return scene::timeline_scale(timeline_view(state, run), view.theme, layout.runs[run].timeline);
  }
  SimTime time(std::uint32_t run) const { return scale(run).time(at.x); }

  std::optional<std::uint32_t> timeline_under() const {
    for (std::uint32_t run = 0; run < layout.runs.size(); ++run)
      if (layout.runs[run].timeline.contains(at)) return run;
    return std::nullopt;
  }
  std::optional<std::uint32_t> splitter_under() const {
    for (std::uint32_t run = 0; run < layout.runs.size(); ++run) {
      const auto& strip = layout.runs[run];
      if (strip.machine.h <= 0 || strip.timeline.h <= 0) continue;
      const bool on = strip.beside ? std::abs(at.x - strip.machine.right()) <= kSplitter && strip.machine.y <= at.y && at.y <= strip.machine.bottom()
                                   : std::abs(at.y - strip.machine.bottom()) <= kSplitter && strip.machine.x <= at.x;
      if (on) return run;
    }
    return std::nullopt;
  }

  // What lies under the mouse, with the number of its run.
  std::optional<Hit> hit() const {
    const auto in = [&](const std::vector<scene::HitList>& lists) -> std::optional<Hit> {
      for (std::uint32_t run = 0; run < lists.size(); ++run)
        if (const auto region = lists[run].at(at)) {
          Hit found = region->hit;
          found.run = run;
          return found;
        }
      return std::nullopt;
    };
    if (auto found = in(centre.timelines)) return found;
    if (auto found = in(centre.machines)) return found;
    if (const auto region = centre.common.at(at)) return region->hit;
    return std::nullopt;
  }

  // ---- the wheel ----
  void wheel() const {
    const ImGuiIO& io = ImGui::GetIO();
    const auto run = timeline_under();
    if (!run || (io.MouseWheel == 0 && io.MouseWheelH == 0)) return;
    const auto axis = scale(*run);
    if (io.MouseWheelH != 0 || io.KeyShift)
      actions.push_back(PanBy{-kWheelPan * static_cast<double>(io.MouseWheelH + (io.KeyShift ? io.MouseWheel : 0))});
    else if (at.x < axis.left || io.KeyAlt)
      actions.push_back(ScrollLanes{*run, static_cast<double>(-io.MouseWheel * view.theme.row_height() * 1.5f)});
    else
      actions.push_back(ZoomBy{std::pow(kWheelZoom, static_cast<double>(io.MouseWheel)), axis.time(at.x)});
  }

  // ---- the left button ----
  void press(const std::optional<Hit>& hit) const {
    centre.began = at;
    centre.drag = Drag::Undecided;
    if (const auto run = splitter_under()) return begin(Drag::MachineSplit, *run);
    if (!hit) return;
    centre.run = hit->run;
    switch (hit->kind) {
      case HitKind::Axis:
      case HitKind::Playhead: return begin(Drag::Seek, hit->run);
      case HitKind::MarkerA: return begin(Drag::MarkerA, hit->run);
      case HitKind::MarkerB: return begin(Drag::MarkerB, hit->run);
      case HitKind::Overview: return begin(Drag::Overview, hit->run);
      default: return;
    }
  }
  void begin(Drag drag, std::uint32_t run) const {
    centre.drag = drag;
    centre.run = run;
  }

  void dragging() const {
    const bool moved = std::abs(at.x - centre.began.x) > kClick || std::abs(at.y - centre.began.y) > kClick;
    switch (centre.drag) {
      case Drag::Undecided:
        if (moved) decide();
        return;
      case Drag::Measure: {
        const SimTime now = std::clamp<SimTime>(time(centre.run), 0, state.shown.end);
        actions.push_back(Measure{centre.began_at, now, centre.run});
        return;
      }
      case Drag::Seek: return actions.push_back(Seek{time(centre.run)});
      case Drag::MarkerA: return actions.push_back(SetMarker{MarkerName::A, time(centre.run)});
      case Drag::MarkerB: return actions.push_back(SetMarker{MarkerName::B, time(centre.run)});
      case Drag::Overview: return overview();
      case Drag::MachineSplit: return split();
      case Drag::Pan:
      case Drag::Nothing: return;
    }
  }
  // A drag over the lanes measures.
  void decide() const {
    centre.drag = Drag::Nothing;
    for (std::uint32_t run = 0; run < layout.runs.size(); ++run) {
      const auto axis = scale(run);
      if (!layout.runs[run].timeline.contains(centre.began) || centre.began.x < axis.left) continue;
      begin(Drag::Measure, run);
      centre.began_at = std::clamp<SimTime>(axis.time(centre.began.x), 0, state.shown.end);
    }
  }
  void overview() const {
    const auto axis = scene::timeline_scale(everything(), view.theme, layout.overview);
    const SimTime length = state.view.range.length();
    const SimTime from = axis.time(at.x) - length / 2;
    actions.push_back(ZoomTo{from, from + length});
  }
  scene::TimelineView everything() const {
    scene::TimelineView all;
    all.range = {0, std::max<SimTime>(state.shown.end, 1)};
    return all;
  }
  void split() const {
    const auto& strip = layout.runs[centre.run];
    const float part = strip.beside ? (at.x - strip.machine.x) / (strip.timeline.right() - strip.machine.x) / kBesidePart
                                    : (at.y - strip.machine.y) / (strip.machine.h + strip.timeline.h);
    actions.push_back(SetSplit{Split::Machine, static_cast<double>(part)});
  }

  void release(const std::optional<Hit>& hit) const {
    const Drag ended = centre.drag;
    centre.drag = Drag::Nothing;
    if (ended != Drag::Undecided) return;
    if (!hit || hit->kind == HitKind::Lane || hit->kind == HitKind::Legend) {
      if (state.view.measured) actions.push_back(Measure{});
      return actions.push_back(ClearSelection{});
    }
    if (hit->kind == HitKind::LaneLabel && label(*hit)) return;
    actions.push_back(Select{*hit});
    if (ImGui::IsMouseDoubleClicked(0)) actions.push_back(Focus{});
  }
  // The signs on a lane's label.
  bool label(const Hit& hit) const {
    const auto lane = lane_index(state, derived, hit);
    if (!lane) return false;
    switch (static_cast<LabelPart>(hit.value)) {
      case LabelPart::Name: return false;
      case LabelPart::Expand: actions.push_back(ExpandLane{hit.run, *lane, Switch::Toggle}); break;
      case LabelPart::Pin: actions.push_back(PinLane{hit.run, *lane, Switch::Toggle}); break;
      case LabelPart::Hide: actions.push_back(HideLane{hit.run, *lane, Switch::On}); break;
    }
    return true;
  }

  // ---- the right button ----
  void right() const {
    const ImGuiIO& io = ImGui::GetIO();
    if (centre.drag == Drag::Pan && ImGui::IsMouseDown(1)) {
      const double part = -static_cast<double>(io.MouseDelta.x / std::max(1.f, scale(centre.run).width));
      if (part != 0) actions.push_back(PanBy{part});
      if (io.MouseDelta.y != 0) actions.push_back(ScrollLanes{centre.run, static_cast<double>(-io.MouseDelta.y)});
    }
    if (centre.drag == Drag::Pan && ImGui::IsMouseReleased(1)) centre.drag = Drag::Nothing;
  }
  void right_press(const std::optional<Hit>& hit) const {
    const auto run = timeline_under();
    centre.began = at;
    centre.menu = hit;
    if (run) {
      begin(Drag::Pan, *run);
      centre.menu_at = time(*run);
    }
  }
  bool right_clicked() const {
    return ImGui::IsMouseReleased(1) && std::abs(at.x - centre.began.x) <= kClick && std::abs(at.y - centre.began.y) <= kClick;
  }

  void pointer() const {
    centre.pointer.reset();
    const auto run = timeline_under();
    if (!run || at.x < scale(*run).left) return;
    centre.pointer = time(*run);
    centre.pointer_run = *run;
  }

  void tooltip(const Hit& hit) const {
    if (hit.run >= derived.pictures.size() || centre.drag > Drag::Undecided) return;
    const auto lines = scene::describe(derived.pictures[hit.run], hit);
    if (lines.empty()) return;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i == 0) ImGui::PushFont(view.fonts.bold);
      ImGui::TextUnformatted(lines[i].c_str());
      if (i == 0) ImGui::PopFont();
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
};

bool same_lane(const scene::LaneChoice& choice, const Hit& hit) {
  using scene::LaneGroup;
  const auto is = [&](LaneGroup group, std::uint32_t index) { return choice.group == group && choice.index == index; };
  switch (hit.kind) {
    case HitKind::CoreSpan: return is(LaneGroup::Cores, hit.core.value);
    case HitKind::ThreadSpan:
    case HitKind::CallSpan: return is(LaneGroup::Threads, hit.thread.value);
    case HitKind::LockSpan: return is(LaneGroup::Locks, hit.lock.value);
    case HitKind::GilSpan: return is(LaneGroup::Gil, hit.lane.index);
    case HitKind::HeatCell: return is(LaneGroup::Objects, hit.object.value);
    case HitKind::Lane:
    case HitKind::LaneLabel: break;
    default: return false;
  }
  if (choice.group != hit.group) return false;
  switch (choice.group) {
    case LaneGroup::Cores: return choice.index == hit.core.value;
    case LaneGroup::Threads: return choice.index == hit.thread.value;
    case LaneGroup::Locks: return choice.index == hit.lock.value;
    case LaneGroup::Objects: return choice.index == hit.object.value;
    case LaneGroup::Gil: return choice.index == hit.lane.index;
    case LaneGroup::Memory: return true;
  }
  return false;
}

}  // namespace

std::optional<std::uint32_t> lane_index(const AppState& state, const Derived& derived, const Hit& hit) {
  if (hit.run >= derived.pictures.size()) return std::nullopt;
  const auto lanes = hit.run < state.lanes.size() && !state.lanes[hit.run].lanes.empty() ? state.lanes[hit.run].lanes
                                                                                        : scene::default_lanes(derived.pictures[hit.run]);
  for (std::uint32_t i = 0; i < lanes.size(); ++i)
    if (same_lane(lanes[i], hit)) return i;
  return std::nullopt;
}

void handle_mouse(AppState& state, CentreState& centre, const View& view, const Derived& derived, const CentreLayout& layout, const Rect& area,
                  Actions& actions) {
  const Mouse mouse{state, centre, view, derived, layout, area, actions};
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::InvisibleButton("picture", {std::max(area.w, 1.f), std::max(area.h, 1.f)}, ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  const bool hovered = ImGui::IsItemHovered() || centre.drag != Drag::Nothing;
  state.view.hover.reset();
  mouse.pointer();
  const auto hit = hovered ? mouse.hit() : std::nullopt;
  if (ImGui::IsItemHovered()) {
    mouse.wheel();
    state.view.hover = hit;
    if (hit) mouse.tooltip(*hit);
    if (const auto run = mouse.splitter_under()) ImGui::SetMouseCursor(layout.runs[*run].beside ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    if (ImGui::IsMouseClicked(0)) mouse.press(hit);
    if (ImGui::IsMouseClicked(1)) mouse.right_press(hit);
    if (mouse.right_clicked()) ImGui::OpenPopup("picture menu");
  }
  if (ImGui::IsMouseDown(0)) mouse.dragging();
  if (ImGui::IsMouseReleased(0) && centre.drag != Drag::Nothing && centre.drag != Drag::Pan) mouse.release(hit);
  mouse.right();
  picture_menu(state, centre, derived, actions);
}

}  // namespace gilscope::desktop
