#include "ui/picture/animation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "sim/trace/trace.hpp"

namespace gilscope::picture {

using scene::Align;
using scene::Font;
using scene::LaneGroup;
using scene::Point;
using scene::Rect;

namespace {

// The machine shows cores and objects already; what else the timelines leave out where they are too high, the first first.
constexpr std::array<LaneGroup, 5> kDispensable = {LaneGroup::Memory, LaneGroup::Objects, LaneGroup::Cores, LaneGroup::Locks, LaneGroup::Gil};
constexpr float kTimelinePart = 0.45f;  // of the height of the picture, at most

float scale_for(int width, int height) {
  return std::clamp(std::min(static_cast<float>(width) / 1280.f, static_cast<float>(height) / 720.f), 0.6f, 2.5f);
}

/// "slowed down 55 times".
std::string pace_text(double slow_motion) {
  if (slow_motion >= 1.5) return fmt::format("slowed down {} times", slow_motion < 10 ? fmt::format("{:.1f}", slow_motion) : fmt::format("{:.0f}", slow_motion));
  if (slow_motion <= 0.67) return fmt::format("{:.1f} times as fast as it is", 1 / slow_motion);
  return "at its own pace";
}

}  // namespace

Animation::Animation(std::span<const ExportRun> runs, const AnimationOptions& options, std::shared_ptr<const FontSet> fonts)
    : runs_(runs), options_(options), words_(words_for(runs, options.document)),
      theme_(theme_of(options.document.dark, scale_for(options.document.width, options.document.height))),
      canvas_(options.document.width, options.document.height, 1, theme_.background, std::move(fonts)) {
  for (const auto& run : runs_) {
    pictures_.push_back(picture_of(run));
    scene::TimelineView view;
    view.range = options_.document.range;
    view.playhead = out_of_sight(view.range);  // the frames draw their own
    view.lanes = scene::default_lanes(pictures_.back());
    view.arrows = false;
    views_.push_back(std::move(view));
  }
  lay_out();
  draw_still();
  still_ = canvas_.rgba();
}

/// Leaves lanes out until the highest timeline fits.
void Animation::fit_timelines(float room) {
  for (std::size_t next = 0; next <= kDispensable.size(); ++next) {
    float highest = 0;
    for (std::size_t k = 0; k < runs_.size(); ++k) highest = std::max(highest, scene::timeline_height(pictures_[k], views_[k], theme_));
    if (highest <= room || next == kDispensable.size()) return;
    for (auto& view : views_)
      for (auto& lane : view.lanes) lane.hidden = lane.hidden || lane.group == kDispensable[next];
  }
}

void Animation::lay_out() {
  const PageSizes sizes(theme_);
  const float width = static_cast<float>(options_.document.width), height = static_cast<float>(options_.document.height);
  const auto n = static_cast<float>(runs_.size());
  const float cell_width = (width - 2 * sizes.margin - (n - 1) * sizes.gap) / n;
  const float legend = scene::legend_height(pictures_, theme_, width - 2 * sizes.margin, canvas_);
  const float top = sizes.margin * 0.7f + sizes.header, bottom = height - sizes.margin * 0.7f - legend - sizes.gap / 2;
  legend_ = {sizes.margin, height - sizes.margin * 0.7f - legend, width - 2 * sizes.margin, legend};
  fit_timelines(height * kTimelinePart);
  float timeline = 0;
  for (std::size_t k = 0; k < runs_.size(); ++k) timeline = std::max(timeline, scene::timeline_height(pictures_[k], views_[k], theme_));
  timeline = std::min(timeline, height * kTimelinePart);
  for (std::size_t k = 0; k < runs_.size(); ++k) {
    const float x = sizes.margin + static_cast<float>(k) * (cell_width + sizes.gap);
    Cell cell;
    cell.headline = {x, top, cell_width, sizes.headline};
    cell.timeline = on_whole_pixels({x, bottom - timeline, cell_width, timeline});
    cell.machine = on_whole_pixels({x, top + sizes.headline, cell_width, std::max(1.f, cell.timeline.y - sizes.gap / 2 - top - sizes.headline)});
    cells_.push_back(cell);
  }
}

void Animation::draw_still() {
  canvas_.clear(theme_.background);
  const PageSizes sizes(theme_);
  const float clock = canvas_.text_width(pace_text(options_.slow_motion), {theme_.text_dim, sizes.subtitle}) + sizes.margin;
  draw_header(canvas_, words_, theme_, static_cast<float>(options_.document.width) - clock, sizes.margin * 0.7f);
  for (std::size_t k = 0; k < runs_.size(); ++k) {
    draw_headline(canvas_, words_, k, theme_, cells_[k].headline);
    scene::draw_timeline(pictures_[k], views_[k], theme_, cells_[k].timeline, canvas_, nullptr);
  }
  scene::draw_legend(pictures_, theme_, legend_, canvas_, nullptr);
}

void Animation::draw_clock(SimTime at) {
  const PageSizes sizes(theme_);
  const float right = static_cast<float>(options_.document.width) - sizes.margin, top = sizes.margin * 0.7f;
  canvas_.text({right, top + sizes.title * 0.65f}, scene::short_time(at), {theme_.text, sizes.title, Font::Mono, Align::Right});
  canvas_.text({right, top + sizes.title * 1.3f + sizes.subtitle * 0.75f}, pace_text(options_.slow_motion),
               {theme_.text_dim, sizes.subtitle, Font::Regular, Align::Right});
}

/// What has not happened yet is veiled; between it and what has, a line.
void Animation::draw_playhead(std::size_t run, SimTime at) {
  const Rect& area = cells_[run].timeline;
  const auto scale = scene::timeline_scale(views_[run], theme_, area);
  const float x = std::clamp(scale.x(at), scale.left, scale.left + scale.width);
  const float s = theme_.scale;
  canvas_.fill_rect({x, area.y, scale.left + scale.width - x, area.h}, theme_.background.with_alpha(0.72));
  canvas_.line({x, area.y}, {x, area.bottom()}, theme_.accent, 2 * s);
  const Point head[] = {{x - 6 * s, area.y}, {x + 6 * s, area.y}, {x, area.y + 8 * s}};
  canvas_.fill_polygon(head, theme_.accent);
}

const RasterCanvas& Animation::frame(int number) {
  const SimTime at = options_.time_of(number);
  canvas_.restore(still_);
  draw_clock(at);
  for (std::size_t k = 0; k < runs_.size(); ++k) {
    const SimTime end = runs_[k].trace->end();
    const bool moving = number < options_.moving_frames() && at < end;
    const scene::MachineView view{.at = std::min(at, end),
                                  .slow_motion = moving ? 1 / options_.slow_motion : 0,
                                  .wall = static_cast<double>(number) / options_.fps,
                                  .selection = {},
                                  .hover = {}};
    {
      const scene::ClipScope clip(canvas_, cells_[k].machine);
      scene::draw_machine(pictures_[k], view, theme_, cells_[k].machine, canvas_, nullptr);
    }
    draw_playhead(k, at);
  }
  return canvas_;
}

}  // namespace gilscope::picture
