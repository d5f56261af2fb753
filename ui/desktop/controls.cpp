#include "ui/desktop/controls.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/desktop/flow.hpp"
#include "ui/desktop/playback.hpp"
#include "ui/desktop/style.hpp"
#include "ui/desktop/text_input.hpp"
#include "ui/desktop/transport.hpp"
#include "ui/desktop/usage.hpp"
#include "ui/desktop/words.hpp"

namespace gilscope::desktop {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& word) { return std::find(list.begin(), list.end(), word) != list.end(); }

void tooltip(const char* text) {
  if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text);
}

// A button that is lit while it is on.
bool chip(const View& view, const char* label, bool on) {
  if (on) {
    ImGui::PushStyleColor(ImGuiCol_Button, to_imgui(view.theme.accent));
    ImGui::PushStyleColor(ImGuiCol_Text, to_imgui(scene::text_on(view.theme.accent)));
  }
  const bool pressed = ImGui::Button(label);
  if (on) ImGui::PopStyleColor(2);
  return pressed;
}

void scenario_button(const AppState& state, const View& view, Flow& flow, Actions& actions) {
  const std::string title = state.shown.scenario ? state.shown.scenario->title : "Open a scenario";
  const std::string label = title + (state.source_edited ? " (edited)" : "") + " \xE2\x96\xBE##scenario";
  ImGui::PushFont(view.fonts.bold);
  flow.next_button(label.c_str());
  if (ImGui::Button(label.c_str())) actions.push_back(ShowPanel{Panel::Scenarios});
  ImGui::PopFont();
  tooltip("Choose another scenario (O)");
}

void runtime_chips(const AppState& state, const ControlsState& controls, const View& view, Flow& flow, Actions& actions) {
  std::vector<std::string> specs = controls.catalog.runtimes;
  for (const auto& spec : state.setup.runtimes)
    if (!contains(specs, spec)) specs.push_back(spec);
  for (const auto& spec : specs) {
    flow.next_button(spec.c_str());
    if (chip(view, spec.c_str(), contains(state.setup.runtimes, spec))) actions.push_back(SetRuntime{spec, Switch::Toggle});
    tooltip("Compare this runtime too, or no longer. \"t\": the free-threaded build; gil=1: that build with its GIL switched on");
  }
}

// A slider with its name before it.
bool named_slider(Flow& flow, const char* name, const char* id, int* value, int low, int high, float width) {
  flow.next(ImGui::CalcTextSize(name).x + width + ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(name);
  ImGui::SameLine(0, ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(width);
  return ImGui::SliderInt(id, value, low, high, "%d", ImGuiSliderFlags_Logarithmic | ImGuiSliderFlags_AlwaysClamp);
}

void machine_sliders(const AppState& state, ControlsState& controls, Flow& flow, float em, Actions& actions) {
  int cores = static_cast<int>(state.setup.cores);
  if (named_slider(flow, "cores", "##cores", &cores, 1, 64, em * 7)) actions.push_back(SetCores{static_cast<std::uint32_t>(cores)});
  controls.places["cores"] = item_place();
  tooltip("Cores of the modeled machine");
  const auto index = state.shown.scenario ? threads_argument(*state.shown.scenario) : std::nullopt;
  if (!index || *index > state.setup.args.size()) return;
  int threads = *index < state.setup.args.size() ? std::atoi(state.setup.args[*index].c_str()) : static_cast<int>(state.setup.cores);
  if (named_slider(flow, "threads", "##threads", &threads, 1, 64, em * 7)) actions.push_back(SetThreads{static_cast<std::uint32_t>(threads)});
  tooltip("Threads that the program starts: one of its arguments");
}

void switch_interval(const AppState& state, Flow& flow, float em, Actions& actions) {
  float ms = static_cast<float>(to_seconds(state.setup.switch_interval.value_or(5 * kMillisecond)) * 1e3);
  flow.next(ImGui::CalcTextSize("switch interval").x + em * 7);
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("switch interval");
  ImGui::SameLine(0, ImGui::GetStyle().ItemInnerSpacing.x);
  ImGui::SetNextItemWidth(em * 7);
  if (ImGui::SliderFloat("##interval", &ms, 0.01f, 100.f, "%.2f ms", ImGuiSliderFlags_Logarithmic | ImGuiSliderFlags_AlwaysClamp))
    actions.push_back(SetSwitchInterval{from_seconds(static_cast<double>(ms) / 1e3)});
  tooltip("sys.setswitchinterval(): how long a thread waits for the GIL before it asks the holder to drop it");
}

void what_ifs(const AppState& state, const ControlsState& controls, Flow& flow, Actions& actions) {
  const std::string label = state.setup.what_ifs.empty() ? "What if ... \xE2\x96\xBE" : fmt::format("What if: {} \xE2\x96\xBE", fmt::join(state.setup.what_ifs, ", "));
  flow.next_button(label.c_str());
  if (ImGui::Button((label + "###what-if").c_str())) ImGui::OpenPopup("what if");
  tooltip("Switch parts of the interpreter off or on, and look again");
  if (!ImGui::BeginPopup("what if")) return;
  for (const auto& entry : controls.catalog.what_ifs)
    if (ImGui::MenuItem(entry.title.c_str(), entry.name.c_str(), contains(state.setup.what_ifs, entry.name)))
      actions.push_back(SetWhatIf{entry.name, Switch::Toggle});
  ImGui::TextDisabled("Each applies to the runtimes that have it.");
  ImGui::EndPopup();
}

void cost_presets(const AppState& state, const ControlsState& controls, Flow& flow, float em, Actions& actions) {
  std::string now = "costs: measured";
  for (const auto& entry : controls.catalog.cost_presets)
    if (!entry.name.empty() && entry.name == state.setup.model_file) now = "costs: " + entry.title;
  flow.next(em * 9);
  ImGui::SetNextItemWidth(em * 9);
  if (!ImGui::BeginCombo("##costs", now.c_str())) return tooltip("What each operation costs: measured numbers per runtime, or those of one file for all");
  for (const auto& entry : controls.catalog.cost_presets)
    if (ImGui::Selectable(entry.title.c_str(), entry.name == state.setup.model_file)) actions.push_back(SetCostPreset{entry.name});
  ImGui::EndCombo();
}

void arguments(const AppState& state, ControlsState& controls, Flow& flow, float em, Actions& actions) {
  if (controls.arguments_of != state.setup_number) {
    controls.arguments_of = state.setup_number;
    controls.arguments.clear();
    for (const auto& word : state.setup.args) controls.arguments += (controls.arguments.empty() ? "" : " ") + quote_word(word);
  }
  flow.next(em * 8);
  ImGui::SetNextItemWidth(em * 8);
  if (ImGui::InputTextWithHint("##args", "arguments", &controls.arguments, ImGuiInputTextFlags_EnterReturnsTrue))
    if (const auto words = split_words(controls.arguments)) actions.push_back(SetArgs{words.value()});
  tooltip("The program's arguments: sys.argv[1:]. Enter runs it");
}

}  // namespace

float controls_bar(AppState& state, ControlsState& controls, const View& view, float width, Actions& actions) {
  ImGui::SetCursorPos({0, 0});
  const float em = ImGui::GetFontSize();
  const ImGuiStyle& style = ImGui::GetStyle();
  // A child that is as high as its content of the frame before; the caller lays out the rest below what is returned.
  ImGui::PushStyleColor(ImGuiCol_ChildBg, IM_COL32(0, 0, 0, 0));
  ImGui::BeginChild("controls", {width, em * 12}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleColor();
  ImGui::SetCursorPos({style.WindowPadding.x, style.WindowPadding.y});
  ImGui::BeginGroup();
  if (!state.appearance.presenter) {
    Flow flow;
    scenario_button(state, view, flow, actions);
    runtime_chips(state, controls, view, flow, actions);
    machine_sliders(state, controls, flow, em, actions);
    switch_interval(state, flow, em, actions);
    what_ifs(state, controls, flow, actions);
    cost_presets(state, controls, flow, em, actions);
    arguments(state, controls, flow, em, actions);
  }
  transport(state, controls, view, actions);
  ImGui::EndGroup();
  const float height = ImGui::GetItemRectSize().y + style.WindowPadding.y * 2;
  ImGui::EndChild();
  return height;
}

}  // namespace gilscope::desktop
