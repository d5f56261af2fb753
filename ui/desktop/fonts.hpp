// The letters of the app: Debian's Inter, DejaVu Sans for signs, JetBrains Mono; Dear ImGui's own where they are missing.
#pragma once

#include <vector>

#include "ui/desktop/view.hpp"
#include "ui/scene/canvas.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::desktop {

class FontAtlas {
 public:
  /// Loads the fonts in the sizes of the theme into the current Dear ImGui context. Call it between frames.
  void load(const scene::Theme& theme);
  /// Whether load() would make others.
  bool fits(const scene::Theme& theme) const { return text_size_ == theme.text_size() && small_size_ == theme.small_text_size(); }

  /// The loaded font nearest to a size: never null.
  ImFont* find(scene::Font font, float size) const;
  /// Those of panels, in the theme's text size.
  Fonts panel_fonts() const;

 private:
  struct Face {
    scene::Font font;
    float size;
    ImFont* face;
  };
  std::vector<Face> faces_;
  float text_size_ = 0, small_size_ = 0;
};

}  // namespace gilscope::desktop
