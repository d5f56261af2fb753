// Pixels as PNG.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"
#include "ui/picture/raster_canvas.hpp"

namespace gilscope::picture {

/// The bytes of a PNG file, with the picture in words inside (UTF-8), where image viewers and search find it. Error: the encoder gave up
/// (memory).
Result<std::string> encode_png(const RasterCanvas& canvas, std::string_view title = {}, std::string_view description = {});

}  // namespace gilscope::picture
