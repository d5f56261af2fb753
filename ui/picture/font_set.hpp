// The fonts that pictures made of pixels are written with: found among those installed, measured and rasterised through stb_truetype.
// Immutable once found, so that several canvases may share one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.hpp"
#include "ui/scene/canvas.hpp"

namespace gilscope::picture {

/// A text stands on a baseline this far (in em) under the middle of its line: half the height of a capital of the fonts in use.
inline constexpr float kBaselineBelowMiddle = 0.36f;

struct GlyphId {
  std::uint16_t face = 0;
  std::uint32_t glyph = 0;
  bool operator==(const GlyphId&) const = default;
};

/// How much of each pixel a glyph covers, 0 to 255, and where its top left pixel lies as seen from the pen.
struct GlyphBitmap {
  int left = 0, top = 0, width = 0, height = 0;
  std::vector<std::uint8_t> coverage;
};

class FontSet {
 public:
  /// The fonts in `folders`, searched with the folders in them. Error: none that is known is there; the message names the package.
  static Result<std::shared_ptr<const FontSet>> find_in(const std::vector<std::string>& folders);
  /// In $GILSCOPE_FONTS if it is set, else where systems keep their fonts.
  static Result<std::shared_ptr<const FontSet>> find();

  ~FontSet();
  FontSet(const FontSet&) = delete;
  FontSet& operator=(const FontSet&) = delete;

  /// The glyphs of a line with the pen's position in front of each, kerning included; returns the position behind the last.
  float layout(std::string_view utf8, scene::Font font, float size, const std::function<void(GlyphId, float pen)>& visit) const;
  float width(std::string_view utf8, scene::Font font, float size) const;

  /// `em`: the size in pixels of the picture; `shift`: how far right of a whole pixel the pen stands, 0 to 1.
  GlyphBitmap rasterize(GlyphId glyph, float em, float shift) const;

  /// The files in use: regular, bold, mono, then those that fill gaps.
  std::vector<std::string> files() const;

 private:
  struct Face;
  FontSet();
  GlyphId glyph_for(char32_t c, scene::Font font) const;

  std::vector<std::unique_ptr<Face>> faces_;
};

}  // namespace gilscope::picture
