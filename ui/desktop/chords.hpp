// Keys as text: "ctrl+shift+p", "space", "left", "?". Letters are those of the keyboard's layout.
#pragma once

#include <string>

namespace gilscope::desktop {

/// For a key of GLFW: its chord, or "" where the character that it types says more (plain letters and signs) or it is a mere modifier.
std::string chord_of_key(int key, int scancode, int modifiers);
/// For a typed character; "" for a blank, which is "space".
std::string chord_of_character(unsigned codepoint);

}  // namespace gilscope::desktop
