// What a picture is asked to be: the options that the formats share, read and checked.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sim/base/result.hpp"
#include "sim/base/sim_time.hpp"
#include "sim/export/export.hpp"
#include "ui/scene/picture.hpp"

namespace gilscope::picture {

enum class Part : std::uint8_t { Timeline, Machine, Speedup };

struct DocumentOptions {
  Part part = Part::Timeline;
  int width = 1280;             ///< pixels of the picture
  int height = 0;               ///< 0 = as high as what is in it needs
  int scale = 1;                ///< device pixels per pixel
  bool dark = false;
  scene::TimeRange range;       ///< never empty
  std::optional<SimTime> at;    ///< the instant to show
};

struct AnimationOptions {
  DocumentOptions document;     ///< width and height are set and even
  double seconds = 10;          ///< of movement
  int fps = 30;
  double slow_motion = 1;       ///< seconds of the viewer per simulated second

  int moving_frames() const;
  int still_frames() const { return fps; }  ///< the last picture stays for a second
  int frames() const { return moving_frames() + still_frames(); }
  /// The instant that a frame shows.
  SimTime time_of(int frame) const;
};

/// The least and largest width and height, and how many device pixels a picture may have.
inline constexpr int kLeastSide = 200, kLargestSide = 16'384;
inline constexpr std::int64_t kMostPixels = 120'000'000;
inline constexpr int kMostFrames = 20'000;

/// "12.5ms", "3us", "0.5" (seconds), or "50%" of `whole`. Error: what is accepted.
Result<SimTime> parse_instant(std::string_view text, SimTime whole);

/// Error: the first option that does not fit these runs, in words.
Result<DocumentOptions> read_document_options(std::span<const ExportRun> runs, const ExportOptions& options);
Result<AnimationOptions> read_animation_options(std::span<const ExportRun> runs, const ExportOptions& options, int usual_fps);

/// The time from the start to the end of the longest run.
SimTime longest(std::span<const ExportRun> runs);

}  // namespace gilscope::picture
