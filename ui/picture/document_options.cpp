#include "ui/picture/document_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "sim/trace/trace.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::picture {
namespace {

constexpr std::array<std::pair<std::string_view, double>, 8> kUnits = {
    {{"", 1}, {"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"\xC2\xB5s", 1e-6}, {"\xCE\xBCs", 1e-6}, {"ns", 1e-9}, {"ps", 1e-12}}};

Error bad_size(std::string_view text) {
  return Error{fmt::format("size={}: it is WIDTHxHEIGHT in pixels, like 1280x720, or a width alone (then the picture is as high as it needs); "
                           "each from {} to {}",
                           text, kLeastSide, kLargestSide)};
}

std::optional<int> side(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < kLeastSide || value > kLargestSide) return std::nullopt;
  return value;
}

std::optional<Error> read_size(const ExportOptions& options, DocumentOptions& out) {
  const auto text = options.value("size", "");
  if (text.empty() && options.values.count("size") == 0) return std::nullopt;
  const auto cross = text.find_first_of("xX");
  const auto width = side(text.substr(0, cross));
  if (!width) return bad_size(text);
  out.width = *width;
  if (cross == std::string_view::npos) return std::nullopt;
  const auto height = side(text.substr(cross + 1));
  if (!height) return bad_size(text);
  out.height = *height;
  return std::nullopt;
}

std::optional<Error> read_range(std::span<const ExportRun> runs, const ExportOptions& options, DocumentOptions& out) {
  const SimTime end = std::max<SimTime>(longest(runs), 1);
  out.range = {std::max<SimTime>(options.from, 0), std::min(options.to, end)};
  if (out.range.length() > 0) return std::nullopt;
  return Error{fmt::format("the range begins at {}, but {} at {}: nothing to draw", scene::short_time(options.from),
                           runs.size() > 1 ? "the longest run ends" : "the run ends", scene::short_time(end))};
}

std::optional<Error> read_instant(std::span<const ExportRun> runs, const ExportOptions& options, DocumentOptions& out) {
  const auto text = options.value("at", "");
  if (text.empty()) {
    if (out.part == Part::Machine) out.at = out.range.from + out.range.length() / 2;
    return std::nullopt;
  }
  const SimTime end = longest(runs);
  const auto at = parse_instant(text, end);
  if (!at) return Error{"at=" + std::string(text) + ": " + at.error().message};
  if (*at > end)
    return Error{fmt::format("at={}: {} at {}; name an instant before that", text, runs.size() > 1 ? "the longest run ends" : "the run ends",
                             scene::short_time(end))};
  out.at = *at;
  return std::nullopt;
}

std::optional<Error> read_part(std::span<const ExportRun> runs, const ExportOptions& options, DocumentOptions& out) {
  const auto part = options.value("part", "timeline");
  out.part = part == "machine" ? Part::Machine : part == "speedup" ? Part::Speedup : Part::Timeline;
  if (out.part != Part::Speedup) return std::nullopt;
  std::set<std::uint32_t> cores;
  for (const auto& run : runs) cores.insert(run.cores);
  if (cores.size() > 1) return std::nullopt;
  return Error{"part=speedup: a speed-up curve needs runs at several numbers of cores, for example --cores 1,2,4,8"};
}

std::optional<Error> check_pixels(const DocumentOptions& o) {
  const std::int64_t pixels = static_cast<std::int64_t>(o.width) * std::max(o.height, 1) * o.scale * o.scale;
  if (pixels <= kMostPixels) return std::nullopt;
  return Error{fmt::format("a picture of {} x {} pixels is too large; at most {} million pixels can be drawn: take a smaller size or scale",
                           static_cast<std::int64_t>(o.width) * o.scale, static_cast<std::int64_t>(o.height) * o.scale, kMostPixels / 1'000'000)};
}

Result<double> positive(std::string_view name, std::string_view text, double least, double most) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= least) || !(value <= most))
    return Error{fmt::format("{}={}: it is a number from {} to {}", name, text, least, most)};
  return value;
}

std::optional<Error> read_pace(const ExportOptions& options, AnimationOptions& out) {
  constexpr double kLongest = 600;
  const auto seconds = options.value("seconds", ""), slow = options.value("slow-motion", "");
  if (!seconds.empty() && !slow.empty())
    return Error{"seconds and slow-motion both say how fast the animation goes: name one of them"};
  const double simulated = to_seconds(out.document.range.length());
  if (!slow.empty()) {
    const auto factor = positive("slow-motion", slow, 1e-3, 1e12);
    if (!factor) return factor.error();
    out.seconds = simulated * *factor;
    if (out.seconds > kLongest || out.seconds * out.fps < 2)
      return Error{fmt::format("slow-motion={}: the animation would last {:.3g} s; between {:.2g} and {:.0f} s it is of use. This range takes 10 s with "
                               "slow-motion={:.3g}",
                               slow, out.seconds, 2.0 / out.fps, kLongest, 10 / simulated)};
  } else if (!seconds.empty()) {
    const auto value = positive("seconds", seconds, 0.1, kLongest);
    if (!value) return value.error();
    out.seconds = *value;
  }
  out.slow_motion = out.seconds / simulated;
  if (out.frames() <= kMostFrames) return std::nullopt;
  return Error{fmt::format("{} frames are too many; at most {} are drawn: take fewer seconds or a lower fps", out.frames(), kMostFrames)};
}

}  // namespace

int AnimationOptions::moving_frames() const { return std::max(2, static_cast<int>(std::lround(seconds * fps))); }

SimTime AnimationOptions::time_of(int frame) const {
  const int last = moving_frames() - 1;
  const double part = static_cast<double>(std::clamp(frame, 0, last)) / last;
  return document.range.from + static_cast<SimTime>(static_cast<double>(document.range.length()) * part);
}

SimTime longest(std::span<const ExportRun> runs) {
  SimTime end = 0;
  for (const auto& run : runs) end = std::max(end, run.trace->end());
  return end;
}

Result<SimTime> parse_instant(std::string_view text, SimTime whole) {
  const Error bad{"an instant is a number with a unit, like 12.5ms, 300us or 0.2s, or a part of the run, like 50%"};
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || !(number >= 0) || !std::isfinite(number)) return bad;
  std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit == "%" && number <= 100) return static_cast<SimTime>(static_cast<double>(whole) * number / 100);
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  for (const auto& [name, seconds] : kUnits)
    if (unit == name) return from_seconds(number * seconds);
  return bad;
}

Result<DocumentOptions> read_document_options(std::span<const ExportRun> runs, const ExportOptions& options) {
  DocumentOptions out;
  out.dark = options.value("theme", "light") == "dark";
  const auto scale = options.number("scale", 1, 1, 4);
  if (!scale) return scale.error();
  out.scale = static_cast<int>(*scale);
  for (const auto& read : {read_part, read_range, read_instant})
    if (auto error = read(runs, options, out)) return *error;
  if (auto error = read_size(options, out)) return *error;
  if (auto error = check_pixels(out)) return *error;
  return out;
}

Result<AnimationOptions> read_animation_options(std::span<const ExportRun> runs, const ExportOptions& options, int usual_fps) {
  AnimationOptions out;
  out.document.dark = options.value("theme", "dark") == "dark";
  if (auto error = read_range(runs, options, out.document)) return *error;
  out.document.width = runs.size() > 2 ? 1920 : 1280;
  if (auto error = read_size(options, out.document)) return *error;
  if (out.document.height == 0) out.document.height = out.document.width * 9 / 16;
  out.document.width += out.document.width % 2;  // H.264 halves the colours
  out.document.height += out.document.height % 2;
  if (out.document.width > 4096 || out.document.height > 4096)
    return Error{fmt::format("size={}: an animation is at most 4096 pixels wide and high, or few players show it", options.value("size", ""))};
  const auto fps = options.number("fps", usual_fps, 1, 60);
  if (!fps) return fps.error();
  out.fps = static_cast<int>(*fps);
  if (auto error = read_pace(options, out)) return *error;
  return out;
}

}  // namespace gilscope::picture
