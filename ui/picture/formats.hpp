// The formats of pictures, and all formats there are: the list that the command and the app offer.
#pragma once

#include <span>
#include <vector>

#include "sim/export/export.hpp"

namespace gilscope::picture {

/// SVG, PNG, GIF and MP4.
std::span<const Exporter> picture_exporters();

/// Those of the trace, the pictures and the HTML report, in the order in which people see them.
std::vector<Exporter> all_formats();

}  // namespace gilscope::picture
