// Python text in colours, by the lexer that compiles it. A text that does not lex is coloured as far as it does, and simply from there on.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ui/scene/canvas.hpp"

namespace gilscope::desktop {

enum class TextClass : std::uint8_t { Plain, Keyword, Definition, Builtin, Constant, Number, String, Comment, Operator, Decorator };
inline constexpr int kTextClassCount = 10;

/// A stretch of one line; bytes from the begin of the line.
struct Stretch {
  std::uint32_t begin = 0, end = 0;
  TextClass kind = TextClass::Plain;
  bool operator==(const Stretch&) const = default;
};

struct HighlightedLine {
  std::uint32_t begin = 0, end = 0;   ///< bytes of the text, without the line end
  std::vector<Stretch> stretches;     ///< in order, without gaps, the whole line
};

/// One entry per line; a text that ends with a line end has an empty last line, as an editor shows it.
std::vector<HighlightedLine> highlight(std::string_view text);

/// The colour of a class on a dark or a light ground.
scene::Color text_color(TextClass kind, bool dark);

}  // namespace gilscope::desktop
