// Ticks of a time axis: round numbers in the unit that fits, never so close that their labels touch.
#pragma once

#include <string>
#include <vector>

#include "ui/scene/canvas.hpp"
#include "ui/scene/picture.hpp"
#include "ui/scene/theme.hpp"

namespace gilscope::scene {

struct Tick {
  SimTime at = 0;
  std::string label;  ///< empty for a minor tick
};

struct Ticks {
  SimTime step = 1;          ///< between labelled ticks
  std::string base;          ///< where the labels are offsets ("+20 ns"): from what; else empty
  std::vector<Tick> ticks;   ///< in order, minor ones between the labelled ones
};

/// `gap`: the least room between two labels, in pixels.
Ticks make_ticks(const TimeScale& scale, float gap, Canvas& canvas, const TextStyle& style);

/// Exact, without rounding: "1.25 ms", "0 s"; in the unit in which `step` is a number without many digits.
std::string exact_time(SimTime t, SimTime step);

/// With as many digits as an observer can tell apart who sees `least` at best.
std::string rounded_time(SimTime t, SimTime least);

/// For a clock that counts up to `end`: always the same unit and number of digits, so that it does not jitter.
std::string clock_time(SimTime t, SimTime end);

/// The labels and tick marks in `area`; vertical lines at labelled ticks through `lanes`.
void draw_axis(const TimeScale& scale, const Theme& theme, const Rect& area, const Rect& lanes, Canvas& canvas);

}  // namespace gilscope::scene
