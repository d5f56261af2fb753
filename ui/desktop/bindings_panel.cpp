#include "ui/desktop/bindings_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "ui/desktop/style.hpp"

namespace gilscope::desktop {
namespace {

constexpr std::pair<const char*, const char*> kMouse[] = {
    {"wheel", "zoom at the mouse"},
    {"shift+wheel", "move left and right"},
    {"wheel over the names", "scroll the lanes"},
    {"drag", "measure a range"},
    {"right drag", "move the picture"},
    {"click, double click", "select; and zoom to it"},
    {"right click", "menu of an instant and a lane"},
};

void row(const View& view, std::string_view keys, std::string_view what) {
  const float column = ImGui::GetFontSize() * 10;
  const float x = ImGui::GetCursorPosX();
  ImGui::PushStyleColor(ImGuiCol_Text, to_imgui(view.theme.accent));
  ImGui::TextUnformatted(keys.data(), keys.data() + keys.size());
  ImGui::PopStyleColor();
  ImGui::SameLine(x + column);
  ImGui::TextUnformatted(what.data(), what.data() + what.size());
}

void heading(const View& view, std::string_view text) {
  ImGui::Spacing();
  ImGui::PushFont(view.fonts.bold);
  ImGui::TextUnformatted(text.data(), text.data() + text.size());
  ImGui::PopFont();
}

void group(std::span<const Binding> bindings, std::string_view name, const View& view) {
  heading(view, name);
  for (const Binding& binding : bindings)
    if (binding.group == name) row(view, binding.chord, binding.what);
}

}  // namespace

void bindings_panel(std::span<const Binding> bindings, const View& view, Actions& actions) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float em = ImGui::GetFontSize();
  const float width = std::min(em * 62, screen.x * 0.95f), height = std::min(em * 46, screen.y * 0.88f);
  ImGui::SetNextWindowPos({(screen.x - width) / 2, (screen.y - height) / 2}, ImGuiCond_Appearing);
  ImGui::SetNextWindowSize({width, height}, ImGuiCond_Appearing);
  bool open = true;
  if (ImGui::Begin("Keys and mouse", &open, ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings)) {
    ImGui::Columns(2, "keys", false);
    for (const char* name : {"Playback", "Looking", "Selection"}) group(bindings, name, view);
    ImGui::NextColumn();
    for (const char* name : {"Program", "Panels", "Looks", "Files"}) group(bindings, name, view);
    heading(view, "Mouse");
    for (const auto& [keys, what] : kMouse) row(view, keys, what);
    ImGui::Columns(1);
  }
  ImGui::End();
  if (!open) actions.push_back(ShowPanel{Panel::Bindings, Switch::Off});
}

}  // namespace gilscope::desktop
