// A field for a line of text, over a std::string.
#pragma once

#include <imgui.h>

#include <string>

namespace gilscope::desktop {

inline int resize_text(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
  auto& text = *static_cast<std::string*>(data->UserData);
  text.resize(static_cast<std::size_t>(data->BufTextLen));
  data->Buf = text.data();
  return 0;
}

inline bool text_field(const char* label, const char* hint, std::string& text, ImGuiInputTextFlags flags = 0) {
  return ImGui::InputTextWithHint(label, hint, text.data(), text.size() + 1, flags | ImGuiInputTextFlags_CallbackResize, resize_text, &text);
}

}  // namespace gilscope::desktop
