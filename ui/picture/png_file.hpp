// Pixels as PNG.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/result.hpp"
#include "ui/picture/raster_canvas.hpp"

namespace gilscope::picture {

/// The bytes of a PNG file. Error: the encoder gave up (memory).
Result<std::string> encode_png(const RasterCanvas& canvas);

}  // namespace gilscope::picture
