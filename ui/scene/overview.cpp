// The whole run in a strip: how many threads were in which state, with the visible range in it.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/scene/draw_cache.hpp"
#include "ui/scene/paint.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

constexpr DrawCache::Part kOverviewPart = ~DrawCache::Part{0};
constexpr std::size_t kMostThreads = 64;  // beyond that every n-th stands for its neighbours

using Shares = std::array<double, kThreadStateCount>;

// From the bottom: work first, then waits, sleep on top.
constexpr std::array<ThreadState, 8> kOrder = {ThreadState::Running,        ThreadState::Spinning, ThreadState::WaitingForGil, ThreadState::WaitingForLock,
                                               ThreadState::Runnable,       ThreadState::Stopped,  ThreadState::InIo,          ThreadState::Sleeping};

std::vector<Shares> summed_shares(const Trace& trace, const TimeRange& range, int columns) {
  std::vector<Shares> sums(static_cast<std::size_t>(columns));
  const std::size_t stride = (trace.threads().size() + kMostThreads - 1) / kMostThreads;
  for (std::uint32_t t = 0; t < trace.threads().size(); t += static_cast<std::uint32_t>(std::max<std::size_t>(1, stride))) {
    const auto shares = trace.state_shares(ThreadId{t}, range.from, range.to, columns);
    for (std::size_t i = 0; i < sums.size(); ++i)
      for (std::size_t s = 0; s < sums[i].size(); ++s) sums[i][s] += shares[i][s];
  }
  return sums;
}

void draw_columns(const std::vector<Shares>& sums, const Theme& theme, const Rect& r, Canvas& canvas) {
  double most = 1;
  for (const Shares& shares : sums) {
    double sum = 0;
    for (const double share : shares) sum += share;
    most = std::max(most, sum);
  }
  const float width = r.w / static_cast<float>(sums.size());
  // Layer by layer, so that equal neighbours become one rectangle.
  std::vector<double> base(sums.size(), 0);
  for (const ThreadState state : kOrder) {
    const auto top_of = [&](std::size_t i) { return std::lround((base[i] + sums[i][static_cast<std::size_t>(state)]) / most * r.h); };
    const auto bottom_of = [&](std::size_t i) { return std::lround(base[i] / most * r.h); };
    for (std::size_t i = 0; i < sums.size();) {
      std::size_t next = i + 1;
      while (next < sums.size() && top_of(next) == top_of(i) && bottom_of(next) == bottom_of(i)) ++next;
      const auto top = static_cast<float>(top_of(i)), bottom = static_cast<float>(bottom_of(i));
      if (top > bottom) canvas.fill_rect({r.x + static_cast<float>(i) * width, r.bottom() - top, static_cast<float>(next - i) * width, top - bottom}, theme.state(state).fill);
      i = next;
    }
    for (std::size_t i = 0; i < sums.size(); ++i) base[i] += sums[i][static_cast<std::size_t>(state)];
  }
}

}  // namespace

void draw_overview(const RunPicture& run, const TimelineView& view, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits) {
  const ClipScope clip(canvas, area);
  canvas.begin_group("overview of " + run.label, "");
  canvas.fill_rect(area, theme.panel);
  // As wide as the time axis under it, so that both line up.
  const TimeScale lanes = timeline_scale(view, theme, area);
  const TimeRange whole{0, std::max<SimTime>({1, run.trace->end(), view.range.to})};
  const TimeScale scale{whole, lanes.left, lanes.width};
  const Rect strip{scale.left, area.y + 3, scale.width, std::max(1.f, area.h - 6)};
  draw_fitted(canvas, {area.x + theme.text_size() * 0.5f, strip.center().y}, "whole run", {theme.text_dim, theme.small_text_size(), Font::Bold}, scale.left - area.x - theme.text_size());
  if (run.trace->has_spans() && run.trace->end() > 0) {
    const float end = scale.x(std::min(run.trace->end(), whole.to));
    const Rect drawn{strip.x, strip.y, std::max(1.f, end - strip.x), strip.h};
    const int columns = std::max(1, static_cast<int>(std::lround(drawn.w / 2)));  // a strip needs no more
    const auto draw = [&](Canvas& to, HitList*) { draw_columns(summed_shares(*run.trace, {0, run.trace->end()}, columns), theme, drawn, to); };
    if (run.cache)
      run.cache->draw(kOverviewPart, {{0, run.trace->end()}, drawn.x, drawn.w, drawn.h, run.trace->end(), run.trace, theme.dark, theme.presenter, theme.scale, ""}, drawn.y, canvas, nullptr, draw);
    else
      draw(canvas, nullptr);
  }
  const float left = std::clamp(scale.x(view.range.from), strip.x, strip.right() - 1), right = std::clamp(scale.x(view.range.to), left + 2, std::max(left + 2, strip.right()));
  const Color veil = theme.background.with_alpha(0.66);
  canvas.fill_rect({strip.x, strip.y, left - strip.x, strip.h}, veil);
  canvas.fill_rect({right, strip.y, strip.right() - right, strip.h}, veil);
  canvas.stroke_rect({left, area.y + 1.5f, right - left, area.h - 3}, theme.accent, 2, 3);
  const float playhead = scale.x(view.playhead);
  if (playhead >= strip.x && playhead <= strip.right()) canvas.line({playhead, area.y}, {playhead, area.bottom()}, theme.error, 2);
  if (hits) {
    Hit hit;
    hit.kind = HitKind::Overview;
    hit.begin = whole.from;
    hit.end = whole.to;
    hits->add({strip.x, area.y, strip.w, area.h}, hit);
  }
  canvas.end_group();
}

// ---- Two runs ------------------------------------------------------------------------------------------------------------

namespace {

constexpr std::array<ThreadState, 4> kWaits = {ThreadState::WaitingForGil, ThreadState::WaitingForLock, ThreadState::Spinning, ThreadState::Runnable};

// Per pixel and kind of wait: how much more of it one run has, where the other has next to none.
constexpr double kNextToNone = 0.05;  // threads

void draw_only(const std::vector<Shares>& own, const std::vector<Shares>& other, const Theme& theme, const Rect& r, bool up, Canvas& canvas) {
  double most = 1;
  for (const Shares& shares : own)
    for (const ThreadState state : kWaits) most = std::max(most, shares[static_cast<std::size_t>(state)]);
  const float width = r.w / static_cast<float>(own.size());
  for (std::size_t i = 0; i < own.size(); ++i) {
    float offset = 0;
    for (const ThreadState state : kWaits) {
      const auto s = static_cast<std::size_t>(state);
      if (own[i][s] <= kNextToNone || other[i][s] > kNextToNone) continue;
      const auto height = std::min(r.h - offset, static_cast<float>(own[i][s] / most) * r.h);
      canvas.fill_rect({r.x + static_cast<float>(i) * width, up ? r.bottom() - offset - height : r.y + offset, width, height}, theme.state(state).fill);
      offset += height;
    }
  }
}

}  // namespace

void draw_difference(const RunPicture& a, const RunPicture& b, const TimelineView& view, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits) {
  const ClipScope clip(canvas, area);
  canvas.begin_group("waits that exist only in " + a.label + " or only in " + b.label, "");
  canvas.fill_rect(area, theme.panel);
  const TimeScale scale = timeline_scale(view, theme, area);
  const float middle = std::round(area.y + area.h / 2);
  const float gutter = scale.left - area.x - theme.text_size();
  const TextStyle label{theme.text_dim, std::min(theme.small_text_size(), area.h * 0.4f)};
  draw_fitted(canvas, {area.x + theme.text_size() * 0.5f, area.y + area.h * 0.26f}, "only in " + a.label, label, gutter);
  draw_fitted(canvas, {area.x + theme.text_size() * 0.5f, area.y + area.h * 0.76f}, "only in " + b.label, label, gutter);
  const int columns = std::max(1, static_cast<int>(std::lround(scale.width / 2)));
  const auto first = summed_shares(*a.trace, scale.range, columns), second = summed_shares(*b.trace, scale.range, columns);
  draw_only(first, second, theme, {scale.left, area.y + 2, scale.width, middle - area.y - 2}, true, canvas);
  draw_only(second, first, theme, {scale.left, middle + 1, scale.width, area.bottom() - middle - 3}, false, canvas);
  canvas.line({scale.left, middle}, {scale.left + scale.width, middle}, theme.grid_strong);
  const float playhead = scale.x(view.playhead);
  if (playhead >= scale.left && playhead <= scale.left + scale.width) canvas.line({playhead, area.y}, {playhead, area.bottom()}, theme.error, 1.5f);
  if (hits) {
    Hit hit;
    hit.kind = HitKind::Axis;
    hit.begin = scale.range.from;
    hit.end = scale.range.to;
    hits->add({scale.left, area.y, scale.width, area.h}, hit);
  }
  canvas.end_group();
}

}  // namespace gilscope::scene
