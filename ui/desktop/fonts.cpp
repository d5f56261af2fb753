#include "ui/desktop/fonts.hpp"

#include <imgui.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <string>

namespace gilscope::desktop {
namespace {

using scene::Font;

// Where Debian and its relatives keep them, best first.
constexpr std::array kRegular = {"/usr/share/fonts/opentype/inter/Inter-Regular.otf", "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
                                 "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};
constexpr std::array kBold = {"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf", "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf",
                              "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"};
constexpr std::array kMono = {"/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
                              "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};
constexpr const char* kSigns = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

// Latin, Greek (for µ and friends), general punctuation; the signs come from another face.
constexpr ImWchar kLetters[] = {0x20, 0x24F, 0x370, 0x3FF, 0x2010, 0x2044, 0};
constexpr ImWchar kSignRanges[] = {0x2190, 0x21FF, 0x2200, 0x2265, 0x2300, 0x23FF, 0x2500, 0x25FF, 0x2600, 0x266F, 0x2713, 0x2718, 0x27A4, 0x27A4, 0};

std::string first_there(const std::array<const char*, 3>& files) {
  std::error_code ignored;
  for (const char* file : files)
    if (std::filesystem::exists(file, ignored)) return file;
  return "";
}

ImFont* add_face(ImFontAtlas& atlas, Font font, float size) {
  const std::string file = first_there(font == Font::Regular ? kRegular : font == Font::Bold ? kBold : kMono);
  ImFontConfig config;
  config.OversampleH = 2;
  config.OversampleV = 1;
  config.PixelSnapH = font == Font::Mono;
  if (file.empty()) {
    config.SizePixels = size;
    return atlas.AddFontDefault(&config);
  }
  ImFont* face = atlas.AddFontFromFileTTF(file.c_str(), size, &config, kLetters);
  std::error_code ignored;
  if (face && std::filesystem::exists(kSigns, ignored)) {
    ImFontConfig merged;
    merged.MergeMode = true;
    merged.OversampleH = 1;
    merged.OversampleV = 1;
    atlas.AddFontFromFileTTF(kSigns, size * 0.95f, &merged, kSignRanges);
  }
  return face ? face : atlas.AddFontDefault(&config);
}

}  // namespace

void FontAtlas::load(const scene::Theme& theme) {
  text_size_ = theme.text_size();
  small_size_ = theme.small_text_size();
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  faces_.clear();
  const float text = std::round(text_size_), small = std::round(small_size_);
  for (const auto& [font, size] : {std::pair{Font::Regular, text}, {Font::Regular, small}, {Font::Regular, std::round(text * 1.4f)},
                                   {Font::Bold, text}, {Font::Bold, small}, {Font::Bold, std::round(text * 1.4f)}, {Font::Bold, std::round(text * 1.9f)},
                                   {Font::Mono, text}, {Font::Mono, small}})
    faces_.push_back({font, size, add_face(atlas, font, size)});
#if IMGUI_VERSION_NUM < 19200  // later ones make their textures as they go
  atlas.Build();
#endif
}

ImFont* FontAtlas::find(Font font, float size) const {
  const Face* best = &faces_.front();
  float nearest = 1e9f;
  for (const Face& face : faces_) {
    const float distance = std::abs(face.size - size) + (face.font == font ? 0.f : 1000.f);
    if (distance < nearest) nearest = distance, best = &face;
  }
  return best->face;
}

Fonts FontAtlas::panel_fonts() const {
  return {find(Font::Regular, text_size_), find(Font::Bold, text_size_), find(Font::Mono, text_size_)};
}

}  // namespace gilscope::desktop
