// Widths of text where no font is at hand: SVG is measured with these, so that a file comes out the same on every computer.
#pragma once

#include <string_view>

#include "ui/scene/canvas.hpp"

namespace gilscope::picture {

/// The width of a line in the fonts that SVG files ask for, in pixels; no narrower than what common substitutes need, by and large.
float estimated_width(std::string_view utf8, scene::Font font, float size);

}  // namespace gilscope::picture
