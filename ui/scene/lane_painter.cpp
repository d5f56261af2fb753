#include "ui/scene/lane_painter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/scene/paint.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

constexpr float kBar = 0.78f;  // of a row's height
constexpr float kNarrowestText = 34;

Rect bar_of(const Rect& row) {
  const float height = std::max(3.f, std::round(row.h * kBar));
  return {row.x, std::round(row.y + (row.h - height) / 2), row.w, height};
}

// One column of a stack: how high each value stands in it, in whole pixels, from the bottom.
struct StackPart {
  std::uint32_t value = 0;
  int height = 0;
  bool operator==(const StackPart&) const = default;
};

// Draws collapsed pixels as stacks of shares; neighbours that look alike become one rectangle.
class StackDrawer {
 public:
  using ColorOf = Color (*)(const Theme&, std::uint32_t value);
  StackDrawer(const TimelineFrame& frame, const Rect& bar, ColorOf color) : frame_(frame), bar_(bar), color_(color) {}

  void add(const LanePiece& piece) {
    const float left = frame_.x(piece.from), right = frame_.x(piece.to);
    make_parts(piece);
    if (!open_ || std::abs(left - right_) > 0.01f || parts_ != next_) {
      flush();
      parts_.swap(next_);
      left_ = left;
      open_ = true;
    }
    right_ = right;
  }

  void flush() {
    if (!open_) return;
    open_ = false;
    float bottom = bar_.bottom();
    for (const StackPart& part : parts_) {
      const auto height = static_cast<float>(part.height);
      if (part.value != Pixel::kNothing) frame_.canvas.fill_rect({left_, bottom - height, right_ - left_, height}, color_(frame_.theme, part.value));
      bottom -= height;
    }
  }

 private:
  // Heights by cumulative rounding, so that they always add up. Parts too small for a pixel are in the hit, not in the picture.
  void make_parts(const LanePiece& piece) {
    sorted_.assign(piece.totals.begin(), piece.totals.end());
    std::sort(sorted_.begin(), sorted_.end());
    next_.clear();
    const SimTime whole = piece.to - piece.from;
    const auto height = static_cast<SimTime>(bar_.h);
    const bool small = whole < kForever / 4 / std::max<SimTime>(1, height);
    SimTime sum = 0;
    int done = 0;
    for (const auto& [value, time] : sorted_) {
      sum += time;
      const int up_to = small ? static_cast<int>((sum * height + whole / 2) / whole)
                              : static_cast<int>(std::lround(static_cast<double>(sum) / static_cast<double>(whole) * bar_.h));
      if (up_to > done) next_.push_back({value, up_to - done});
      done = up_to;
    }
  }

  const TimelineFrame& frame_;
  Rect bar_;
  ColorOf color_;
  std::vector<std::pair<std::uint32_t, SimTime>> sorted_;
  std::vector<StackPart> parts_, next_;
  float left_ = 0, right_ = 0;
  bool open_ = false;
};

// Gathers neighbouring collapsed pixels into one hit region.
class CollapsedHits {
 public:
  CollapsedHits(const TimelineFrame& frame, const Rect& bar, const Hit& hit) : frame_(frame), bar_(bar), hit_(hit) { hit_.collapsed = true; }

  void add(const LanePiece& piece) {
    if (!frame_.hits) return;
    if (columns_ > 0 && piece.from == hit_.end) {
      hit_.end = piece.to;
      ++columns_;
      return;
    }
    flush();
    hit_.begin = piece.from;
    hit_.end = piece.to;
    columns_ = 1;
  }
  void flush() {
    if (columns_ > 0) frame_.hits->add_row({frame_.x(hit_.begin), bar_.y, frame_.x(hit_.end) - frame_.x(hit_.begin), bar_.h}, hit_, columns_);
    columns_ = 0;
  }

 private:
  const TimelineFrame& frame_;
  Rect bar_;
  Hit hit_;
  int columns_ = 0;
};

Hit hit_of(Lane lane) {
  Hit hit;
  hit.lane = lane;
  switch (lane.kind) {
    case Lane::Kind::ThreadStates: hit.kind = HitKind::ThreadSpan, hit.thread = ThreadId{lane.index}; break;
    case Lane::Kind::CoreThreads: hit.kind = HitKind::CoreSpan, hit.core = CoreId{lane.index}; break;
    case Lane::Kind::LockHolders: hit.kind = HitKind::LockSpan, hit.lock = LockId{lane.index}; break;
    case Lane::Kind::GilHolders: hit.kind = HitKind::GilSpan; break;
    case Lane::Kind::CallStacks: hit.kind = HitKind::CallSpan, hit.thread = ThreadId{lane.index}; break;
  }
  return hit;
}

// Text inside a span, on a plate of the span's own colour so that a pattern does not run through it.
void draw_span_text(const TimelineFrame& frame, const Rect& bar, std::string_view title, std::string_view detail, Color fill, Pattern pattern) {
  const Rect seen = clipped(bar, frame.lanes);
  const float pad = 6 * frame.theme.scale, size = std::min(frame.theme.small_text_size(), bar.h * 0.86f);
  if (seen.w < kNarrowestText * frame.theme.scale || size < 8) return;
  TextStyle style{text_on(fill), size, Font::Regular, Align::Left};
  const float room = seen.w - 2 * pad;
  std::string text = std::string(title).append(detail);
  if (frame.canvas.text_width(text, style) > room)
    text = fitted_name(frame.canvas, title, style, room);
  if (text.empty()) return;
  if (pattern != Pattern::Solid) {
    const float width = frame.canvas.text_width(text, style);
    frame.canvas.fill_rect({seen.x + pad - 3, bar.y + 1, width + 6, bar.h - 2}, fill);
  }
  frame.canvas.text({seen.x + pad, bar.center().y}, text, style);
}

// A lane whose detail was dropped says so: its spans are drawn paler.
Color faded(const TimelineFrame& frame, Color c, bool merged) { return merged ? blend(c, frame.theme.panel, 0.35) : c; }

Color state_color(const Theme& theme, std::uint32_t value) { return theme.state(static_cast<ThreadState>(value)).fill; }
Color holder_color(const Theme& theme, std::uint32_t value) { return theme.thread(ThreadId{value}); }

Rect span_rect(const TimelineFrame& frame, const LanePiece& piece, const Rect& bar) {
  const float left = frame.x(piece.from), right = frame.x(piece.to);
  return {left, bar.y, right - left, bar.h};
}

void add_span_hit(const TimelineFrame& frame, const Rect& r, Hit hit, const LanePiece& piece) {
  if (!frame.hits) return;
  hit.begin = piece.begin;
  hit.end = piece.end;
  hit.value = piece.value;
  if (hit.kind == HitKind::ThreadSpan)
    hit.core = piece.core;
  else
    hit.thread = ThreadId{piece.value};
  frame.hits->add(r, hit);
}

void draw_state_span(const TimelineFrame& frame, ThreadId thread, const LanePiece& piece, const Rect& r) {
  const auto state = static_cast<ThreadState>(piece.value);
  Paint paint = frame.theme.state(state);
  paint.fill = faded(frame, paint.fill, piece.merged);
  fill_paint(frame.canvas, r, paint);
  if (clipped(r, frame.lanes).w < kNarrowestText) return;
  std::string title(display_name(state));
  if (state == ThreadState::WaitingForLock) {
    const LockId lock = frame.index.awaited_lock(thread, piece.begin);
    if (lock.valid()) title = "Waiting for " + lock_name(*frame.run.trace, lock);
  }
  draw_span_text(frame, r, title, " · " + short_time(piece.end - piece.begin), paint.fill, paint.pattern);
}

// A lane's pieces: those that share pixels as stacks, every other one by `draw_one(piece, rectangle)`.
template <class DrawOne>
void draw_pieces(const TimelineFrame& frame, const Lane& lane, const Hit& hit, const Rect& bar, StackDrawer::ColorOf color_of, const DrawOne& draw_one) {
  StackDrawer stacks(frame, bar, color_of);
  CollapsedHits collapsed(frame, bar, hit);
  frame.run.trace->for_each_piece(lane, frame.scale.range.from, frame.scale.range.to, frame.columns, [&](const LanePiece& piece) {
    if (!piece.collapsed) return draw_one(piece, span_rect(frame, piece, bar));
    stacks.add(piece);
    collapsed.add(piece);
  });
  stacks.flush();
  collapsed.flush();
}

}  // namespace

void draw_states(const TimelineFrame& frame, ThreadId thread, const Rect& row) {
  const Rect bar = bar_of(row);
  const Lane lane = Lane::of(thread);
  const Hit hit = hit_of(lane);
  draw_pieces(frame, lane, hit, bar, state_color, [&](const LanePiece& piece, const Rect& r) {
    draw_state_span(frame, thread, piece, r);
    add_span_hit(frame, r, hit, piece);
  });
}

void draw_holders(const TimelineFrame& frame, const LaneChoice& choice, const Rect& row) {
  const Rect bar = bar_of(row);
  const Lane lane = *trace_lane(choice);
  const Hit hit = hit_of(lane);
  draw_pieces(frame, lane, hit, bar, holder_color, [&](const LanePiece& piece, const Rect& r) {
    add_span_hit(frame, r, hit, piece);
    if (piece.value == Pixel::kNothing) return;
    const Color fill = faded(frame, frame.theme.thread(ThreadId{piece.value}), piece.merged);
    frame.canvas.fill_rect(r, fill);
    if (r.w >= kNarrowestText)
      draw_span_text(frame, r, thread_name(*frame.run.trace, ThreadId{piece.value}), " · " + short_time(piece.end - piece.begin), fill, Pattern::Solid);
  });
  if (choice.group == LaneGroup::Gil) frame.canvas.fill_rect({row.x, bar.bottom() - 2, row.w, 2}, frame.theme.gil.fill);
}

// ---- Counts over time --------------------------------------------------------------------------------------------------

void draw_heat(const TimelineFrame& frame, ObjectId object, const Rect& row) {
  const auto& traffic = frame.run.trace->objects()[object.value].traffic;
  const auto& bins = traffic.bins();
  std::uint64_t most = 1;
  for (const auto& bin : bins) most = std::max(most, bin[2]);
  const Rect bar = bar_of(row);
  const SimTime width = traffic.bin_width();
  const auto first = static_cast<std::size_t>(std::max<SimTime>(0, frame.scale.range.from / width));
  for (std::size_t i = first; i < bins.size() && static_cast<SimTime>(i) * width < frame.scale.range.to; ++i) {
    if (bins[i][2] == 0) continue;
    const SimTime begin = static_cast<SimTime>(i) * width;
    const Rect r = clipped({frame.x(begin), bar.y, frame.x(begin + width) - frame.x(begin), bar.h}, frame.lanes);
    const double part = std::sqrt(static_cast<double>(bins[i][2]) / static_cast<double>(most));
    frame.canvas.fill_rect(r, blend(frame.theme.panel, frame.theme.object.fill, 0.12 + 0.88 * part));
    if (!frame.hits) continue;
    Hit hit;
    hit.kind = HitKind::HeatCell;
    hit.object = object;
    hit.value = static_cast<std::uint32_t>(i);
    hit.begin = begin;
    hit.end = begin + width;
    frame.hits->add(r, hit);
  }
}

// A step curve; where many samples fall into a pixel, the highest and the lowest of them.
void draw_memory(const TimelineFrame& frame, const Rect& row) {
  const auto& samples = frame.run.trace->memory();
  if (samples.size() < 2) return;
  std::uint64_t most = 1;
  for (const auto& sample : samples) most = std::max(most, sample.bytes);
  const Rect bar = bar_of(row);
  const auto y = [&](std::uint64_t bytes) { return bar.bottom() - static_cast<float>(static_cast<double>(bytes) / static_cast<double>(most)) * bar.h; };
  const auto after = [&](SimTime t) {
    return std::partition_point(samples.begin(), samples.end(), [&](const MemorySample& s) { return s.at < t; });
  };
  auto at = after(frame.scale.range.from);
  std::uint64_t level = at == samples.begin() ? 0 : (at - 1)->bytes;
  const Color fill = blend(frame.theme.panel, frame.theme.accent, 0.35);
  for (int i = 0; i < frame.columns && (at != samples.end() || level > 0);) {
    const SimTime left = frame.scale.time(frame.scale.left + static_cast<float>(i));
    int width = 1;
    std::uint64_t high = level;
    const auto next = after(frame.scale.time(frame.scale.left + static_cast<float>(i + 1)));
    for (; at != next; ++at) level = at->bytes, high = std::max(high, level);
    if (at == samples.end()) {
      width = frame.columns - i;
      if (left >= frame.run.trace->end()) break;
    } else {
      while (i + width < frame.columns && frame.scale.time(frame.scale.left + static_cast<float>(i + width + 1)) <= at->at) ++width;
    }
    const float x = frame.scale.left + static_cast<float>(i);
    const float right = std::min(x + static_cast<float>(width), frame.x(frame.run.trace->end()));
    if (right > x) frame.canvas.fill_rect({x, y(high), right - x, bar.bottom() - y(high)}, fill);
    i += width;
  }
  draw_fitted(frame.canvas, {bar.x + 6, bar.y + frame.theme.small_text_size() * 0.6f}, fmt::format("peak {}B", short_count(static_cast<double>(most))),
              {frame.theme.text_dim, frame.theme.small_text_size()}, bar.w);
  if (!frame.hits) return;
  Hit hit;
  hit.kind = HitKind::Memory;
  hit.begin = frame.scale.range.from;
  hit.end = frame.scale.range.to;
  frame.hits->add_row(bar, hit, frame.columns);
}

std::string short_count(double count) {
  constexpr std::string_view kUnits[] = {"", "k", "M", "G", "T", "P"};
  std::size_t unit = 0;
  while (count >= 999.5 && unit + 1 < std::size(kUnits)) count /= 1000, ++unit;
  const int decimals = unit == 0 ? (count < 10 && count != std::floor(count) ? 1 : 0) : count < 9.995 ? 2 : count < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f}{}{}", count, decimals, unit > 0 ? " " : "", kUnits[unit]);
}

}  // namespace gilscope::scene
