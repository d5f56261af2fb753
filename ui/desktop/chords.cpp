#include "ui/desktop/chords.hpp"

#include <GLFW/glfw3.h>

#include <array>
#include <cctype>
#include <utility>

namespace gilscope::desktop {
namespace {

constexpr std::array<std::pair<int, const char*>, 29> kNamed = {{
    {GLFW_KEY_SPACE, "space"}, {GLFW_KEY_ESCAPE, "escape"}, {GLFW_KEY_ENTER, "enter"}, {GLFW_KEY_KP_ENTER, "enter"}, {GLFW_KEY_TAB, "tab"},
    {GLFW_KEY_BACKSPACE, "backspace"}, {GLFW_KEY_INSERT, "insert"}, {GLFW_KEY_DELETE, "delete"}, {GLFW_KEY_RIGHT, "right"}, {GLFW_KEY_LEFT, "left"},
    {GLFW_KEY_DOWN, "down"}, {GLFW_KEY_UP, "up"}, {GLFW_KEY_PAGE_UP, "page-up"}, {GLFW_KEY_PAGE_DOWN, "page-down"}, {GLFW_KEY_HOME, "home"},
    {GLFW_KEY_END, "end"}, {GLFW_KEY_F1, "f1"}, {GLFW_KEY_F2, "f2"}, {GLFW_KEY_F3, "f3"}, {GLFW_KEY_F4, "f4"}, {GLFW_KEY_F5, "f5"},
    {GLFW_KEY_F6, "f6"}, {GLFW_KEY_F7, "f7"}, {GLFW_KEY_F8, "f8"}, {GLFW_KEY_F9, "f9"}, {GLFW_KEY_F10, "f10"}, {GLFW_KEY_F11, "f11"},
    {GLFW_KEY_F12, "f12"}, {GLFW_KEY_PAUSE, "pause"},
}};

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::string name_of(int key) {
  for (const auto& [code, name] : kNamed)
    if (code == key) return name;
  return "";
}

// What the key types without modifiers, by the layout; by the position of a US keyboard where the layout does not say.
std::string letter_of(int key, int scancode) {
  if (const char* name = glfwGetKeyName(key, scancode); name && *name) return lower(name);
  return key > 32 && key < 127 ? lower(std::string(1, static_cast<char>(key))) : "";
}

}  // namespace

std::string chord_of_key(int key, int scancode, int modifiers) {
  const bool control = (modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0, alt = (modifiers & GLFW_MOD_ALT) != 0;
  std::string name = name_of(key);
  if (name.empty() && control) name = letter_of(key, scancode);  // Alt alone types characters on many layouts
  if (name.empty()) return "";
  std::string chord;
  if (control) chord += "ctrl+";
  if ((modifiers & GLFW_MOD_SHIFT) != 0) chord += "shift+";
  if (alt) chord += "alt+";
  return chord + name;
}

std::string chord_of_character(unsigned codepoint) {
  if (codepoint <= 32 || codepoint >= 127) return "";
  return lower(std::string(1, static_cast<char>(codepoint)));
}

}  // namespace gilscope::desktop
