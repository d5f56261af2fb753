// The dialogs of the bar: choosing a scenario, and where to stop.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>

#include "ui/desktop/controls.hpp"
#include "ui/desktop/text_input.hpp"

namespace gilscope::desktop {
namespace {

// A window in the upper middle; closing it closes the panel.
bool begin_dialog(const char* title, Panel panel, float width, float height, Actions& actions) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  width = std::min(width, screen.x * 0.95f);
  ImGui::SetNextWindowPos({(screen.x - width) / 2, screen.y * 0.12f}, ImGuiCond_Appearing);
  ImGui::SetNextWindowSize({width, std::min(height, screen.y * 0.8f)}, ImGuiCond_Appearing);
  bool open = true;
  const bool visible = ImGui::Begin(title, &open, ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings);
  if (!open) actions.push_back(ShowPanel{panel, Switch::Off});
  return visible;
}

void open_and_close(const std::string& name, Actions& actions) {
  actions.push_back(OpenScenario{name});
  actions.push_back(ShowPanel{Panel::Scenarios, Switch::Off});
}

}  // namespace

void scenario_picker(AppState&, ControlsState& controls, const View& view, Actions& actions) {
  const float em = ImGui::GetFontSize();
  if (begin_dialog("Open a scenario", Panel::Scenarios, em * 44, em * 40, actions)) {
    if (ImGui::IsWindowAppearing()) {
      controls.scenario_search.clear();
      ImGui::SetKeyboardFocusHere();
    }
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputTextWithHint("##search", "search, or the path of a script", &controls.scenario_search, ImGuiInputTextFlags_EnterReturnsTrue);
    bool first = true;
    ImGui::BeginChild("list", {0, 0}, false);
    for (const auto& entry : controls.catalog.scenarios) {
      if (!matches(entry, controls.scenario_search)) continue;
      ImGui::PushFont(view.fonts.bold);
      const bool chosen = ImGui::Selectable(entry.title.c_str());
      ImGui::PopFont();
      ImGui::SameLine();
      ImGui::TextDisabled("%s.py", entry.name.c_str());
      if (chosen || (entered && first)) open_and_close(entry.name, actions);
      first = false;
    }
    if (first && entered && !controls.scenario_search.empty()) open_and_close(controls.scenario_search, actions);
    if (first) ImGui::TextDisabled("No such scenario. Enter opens a script at this path.");
    ImGui::EndChild();
  }
  ImGui::End();
}

void stop_dialog(AppState& state, ControlsState& controls, const View&, Actions& actions) {
  const float em = ImGui::GetFontSize();
  const auto run_until = [&](StopKind kind, const std::string& value) {
    actions.push_back(SetStop{kind, value});
    actions.push_back(ShowPanel{Panel::StopAt, Switch::Off});
  };
  if (begin_dialog("Run until ...", Panel::StopAt, em * 26, em * 18, actions)) {
    ImGui::SetNextItemWidth(em * 8);
    bool entered = ImGui::InputText("##time", &controls.stop_time, ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::SameLine();
    if (ImGui::Button("a time") || entered) run_until(StopKind::Time, controls.stop_time);
    ImGui::SetNextItemWidth(em * 8);
    entered = ImGui::InputText("##line", &controls.stop_line, ImGuiInputTextFlags_EnterReturnsTrue);
    ImGui::SameLine();
    if (ImGui::Button("a line of the program") || entered) run_until(StopKind::Line, controls.stop_line);
    static constexpr std::array<std::pair<StopKind, const char*>, 4> kConditions = {{{StopKind::AnyWaitsForLock, "any thread waits for a lock"},
                                                                                    {StopKind::AnyWaitsForGil, "any thread waits for the GIL"},
                                                                                    {StopKind::Output, "the program writes something"},
                                                                                    {StopKind::Deadlock, "a deadlock"}}};
    for (const auto& [kind, label] : kConditions)
      if (ImGui::Button(label, {em * 18, 0})) run_until(kind, "-");
    if (state.playback.stop.kind != StopKind::Nothing && ImGui::Button("no condition", {em * 18, 0})) run_until(StopKind::Nothing, "-");
  }
  ImGui::End();
}

}  // namespace gilscope::desktop
