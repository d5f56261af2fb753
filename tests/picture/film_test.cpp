// Animations: frames that move, as many as asked for; a program that is missing or fails leaves a message and no file.
#include "tests/catch.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/picture/samples.hpp"
#include "ui/picture/animation.hpp"
#include "ui/picture/ffmpeg.hpp"
#include "ui/picture/formats.hpp"

namespace {

using namespace gilscope;
using namespace gilscope::picture;
using test::with;
namespace fs = std::filesystem;

struct TemporaryFolder {
  fs::path path;
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "gilscope-film-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~TemporaryFolder() { fs::remove_all(path); }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator())); }
};

/// Another PATH for as long as it lives.
struct OtherPath {
  std::string before = std::getenv("PATH");
  explicit OtherPath(const std::string& path) { setenv("PATH", path.c_str(), 1); }
  ~OtherPath() { setenv("PATH", before.c_str(), 1); }
};

void put_program(const fs::path& folder, const std::string& script) {
  std::ofstream(folder / "ffmpeg") << "#!/bin/sh\n" << script;
  fs::permissions(folder / "ffmpeg", fs::perms::owner_all);
}

const Exporter& format(std::string_view name) { return *find_by_name(picture_exporters(), name); }

bool have_ffmpeg() {
  if (find_ffmpeg().ok()) return true;
  WARN("ffmpeg is not installed: GIF and MP4 are NOT tested here");
  return false;
}

std::string output_of(const std::string& command) {
  std::string text;
  std::array<char, 256> buffer{};
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  while (std::fgets(buffer.data(), buffer.size(), pipe)) text += buffer.data();
  pclose(pipe);
  return text;
}

/// "width,height,pixel format,frames".
std::string probed(const fs::path& file) {
  return output_of("ffprobe -v error -count_frames -select_streams v:0 -show_entries stream=codec_name,width,height,pix_fmt,nb_read_frames -of csv=p=0 '" +
                   file.string() + "'");
}

TEST_CASE("frames run from the beginning of the range to its end, and then stand still") {
  const ExportRun runs[] = {test::known_run()};
  auto options = read_animation_options(runs, with({{"seconds", "2"}, {"fps", "10"}, {"size", "400x301"}}), 30);
  REQUIRE(options.ok());
  CHECK(options->moving_frames() == 20);
  CHECK(options->frames() == 30);
  CHECK(options->document.height == 302);  // even
  CHECK(options->time_of(0) == 0);
  CHECK(options->time_of(19) == 100 * kMillisecond);
  CHECK(options->time_of(29) == 100 * kMillisecond);
  CHECK(options->slow_motion == Approx(20));
  for (int k = 1; k < 20; ++k) CHECK(options->time_of(k) > options->time_of(k - 1));

  const auto fonts = FontSet::find();
  REQUIRE(fonts.ok());
  Animation animation(runs, *options, *fonts);
  const auto first = animation.frame(0).rgba(), middle = animation.frame(10).rgba(), last = animation.frame(29).rgba();
  CHECK(first != middle);
  CHECK(middle != last);
  CHECK(animation.frame(10).rgba() == middle);  // whatever was drawn before
}

TEST_CASE("slow motion sets the length of the film") {
  const ExportRun runs[] = {test::known_run()};
  const auto options = read_animation_options(runs, with({{"slow-motion", "50"}}), 20);
  REQUIRE(options.ok());
  CHECK(options->seconds == Approx(5));
  CHECK(options->moving_frames() == 100);
}

TEST_CASE("GIF and MP4 have the frames and the size asked for") {
  if (!have_ffmpeg()) return;
  const TemporaryFolder folder;
  const ExportRun runs[] = {test::known_run(), test::free_run()};
  for (const auto& [name, expected] : {std::pair<std::string, std::string>{"mp4", "h264,320,240,yuv420p,20\n"}, {"gif", "gif,320,240,bgra,20\n"}}) {
    const auto file = folder.path / ("film." + name);
    double reached = 0;
    auto options = with({{"seconds", "1"}, {"fps", "10"}, {"size", "320x240"}});
    options.progress = [&](double part) {
      CHECK(part >= reached);
      reached = part;
      return true;
    };
    const auto result = export_runs(format(name), runs, options, file.string(), Overwrite::No);
    INFO((result.ok() ? "" : result.error().message));
    REQUIRE(result.ok());
    CHECK(reached == Approx(1));
    CHECK(probed(file) == expected);
  }
  CHECK(folder.files() == 2);  // no palette, no half film
}

TEST_CASE("a film that is cancelled leaves nothing behind") {
  if (!have_ffmpeg()) return;
  const TemporaryFolder folder;
  const ExportRun runs[] = {test::known_run()};
  for (const char* name : {"mp4", "gif"}) {
    auto options = with({{"seconds", "2"}, {"size", "320x240"}});
    options.progress = [](double part) { return part < 0.5; };
    const auto result = export_runs(format(name), runs, options, (folder.path / "film").string() + "." + name, Overwrite::No);
    REQUIRE(result.ok());
    CHECK(result->cancelled);
    CHECK(folder.files() == 0);
  }
}

TEST_CASE("without ffmpeg the message says what to install") {
  const TemporaryFolder empty;
  const OtherPath path(empty.path.string());
  const ExportRun runs[] = {test::known_run()};
  const auto result = export_runs(format("mp4"), runs, {}, (empty.path / "film.mp4").string(), Overwrite::No);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().message.find("apt-get install ffmpeg") != std::string::npos);
  CHECK(empty.files() == 0);
}

TEST_CASE("an ffmpeg that fails says why, and no file appears") {
  const TemporaryFolder programs, target;
  const ExportRun runs[] = {test::known_run()};
  const auto options = with({{"seconds", "0.5"}, {"size", "320x240"}});
  const auto message = [&](const std::string& script) {
    put_program(programs.path, script);
    const OtherPath path(programs.path.string() + ":" + std::getenv("PATH"));
    const auto result = export_runs(format("gif"), runs, options, (target.path / "film.gif").string(), Overwrite::No);
    CHECK(target.files() == 0);
    return result.ok() ? std::string() : result.error().message;
  };
  CHECK(message("echo 'no space on the moon' >&2; exit 3").find("status 3: no space on the moon") != std::string::npos);
  CHECK(message("cat > /dev/null; echo late >&2; exit 1").find("late") != std::string::npos);
  CHECK(message("kill -9 $$").find("signal 9") != std::string::npos);
}

}  // namespace
