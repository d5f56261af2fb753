#include "ui/desktop/output_panel.hpp"

#include <imgui.h>

#include "ui/desktop/style.hpp"

namespace gilscope::desktop {
namespace {

void text(const View& view, const std::string& words, scene::Color color) {
  if (words.empty()) return;
  ImGui::PushFont(view.fonts.mono);
  ImGui::PushStyleColor(ImGuiCol_Text, to_imgui(color));
  ImGui::PushTextWrapPos(0);
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
  ImGui::PopTextWrapPos();
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

}  // namespace

void output_panel(AppState& state, const View& view, Actions&) {
  for (const ShownRun& run : state.shown.runs) {
    ImGui::PushFont(view.fonts.bold);
    ImGui::TextUnformatted(run.runtime.c_str());
    ImGui::PopFont();
    if (!run.report) {
      ImGui::TextDisabled("still running");
      continue;
    }
    text(view, run.report->stdout_text, view.theme.text);
    text(view, run.report->stderr_text, view.theme.warning);
    text(view, run.report->verdict, view.theme.error);
    if (run.report->stdout_text.empty() && run.report->stderr_text.empty() && run.report->verdict.empty()) ImGui::TextDisabled("it wrote nothing");
    ImGui::Separator();
  }
}

}  // namespace gilscope::desktop
