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

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFu;
  for (const char c : bytes) {
    crc ^= static_cast<std::uint8_t>(c);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0u);
  }
  return ~crc;
}

std::string big_endian(std::uint32_t v) {
  return {static_cast<char>(v >> 24), static_cast<char>(v >> 16), static_cast<char>(v >> 8), static_cast<char>(v)};
}

/// An iTXt chunk: UTF-8, not compressed, no language.
std::string text_chunk(std::string_view keyword, std::string_view text) {
  if (text.empty()) return {};
  std::string body = "iTXt";
  body.append(keyword).append(5, '\0').append(text);
  return big_endian(static_cast<std::uint32_t>(body.size() - 4)) + body + big_endian(crc32(body));
}

}  // namespace

Result<std::string> encode_png(const RasterCanvas& canvas, std::string_view title, std::string_view description) {
  const auto rgb = without_alpha(canvas.rgba());
  std::string bytes;
  const int width = canvas.device_width(), height = canvas.device_height();
  if (!stbi_write_png_to_func(append, &bytes, width, height, 3, rgb.data(), width * 3))
    return Error{"the picture could not be encoded as PNG: not enough memory for " + std::to_string(width) + " x " +
                 std::to_string(height) + " pixels"};
  constexpr std::size_t kHead = 8 + 25;  // the signature and the chunk IHDR
  bytes.insert(kHead, text_chunk("Title", title) + text_chunk("Description", description) + text_chunk("Software", "GilScope"));
  return bytes;
}

}  // namespace gilscope::picture
