#include "ui/desktop/style.hpp"

#include <imgui.h>

namespace gilscope::desktop {
namespace {

scene::Color mix(scene::Color a, scene::Color b, double part) {
  const auto channel = [part](std::uint8_t x, std::uint8_t y) { return static_cast<std::uint8_t>(x + (y - x) * part + 0.5); };
  return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), 255};
}

void set_sizes(ImGuiStyle& style, const scene::Theme& theme) {
  style = ImGuiStyle();
  style.WindowPadding = {8, 6};
  style.FramePadding = {7, 3};
  style.ItemSpacing = {7, 5};
  style.ItemInnerSpacing = {5, 4};
  style.ScrollbarSize = 11;
  style.GrabMinSize = 10;
  style.WindowRounding = 6;
  style.ChildRounding = 4;
  style.FrameRounding = 4;
  style.PopupRounding = 5;
  style.ScrollbarRounding = 5;
  style.GrabRounding = 4;
  style.TabRounding = 4;
  style.WindowBorderSize = 1;
  style.ChildBorderSize = 1;
  style.FrameBorderSize = theme.dark ? 0.f : 1.f;
  style.ScaleAllSizes(theme.scale * (theme.presenter ? 1.25f : 1.f));
}

}  // namespace

ImVec4 to_imgui(scene::Color c) {
  return {static_cast<float>(c.r) / 255.f, static_cast<float>(c.g) / 255.f, static_cast<float>(c.b) / 255.f, static_cast<float>(c.a) / 255.f};
}

void apply_style(const scene::Theme& theme) {
  ImGuiStyle& style = ImGui::GetStyle();
  set_sizes(style, theme);
  if (theme.dark) ImGui::StyleColorsDark(&style);
  else ImGui::StyleColorsLight(&style);
  const auto set = [&](ImGuiCol which, scene::Color color) { style.Colors[which] = to_imgui(color); };
  const scene::Color raised = mix(theme.panel, theme.text, theme.dark ? 0.10 : 0.06);
  const scene::Color hovered = mix(theme.panel, theme.accent, 0.28), active = mix(theme.panel, theme.accent, 0.5);
  set(ImGuiCol_Text, theme.text);
  set(ImGuiCol_TextDisabled, theme.text_dim);
  set(ImGuiCol_WindowBg, theme.background);
  set(ImGuiCol_ChildBg, theme.panel);
  set(ImGuiCol_PopupBg, mix(theme.panel, theme.text, 0.03));
  set(ImGuiCol_Border, theme.panel_border);
  set(ImGuiCol_FrameBg, raised);
  set(ImGuiCol_FrameBgHovered, hovered);
  set(ImGuiCol_FrameBgActive, active);
  set(ImGuiCol_Button, raised);
  set(ImGuiCol_ButtonHovered, hovered);
  set(ImGuiCol_ButtonActive, active);
  set(ImGuiCol_Header, mix(theme.panel, theme.accent, 0.2));
  set(ImGuiCol_HeaderHovered, hovered);
  set(ImGuiCol_HeaderActive, active);
  set(ImGuiCol_SliderGrab, theme.accent);
  set(ImGuiCol_SliderGrabActive, theme.accent);
  set(ImGuiCol_CheckMark, theme.accent);
  set(ImGuiCol_Tab, theme.panel);
  set(ImGuiCol_TabHovered, hovered);
  style.Colors[ImGuiCol_TabActive] = to_imgui(mix(theme.panel, theme.accent, 0.35));
  set(ImGuiCol_TitleBg, theme.panel);
  set(ImGuiCol_TitleBgActive, raised);
  set(ImGuiCol_Separator, theme.panel_border);
  set(ImGuiCol_SeparatorHovered, theme.accent);
  set(ImGuiCol_SeparatorActive, theme.accent);
  set(ImGuiCol_ScrollbarBg, theme.panel.with_alpha(0));
  set(ImGuiCol_TextSelectedBg, theme.accent.with_alpha(0.35));
}

}  // namespace gilscope::desktop
