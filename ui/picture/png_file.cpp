#include "ui/picture/png_file.hpp"

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace gilscope::picture {
namespace {

/// Without the fourth channel, which is always 255: a third less to compress.
std::vector<std::uint8_t> without_alpha(const std::vector<std::uint8_t>& rgba) {
  std::vector<std::uint8_t> rgb(rgba.size() / 4 * 3);
  for (std::size_t from = 0, to = 0; from < rgba.size(); from += 4, to += 3) {
    rgb[to] = rgba[from], rgb[to + 1] = rgba[from + 1], rgb[to + 2] = rgba[from + 2];
  }
  return rgb;
}

void append(void* text, void* data, int size) {
  static_cast<std::string*>(text)->append(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Result<std::string> encode_png(const RasterCanvas& canvas) {
  const auto rgb = without_alpha(canvas.rgba());
  std::string bytes;
  const int width = canvas.device_width(), height = canvas.device_height();
  if (!stbi_write_png_to_func(append, &bytes, width, height, 3, rgb.data(), width * 3))
    return Error{"the picture could not be encoded as PNG: not enough memory for " + std::to_string(width) + " x " +
                 std::to_string(height) + " pixels"};
  return bytes;
}

}  // namespace gilscope::picture
