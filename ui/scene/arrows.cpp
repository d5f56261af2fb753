#include "ui/scene/arrows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/scene/paint.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

// Few enough that each can be followed with the eye.
constexpr double kPixelsPerArrow = 14;

constexpr double kLoudArrows = 24;  // so many may be drawn strongly; more fade into the background

struct Thinning {
  std::size_t shown = 0, all = 0;
  std::size_t stride(std::size_t count, double width) {
    const auto room = static_cast<std::size_t>(std::max(8.0, width / kPixelsPerArrow));
    return std::max<std::size_t>(1, (count + room - 1) / room);
  }
};

struct Arrow {
  SimTime from_at, to_at;
  ThreadId from, to;
  Color color;
  HitKind kind;
  std::uint32_t number;
};

bool is_focused(const TimelineFrame& frame, const Arrow& arrow) {
  for (const auto* hit : {&frame.view.hover, &frame.view.selection})
    if (*hit && (*hit)->thread.valid() && ((*hit)->thread == arrow.from || (*hit)->thread == arrow.to)) return true;
  return false;
}

void draw_arrow(const TimelineFrame& frame, const std::function<std::optional<float>(ThreadId)>& row_of, const Arrow& arrow, double strength) {
  const auto y1 = row_of(arrow.from), y2 = row_of(arrow.to);
  if (!y1 || !y2 || *y1 == *y2) return;
  const float bar = frame.theme.row_height() * 0.36f * (*y2 > *y1 ? 1.f : -1.f);
  const Point from{frame.x(arrow.from_at), *y1}, to{frame.x(arrow.to_at), *y2 - bar};
  const bool focused = is_focused(frame, arrow);
  const Color color = arrow.color.with_alpha(focused ? 0.95 : strength);
  frame.canvas.line(from, to, color, focused ? 2.f : 1.f);
  if (focused || strength > 0.4) frame.canvas.fill_circle(from, 2.5f, color);
  draw_arrow_head(frame.canvas, to, from, focused || strength > 0.4 ? 7 : 5, color);
  if (!frame.hits) return;
  Hit hit;
  hit.kind = arrow.kind;
  hit.thread = arrow.from;
  hit.value = arrow.number;
  hit.begin = arrow.from_at;
  hit.end = arrow.to_at;
  const float left = std::min(from.x, to.x), top = std::min(from.y, to.y);
  frame.hits->add(clipped({left - 3, top, std::abs(to.x - from.x) + 6, std::abs(to.y - from.y)}, frame.lanes), hit);
}

template <class Items, class At, class Make>
void draw_kind(const TimelineFrame& frame, const std::function<std::optional<float>(ThreadId)>& row_of, const Items& items, SimTime until, At at,
               Make make, Thinning& thinning) {
  const auto begin = std::partition_point(items.begin(), items.end(), [&](const auto& i) { return at(i) < frame.scale.range.from; });
  const auto end = std::partition_point(begin, items.end(), [&](const auto& i) { return at(i) < until; });
  const auto count = static_cast<std::size_t>(end - begin);
  const std::size_t stride = thinning.stride(count, frame.scale.width);
  const auto first = static_cast<std::size_t>(begin - items.begin());
  thinning.all += count;
  const double strength = std::clamp(kLoudArrows / static_cast<double>(std::max<std::size_t>(1, count)), 0.16, 0.8);
  for (std::size_t i = (first + stride - 1) / stride * stride; i < first + count; i += stride) {  // the same ones while the view moves
    draw_arrow(frame, row_of, make(items[i], static_cast<std::uint32_t>(i)), strength);
    ++thinning.shown;
  }
}

}  // namespace

void draw_arrows(const TimelineFrame& frame, const std::function<std::optional<float>(ThreadId)>& row_of) {
  const Theme& theme = frame.theme;
  const SimTime to = frame.scale.range.to;
  Thinning thinning;
  draw_kind(frame, row_of, frame.index.wakes(), to, [](const WakeEvent& w) { return w.at; },
            [&](const WakeEvent& w, std::uint32_t i) { return Arrow{w.at, w.at, w.waker, w.woken, theme.text, HitKind::WakeArrow, i}; }, thinning);
  draw_kind(frame, row_of, frame.index.flows(), saturating_add(to, frame.index.longest_flow()), [](const ItemFlow& f) { return f.got; },
            [&](const ItemFlow& f, std::uint32_t i) { return Arrow{f.put, f.got, f.from, f.to, theme.accent, HitKind::FlowArrow, i}; }, thinning);
  const auto& marks = frame.index.marks();
  draw_kind(frame, row_of, frame.index.hand_overs(), to, [&](std::uint32_t i) { return marks[i].at; },
            [&](std::uint32_t mark, std::uint32_t) {
              const Mark& m = marks[mark];
              return Arrow{m.at, m.at, m.thread, ThreadId{static_cast<std::uint32_t>(m.payload)}, theme.gil.fill, HitKind::Mark, mark};
            },
            thinning);
  if (thinning.shown >= thinning.all) return;
  const TextStyle style{theme.text, theme.small_text_size(), Font::Regular, Align::Right};
  const std::string note = fmt::format("{} of {} arrows drawn; zoom in for the rest", thinning.shown, short_count(static_cast<double>(thinning.all)));
  const float width = frame.canvas.text_width(note, style) + 12, height = theme.small_text_size() * 1.6f;
  const Rect plate{frame.lanes.right() - width - 4, frame.lanes.bottom() - height - 4, width, height};
  frame.canvas.fill_rect(plate, theme.background.with_alpha(0.85), 4);
  frame.canvas.text({plate.right() - 6, plate.center().y}, note, style);
}

void draw_crash(const TimelineFrame& frame, const std::function<std::optional<float>(ThreadId)>& row_of) {
  if (!frame.index.crash()) return;
  const auto& marks = frame.index.marks();
  const Mark& crash = marks[*frame.index.crash()];
  const TimeRange& shown = frame.scale.range;
  const auto row = row_of(crash.thread);
  if (!row || crash.at < shown.from || crash.at > shown.to) return;
  if (const auto cause = frame.index.crash_cause()) {
    const Mark& freed = marks[*cause];
    draw_arrow(frame, row_of, {freed.at, crash.at, freed.thread, crash.thread, frame.theme.error, HitKind::Mark, *cause}, 0.95);
  }
  const float half = frame.theme.row_height() * 0.3f;
  const Point at{std::min(frame.x(crash.at), frame.lanes.right() - half), *row};
  frame.canvas.fill_circle(at, half * 1.35f, frame.theme.background);
  frame.canvas.line({at.x - half, at.y - half}, {at.x + half, at.y + half}, frame.theme.error, 3);
  frame.canvas.line({at.x - half, at.y + half}, {at.x + half, at.y - half}, frame.theme.error, 3);
  if (!frame.hits) return;
  Hit hit;
  hit.kind = HitKind::Mark;
  hit.thread = crash.thread;
  hit.value = *frame.index.crash();
  hit.begin = hit.end = crash.at;
  frame.hits->add(clipped({at.x - half * 1.4f, at.y - half * 1.4f, half * 2.8f, half * 2.8f}, frame.lanes), hit);
}

}  // namespace gilscope::scene
