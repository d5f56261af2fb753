#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>

#include "ui/desktop/exporting.hpp"
#include "ui/desktop/style.hpp"
#include "ui/desktop/text_input.hpp"

namespace gilscope::desktop {
namespace {

// The name keeps what was typed; only its ending follows the format.
void set_ending(std::string& path, const std::vector<Exporter>& formats, std::string_view ending) {
  if (const Exporter* before = find_by_ending(formats, path)) path.resize(path.size() - before->ending.size());
  path += ending;
}

void choices(const AppState& state, ExportDialog& dialog, const std::vector<Exporter>& formats) {
  for (int i = 0; i < static_cast<int>(state.shown.runs.size()); ++i) {
    if (i > 0) ImGui::SameLine();
    ImGui::RadioButton(state.shown.runs[static_cast<std::size_t>(i)].runtime.c_str(), &dialog.run, i);
  }
  if (state.shown.runs.size() > 1) {
    ImGui::SameLine();
    ImGui::RadioButton("all, as a comparison", &dialog.run, static_cast<int>(kEveryRun));
  }
  ImGui::BeginChild("formats", {0, ImGui::GetFontSize() * 15}, true);
  for (int i = 0; i < static_cast<int>(formats.size()); ++i) {
    const Exporter& format = formats[static_cast<std::size_t>(i)];
    if (ImGui::Selectable(fmt::format("{}  ({})", format.name, format.ending).c_str(), dialog.format == i)) {
      dialog.format = i;
      set_ending(dialog.path, formats, format.ending);
    }
    ImGui::SameLine(ImGui::GetFontSize() * 17);
    ImGui::TextDisabled("%.*s", static_cast<int>(format.description.size()), format.description.data());
  }
  ImGui::EndChild();
}

void write_buttons(ExportDialog& dialog, Exporting& exporting, const View& view, Actions& actions) {
  const auto run = static_cast<std::uint32_t>(dialog.run);
  if (exporting.running()) {
    ImGui::ProgressBar(static_cast<float>(exporting.part()), {ImGui::GetFontSize() * 20, 0});
    ImGui::SameLine();
    if (ImGui::Button("Cancel")) exporting.cancel();
  } else if (!exporting.taken().empty() && exporting.taken() == dialog.path) {
    ImGui::TextColored(to_imgui(view.theme.warning), "There is a file of this name.");
    ImGui::SameLine();
    if (ImGui::Button("Replace it")) actions.push_back(ExportFile{run, dialog.path, Switch::On});
  } else if (ImGui::Button("Write")) {
    actions.push_back(ExportFile{run, dialog.path, Switch::Off});
  }
}

}  // namespace

void export_dialog(AppState& state, ExportDialog& dialog, Exporting& exporting, const View& view, Actions& actions) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float em = ImGui::GetFontSize(), width = std::min(em * 56, screen.x * 0.95f);
  ImGui::SetNextWindowPos({(screen.x - width) / 2, screen.y * 0.12f}, ImGuiCond_Appearing);
  ImGui::SetNextWindowSize({width, std::min(em * 27, screen.y * 0.8f)}, ImGuiCond_Appearing);
  bool open = true;
  const auto formats = export_formats();
  if (dialog.path.empty() && state.shown.scenario && !formats.empty())
    dialog.path = state.shown.scenario->name + std::string(formats.front().ending);
  if (dialog.run != static_cast<int>(kEveryRun)) dialog.run = std::clamp(dialog.run, 0, std::max(0, static_cast<int>(state.shown.runs.size()) - 1));
  if (ImGui::Begin("Export a run", &open, ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings)) {
    choices(state, dialog, formats);
    ImGui::SetNextItemWidth(-1);
    ImGui::InputText("##path", &dialog.path);
    write_buttons(dialog, exporting, view, actions);
  }
  ImGui::End();
  if (!open) actions.push_back(ShowPanel{Panel::Export, Switch::Off});
}

}  // namespace gilscope::desktop
