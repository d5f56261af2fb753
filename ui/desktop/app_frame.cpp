// One frame of the app.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>

#include "ui/desktop/app.hpp"
#include "ui/desktop/bindings_panel.hpp"
#include "ui/desktop/style.hpp"

namespace gilscope::desktop {
namespace {

constexpr double kNoticeSeconds = 6;
constexpr float kGrip = 5;

void place(const scene::Rect& r) { ImGui::SetCursorScreenPos({r.x, r.y}); }

bool same_look(const scene::Theme& a, const scene::Theme& b) {
  return a.dark == b.dark && a.scale == b.scale && a.presenter == b.presenter && a.reduced_motion == b.reduced_motion;
}

}  // namespace

scene::Theme App::theme() const {
  scene::Theme theme = state_.appearance.dark ? scene::dark_theme() : scene::light_theme();
  theme.reduced_motion = state_.appearance.reduced_motion;
  theme.presenter = state_.appearance.presenter;
  theme.scale = state_.appearance.scale * window_->content_scale();
  return theme;
}

void App::draw() {
  const scene::Theme now = theme();
  if (!styled_ || !same_look(now, shown_theme_)) {
    if (!fonts_.fits(now)) {
      fonts_.load(now);
      window_->fonts_changed();
    }
    apply_style(now);
    shown_theme_ = now;
    styled_ = true;
  }
  window_->frame(now.background, [this] { build(ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y); });
  last_frame_ = Clock::now();
  if (frames_to_draw_ > 0) --frames_to_draw_;
}

void App::build(float width, float height) {
  const View view{shown_theme_, derived_.pictures, replays_.instants(), fonts_.panel_fonts(), std::chrono::duration<double>(Clock::now() - began_).count(), &fonts_};
  ImGui::PushFont(view.fonts.regular);
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.f);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.f);
  ImGui::Begin("gilscope", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNav);
  ImGui::PopStyleVar(3);
  controls_height_ = controls_bar(state_, controls_, view, width, actions_);
  const Layout layout = arrange(width, height, controls_height_, state_, shown_theme_);
  side_panel(PanelPlace::Left, layout.left, view);
  side_panel(PanelPlace::LeftBelow, layout.left_below, view);
  side_panel(PanelPlace::Right, layout.right, view);
  centre_panel(state_, centre_, view, derived_, fonts_, layout.centre, actions_);
  splitters(layout);
  status_bar(layout.status, view);
  ImGui::End();
  statistics_box(layout, view);
  floating(view);
  ImGui::PopFont();
}

// Several panels in one place become tabs.
void App::side_panel(PanelPlace where, const scene::Rect& area, const View& view) {
  if (area.w <= 0 || area.h <= 0) return;
  std::vector<const PanelEntry*> open;
  for (const PanelEntry& entry : panel_table())
    if (entry.place == where && entry.draw && state_.is_open(entry.panel)) open.push_back(&entry);
  place(area);
  ImGui::PushID(static_cast<int>(where));
  ImGui::BeginChild("side", {area.w, area.h}, true);
  if (ImGui::BeginTabBar("tabs", ImGuiTabBarFlags_FittingPolicyScroll)) {
    for (const PanelEntry* entry : open) {
      bool stays = true;
      const std::string title(entry->title);
      const bool newest = !state_.appearance.panels.empty() && state_.appearance.panels.back() == entry->panel;
      ImGuiTabItemFlags flags = newest && newest_panel_ != entry->panel ? ImGuiTabItemFlags_SetSelected : 0;
      if (newest) newest_panel_ = entry->panel;
      if (ImGui::BeginTabItem(title.c_str(), &stays, flags)) {
        ImGui::BeginChild("content", {0, 0}, false);
        entry->draw(state_, view, actions_);
        ImGui::EndChild();
        ImGui::EndTabItem();
      }
      if (!stays) actions_.push_back(ShowPanel{entry->panel, Switch::Off});
    }
    ImGui::EndTabBar();
  }
  ImGui::EndChild();
  ImGui::PopID();
}

void App::splitters(const Layout& layout) {
  struct Grip {
    scene::Rect area;
    bool vertical;
  };
  const float width = ImGui::GetIO().DisplaySize.x;
  const bool left = layout.left.w > 0 || layout.left_below.w > 0;
  const scene::Rect& column = layout.left.h > 0 ? layout.left : layout.left_below;
  const std::array<Grip, 3> grips = {{{left ? scene::Rect{column.right(), layout.centre.y, kGrip, layout.centre.h} : scene::Rect{}, true},
                                      {layout.right.w > 0 ? scene::Rect{layout.right.x - kGrip, layout.right.y, kGrip, layout.right.h} : scene::Rect{}, true},
                                      {layout.left.h > 0 && layout.left_below.h > 0 ? scene::Rect{layout.left.x, layout.left_below.y - kGrip, layout.left.w, kGrip}
                                                                                    : scene::Rect{},
                                       false}}};
  for (int i = 0; i < 3; ++i) {
    const Grip& grip = grips[static_cast<std::size_t>(i)];
    if (grip.area.w <= 0) continue;
    place(grip.area);
    ImGui::PushID(i);
    ImGui::InvisibleButton("grip", {grip.area.w, grip.area.h});
    ImGui::PopID();
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(grip.vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    if (!ImGui::IsItemActive()) continue;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (i == 0) actions_.push_back(SetSplit{Split::Left, static_cast<double>(mouse.x / width)});
    if (i == 1) actions_.push_back(SetSplit{Split::Right, static_cast<double>((width - mouse.x) / width)});
    if (i == 2) actions_.push_back(SetSplit{Split::LeftSplit, static_cast<double>((mouse.y - layout.left.y) / layout.centre.h)});
  }
}

void App::floating(const View& view) {
  for (const PanelEntry& entry : panel_table())
    if (entry.place == PanelPlace::Floating && entry.draw && state_.is_open(entry.panel)) entry.draw(state_, view, actions_);
  if (state_.is_open(Panel::Scenarios)) scenario_picker(state_, controls_, view, actions_);
  if (state_.is_open(Panel::StopAt)) stop_dialog(state_, controls_, view, actions_);
  if (state_.is_open(Panel::Export)) export_dialog(state_, export_dialog_, exporting_, view, actions_);
  if (state_.is_open(Panel::Bindings)) bindings_panel(bindings_, view, actions_);
}

void App::status_bar(const scene::Rect& area, const View& view) {
  ImGui::SetCursorScreenPos({area.x + 8, area.y + (area.h - ImGui::GetFontSize()) / 2});
  const bool fresh = std::chrono::duration<double>(Clock::now() - notice_since_).count() < kNoticeSeconds && !state_.notice.text.empty();
  if (state_.job.running && state_.job.host_seconds > 0.25) {
    ImGui::Text("running: %s simulated, %zu of %zu runs done, %.1f s. Esc stops it.", scene::short_time(state_.job.simulated).c_str(), state_.job.finished,
                state_.job.total, state_.job.host_seconds);
  } else if (state_.problem) {
    ImGui::TextColored(to_imgui(view.theme.error), "%s  (the picture is that of the program before)", state_.problem->message.c_str());
  } else if (fresh) {
    ImGui::TextColored(to_imgui(state_.notice.error ? view.theme.error : view.theme.text), "%s", state_.notice.text.c_str());
  } else if (!state_.playback.halted.empty()) {
    ImGui::TextDisabled("%s", state_.playback.halted.c_str());
  } else {
    ImGui::TextDisabled("Space plays and pauses. The wheel zooms, a click selects, ? shows all keys.");
  }
  const auto& a = state_.view.marker_a;
  const auto& b = state_.view.marker_b;
  if (!a || !b) return;
  const std::string text = fmt::format("A to B: {}", scene::short_time(*b > *a ? *b - *a : *a - *b));
  ImGui::SetCursorScreenPos({area.right() - ImGui::CalcTextSize(text.c_str()).x - 10, area.y + (area.h - ImGui::GetFontSize()) / 2});
  ImGui::TextUnformatted(text.c_str());
}

// What the measured range holds, in the corner of the picture.
void App::statistics_box(const Layout& layout, const View& view) {
  if (!state_.statistics) return;
  const scene::Rect& centre = layout.centre;
  ImGui::SetNextWindowPos({centre.right() - 8, centre.bottom() - 8}, ImGuiCond_Always, {1, 1});
  ImGui::SetNextWindowBgAlpha(0.94f);
  if (ImGui::Begin("##measured", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                                              ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoMove)) {
    for (std::size_t i = 0; i < state_.statistics->size(); ++i) {
      if (i == 0) ImGui::PushFont(view.fonts.bold);
      ImGui::TextUnformatted((*state_.statistics)[i].c_str());
      if (i == 0) ImGui::PopFont();
    }
  }
  ImGui::End();
}

}  // namespace gilscope::desktop
