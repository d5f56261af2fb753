#include "ui/desktop/hit_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "ui/desktop/time_text.hpp"

namespace gilscope::desktop {
namespace {

using scene::Hit;
using scene::HitKind;

constexpr std::array<std::string_view, 25> kKinds = {
    "nothing", "lane", "lane-label", "thread-span", "core-span", "gil-span", "lock-span", "call-span", "mark",
    "wake-arrow", "flow-arrow", "heat-cell", "memory", "thread", "core", "gil", "lock", "object", "marker-a",
    "marker-b", "playhead", "overview", "axis", "curve-point", "legend"};
constexpr std::array<std::string_view, 4> kLanes = {"thread", "core", "lock", "gil"};

template <std::size_t N>
std::optional<std::size_t> index_in(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

bool read(std::string_view text, std::uint32_t& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

template <class Tag>
bool read(std::string_view text, Id<Tag>& out) {
  return read(text, out.value);
}

bool read_time(std::string_view text, SimTime& out) {
  const auto time = parse_time(text);
  if (time) out = *time;
  return time.has_value();
}

bool read_lane(std::string_view text, Lane& out) {
  const auto colon = text.find(':');
  const auto kind = index_in(kLanes, text.substr(0, colon));
  if (!kind || colon == std::string_view::npos) return false;
  out.kind = static_cast<Lane::Kind>(*kind);
  return read(text.substr(colon + 1), out.index);
}

bool read_kind(std::string_view text, HitKind& out) {
  const auto kind = index_in(kKinds, text);
  if (kind) out = static_cast<HitKind>(*kind);
  return kind.has_value();
}

// The lane that a span of this kind lies on, where the text does not say it.
Lane usual_lane(const Hit& hit) {
  switch (hit.kind) {
    case HitKind::CoreSpan: return Lane::of(hit.core);
    case HitKind::LockSpan: return Lane::of(hit.lock);
    case HitKind::GilSpan: return Lane::gil();
    default: return hit.thread.valid() ? Lane::of(hit.thread) : Lane{};
  }
}

bool set(Hit& hit, std::string_view key, std::string_view value, bool& lane_given) {
  if (key == "kind") return read_kind(value, hit.kind);
  if (key == "run") return read(value, hit.run);
  if (key == "thread") return read(value, hit.thread);
  if (key == "core") return read(value, hit.core);
  if (key == "lock") return read(value, hit.lock);
  if (key == "object") return read(value, hit.object);
  if (key == "function") return read(value, hit.function);
  if (key == "lane") return (lane_given = read_lane(value, hit.lane));
  if (key == "value") return read(value, hit.value);
  if (key == "begin") return read_time(value, hit.begin);
  if (key == "end") return read_time(value, hit.end);
  if (key == "collapsed") return (hit.collapsed = value == "yes") || value == "no";
  return false;
}

}  // namespace

std::string hit_text(const Hit& hit) {
  std::string text = fmt::format("kind={} run={}", kKinds[static_cast<std::size_t>(hit.kind)], hit.run);
  const auto id = [&](const char* key, const auto& value) {
    if (value.valid()) text += fmt::format(" {}={}", key, value.value);
  };
  id("thread", hit.thread), id("core", hit.core), id("lock", hit.lock), id("object", hit.object), id("function", hit.function);
  text += fmt::format(" lane={}:{}", kLanes[static_cast<std::size_t>(hit.lane.kind)], hit.lane.index);
  if (hit.value != 0) text += fmt::format(" value={}", hit.value);
  if (hit.begin != 0 || hit.end != 0) text += fmt::format(" begin={} end={}", time_text(hit.begin), time_text(hit.end));
  if (hit.collapsed) text += " collapsed=yes";
  return text;
}

Result<Hit> parse_hit(std::span<const std::string> words) {
  Hit hit;
  bool lane_given = false;
  for (const std::string& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || !set(hit, std::string_view(word).substr(0, equals), std::string_view(word).substr(equals + 1), lane_given))
      return Error{fmt::format("a selection in key=value pairs, not '{}'", word)};
  }
  if (!lane_given) hit.lane = usual_lane(hit);
  return hit;
}

}  // namespace gilscope::desktop
