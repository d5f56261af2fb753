// Speed-up over the number of cores, with the ideal as a thin line. Both axes are logarithmic where the cores span more than a factor of eight.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/scene/paint.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

// Told apart by shape and label as well as by colour.
constexpr std::array<std::size_t, 6> kColors = {1, 2, 3, 5, 6, 4};

struct Axes {
  Rect plot;
  double most_cores = 1, most = 1;
  double least = 1;
  bool logarithmic = false;

  double part(double value, double low, double high) const {
    return logarithmic ? std::log(value / low) / std::log(std::max(high / low, 1.0001)) : (value - low) / std::max(high - low, 1e-9);
  }
  float x(double cores) const { return plot.x + static_cast<float>(part(cores, 1, most_cores)) * plot.w; }
  float y(double speedup) const {
    return plot.bottom() - static_cast<float>(part(std::max(speedup, logarithmic ? least : 0.0), logarithmic ? least : 0.0, most)) * plot.h;
  }
};

Axes axes_for(std::span<const CurveSeries> series, const Theme& theme, const Rect& area) {
  Axes axes;
  for (const CurveSeries& s : series) {
    for (const auto& [cores, speedup] : s.points) {
      axes.most_cores = std::max(axes.most_cores, cores);
      axes.most = std::max(axes.most, speedup);
      if (speedup > 0) axes.least = std::min(axes.least, speedup);
    }
  }
  axes.logarithmic = axes.most_cores > 8;
  axes.most = std::max(axes.most * 1.06, std::min(axes.most_cores, axes.most * 1.4));
  if (axes.most_cores <= 1) axes.most_cores = 2;
  axes.least = std::max(axes.least * 0.9, axes.most / 1000);
  const float size = theme.text_size();
  axes.plot = {area.x + size * 3.6f, area.y + size * 2.6f, std::max(10.f, area.w - size * 5), std::max(10.f, area.h - size * 5.4f)};
  return axes;
}

std::vector<double> round_values(double low, double high, bool logarithmic) {
  std::vector<double> values;
  if (logarithmic) {
    for (double v = std::pow(2.0, std::ceil(std::log2(low) - 1e-9)); v <= high * 1.0001; v *= 2) values.push_back(v);
    return values;
  }
  double step = 0.25;
  while ((high - low) / step > 8) step *= 2;
  for (double v = std::ceil(low / step) * step; v <= high + 1e-9; v += step) values.push_back(v);
  return values;
}

void draw_grid(const Axes& axes, const Theme& theme, Canvas& canvas) {
  const float size = theme.small_text_size();
  float last = axes.plot.bottom() + 100;
  for (const double v : round_values(axes.logarithmic ? axes.least : 0, axes.most, axes.logarithmic)) {
    const float y = axes.y(v);
    canvas.line({axes.plot.x, y}, {axes.plot.right(), y}, theme.grid);
    if (last - y < size * 1.6f) continue;
    last = y;
    canvas.text({axes.plot.x - size * 0.6f, y}, fmt::format("{:g}×", v), {theme.text_dim, size, Font::Regular, Align::Right});
  }
  float right = -1e9f;
  for (const double v : round_values(1, axes.most_cores, axes.logarithmic)) {
    if (v != std::floor(v)) continue;
    const float x = axes.x(v);
    canvas.line({x, axes.plot.y}, {x, axes.plot.bottom()}, theme.grid);
    const std::string label = fmt::format("{:g}", v);
    const TextStyle style{theme.text_dim, size, Font::Regular, Align::Center};
    const float half = canvas.text_width(label, style) / 2;
    if (x - half < right + size * 0.5f) continue;
    right = x + half;
    canvas.text({x, axes.plot.bottom() + size * 1.1f}, label, style);
  }
  canvas.line({axes.plot.x, axes.plot.bottom()}, {axes.plot.right(), axes.plot.bottom()}, theme.grid_strong);
  canvas.text({axes.plot.center().x, axes.plot.bottom() + size * 2.6f}, "cores", {theme.text_dim, theme.text_size(), Font::Regular, Align::Center});
}

void draw_ideal(const Axes& axes, const Theme& theme, Canvas& canvas) {
  const double end = std::min(axes.most_cores, axes.most);
  draw_dashed(canvas, {axes.x(1), axes.y(1)}, {axes.x(end), axes.y(end)}, theme.text_dim, 1.5f, 6);
  const float x = axes.x(end), y = axes.y(end);
  canvas.text({std::min(x, axes.plot.right()) - 6, std::max(y - theme.small_text_size() * 0.9f, axes.plot.y - theme.small_text_size())}, "ideal",
              {theme.text_dim, theme.small_text_size(), Font::Regular, Align::Right});
}

void draw_marker(Canvas& canvas, Point at, float r, std::size_t shape, Color color) {
  switch (shape % 3) {
    case 0: canvas.fill_circle(at, r, color); return;
    case 1: canvas.fill_rect({at.x - r * 0.9f, at.y - r * 0.9f, r * 1.8f, r * 1.8f}, color); return;
    default: {
      const Point corners[3] = {{at.x, at.y - r * 1.2f}, {at.x + r * 1.15f, at.y + r * 0.9f}, {at.x - r * 1.15f, at.y + r * 0.9f}};
      canvas.fill_polygon(corners, color);
    }
  }
}

// The labels at the right ends, pushed apart where they would touch.
void draw_labels(std::span<const CurveSeries> series, const Axes& axes, const Theme& theme, Canvas& canvas) {
  struct Label {
    float y;
    std::size_t i;
  };
  std::vector<Label> labels;
  for (std::size_t i = 0; i < series.size(); ++i)
    if (!series[i].points.empty()) labels.push_back({axes.y(series[i].points.back().second), i});
  std::sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
  const float height = theme.text_size() * 1.45f;
  for (std::size_t n = 0; n < labels.size(); ++n) {
    float y = labels[n].y - height * 0.75f;
    if (n > 0) y = std::max(y, labels[n - 1].y + height);
    labels[n].y = y;
    const CurveSeries& s = series[labels[n].i];
    const std::string text = fmt::format("{}  {:.2g}×", s.label, s.points.back().second);
    const TextStyle style{theme.text, theme.text_size(), Font::Bold, Align::Right};
    const float x = std::min(axes.x(s.points.back().first) - theme.text_size() * 0.8f, axes.plot.right()), width = canvas.text_width(text, style);
    const Color color = theme.threads[kColors[labels[n].i % kColors.size()]];
    canvas.fill_rect({x - width - height * 1.1f, y - height * 0.5f, width + height * 1.3f, height}, blend(theme.panel, color, 0.28), height * 0.3f);
    draw_marker(canvas, {x - width - height * 0.55f, y}, height * 0.2f, labels[n].i, color);
    canvas.text({x, y}, text, style);
  }
}

}  // namespace

void draw_speedup(std::span<const CurveSeries> series, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits) {
  const ClipScope clip(canvas, area);
  canvas.begin_group("speed-up over cores", "");
  canvas.fill_rect(area, theme.panel);
  const Axes axes = axes_for(series, theme, area);
  draw_fitted(canvas, {area.x + theme.text_size(), area.y + theme.text_size() * 1.3f}, "How many times faster than on one core", {theme.text, theme.text_size(), Font::Bold}, area.w - 2 * theme.text_size());
  draw_grid(axes, theme, canvas);
  draw_ideal(axes, theme, canvas);
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    const Color color = theme.threads[kColors[i % kColors.size()]];
    std::vector<Point> points;
    for (const auto& [cores, speedup] : series[i].points) points.push_back({axes.x(cores), axes.y(speedup)});
    if (points.size() > 1) canvas.polyline(points, color, 2.5f * theme.scale);
    const float radius = theme.text_size() * 0.36f;
    for (const Point& at : points) {
      draw_marker(canvas, at, radius, i, color);
      if (!hits) continue;
      Hit hit;
      hit.kind = HitKind::CurvePoint;
      hit.run = static_cast<std::uint32_t>(i);
      hit.value = number++;
      hits->add({at.x - radius * 2, at.y - radius * 2, radius * 4, radius * 4}, hit);
    }
  }
  draw_labels(series, axes, theme, canvas);
  canvas.end_group();
}

}  // namespace gilscope::scene
