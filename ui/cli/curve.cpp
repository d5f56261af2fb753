#include "ui/cli/curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gilscope::cli {
namespace {

constexpr int kRows = 14;
constexpr int kMostColumns = 64;
constexpr int kAxisWidth = 6;
constexpr std::array<Color, 8> kColors = {203, 214, 77, 75, 141, 220, 44, 176};
constexpr std::array<std::string_view, 8> kMarkers = {"●", "◆", "▲", "■", "○", "◇", "△", "□"};

// A grid of characters, each of 2 x 4 dots (Unicode's Braille block), with one colour per character and markers on top.
class Canvas {
 public:
  Canvas(int columns, int rows) : columns_(columns), rows_(rows), cells_(static_cast<std::size_t>(columns * rows)) {}

  // x and y from 0 to 1; y = 0 is the bottom.
  void dot(double x, double y, Color color) {
    const int dx = std::clamp(static_cast<int>(std::lround(x * (columns_ * 2 - 1))), 0, columns_ * 2 - 1);
    const int dy = std::clamp(static_cast<int>(std::lround((1 - y) * (rows_ * 4 - 1))), 0, rows_ * 4 - 1);
    static constexpr std::array<std::array<unsigned, 2>, 4> kBits = {{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}};
    Cell& cell = at(dx / 2, dy / 4);
    cell.dots |= kBits[static_cast<std::size_t>(dy % 4)][static_cast<std::size_t>(dx % 2)];
    cell.color = color;
  }

  void line(double x0, double y0, double x1, double y1, Color color, int every = 1) {
    const int steps = static_cast<int>(std::max(std::abs(x1 - x0) * columns_ * 2, std::abs(y1 - y0) * rows_ * 4)) + 1;
    for (int i = 0; i <= steps; i += every)
      dot(x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps, color);
  }

  void marker(double x, double y, std::string_view sign, Color color) {
    Cell& cell = at(std::clamp(static_cast<int>(std::lround(x * (columns_ * 2 - 1))) / 2, 0, columns_ - 1),
                    std::clamp(static_cast<int>(std::lround((1 - y) * (rows_ * 4 - 1))) / 4, 0, rows_ - 1));
    cell.marker = sign;
    cell.color = color;
  }

  std::string row(int y, const Style& style) const {
    std::string text;
    for (int x = 0; x < columns_; ++x) {
      const Cell& cell = cells_[static_cast<std::size_t>(y * columns_ + x)];
      text += cell.dots || !cell.marker.empty() ? paint(style, sign_of(cell), cell.color) : std::string(" ");
    }
    return text;
  }

 private:
  struct Cell {
    unsigned dots = 0;
    Color color = kDefault;
    std::string_view marker;
  };
  Cell& at(int x, int y) { return cells_[static_cast<std::size_t>(y * columns_ + x)]; }

  // U+2800 plus the dots, as UTF-8.
  static std::string sign_of(const Cell& cell) {
    if (!cell.marker.empty()) return std::string(cell.marker);
    return {'\xE2', static_cast<char>(0xA0 | (cell.dots >> 6)), static_cast<char>(0x80 | (cell.dots & 0x3F))};
  }

  int columns_, rows_;
  std::vector<Cell> cells_;
};

struct Scale {
  double cores = 1, speedup = 1;
  double x(double value) const { return cores > 1 ? (value - 1) / (cores - 1) : 0; }
  double y(double value) const { return value / speedup; }
};

Scale scale_of(const std::vector<Curve>& curves) {
  Scale scale;
  double best = 1;
  for (const auto& curve : curves)
    for (const auto& [cores, speedup] : curve.points) {
      scale.cores = std::max(scale.cores, cores);
      best = std::max(best, speedup);
    }
  scale.speedup = std::min(std::max(1.5, scale.cores), std::ceil(best * 1.15));  // the ideal line may leave the picture
  scale.speedup = std::max(scale.speedup, best);
  return scale;
}

void draw(Canvas& canvas, const Curve& curve, const Scale& scale, std::size_t number) {
  const Color color = kColors[number % kColors.size()];
  for (std::size_t i = 1; i < curve.points.size(); ++i) {
    const auto& [x0, y0] = curve.points[i - 1];
    const auto& [x1, y1] = curve.points[i];
    canvas.line(scale.x(x0), scale.y(y0), scale.x(x1), scale.y(y1), color);
  }
}

void draw_ideal(Canvas& canvas, const Scale& scale) {
  const double last = std::min(scale.cores, scale.speedup);
  canvas.line(scale.x(1), scale.y(1), scale.x(last), scale.y(last), kGrey, 3);
}

std::string x_labels(const std::vector<Curve>& curves, const Scale& scale, int columns) {
  std::vector<double> ticks;
  for (const auto& curve : curves)
    for (const auto& point : curve.points) ticks.push_back(point.first);
  std::sort(ticks.begin(), ticks.end());
  ticks.erase(std::unique(ticks.begin(), ticks.end()), ticks.end());
  std::string line;
  for (const double cores : ticks) {
    const std::string label = fmt::format("{:.0f}", cores);
    const int at = static_cast<int>(std::lround(scale.x(cores) * (columns - 1)));
    if (at >= display_width(line) + (line.empty() ? 0 : 1)) line = pad_right(line, at) + label;
  }
  return line + " cores";
}

}  // namespace

std::string render_curves(const std::vector<Curve>& curves, const Style& style) {
  const bool any = std::any_of(curves.begin(), curves.end(), [](const Curve& c) { return !c.points.empty(); });
  if (!any) return "";
  const Scale scale = scale_of(curves);
  const int columns = std::min(kMostColumns, style.width - kAxisWidth - 4);
  Canvas canvas(columns, kRows);
  draw_ideal(canvas, scale);
  for (std::size_t i = 0; i < curves.size(); ++i) draw(canvas, curves[i], scale, i);
  for (std::size_t i = 0; i < curves.size(); ++i)
    for (const auto& [cores, speedup] : curves[i].points)
      canvas.marker(scale.x(cores), scale.y(speedup), kMarkers[i % kMarkers.size()], kColors[i % kColors.size()]);

  std::string text = bold(style, "Speed-up against one core") + "\n";
  for (int y = 0; y < kRows; ++y) {
    const bool labelled = y % 4 == 0 || y == kRows - 1;
    const double value = scale.speedup * (1 - static_cast<double>(y * 4) / (kRows * 4 - 1));
    const std::string label = y == kRows - 1 ? "0" : fmt::format("{:.1f}", value);
    text += dim(style, pad_left(labelled ? label : "", kAxisWidth - 1) + (labelled ? " ┤" : " │")) + canvas.row(y, style) + "\n";
  }
  std::string ruler;
  for (int x = 0; x < columns; ++x) ruler += "─";
  text += dim(style, std::string(kAxisWidth, ' ') + "└" + ruler) + "\n";
  text += dim(style, std::string(kAxisWidth + 1, ' ') + x_labels(curves, scale, columns)) + "\n";
  for (std::size_t i = 0; i < curves.size(); ++i)
    text += "  " + paint(style, kMarkers[i % kMarkers.size()], kColors[i % kColors.size()]) + " " + curves[i].name;
  return text + "  " + dim(style, "⠂⠂ as many times as cores") + "\n";
}

}  // namespace gilscope::cli
