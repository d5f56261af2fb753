#include "ui/picture/film.hpp"

#include <algorithm>
#include <filesystem>

#include "ui/picture/animation.hpp"
#include "ui/picture/ffmpeg.hpp"

namespace gilscope::picture {
namespace {

constexpr int kGifFps = 20, kMp4Fps = 30;     // GIF counts in hundredths of a second: 20 is one of the few rates it can tell
constexpr int kPaletteFrames = 24;            // looked at for the palette
constexpr double kPalettePart = 0.1;          // of the progress

/// Deletes the palette when done.
struct ScratchFile {
  std::string path;
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

struct Film {
  Film(std::span<const ExportRun> r, const AnimationOptions& o, std::string ffmpeg, std::shared_ptr<const FontSet> fonts)
      : options(o), program(std::move(ffmpeg)), animation(r, o, std::move(fonts)) {}
  FfmpegPipe::Frames frames() const { return {options.document.width, options.document.height, options.fps}; }

  AnimationOptions options;
  std::string program;
  Animation animation;
};

Result<std::unique_ptr<Film>> make_film(std::span<const ExportRun> runs, const ExportOptions& options, int fps) {
  const auto read = read_animation_options(runs, options, fps);
  if (!read) return read.error();
  auto program = find_ffmpeg();
  if (!program) return program.error();
  auto fonts = FontSet::find();
  if (!fonts) return fonts.error();
  return std::make_unique<Film>(runs, *read, *program, *fonts);
}

/// Sends `count` frames, the k-th being number_of(k); `tell` hears how far it is and may end it.
template <class NumberOf, class Tell>
std::optional<Error> send(Film& film, const std::vector<std::string>& output, int count, NumberOf number_of, Tell tell) {
  auto pipe = FfmpegPipe::start(film.program, film.frames(), output);
  if (!pipe) return pipe.error();
  for (int k = 0; k < count; ++k) {
    if (auto error = (*pipe)->write(film.animation.frame(number_of(k)).rgba())) return error;
    if (!tell(static_cast<double>(k + 1) / count)) return Error{"the export was cancelled"};
  }
  return (*pipe)->finish();
}

std::optional<Error> send_all(Film& film, const std::vector<std::string>& output, double from, const ExportProgress& progress) {
  return send(film, output, film.options.frames(), [](int k) { return k; },
              [&](double part) { return !progress || progress(from + (1 - from) * part); });
}

std::optional<Error> check_film(std::span<const ExportRun> runs, const ExportOptions& options, int fps) {
  const auto read = read_animation_options(runs, options, fps);
  if (!read) return read.error();
  return std::nullopt;
}

}  // namespace

std::optional<Error> check_gif(std::span<const ExportRun> runs, const ExportOptions& options) { return check_film(runs, options, kGifFps); }
std::optional<Error> check_mp4(std::span<const ExportRun> runs, const ExportOptions& options) { return check_film(runs, options, kMp4Fps); }

std::optional<Error> write_mp4(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out) {
  auto film = make_film(runs, options, kMp4Fps);
  if (!film) return film.error();
  const auto path = out.scratch_path(".mp4");
  if (!path) return path.error();
  return send_all(**film,
                  {"-an", "-c:v", "libx264", "-preset", "medium", "-tune", "animation", "-crf", "20", "-pix_fmt", "yuv420p", "-movflags", "+faststart",
                   "-metadata", "title=" + run_label(runs[0]), "-f", "mp4", "file:" + *path},
                  0, options.progress);
}

std::optional<Error> write_gif(std::span<const ExportRun> runs, const ExportOptions& options, ExportOutput& out) {
  auto film = make_film(runs, options, kGifFps);
  if (!film) return film.error();
  const auto path = out.scratch_path(".gif");
  if (!path) return path.error();
  // First the 256 colours, from frames all over the film; then the film in these, without dithering: drawings need none, and stay small.
  const ScratchFile palette{*path + ".palette.png"};
  const int frames = (*film)->options.frames(), looked_at = std::min(kPaletteFrames, frames);
  auto error = send(**film, {"-vf", "palettegen=max_colors=256:reserve_transparent=0", "-frames:v", "1", "-update", "1", "-f", "image2", "file:" + palette.path}, looked_at,
                    [&](int k) { return k * (frames - 1) / std::max(1, looked_at - 1); },
                    [&](double part) { return !options.progress || options.progress(kPalettePart * part); });
  if (error) return error;
  return send_all(**film, {"-i", "file:" + palette.path, "-lavfi", "[0:v][1:v]paletteuse=dither=none:diff_mode=rectangle", "-f", "gif", "-loop", "0", "file:" + *path},
                  kPalettePart, options.progress);
}

}  // namespace gilscope::picture
