#include "ui/picture/font_set.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <span>

#include "ui/picture/utf8.hpp"

#define STBTT_STATIC
#define STB_TRUETYPE_IMPLEMENTATION
#include <stb/stb_truetype.h>

namespace gilscope::picture {
namespace {

namespace fs = std::filesystem;

// By file name, the best first. The first that is installed is taken.
constexpr std::string_view kRegular[] = {"Inter-Regular.otf", "Inter-Regular.ttf", "DejaVuSans.ttf", "NotoSans-Regular.ttf",
                                         "LiberationSans-Regular.ttf", "Arial.ttf", "arial.ttf"};
constexpr std::string_view kBold[] = {"Inter-SemiBold.otf", "Inter-Bold.otf", "Inter-Bold.ttf", "DejaVuSans-Bold.ttf",
                                      "NotoSans-Bold.ttf", "LiberationSans-Bold.ttf", "Arial Bold.ttf", "arialbd.ttf"};
constexpr std::string_view kMono[] = {"JetBrainsMono-Regular.ttf", "DejaVuSansMono.ttf", "NotoSansMono-Regular.ttf",
                                      "LiberationMono-Regular.ttf", "Menlo.ttc", "consola.ttf"};
constexpr std::string_view kGaps[] = {"DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansSymbols2-Regular.ttf"};

using FoundFiles = std::map<std::string, std::string, std::less<>>;  // file name -> path

FoundFiles files_under(const std::vector<std::string>& folders) {
  FoundFiles found;
  for (const auto& folder : folders) {
    std::error_code error;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
      const auto extension = it->path().extension();
      if (extension == ".ttf" || extension == ".otf" || extension == ".ttc")
        found.emplace(it->path().filename().string(), it->path().string());
    }
  }
  return found;
}

std::string best_of(std::span<const std::string_view> names, const FoundFiles& found) {
  for (const auto name : names)
    if (const auto it = found.find(name); it != found.end()) return it->second;
  return {};
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::vector<std::string> system_folders() {
  std::vector<std::string> folders;
  if (const auto home = environment("HOME"); !home.empty()) {
    folders.push_back(home + "/.local/share/fonts");
    folders.push_back(home + "/.fonts");
    folders.push_back(home + "/Library/Fonts");
  }
  folders.insert(folders.end(), {"/usr/local/share/fonts", "/usr/share/fonts", "/System/Library/Fonts", "/Library/Fonts"});
  return folders;
}

}  // namespace

struct FontSet::Face {
  std::string file;
  std::vector<unsigned char> data;
  stbtt_fontinfo info{};

  static std::unique_ptr<Face> load(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    auto face = std::make_unique<Face>();
    face->file = file;
    face->data.assign(std::istreambuf_iterator<char>(in), {});
    if (face->data.size() < 12) return nullptr;
    const int offset = stbtt_GetFontOffsetForIndex(face->data.data(), 0);
    if (offset < 0 || !stbtt_InitFont(&face->info, face->data.data(), offset)) return nullptr;
    return face;
  }

  std::uint32_t glyph(char32_t c) const { return static_cast<std::uint32_t>(stbtt_FindGlyphIndex(&info, static_cast<int>(c))); }
  float em_scale(float em) const { return stbtt_ScaleForMappingEmToPixels(&info, em); }
  float advance(std::uint32_t glyph) const {
    int units = 0, bearing = 0;
    stbtt_GetGlyphHMetrics(&info, static_cast<int>(glyph), &units, &bearing);
    return static_cast<float>(units);
  }
  float kern(std::uint32_t left, std::uint32_t right) const {
    return static_cast<float>(stbtt_GetGlyphKernAdvance(&info, static_cast<int>(left), static_cast<int>(right)));
  }
};

FontSet::FontSet() = default;
FontSet::~FontSet() = default;

Result<std::shared_ptr<const FontSet>> FontSet::find_in(const std::vector<std::string>& folders) {
  const auto found = files_under(folders);
  auto regular = Face::load(best_of(kRegular, found));
  if (!regular) {
    std::string where;
    for (const auto& folder : folders) where += (where.empty() ? "" : ", ") + folder;
    return Error{"no font to write with was found in " + where +
                 ". Install the package fonts-dejavu-core (or fonts-inter and fonts-jetbrains-mono), or name a folder with "
                 "DejaVuSans.ttf in GILSCOPE_FONTS. SVG needs no font."};
  }
  const std::shared_ptr<FontSet> set(new FontSet);
  const std::string regular_file = regular->file;
  set->faces_.push_back(std::move(regular));
  for (const auto& names : {std::span<const std::string_view>(kBold), std::span<const std::string_view>(kMono)}) {
    auto face = Face::load(best_of(names, found));
    set->faces_.push_back(face ? std::move(face) : Face::load(regular_file));
  }
  for (const auto name : kGaps) {
    const auto it = found.find(name);
    if (it == found.end() || it->second == regular_file) continue;
    if (auto face = Face::load(it->second)) set->faces_.push_back(std::move(face));
  }
  return std::shared_ptr<const FontSet>(set);
}

Result<std::shared_ptr<const FontSet>> FontSet::find() {
  const auto named = environment("GILSCOPE_FONTS");
  return find_in(named.empty() ? system_folders() : std::vector<std::string>{named});
}

GlyphId FontSet::glyph_for(char32_t c, scene::Font font) const {
  const auto own = static_cast<std::uint16_t>(font);
  if (const auto glyph = faces_[own]->glyph(c)) return {own, glyph};
  for (std::size_t f = 3; f < faces_.size(); ++f)
    if (const auto glyph = faces_[f]->glyph(c)) return {static_cast<std::uint16_t>(f), glyph};
  return {own, 0};
}

float FontSet::layout(std::string_view utf8, scene::Font font, float size,
                      const std::function<void(GlyphId, float pen)>& visit) const {
  float pen = 0;
  GlyphId before;
  for (std::size_t at = 0; at < utf8.size();) {
    const GlyphId glyph = glyph_for(next_code_point(utf8, at), font);
    const Face& face = *faces_[glyph.face];
    const float scale = face.em_scale(size);
    if (before.glyph != 0 && before.face == glyph.face) pen += face.kern(before.glyph, glyph.glyph) * scale;
    if (visit) visit(glyph, pen);
    pen += face.advance(glyph.glyph) * scale;
    before = glyph;
  }
  return pen;
}

float FontSet::width(std::string_view utf8, scene::Font font, float size) const { return layout(utf8, font, size, {}); }

GlyphBitmap FontSet::rasterize(GlyphId glyph, float em, float shift) const {
  const Face& face = *faces_[glyph.face];
  const float scale = face.em_scale(em);
  const int index = static_cast<int>(glyph.glyph);
  GlyphBitmap out;
  int right = 0, bottom = 0;
  stbtt_GetGlyphBitmapBoxSubpixel(&face.info, index, scale, scale, shift, 0, &out.left, &out.top, &right, &bottom);
  out.width = std::max(0, right - out.left);
  out.height = std::max(0, bottom - out.top);
  out.coverage.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  if (!out.coverage.empty())
    stbtt_MakeGlyphBitmapSubpixel(&face.info, out.coverage.data(), out.width, out.height, out.width, scale, scale, shift, 0, index);
  return out;
}

std::vector<std::string> FontSet::files() const {
  std::vector<std::string> files;
  for (const auto& face : faces_) files.push_back(face->file);
  return files;
}

}  // namespace gilscope::picture
