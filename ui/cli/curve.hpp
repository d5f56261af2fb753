// Speed-up over cores as a small diagram, drawn with Braille dots.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "ui/cli/style.hpp"

namespace gilscope::cli {

struct Curve {
  std::string name;
  std::vector<std::pair<double, double>> points;  ///< (cores, speed-up), by rising cores
};

/// All curves over one pair of axes, with the ideal line (speed-up = cores) dotted, and a legend. Empty without points.
std::string render_curves(const std::vector<Curve>& curves, const Style& style);

}  // namespace gilscope::cli
