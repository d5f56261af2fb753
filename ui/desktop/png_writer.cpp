#include "ui/desktop/png_writer.hpp"

#include <fmt/format.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace gilscope::desktop {

Result<bool> write_png(const std::string& path, const Pixels& pixels) {
  // Nothing in a window is translucent; three channels make the file smaller.
  std::vector<std::uint8_t> rgb;
  rgb.reserve(pixels.rgba.size() / 4 * 3);
  for (std::size_t i = 0; i < pixels.rgba.size(); ++i)
    if (i % 4 != 3) rgb.push_back(pixels.rgba[i]);
  if (stbi_write_png(path.c_str(), pixels.width, pixels.height, 3, rgb.data(), pixels.width * 3) == 0)
    return Error{fmt::format("can't write '{}'", path)};
  return true;
}

}  // namespace gilscope::desktop
