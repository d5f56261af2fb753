#include "ui/desktop/transport.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/desktop/flow.hpp"
#include "ui/desktop/panels.hpp"
#include "ui/desktop/playback.hpp"
#include "ui/desktop/style.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::array kSteps = {"bytecode", "line", "event", "GIL switch"};

void tooltip(const char* text) {
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text);
}

// The signs are drawn: no font has to have them.
enum class Sign { Play, Pause, Start, Back, Forward };

void triangle(ImDrawList& list, float x, float y, float size, bool right, ImU32 color) {
  const float tip = right ? size : -size;
  list.AddTriangleFilled({x - tip * 0.5f, y - size * 0.6f}, {x - tip * 0.5f, y + size * 0.6f}, {x + tip * 0.6f, y}, color);
}

bool sign_button(Flow& flow, const char* id, Sign sign, float width, const char* hint, bool lit, const View& view) {
  flow.next(width);
  if (lit) ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(view.theme.accent));
  const float height = ImGui::GetFrameHeight();
  const bool pressed = ImGui::Button(id, {width, height});
  if (lit) ImGui::PopStyleColor();
  tooltip(hint);
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  const float x = (low.x + high.x) / 2, y = (low.y + high.y) / 2, size = height * 0.42f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 ink = ImGui::ColorConvertFloat4ToU32(to_imgui(lit ? scene::text_on(view.theme.accent) : view.theme.text));
  const auto bar = [&](float at) { list.AddRectFilled({at - size * 0.14f, y - size * 0.6f}, {at + size * 0.14f, y + size * 0.6f}, ink); };
  switch (sign) {
    case Sign::Play: triangle(list, x, y, size, true, ink); break;
    case Sign::Pause: bar(x - size * 0.3f), bar(x + size * 0.3f); break;
    case Sign::Start: bar(x - size * 0.6f), triangle(list, x + size * 0.15f, y, size, false, ink); break;
    case Sign::Back: triangle(list, x - size * 0.1f, y, size, false, ink), bar(x + size * 0.65f); break;
    case Sign::Forward: bar(x - size * 0.65f), triangle(list, x + size * 0.1f, y, size, true, ink); break;
  }
  return pressed;
}

void play_buttons(const AppState& state, ControlsState& controls, const View& view, Flow& flow, float em, Actions& actions) {
  const bool playing = state.playback.playing;
  if (sign_button(flow, "##start", Sign::Start, em * 2, "To the beginning (Home)", false, view)) actions.push_back(Seek{0});
  if (sign_button(flow, "##play", playing ? Sign::Pause : Sign::Play, em * 3.5f, "Play or pause (Space)", playing, view)) actions.push_back(TogglePlay{});
  controls.places["play"] = item_place();
  if (sign_button(flow, "##back", Sign::Back, em * 2, "Step back (Left)", false, view)) actions.push_back(Step{controls.step, Direction::Backward});
  if (sign_button(flow, "##forward", Sign::Forward, em * 2, "Step (Right)", false, view)) actions.push_back(Step{controls.step, Direction::Forward});
  flow.next(em * 7);
  ImGui::SetNextItemWidth(em * 7);
  int kind = static_cast<int>(controls.step);
  if (ImGui::Combo("##step", &kind, kSteps.data(), static_cast<int>(kSteps.size()))) controls.step = static_cast<StepKind>(kind);
  tooltip("What a step is");
}

void speed_slider(const AppState& state, Flow& flow, float em, Actions& actions) {
  flow.next(em * 11);
  ImGui::SetNextItemWidth(em * 11);
  float exponent = static_cast<float>(std::log10(state.playback.speed));
  const std::string text = scene::short_time(from_seconds(state.playback.speed)) + " per second";
  // The text has no '%' that ImGui could take for a format.
  if (ImGui::SliderFloat("##speed", &exponent, -9.f, 0.f, text.c_str(), ImGuiSliderFlags_AlwaysClamp | ImGuiSliderFlags_NoRoundToFormat))
    actions.push_back(SetSpeed{std::pow(10.0, static_cast<double>(exponent))});
  tooltip("How much simulated time passes in a second (+ and -)");
}

bool toggle(const View& view, Flow& flow, const char* label, bool on, const char* hint) {
  flow.next_button(label);
  if (on) {
    ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(view.theme.accent));
    ImGui::PushStyleColor(ImGuiCol_Text, to_imgui(scene::text_on(view.theme.accent)));
  }
  const bool pressed = ImGui::Button(label);
  if (on) ImGui::PopStyleColor(2);
  tooltip(hint);
  return pressed;
}

void clock(const AppState& state, const View& view, Flow& flow) {
  const std::string now = clock_text(state.view.playhead, state.shown.end);
  const std::string pace = pace_text(state.playback.speed);
  ImGui::PushFont(view.fonts.mono);
  flow.next(ImGui::CalcTextSize(now.c_str()).x);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(now.c_str());
  ImGui::PopFont();
  tooltip("Simulated time since the program started");
  const std::string slower = pace.substr(pace.find(", ") + 2);
  flow.next(ImGui::CalcTextSize(slower.c_str()).x);
  ImGui::TextDisabled("%s", slower.c_str());
  tooltip("How much slower this is than the modeled machine");
}

void view_menu(const AppState& state, Flow& flow, Actions& actions) {
  flow.next_button("View \xE2\x96\xBE");
  if (ImGui::Button("View \xE2\x96\xBE")) ImGui::OpenPopup("view");
  if (!ImGui::BeginPopup("view")) return;
  for (const PanelEntry& entry : panel_table())
    if (entry.place != PanelPlace::Floating && ImGui::MenuItem(std::string(entry.title).c_str(), nullptr, state.is_open(entry.panel)))
      actions.push_back(ShowPanel{entry.panel});
  ImGui::Separator();
  if (ImGui::MenuItem("Dark", "T", state.appearance.dark)) actions.push_back(SetDark{});
  if (ImGui::MenuItem("Presenter", "F11", state.appearance.presenter)) actions.push_back(SetPresenter{});
  if (ImGui::MenuItem("Reduced motion", nullptr, state.appearance.reduced_motion)) actions.push_back(SetReducedMotion{});
  if (ImGui::MenuItem("Arrows", nullptr, state.view.arrows)) actions.push_back(SetArrows{});
  if (ImGui::MenuItem("Larger type", "Ctrl+=")) actions.push_back(ScaleBy{1.1});
  if (ImGui::MenuItem("Smaller type", "Ctrl+-")) actions.push_back(ScaleBy{1 / 1.1});
  ImGui::Separator();
  if (ImGui::MenuItem("Export ...", "Ctrl+E")) actions.push_back(ShowPanel{Panel::Export});
  if (ImGui::MenuItem("Copy a picture", "Ctrl+Shift+C")) actions.push_back(CopyPicture{});
  if (ImGui::MenuItem("Copy a link to this view", "Ctrl+L")) actions.push_back(CopyLink{});
  if (ImGui::MenuItem("Keys", "?")) actions.push_back(ShowPanel{Panel::Bindings});
  ImGui::EndPopup();
}

}  // namespace

std::string clock_text(SimTime at, SimTime end) {
  struct Unit {
    const char* name;
    SimTime length;
  };
  static constexpr Unit kUnits[] = {{"s", kSecond}, {"ms", kMillisecond}, {"us", kMicrosecond}};
  const Unit* unit = &kUnits[2];
  for (const Unit& u : {kUnits[1], kUnits[0]})
    if (end >= u.length) unit = u.length == kSecond ? &kUnits[0] : &kUnits[1];
  // Six decimals in two groups: down to the picosecond for microseconds, to the nanosecond for milliseconds.
  const SimTime millionth = unit->length / 1'000'000;
  const SimTime decimals = at % unit->length / millionth;
  return fmt::format("{:>3}.{:03} {:03} {}", at / unit->length, decimals / 1000, decimals % 1000, unit->name);
}

void transport(AppState& state, ControlsState& controls, const View& view, Actions& actions) {
  Flow flow;
  const float em = ImGui::GetFontSize();
  play_buttons(state, controls, view, flow, em, actions);
  speed_slider(state, flow, em, actions);
  clock(state, view, flow);
  if (toggle(view, flow, "loop", state.view.loop.has_value(), "Play the measured or the visible range over and over (L)")) actions.push_back(LoopVisible{});
  if (toggle(view, flow, "until ...", state.playback.stop.kind != StopKind::Nothing, "Run until a time, a line or a condition (U)"))
    actions.push_back(ShowPanel{Panel::StopAt});
  view_menu(state, flow, actions);
  if (toggle(view, flow, " ? ", false, "The keys (?)")) actions.push_back(ShowPanel{Panel::Bindings});
}

}  // namespace gilscope::desktop
