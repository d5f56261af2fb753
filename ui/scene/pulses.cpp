// Hot objects: whose they are, how fast their cache lines travel between cores, and a pulse for each journey, at a rate the eye can follow.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/scene/lane_painter.hpp"
#include "ui/scene/lanes.hpp"
#include "ui/scene/machine_frame.hpp"
#include "ui/scene/paint.hpp"

namespace gilscope::scene {
namespace {

constexpr double kFastest = 3;  // journeys per second of the viewer that can be followed; more are drawn as one

std::vector<std::uint32_t> running_cores(const MachineFrame& frame) {
  std::vector<std::uint32_t> cores;
  for (std::uint32_t i = 0; i < frame.moment.cores.size(); ++i)
    if (frame.moment.cores[i].thread.valid()) cores.push_back(i);
  return cores;
}

Point tile_door(const MachineFrame& frame, std::uint32_t core) {
  const Rect& tile = frame.layout.cores[core];
  return {tile.center().x, tile.bottom() - 2};
}
Point card_door(const Rect& card) { return {card.x + 4, card.center().y}; }

// How many journeys one pulse stands for: 1, 2, 5, 10, ... so that no more than a few are drawn per second.
double per_pulse(double per_second) {
  double n = 1;
  for (int i = 0; per_second / n > kFastest; ++i) n *= i % 3 == 1 ? 2.5 : 2;
  return n;
}

CoreId owner_core(const MachineFrame& frame, ObjectId object) {
  const ThreadId owner = frame.run.trace->objects()[object.value].owner;
  return owner.valid() && owner.value < frame.moment.threads.size() ? frame.thread(owner).core : CoreId{};
}

std::string rate_text(const ObjectNow& object) {
  if (object.rate <= 0) return "at rest";
  const double per_ms = object.rate / 1000;
  return per_ms >= 1 ? fmt::format("{} transfers/ms", short_count(per_ms)) : fmt::format("{} transfers/s", short_count(object.rate));
}

void draw_card(const MachineFrame& frame, const ObjectNow& object, const Rect& r) {
  const Theme& theme = frame.theme;
  const ObjectInfo& info = frame.run.trace->objects()[object.object.value];
  const float unit = frame.layout.unit, pad = unit * 0.6f;
  const bool hot = object.rate > 0;
  Hit hit;
  hit.kind = HitKind::Object;
  hit.object = object.object;
  hit.thread = info.owner;
  frame.canvas.fill_rect(r, blend(theme.panel, theme.object.fill, hot ? 0.24 : 0.07), unit * 0.45f);
  frame.canvas.fill_rect({r.x, r.y, unit * 0.3f, r.h}, hot ? theme.object.fill : theme.grid_strong, unit * 0.15f);
  if (frame.is_marked(hit)) frame.canvas.stroke_rect(r, theme.selection, 1.5f, unit * 0.45f);
  frame.add_hit(r, hit);
  const float x = r.x + pad + unit * 0.2f, room = r.w - pad * 2;
  float y = r.y + std::min(unit * 0.95f, r.h * 0.3f);
  const float used = draw_fitted(frame.canvas, {x, y}, object_name(*frame.run.trace, object.object), frame.style(0.95, theme.text, Font::Bold), room);
  if (!info.name.empty()) draw_fitted(frame.canvas, {x + used + unit * 0.5f, y}, info.type, frame.style(0.85, theme.text_dim), room - used - unit * 0.5f);
  y += unit * 1.3f;
  if (y + unit * 0.4f > r.bottom()) return;
  draw_fitted(frame.canvas, {x, y}, rate_text(object), frame.style(0.95, hot ? theme.text : theme.text_dim, hot ? Font::Bold : Font::Regular), room);
  y += unit * 1.25f;
  if (y + unit * 0.4f > r.bottom()) return;
  const CoreId core = owner_core(frame, object.object);
  const std::string owner = info.immortal ? "immortal" : !info.owner.valid() ? "no owner" : "owner: " + thread_name(*frame.run.trace, info.owner) + (core.valid() ? fmt::format(" on core {}", core.value) : "");
  draw_fitted(frame.canvas, {x, y}, owner, frame.style(0.85, theme.text_dim), room);
}

// The journeys of an object follow each other from core to core, through the card.
void draw_journey(const MachineFrame& frame, const Rect& card, double journeys, const std::vector<std::uint32_t>& cores, float radius) {
  const auto number = static_cast<std::uint64_t>(std::floor(journeys));
  const auto part = static_cast<float>(journeys - std::floor(journeys));
  const Point from = tile_door(frame, cores[(number * 5 + 1) % cores.size()]), to = tile_door(frame, cores[(number * 5 + 6) % cores.size()]);
  const Point door = card_door(card);
  const Point at = part < 0.5f ? between(from, door, smooth(part * 2)) : between(door, to, smooth(part * 2 - 1));
  const Point start = part < 0.5f ? from : door;
  frame.canvas.line(between(start, at, 0.72f), at, frame.theme.object.fill.with_alpha(0.85), 2.5f);  // a trail, not a line through the names
  frame.canvas.fill_circle(at, radius + 2, frame.theme.panel);
  frame.canvas.fill_circle(at, radius, frame.theme.object.fill);
}

}  // namespace

void draw_objects(const MachineFrame& frame) {
  if (frame.layout.objects.empty()) return;
  const Rect& title = frame.layout.objects_title;
  draw_fitted(frame.canvas, {title.x, title.y + frame.layout.unit * 0.6f}, "Objects that travel between cores", frame.style(0.9, frame.theme.text_dim, Font::Bold), title.w);
  for (std::size_t i = 0; i < std::min(frame.layout.objects.size(), frame.moment.objects.size()); ++i)
    draw_card(frame, frame.moment.objects[i], frame.layout.objects[i]);
}

void draw_object_ways(const MachineFrame& frame) {
  const auto cores = running_cores(frame);
  for (std::size_t i = 0; i < std::min(frame.layout.objects.size(), frame.moment.objects.size()); ++i) {
    if (frame.moment.objects[i].rate <= 0) continue;
    for (const std::uint32_t core : cores)
      frame.canvas.line(tile_door(frame, core), card_door(frame.layout.objects[i]), frame.theme.object.fill.with_alpha(0.22), 1);
  }
}

void draw_pulses(const MachineFrame& frame) {
  const auto cores = running_cores(frame);
  if (frame.theme.reduced_motion || frame.view.slow_motion <= 0 || cores.size() < 2) return;
  const float radius = frame.layout.unit * 0.38f;
  for (std::size_t i = 0; i < std::min(frame.layout.objects.size(), frame.moment.objects.size()); ++i) {
    const ObjectNow& object = frame.moment.objects[i];
    if (object.rate <= 0) continue;
    const double many = per_pulse(object.rate * frame.view.slow_motion);
    draw_journey(frame, frame.layout.objects[i], object.count / many, cores, many > 1 ? radius * 1.3f : radius);
    if (many <= 1) continue;
    const Rect& card = frame.layout.objects[i];
    const std::string label = fmt::format("1 pulse = {}", short_count(many));
    const TextStyle style = frame.style(0.78, frame.theme.text_dim, Font::Regular, Align::Right);
    if (card.w > frame.layout.unit * 14) frame.canvas.text({card.right() - frame.layout.unit * 0.5f, card.bottom() - frame.layout.unit * 0.75f}, label, style);
  }
}

}  // namespace gilscope::scene
