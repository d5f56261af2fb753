#include "ui/picture/formats.hpp"

#include "ui/picture/document.hpp"
#include "ui/picture/film.hpp"
#include "ui/picture/html_report.hpp"
#include "ui/picture/png_file.hpp"
#include "ui/picture/svg_canvas.hpp"

namespace gilscope::picture {
namespace {

constexpr ExporterOption kPart{"part", "timeline, machine, speedup", "timeline",
                               "what to draw: the timeline, the machine at an instant, or the speed-up over cores", true};
constexpr ExporterOption kSize{"size", "WIDTHxHEIGHT", "1280", "in pixels; a width alone: as high as it needs"};
constexpr ExporterOption kFilmSize{"size", "WIDTHxHEIGHT", "1280x720", "in pixels"};
constexpr ExporterOption kAt{"at", "TIME", "50%", "the instant to show: 12.5ms, 300us, 40%"};
constexpr ExporterOption kScale{"scale", "1 to 4", "1", "device pixels per pixel"};
constexpr ExporterOption kTheme{"theme", "light, dark", "light", "the colours", true};
constexpr ExporterOption kFilmTheme{"theme", "light, dark", "dark", "the colours", true};
constexpr ExporterOption kSeconds{"seconds", "0.1 to 600", "10", "how long the movement lasts"};
constexpr ExporterOption kSlowMotion{"slow-motion", "NUMBER", "", "instead of seconds: how many times slower than the modeled machine"};
constexpr ExporterOption kMp4Fps{"fps", "1 to 60", "30", "frames per second"};
constexpr ExporterOption kGifFps{"fps", "1 to 60", "20", "frames per second"};

constexpr ExporterOption kSvgOptions[] = {kPart, kAt, kSize, kTheme};
constexpr ExporterOption kPngOptions[] = {kPart, kAt, kSize, kScale, kTheme};
constexpr ExporterOption kGifOptions[] = {kSeconds, kSlowMotion, kGifFps, kFilmSize, kFilmTheme};
constexpr ExporterOption kMp4Options[] = {kSeconds, kSlowMotion, kMp4Fps, kFilmSize, kFilmTheme};

std::optional<Error> check_document(std::span<const ExportRun> runs, const ExportOptions& options) {
  const auto read = read_document_options(runs, options);
  if (!read) return read.error();
  return std::nullopt;
}

std::optional<Error> write_svg(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out) {
  const auto read = read_document_options(runs, options);
  if (!read) return read.error();
  SvgCanvas measure(1, 1, {});
  const Document document(runs, *read, measure);
  SvgCanvas canvas(document.width(), document.height(), document.theme().background);
  document.draw(canvas);
  out.main().append(canvas.document(document.title(), document.description()));
  return out.main().error();
}

std::optional<Error> write_png(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out) {
  const auto read = read_document_options(runs, options);
  if (!read) return read.error();
  const auto fonts = FontSet::find();
  if (!fonts) return fonts.error();
  RasterCanvas measure(1, 1, read->scale, {}, *fonts);
  const Document document(runs, *read, measure);
  RasterCanvas canvas(document.width(), document.height(), read->scale, document.theme().background, *fonts);
  document.draw(canvas);
  const auto bytes = encode_png(canvas, document.title(), document.description());
  if (!bytes) return bytes.error();
  out.main().append(*bytes);
  return out.main().error();
}

constexpr Exporter kExporters[] = {
    {.name = "svg", .ending = ".svg", .description = "a drawing for print, slides and web pages", .write = write_svg, .options = kSvgOptions, .check = check_document},
    {.name = "png", .ending = ".png", .description = "a picture of pixels", .write = write_png, .options = kPngOptions, .check = check_document},
    {.name = "mp4", .ending = ".mp4", .description = "a film in slow motion (needs ffmpeg)", .write = write_mp4, .options = kMp4Options, .check = check_mp4},
    {.name = "gif", .ending = ".gif", .description = "the film as a moving picture (needs ffmpeg)", .write = write_gif, .options = kGifOptions, .check = check_gif},
};

}  // namespace

std::span<const Exporter> picture_exporters() { return kExporters; }

std::vector<Exporter> all_formats() {
  std::vector<Exporter> all;
  for (const auto& list : {trace_exporters(), picture_exporters()}) all.insert(all.end(), list.begin(), list.end());
  all.push_back(html_exporter());
  return all;
}

}  // namespace gilscope::picture
