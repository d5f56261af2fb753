#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/scene/arrows.hpp"
#include "ui/scene/axis.hpp"
#include "ui/scene/culprit.hpp"
#include "ui/scene/draw_cache.hpp"
#include "ui/scene/lane_painter.hpp"
#include "ui/scene/paint.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

Hit lane_hit(const LaneChoice& choice, HitKind kind) {
  Hit hit;
  hit.kind = kind;
  hit.group = choice.group;
  if (const auto lane = trace_lane(choice)) hit.lane = *lane;
  switch (choice.group) {
    case LaneGroup::Cores: hit.core = CoreId{choice.index}; break;
    case LaneGroup::Threads: hit.thread = ThreadId{choice.index}; break;
    case LaneGroup::Locks: hit.lock = LockId{choice.index}; break;
    case LaneGroup::Objects: hit.object = ObjectId{choice.index}; break;
    default: break;
  }
  return hit;
}

bool is_label_of(const std::optional<Hit>& hit, const LaneChoice& choice) {
  if (!hit || (hit->kind != HitKind::LaneLabel && hit->kind != HitKind::Lane)) return false;
  const Hit own = lane_hit(choice, hit->kind);
  return hit->group == own.group && hit->thread == own.thread && hit->core == own.core && hit->lock == own.lock && hit->object == own.object;
}

// ---- Labels ------------------------------------------------------------------------------------------------------------

void draw_triangle(const TimelineFrame& frame, Point center, float size, bool down, Color color) {
  const Point right[3] = {{center.x - size * 0.5f, center.y - size * 0.6f}, {center.x + size * 0.6f, center.y}, {center.x - size * 0.5f, center.y + size * 0.6f}};
  const Point below[3] = {{center.x - size * 0.6f, center.y - size * 0.5f}, {center.x + size * 0.6f, center.y - size * 0.5f}, {center.x, center.y + size * 0.6f}};
  frame.canvas.fill_polygon(down ? below : right, color);
}

// A pin and a cross at the right end of the label under the pointer; the pin stays while the lane is pinned.
void draw_affordances(const TimelineFrame& frame, const LaneChoice& choice, const Rect& label, bool hovered) {
  const float size = std::min(label.h, frame.theme.row_height() * 0.8f);
  const Rect hide{label.right() - size, label.y, size, label.h}, pin{hide.x - size, label.y, size, label.h};
  const Point p = pin.center(), c = hide.center();
  if (hovered || choice.pinned) {
    const Color color = choice.pinned ? frame.theme.accent : frame.theme.text_dim;
    frame.canvas.fill_circle({p.x, p.y - size * 0.1f}, size * 0.16f, color);
    frame.canvas.line({p.x, p.y - size * 0.1f}, {p.x, p.y + size * 0.3f}, color, 1.5f);
  }
  if (hovered) {
    const float d = size * 0.16f;
    frame.canvas.line({c.x - d, c.y - d}, {c.x + d, c.y + d}, frame.theme.text_dim, 1.5f);
    frame.canvas.line({c.x - d, c.y + d}, {c.x + d, c.y - d}, frame.theme.text_dim, 1.5f);
  }
  if (!frame.hits) return;
  Hit hit = lane_hit(choice, HitKind::LaneLabel);
  hit.value = static_cast<std::uint32_t>(LabelPart::Pin);
  frame.hits->add(pin, hit);
  hit.value = static_cast<std::uint32_t>(LabelPart::Hide);
  frame.hits->add(hide, hit);
}

void draw_label(const TimelineFrame& frame, const LaneRow& row, const Rect& label) {
  const Theme& theme = frame.theme;
  const LaneChoice& choice = row.choice;
  const bool hovered = is_label_of(frame.view.hover, choice), selected = is_label_of(frame.view.selection, choice);
  if (frame.hits) frame.hits->add(label, lane_hit(choice, HitKind::LaneLabel));
  if (hovered || selected) frame.canvas.fill_rect(label, blend(theme.panel, theme.accent, selected ? 0.28 : 0.12));
  const float unit = theme.text_size(), middle = label.y + std::min(row.states, label.h) / 2;
  float x = label.x + unit * 0.5f;
  if (choice.group == LaneGroup::Threads) {
    if (frame.run.trace->has_calls()) {
      draw_triangle(frame, {x + unit * 0.25f, middle}, unit * 0.42f, choice.expanded, theme.text_dim);
      Hit hit = lane_hit(choice, HitKind::LaneLabel);
      hit.value = static_cast<std::uint32_t>(LabelPart::Expand);
      if (frame.hits) frame.hits->add({label.x, label.y, unit * 1.3f, row.states}, hit);
    }
    x += unit * 0.85f;
    frame.canvas.fill_circle({x + unit * 0.3f, middle}, unit * 0.3f, theme.thread(ThreadId{choice.index}));
    x += unit * 0.95f;
  }
  const float end = label.right() - (hovered || choice.pinned ? unit * 2.4f : unit * 0.5f);
  const float size = std::min(theme.text_size(), row.states * 0.8f);
  const std::string name = lane_name(frame.run, choice);
  const bool found = matches(name, frame.view.search);
  const TextStyle style{found ? theme.accent : theme.text, size, found || selected ? Font::Bold : Font::Regular, Align::Left};
  const std::string shown = fitted_name(frame.canvas, name, style, end - x);
  if (!shown.empty()) frame.canvas.text({x, middle}, shown, style);
  draw_affordances(frame, choice, {label.x, label.y, label.w, row.states}, hovered);
}

// ---- Rows --------------------------------------------------------------------------------------------------------------

void draw_content(const TimelineFrame& frame, const LaneRow& row, const Rect& lane) {
  const Rect states{lane.x, lane.y, lane.w, row.states};
  switch (row.choice.group) {
    case LaneGroup::Threads:
      draw_states(frame, ThreadId{row.choice.index}, states);
      if (row.choice.expanded) draw_calls(frame, ThreadId{row.choice.index}, {lane.x, states.bottom(), lane.w, lane.bottom() - states.bottom()});
      break;
    case LaneGroup::Objects: draw_heat(frame, ObjectId{row.choice.index}, states); break;
    case LaneGroup::Memory: draw_memory(frame, states); break;
    default: draw_holders(frame, row.choice, states);
  }
}

// The same as draw_content, from memory where nothing changed.
void draw_remembered(const TimelineFrame& frame, const LaneRow& row, const Rect& lane) {
  if (!frame.run.cache) return draw_content(frame, row, lane);
  DrawCache::Key key{frame.scale.range, lane.x, lane.w, lane.h, frame.run.trace->end(), frame.run.trace, frame.theme.dark, frame.theme.presenter, frame.theme.scale, frame.view.search};
  const auto part = static_cast<DrawCache::Part>(row.choice.group) << 40 | static_cast<DrawCache::Part>(row.choice.expanded) << 36 | row.choice.index;
  frame.run.cache->draw(part, key, lane.y, frame.canvas, frame.hits, [&](Canvas& canvas, HitList* hits) {
    // Lanes are drawn whole, whatever part of them is on screen: they may be scrolled later.
    const TimelineFrame recorded{frame.run, frame.index, frame.view, frame.theme, canvas, hits, frame.area, {frame.lanes.x, lane.y, frame.lanes.w, lane.h}, frame.scale, frame.columns};
    draw_content(recorded, row, lane);
  });
}

void draw_row(const TimelineFrame& frame, const LaneRow& row, float top) {
  const Theme& theme = frame.theme;
  const Rect whole{frame.area.x, top, frame.area.w, row.height};
  if (row.heading) {
    if (row.height < theme.small_text_size()) return;  // no more than a gap
    const TextStyle style{theme.text_dim, theme.small_text_size(), Font::Bold, Align::Left};
    draw_fitted(frame.canvas, {frame.area.x + theme.text_size() * 0.5f, top + row.height * 0.58f}, group_name(row.choice.group), style, frame.area.w);
    return;
  }
  const Rect lane{frame.lanes.x, top, frame.lanes.w, row.height};
  if (matches(lane_name(frame.run, row.choice), frame.view.search)) frame.canvas.fill_rect(whole, blend(theme.panel, theme.accent, 0.10));
  frame.canvas.line({frame.lanes.x, whole.bottom() - 0.5f}, {frame.lanes.right(), whole.bottom() - 0.5f}, theme.grid);
  frame.canvas.begin_group(lane_name(frame.run, row.choice), "");
  if (frame.hits) frame.hits->add(lane, lane_hit(row.choice, HitKind::Lane));
  {
    const ClipScope clip(frame.canvas, frame.lanes);
    draw_remembered(frame, row, lane);
  }
  draw_label(frame, row, {frame.area.x, top, frame.lanes.x - frame.area.x, row.height});
  frame.canvas.end_group();
}

void draw_rows(const TimelineFrame& frame, const std::vector<LaneRow>& rows, const Rect& part, float scroll) {
  const ClipScope clip(frame.canvas, {frame.area.x, part.y, frame.area.w, part.h});
  for (const LaneRow& row : rows) {
    const float top = part.y + row.y - scroll;
    if (top + row.height > part.y && top < part.bottom()) draw_row(frame, row, top);
  }
}

// ---- Over the lanes ----------------------------------------------------------------------------------------------------

void draw_pauses(const TimelineFrame& frame) {
  const auto& pauses = frame.index.pauses();
  auto pause = std::partition_point(pauses.begin(), pauses.end(), [&](const Pause& p) { return p.begin < frame.scale.range.from - kSecond; });
  float done = frame.lanes.x;
  for (; pause != pauses.end() && pause->begin < frame.scale.range.to; ++pause) {
    if (pause->end <= frame.scale.range.from) continue;
    const Rect r = clipped({frame.x(pause->begin), frame.lanes.y, std::max(1.f, frame.x(pause->end) - frame.x(pause->begin)), frame.lanes.h}, frame.lanes);
    if (r.right() <= done) continue;  // no more than one per pixel
    done = r.right();
    const Color color = pause->collection ? frame.theme.gc.fill : frame.theme.state(ThreadState::Stopped).fill;
    frame.canvas.fill_rect(r, color.with_alpha(0.16));
    draw_fitted(frame.canvas, {r.x + 4, r.y + frame.theme.small_text_size()}, pause->collection ? "garbage collection" : "stop the world",
                {frame.theme.text, frame.theme.small_text_size()}, r.w - 6);
  }
}

void draw_outside(const TimelineFrame& frame) {
  const SimTime end = frame.run.trace->end();
  if (!frame.run.trace->finished() || end >= frame.scale.range.to) return;
  const float x = std::max(frame.x(end), frame.lanes.x);
  const Rect r{x, frame.lanes.y, frame.lanes.right() - x, frame.lanes.h};
  frame.canvas.fill_rect(r, frame.theme.background);
  frame.canvas.fill_pattern(r, Pattern::Rising, frame.theme.grid);
  frame.canvas.line({x, r.y}, {x, r.bottom()}, frame.theme.grid_strong, 1.5f);
  draw_fitted(frame.canvas, {x + 8, r.y + frame.theme.text_size()}, "ended at " + short_time(end), {frame.theme.text_dim, frame.theme.small_text_size()}, r.w - 12);
}

void draw_range(const TimelineFrame& frame, const TimeRange& range, Color color, std::string_view label) {
  const float left = frame.x(std::min(range.from, range.to)), right = frame.x(std::max(range.from, range.to));
  const Rect r = clipped({left, frame.lanes.y, right - left, frame.lanes.h}, frame.lanes);
  if (r.w <= 0) return;
  frame.canvas.fill_rect(r, color.with_alpha(0.13));
  for (const float x : {left, right})
    if (x >= frame.lanes.x && x <= frame.lanes.right()) frame.canvas.line({x, r.y}, {x, r.bottom()}, color, 1.5f);
  const TextStyle style{text_on(color), frame.theme.small_text_size(), Font::Bold, Align::Center};
  const float width = frame.canvas.text_width(label, style) + 12, height = frame.theme.small_text_size() * 1.5f;
  if (width > r.w + 60) return;
  const float center = std::clamp(r.center().x, frame.lanes.x + width / 2, frame.lanes.right() - width / 2);
  frame.canvas.fill_rect({center - width / 2, r.y + 4, width, height}, color, height / 2);
  frame.canvas.text({center, r.y + 4 + height / 2}, label, style);
}

// A line through all lanes with a flag on the axis.
void draw_flag(const TimelineFrame& frame, SimTime at, Color color, std::string_view label, HitKind kind, float width) {
  const float x = frame.x(at);
  if (x < frame.lanes.x - 0.5f || x > frame.lanes.right() + 0.5f) return;
  frame.canvas.line({x, frame.area.y + 2}, {x, frame.lanes.bottom()}, color, width);
  const float size = frame.theme.small_text_size();
  const TextStyle style{text_on(color), size, Font::Bold, Align::Left};
  const float plate = frame.canvas.text_width(label, style) + size * 0.8f;
  const float left = std::min(x, frame.area.right() - plate);
  frame.canvas.fill_rect({left, frame.area.y + 2, plate, size * 1.45f}, color, 3);
  frame.canvas.text({left + size * 0.4f, frame.area.y + 2 + size * 0.72f}, label, style);
  if (!frame.hits) return;
  Hit hit;
  hit.kind = kind;
  hit.begin = hit.end = at;
  frame.hits->add({x - 4, frame.area.y, 8, frame.area.h}, hit);
  frame.hits->add({left, frame.area.y, plate, size * 1.5f}, hit);
}

void draw_markers(const TimelineFrame& frame) {
  const TimelineView& view = frame.view;
  if (view.loop) draw_range(frame, *view.loop, frame.theme.state(ThreadState::Running).fill, "loop");
  if (view.measured) draw_range(frame, *view.measured, frame.theme.accent, short_time(std::abs(view.measured->length())));
  if (view.marker_a && view.marker_b)
    draw_range(frame, {*view.marker_a, *view.marker_b}, frame.theme.warning, fmt::format("A to B: {}", short_time(std::abs(*view.marker_b - *view.marker_a))));
  if (view.marker_a) draw_flag(frame, *view.marker_a, frame.theme.warning, "A", HitKind::MarkerA, 1.5f);
  if (view.marker_b) draw_flag(frame, *view.marker_b, frame.theme.warning, "B", HitKind::MarkerB, 1.5f);
  draw_flag(frame, view.playhead, frame.theme.error, rounded_time(view.playhead, frame.scale.range.length() / 4000), HitKind::Playhead, 2);
}

// ---- Selection ---------------------------------------------------------------------------------------------------------

struct Placed {
  const LaneRow* row = nullptr;
  float top = 0;
};

std::optional<Placed> find_row(const LaneRows& rows, const Rect& pinned, const Rect& scrolled, float scroll, Lane lane) {
  for (const LaneRow& row : rows.pinned)
    if (!row.heading && trace_lane(row.choice) == lane) return Placed{&row, pinned.y + row.y};
  for (const LaneRow& row : rows.scrolled)
    if (!row.heading && trace_lane(row.choice) == lane) return Placed{&row, scrolled.y + row.y - scroll};
  return std::nullopt;
}

void outline(const TimelineFrame& frame, const Placed& place, SimTime begin, SimTime end, Color color, float width) {
  const float left = std::max(frame.x(begin), frame.lanes.x - 4), right = std::min(frame.x(end), frame.lanes.right() + 4);
  if (right < left) return;
  const float height = place.row->states;
  frame.canvas.stroke_rect({left - 1, place.top + 1, std::max(3.f, right - left) + 2, height - 2}, color, width, 3);
}

bool is_span(HitKind kind) {
  return kind == HitKind::ThreadSpan || kind == HitKind::CoreSpan || kind == HitKind::GilSpan || kind == HitKind::LockSpan;
}

template <class Find>
void draw_selection(const TimelineFrame& frame, const Hit& hit, Color color, float width, Find find) {
  if (!is_span(hit.kind)) return;
  const auto own = find(hit.lane);
  if (own) outline(frame, *own, hit.begin, hit.end, color, width);
  const auto culprit = find_culprit(frame.run, hit);
  if (!culprit) return;
  const auto other = find(culprit->lane);
  if (!other) return;
  outline(frame, *other, std::max(culprit->begin, hit.begin), std::min(culprit->end, hit.end), frame.theme.error, width);
  if (!own) return;
  const float x = frame.x(std::max(culprit->begin, hit.begin)) + 6;
  const bool below = own->top > other->top;
  const Point from{x, other->top + (below ? other->row->states : 0)}, to{x, own->top + (below ? 0 : own->row->states)};
  frame.canvas.line(from, to, frame.theme.error, 1.5f);
  draw_arrow_head(frame.canvas, to, from, 7, frame.theme.error);
}

}  // namespace

void draw_timeline(const RunPicture& run, const TimelineView& view, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits) {
  const auto index = index_of(run);
  const float axis = axis_height(theme);
  const LaneRows rows = lay_out_lanes(run, *index, view, theme, area.h - axis);
  const ClipScope clip(canvas, area);
  const TimeScale scale = timeline_scale(view, theme, area);
  const Rect lanes{scale.left, area.y + axis, scale.width, std::max(0.f, area.h - axis)};
  const TimelineFrame frame{run, *index, view, theme, canvas, hits, area, lanes, scale, std::max(1, static_cast<int>(std::lround(scale.width)))};
  canvas.begin_group("timeline of " + run.label, "");
  canvas.fill_rect(area, theme.panel);
  if (hits) {
    Hit hit;
    hit.kind = HitKind::Axis;
    hit.begin = scale.range.from;
    hit.end = scale.range.to;
    hits->add({scale.left, area.y, scale.width, axis}, hit);
  }
  draw_axis(scale, theme, {area.x, area.y, area.w, axis}, lanes, canvas);

  const Rect pinned{area.x, lanes.y, area.w, std::min(rows.pinned_height, lanes.h)};
  const Rect scrolled{area.x, pinned.bottom(), area.w, lanes.h - pinned.h};
  draw_rows(frame, rows.pinned, pinned, 0);
  const float scroll = std::clamp(view.scroll, 0.f, std::max(0.f, rows.scrolled_height - scrolled.h));
  draw_rows(frame, rows.scrolled, scrolled, scroll);
  if (pinned.h > 0) canvas.line({area.x, pinned.bottom()}, {area.right(), pinned.bottom()}, theme.grid_strong, 1.5f);

  const auto find = [&](Lane lane) { return find_row(rows, pinned, scrolled, scroll, lane); };
  {
    const ClipScope inner(canvas, lanes);
    draw_outside(frame);
    draw_pauses(frame);
    const auto row_of = [&](ThreadId thread) -> std::optional<float> {
      const auto place = find(Lane::of(thread));
      if (!place) return std::nullopt;
      return place->top + place->row->states / 2;
    };
    if (view.arrows) draw_arrows(frame, row_of);
    draw_crash(frame, row_of);
    const ClipScope body(canvas, scrolled.h > 0 && rows.pinned.empty() ? scrolled : lanes);
    if (view.hover && view.hover != view.selection) draw_selection(frame, *view.hover, theme.text_dim, 1.5f, find);
    if (view.selection) draw_selection(frame, *view.selection, theme.selection, 2, find);
  }
  canvas.line({scale.left, area.y + axis}, {scale.left, area.bottom()}, theme.grid_strong);
  draw_markers(frame);
  canvas.end_group();
}

}  // namespace gilscope::scene
