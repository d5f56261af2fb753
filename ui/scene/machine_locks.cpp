// Contended locks: who holds each, since when, and who queues for it.
#include <fmt/format.h>

#include <algorithm>

#include "ui/scene/lanes.hpp"
#include "ui/scene/machine_frame.hpp"
#include "ui/scene/paint.hpp"

namespace gilscope::scene {
namespace {

// A padlock, open while nobody holds it.
void draw_padlock(const MachineFrame& frame, Point center, float size, bool closed) {
  const Color color = closed ? frame.theme.lock.fill : frame.theme.text_dim;
  const float lift = closed ? 0 : size * 0.22f;
  frame.canvas.stroke_circle({center.x + lift * 0.8f, center.y - size * 0.22f - lift * 0.5f}, size * 0.27f, color, std::max(1.5f, size * 0.11f));
  frame.canvas.fill_rect({center.x - size * 0.4f, center.y - size * 0.12f, size * 0.8f, size * 0.58f}, color, size * 0.1f);
}

void draw_card(const MachineFrame& frame, const LockNow& lock, const Rect& r) {
  const Theme& theme = frame.theme;
  const float unit = frame.layout.unit, pad = unit * 0.6f;
  Hit hit;
  hit.kind = HitKind::Lock;
  hit.lock = lock.lock;
  hit.lane = Lane::of(lock.lock);
  hit.thread = lock.holder;
  frame.canvas.fill_rect(r, blend(theme.panel, theme.lock.fill, lock.queue.empty() ? 0.07 : 0.20), unit * 0.45f);
  if (frame.is_marked(hit)) frame.canvas.stroke_rect(r, theme.selection, 1.5f, unit * 0.45f);
  frame.add_hit(r, hit);

  const float line = std::min(unit * 1.5f, r.h * 0.5f), y = r.y + pad * 0.5f + line * 0.5f;
  draw_padlock(frame, {r.x + pad + unit * 0.4f, y}, unit * 0.95f, lock.holder.valid());
  float x = r.x + pad + unit * 1.2f;
  x += draw_fitted(frame.canvas, {x, y}, lock_name(*frame.run.trace, lock.lock), frame.style(0.95, theme.text, Font::Bold), std::min(r.w * 0.42f, r.right() - x - pad)) + unit * 0.6f;
  if (lock.holder.valid()) {
    const ThreadNow& holder = frame.thread(lock.holder);
    const TextStyle style = frame.style(0.88, theme.text);
    const std::string time = " " + short_time(frame.moment.at - lock.since);
    const bool one_line = r.h < unit * 3.4f && !lock.queue.empty();
    const float room = (r.right() - x - pad) * (one_line ? 0.55f : 1.f) - unit * 1.9f;
    const std::string name = fitted_name(frame.canvas, thread_name(*frame.run.trace, holder.id), style, room - frame.canvas.text_width(time, style));
    const Rect chip{x, y - unit * 0.7f, r.right() - x - pad, unit * 1.4f};
    const float used = draw_chip(frame.canvas, chip, name.empty() ? name : name + time, theme.thread(holder.id), blend(theme.panel, theme.lock.fill, 0.42), style);
    frame.add_hit({chip.x, chip.y, used, chip.h}, thread_hit(holder));
    x += used;
  } else {
    x += draw_fitted(frame.canvas, {x, y}, "free", frame.style(0.9, theme.text_dim), r.right() - x - pad);
  }
  const float top = y + line * 0.5f + unit * 0.25f;
  if (lock.queue.empty()) return;
  if (r.bottom() - top < unit * 1.4f) {  // no room for a second line: the queue stands behind the holder
    const float left = x + unit * 0.7f;
    if (r.right() - left < unit * 5) return;
    draw_arrow_head(frame.canvas, {left, y}, {left + unit, y}, unit * 0.6f, theme.text_dim);
    draw_threads(frame, {left + unit * 0.8f, y - unit * 0.7f, r.right() - left - unit * 1.2f, unit * 1.45f}, lock.queue, Waited::Hidden);
    return;
  }
  const float used = draw_fitted(frame.canvas, {r.x + pad, top + unit * 0.7f}, "queue", frame.style(0.85, theme.text_dim), r.w * 0.3f) + unit * 0.5f;
  draw_threads(frame, {r.x + pad + used, top, r.w - 2 * pad - used, r.bottom() - top - unit * 0.25f}, lock.queue, Waited::Shown);
}

}  // namespace

void draw_locks(const MachineFrame& frame) {
  if (frame.layout.locks.empty()) return;
  const Rect& title = frame.layout.locks_title;
  draw_fitted(frame.canvas, {title.x, title.y + frame.layout.unit * 0.6f}, "Contended locks", frame.style(0.9, frame.theme.text_dim, Font::Bold), title.w);
  for (std::size_t i = 0; i < std::min(frame.layout.locks.size(), frame.moment.locks.size()); ++i)
    draw_card(frame, frame.moment.locks[i], frame.layout.locks[i]);
}

}  // namespace gilscope::scene
