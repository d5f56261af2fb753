// Text taken apart into code points, for the canvases that draw glyphs themselves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace gilscope::picture {

inline constexpr char32_t kReplacementChar = 0xFFFD;

/// The code point at `at`, which moves behind it. What is not UTF-8 counts as U+FFFD, byte by byte. Requires: at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);

/// `text` for an XML document: entities for what XML keeps to itself, U+FFFD for what it cannot hold (control characters, broken UTF-8).
std::string xml_escaped(std::string_view text);

}  // namespace gilscope::picture
