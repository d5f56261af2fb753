// Pixels as a PNG file.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/result.hpp"

namespace gilscope::desktop {

struct Pixels {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;  ///< row by row, top first
};

/// Error: the file cannot be written.
Result<bool> write_png(const std::string& path, const Pixels& pixels);

}  // namespace gilscope::desktop
