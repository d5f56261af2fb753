#include "ui/scene/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/scene/paint.hpp"

namespace gilscope::scene {
namespace {

struct Unit {
  SimTime size;
  std::string_view name;
};
constexpr std::array<Unit, 5> kUnits = {{{kSecond, "s"}, {kMillisecond, "ms"}, {kMicrosecond, "µs"}, {kNanosecond, "ns"}, {kPicosecond, "ps"}}};

// The largest unit in which both the step and the value read well.
const Unit& unit_for(SimTime largest, SimTime step) {
  for (const Unit& unit : kUnits)
    if (largest >= unit.size && step * 1000 >= unit.size) return unit;
  return largest == 0 ? kUnits.front() : kUnits.back();
}

std::string in_unit(SimTime t, const Unit& unit, SimTime step) {
  int decimals = 0;
  for (SimTime part = unit.size; part > 1 && step % part != 0 && decimals < 12; part /= 10) ++decimals;
  SimTime scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const SimTime count = t / (unit.size / scale);
  const char* sign = count < 0 ? "-" : "";
  const SimTime size = std::abs(count);
  if (decimals == 0) return fmt::format("{}{} {}", sign, size, unit.name);
  return fmt::format("{}{}.{:0{}} {}", sign, size / scale, size % scale, decimals, unit.name);
}

SimTime next_step(SimTime step) {
  SimTime power = 1;
  while (power * 10 <= step) power *= 10;
  return step < 2 * power ? 2 * power : step < 5 * power ? 5 * power : 10 * power;
}

// Where offsets start: the last multiple of a thousand steps before the picture, where that has a short name.
SimTime base_of(const TimeRange& range, SimTime step) {
  SimTime coarse = 1;
  while (coarse < step * 100) coarse *= 10;
  return range.from / coarse * coarse;
}

// The largest power of ten that divides t.
SimTime roundness(SimTime t) {
  SimTime power = 1;
  while (t != 0 && t % (power * 10) == 0) power *= 10;
  return power;
}

bool needs_offsets(const TimeRange& range, SimTime step) {
  const SimTime largest = std::max(std::abs(range.from), std::abs(range.to));
  for (const Unit& unit : kUnits)
    if (largest >= unit.size) return unit.size >= step * 100'000;
  return false;
}

struct Labels {
  SimTime base = 0;
  bool offsets = false;
  Unit unit;
  SimTime step;

  std::string operator()(SimTime at) const {
    if (!offsets) return at == 0 ? fmt::format("0 {}", unit.name) : in_unit(at, unit, step);
    return "+" + in_unit(at - base, unit, step);
  }
};

Labels labels_for(const TimeRange& range, SimTime step) {
  Labels labels;
  labels.step = step;
  labels.offsets = needs_offsets(range, step);
  if (labels.offsets) labels.base = base_of(range, step);
  labels.unit = unit_for(std::max(std::abs(range.to - labels.base), step), step);
  return labels;
}

SimTime first_multiple(SimTime from, SimTime step) {
  const SimTime down = from / step * step;
  return down < from ? down + step : down;
}

// The width of the widest label a step would give; the labels at both ends are the longest.
float widest(const TimeRange& range, SimTime step, Canvas& canvas, const TextStyle& style) {
  const Labels label = labels_for(range, step);
  const SimTime first = first_multiple(range.from, step), last = range.to / step * step;
  return std::max({canvas.text_width(label(first), style), canvas.text_width(label(last), style),
                   canvas.text_width(label(last > step ? last - step : last), style)});
}

int minor_parts(SimTime step) {
  SimTime lead = step;
  while (lead >= 10) lead /= 10;
  const int parts = lead == 2 ? 4 : 5;
  return step % parts == 0 ? parts : 1;
}

}  // namespace

std::string exact_time(SimTime t, SimTime step) {
  if (t == 0) return "0 s";
  return in_unit(t, unit_for(std::abs(t), step), step);
}

std::string clock_time(SimTime t, SimTime end) {
  for (const Unit& unit : kUnits) {
    if (end < 2 * unit.size && unit.size > 1) continue;
    const SimTime step = std::max<SimTime>(1, unit.size / 1000);
    return in_unit(t / step * step, unit, step);
  }
  return exact_time(t, 1);
}

std::string rounded_time(SimTime t, SimTime least) {
  SimTime step = 1;
  while (step * 10 <= least) step *= 10;
  return exact_time((t + step / 2) / step * step, step);
}

Ticks make_ticks(const TimeScale& scale, float gap, Canvas& canvas, const TextStyle& style) {
  Ticks result;
  const TimeRange range = scale.range;
  if (range.length() <= 0 || scale.width <= 0) return result;
  const double time_per_pixel = static_cast<double>(range.length()) / scale.width;
  SimTime step = 1;
  while (static_cast<double>(step) < time_per_pixel * 40) step = next_step(step);
  while (step < range.length() && static_cast<double>(step) < time_per_pixel * (widest(range, step, canvas, style) + gap)) step = next_step(step);

  result.step = step;
  const Labels label = labels_for(range, step);
  if (label.offsets) result.base = exact_time(label.base, roundness(label.base));
  const SimTime minor = step / minor_parts(step);
  for (SimTime at = first_multiple(range.from, minor); at <= range.to; at += minor)
    result.ticks.push_back({at, at % step == 0 ? label(at) : std::string()});
  return result;
}

void draw_axis(const TimeScale& scale, const Theme& theme, const Rect& area, const Rect& lanes, Canvas& canvas) {
  const TextStyle style{theme.text_dim, theme.small_text_size(), Font::Regular, Align::Left};
  const Ticks ticks = make_ticks(scale, 18 * theme.scale, canvas, style);
  const float size = theme.small_text_size();
  for (const Tick& tick : ticks.ticks) {
    const float x = std::round(scale.x(tick.at));
    if (x < scale.left - 0.5f || x > scale.left + scale.width + 0.5f) continue;
    if (tick.label.empty()) {
      canvas.line({x, area.bottom() - size * 0.35f}, {x, area.bottom()}, theme.grid_strong);
      continue;
    }
    canvas.line({x, lanes.y}, {x, lanes.bottom()}, theme.grid);
    canvas.line({x, area.bottom() - size * 0.8f}, {x, area.bottom()}, theme.grid_strong);
    const float width = canvas.text_width(tick.label, style);
    if (x + 4 + width <= area.right()) canvas.text({x + 4, area.y + area.h * 0.45f}, tick.label, style);
  }
  if (!ticks.base.empty() && scale.left - area.x > size * 3)
    draw_fitted(canvas, {area.x + size, area.y + area.h * 0.45f}, ticks.base, {theme.text, size, Font::Bold, Align::Left}, scale.left - area.x - size * 1.5f);
  canvas.line({area.x, area.bottom()}, {area.right(), area.bottom()}, theme.grid_strong);
}

}  // namespace gilscope::scene
