#include "ui/desktop/centre.hpp"

#include <imgui.h>

#include <algorithm>

#include "ui/desktop/canvas_imgui.hpp"
#include "ui/desktop/centre_mouse.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::desktop {
namespace {

using scene::Rect;

struct Painter {
  const AppState& state;
  CentreState& centre;
  const View& view;
  const Derived& derived;
  ImGuiCanvas& canvas;
  const CentreLayout& layout;

  void title(std::uint32_t run) const {
    const Rect& area = layout.runs[run].title;
    const auto& picture = derived.pictures[run];
    const auto& theme = view.theme;
    const float y = area.y + area.h / 2;
    const scene::TextStyle bold{theme.text, theme.text_size() * 1.15f, scene::Font::Bold, scene::Align::Left};
    const scene::ClipScope clip(canvas, area);
    canvas.text({area.x + 2, y}, picture.label, bold);
    const float x = area.x + 2 + canvas.text_width(picture.label, bold) + theme.text_size() * 0.8f;
    canvas.text({x, y}, derived.headlines[run], {theme.text_dim, theme.text_size(), scene::Font::Regular, scene::Align::Left});
  }

  void machine(std::uint32_t run) const {
    const Rect& area = layout.runs[run].machine;
    if (area.h <= 0) return;
    scene::MachineView machine;
    machine.at = std::min(state.view.playhead, derived.pictures[run].trace->end());
    machine.slow_motion = state.playback.playing ? state.playback.speed : 0;
    machine.wall = view.wall;
    const auto common = timeline_view(state, run);
    machine.selection = common.selection;
    machine.hover = common.hover;
    draw_machine(derived.pictures[run], machine, view.theme, area, canvas, &centre.machines[run]);
  }

  void timeline(std::uint32_t run) const {
    const Rect& area = layout.runs[run].timeline;
    if (area.h <= 0) return;
    draw_timeline(derived.pictures[run], timeline_view(state, run), view.theme, area, canvas, &centre.timelines[run]);
  }

  void common() const {
    const auto first = timeline_view(state, 0);
    if (layout.difference.h > 0)
      draw_difference(derived.pictures[0], derived.pictures[1], first, view.theme, layout.difference, canvas, &centre.common);
    if (layout.overview.h > 0) draw_overview(longest(), first, view.theme, layout.overview, canvas, &centre.common);
    if (layout.legend.h > 0) draw_legend(derived.pictures, view.theme, layout.legend, canvas, &centre.common);
  }

  // The overview shows the run with the latest end: the visible range is within it.
  const scene::RunPicture& longest() const {
    return *std::max_element(derived.pictures.begin(), derived.pictures.end(),
                             [](const auto& a, const auto& b) { return a.trace->end() < b.trace->end(); });
  }
};

void waiting_text(const AppState& state, const View& view, ImGuiCanvas& canvas, const Rect& area) {
  const std::string text = state.problem ? state.problem->message : state.job.running ? "running the program ..." : "no program is open";
  canvas.text(area.center(), text, {view.theme.text_dim, view.theme.text_size() * 1.2f, scene::Font::Regular, scene::Align::Center});
}

}  // namespace

void centre_panel(AppState& state, CentreState& centre, const View& view, const Derived& derived, const FontAtlas& fonts, const Rect& area,
                  Actions& actions) {
  ImGui::SetCursorScreenPos({area.x, area.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
  ImGui::BeginChild("centre", {area.w, area.h}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  ImGuiCanvas canvas(*ImGui::GetWindowDrawList(), fonts);
  const auto runs = static_cast<std::uint32_t>(derived.pictures.size());
  if (runs == 0) {
    waiting_text(state, view, canvas, area);
  } else {
    centre.legend = scene::legend_height(derived.pictures, view.theme, area.w, canvas);
    const CentreLayout layout = arrange_centre(area, runs, centre.legend, state, view.theme);
    centre.timelines.resize(runs);
    centre.machines.resize(runs);
    for (auto& hits : centre.timelines) hits.clear();
    for (auto& hits : centre.machines) hits.clear();
    centre.common.clear();
    const Painter painter{state, centre, view, derived, canvas, layout};
    for (std::uint32_t run = 0; run < runs; ++run) {
      painter.title(run);
      painter.machine(run);
      painter.timeline(run);
    }
    painter.common();
    handle_mouse(state, centre, view, derived, layout, area, actions);
  }
  ImGui::EndChild();
}

}  // namespace gilscope::desktop
