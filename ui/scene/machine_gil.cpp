// The GIL: a token at its holder, the queue of those who want it, and the way it takes from one to the next.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/scene/lane_painter.hpp"
#include "ui/scene/lanes.hpp"
#include "ui/scene/machine_frame.hpp"
#include "ui/scene/paint.hpp"

namespace gilscope::scene {
namespace {

constexpr double kFlight = 0.45;      // seconds of the viewer that a hand-over takes, if there is so much time
constexpr double kLongestPart = 0.5;  // of the holder's turn

// Where a thread's token lies: at its core, or at home while it has none.
Point place_of_holder(const MachineFrame& frame, ThreadId thread, SimTime at) {
  if (!thread.valid()) return frame.layout.gil_home;
  CoreId core = frame.thread(thread).core;
  if (at != frame.moment.at) {
    core = CoreId{};
    frame.run.trace->for_each_state(thread, at, at + 1, [&](const StateSpan& span) { core = span.core; });
  }
  return core.valid() ? token_dock(frame.layout, core) : frame.layout.gil_home;
}

struct Flight {
  Point from, to;
  float part = 1;  // 1: it has arrived
};

// In simulated time: the token is under way for the first moments of its new holder's turn.
Flight flight_of(const MachineFrame& frame) {
  const GilNow& gil = frame.moment.gil;
  Flight flight;
  flight.to = place_of_holder(frame, gil.holder, frame.moment.at);
  flight.from = flight.to;
  if (frame.theme.reduced_motion || frame.view.slow_motion <= 0 || frame.too_fast || !gil.holder.valid() || gil.since <= 0) return flight;
  const SimTime whole = std::min(from_seconds(kFlight * frame.view.slow_motion), static_cast<SimTime>(static_cast<double>(gil.until - gil.since) * kLongestPart));
  if (whole <= 0 || frame.moment.at - gil.since >= whole) return flight;
  flight.from = place_of_holder(frame, gil.before, gil.since - 1);
  flight.part = smooth(static_cast<float>(static_cast<double>(frame.moment.at - gil.since) / static_cast<double>(whole)));
  return flight;
}

void draw_disc(const MachineFrame& frame, Point center, float radius, const std::string& label = "GIL") {
  const Color fill = frame.theme.gil.fill;
  frame.canvas.fill_circle(center, radius + std::max(2.f, radius * 0.16f), frame.theme.dark ? Color{12, 15, 20, 255} : Color{255, 255, 255, 255});
  frame.canvas.fill_circle(center, radius, fill);
  if (radius < 7) return;
  frame.canvas.text(center, label, {text_on(fill), radius * (label.size() > 3 ? 0.7f : 0.86f), Font::Bold, Align::Center});
}

/// With several interpreters: who has which.
std::string gils_sentence(const MachineFrame& frame) {
  std::vector<const GilNow*> all = {&frame.moment.gil};
  for (const GilNow& gil : frame.moment.other_gils) all.push_back(&gil);
  const auto held = std::count_if(all.begin(), all.end(), [](const GilNow* gil) { return gil->holder.valid(); });
  return fmt::format("{} interpreters with a GIL each: {} {} held now", all.size(), held, held == 1 ? "is" : "are");
}

enum class Length : bool { Short, Long };

std::string gil_sentence(const MachineFrame& frame, Length length) {
  const GilNow& gil = frame.moment.gil;
  if (!frame.moment.other_gils.empty()) return gils_sentence(frame);
  if (frame.too_fast) {
    const double per_second = static_cast<double>(gil.turns) / std::max(1e-12, to_seconds(from_seconds(frame.view.slow_motion * 0.12)));
    return fmt::format("The GIL changes hands too fast to follow: {} times per ms", short_count(per_second / 1000));
  }
  if (!gil.holder.valid()) return frame.run.has_gil ? "The GIL is free" : "No GIL in this runtime";
  const std::string text = thread_name(*frame.run.trace, gil.holder) + " has the GIL";
  return length == Length::Short ? text : text + " for " + short_time(frame.moment.at - gil.since);
}

}  // namespace

namespace {

// Who has the GIL, and under it those who wait; in a low strip beside it.
void draw_queue(const MachineFrame& frame, const Rect& r) {
  const float unit = frame.layout.unit;
  const auto waiting = frame.moment.in_state(ThreadState::WaitingForGil);
  const bool low = r.h < unit * 3.2f;
  const float y = low ? r.center().y : r.y + std::min(unit * 1.2f, r.h * 0.28f);
  const bool shared = low && !waiting.empty();
  const float room = shared ? r.w * 0.5f : r.w;
  float x = r.x + draw_fitted(frame.canvas, {r.x, y}, gil_sentence(frame, shared ? Length::Short : Length::Long), frame.style(1.0, frame.theme.text, Font::Bold), room) + unit;
  if (waiting.empty()) return;
  const std::string count = fmt::format("{} waiting:", waiting.size());
  x += draw_fitted(frame.canvas, {x, y}, count, frame.style(1.0, frame.theme.text_dim), r.right() - x) + unit * 0.6f;
  const float top = y + unit * 0.95f;
  if (low)
    draw_threads(frame, {x, y - unit * 0.72f, r.right() - x, unit * 1.45f}, waiting, Waited::Hidden);
  else
    draw_threads(frame, {r.x, top, r.w, r.bottom() - top - unit * 0.3f}, waiting, Waited::Shown);
}

}  // namespace

void draw_gil(const MachineFrame& frame) {
  const Rect& r = frame.layout.gil;
  if (r.h <= 0) return;
  const Theme& theme = frame.theme;
  const float unit = frame.layout.unit, radius = std::min(r.h * 0.3f, unit * 1.7f);
  frame.canvas.fill_rect(r, blend(theme.panel, theme.gil.fill, 0.10), unit * 0.5f);
  frame.canvas.fill_rect({r.x, r.y, unit * 0.3f, r.h}, theme.gil.fill, unit * 0.15f);
  frame.canvas.stroke_circle(frame.layout.gil_home, radius, blend(theme.panel, theme.gil.fill, 0.55), 1.5f);

  Hit hit;
  hit.kind = HitKind::Gil;
  hit.lane = Lane::gil();
  hit.thread = frame.moment.gil.holder;
  hit.begin = frame.moment.gil.since;
  hit.end = frame.moment.gil.until;
  if (frame.is_marked(hit)) frame.canvas.stroke_rect(r, theme.selection, 1.5f, unit * 0.5f);
  frame.add_hit(r, hit);

  const float x = r.x + r.h * 0.5f + radius + unit;
  draw_queue(frame, {x, r.y, r.right() - x - unit * 0.6f, r.h});
}

namespace {

void mark_tile(const MachineFrame& frame, CoreId core) {
  const Rect& tile = frame.layout.cores[core.value];
  frame.canvas.stroke_rect(tile.inset(-1.5f), frame.theme.gil.fill, std::max(2.f, frame.layout.token * 0.22f),
                           std::min({frame.layout.unit * 0.55f, tile.w * 0.18f, tile.h * 0.18f}));
}

void add_token_hit(const MachineFrame& frame, const GilNow& gil, Point at, float radius) {
  Hit hit;
  hit.kind = HitKind::Gil;
  hit.lane = Lane::gil(gil.interpreter);
  hit.thread = gil.holder;
  hit.begin = gil.since;
  hit.end = gil.until;
  frame.add_hit({at.x - radius, at.y - radius, radius * 2, radius * 2}, hit);
}

/// One token per interpreter, with the interpreter's number; only those that somebody with a core holds are shown.
void draw_tokens(const MachineFrame& frame) {
  std::vector<const GilNow*> all = {&frame.moment.gil};
  for (const GilNow& gil : frame.moment.other_gils) all.push_back(&gil);
  for (const GilNow* gil : all) {
    const CoreId core = gil->holder.valid() ? frame.thread(gil->holder).core : CoreId{};
    if (!core.valid()) continue;
    mark_tile(frame, core);
    const Point at = token_dock(frame.layout, core);
    draw_disc(frame, at, frame.layout.token, gil->interpreter.value == 0 ? "GIL" : fmt::format("GIL {}", gil->interpreter.value));
    add_token_hit(frame, *gil, at, frame.layout.token);
  }
}

}  // namespace

void draw_token(const MachineFrame& frame) {
  if (frame.layout.gil.h <= 0) return;
  if (!frame.moment.other_gils.empty() && !frame.too_fast) return draw_tokens(frame);
  const Theme& theme = frame.theme;
  const GilNow& gil = frame.moment.gil;
  const float radius = frame.layout.token, home = std::min(frame.layout.gil.h * 0.3f, frame.layout.unit * 1.7f);
  if (!gil.exists || (!frame.run.has_gil && !gil.holder.valid())) return;
  if (frame.too_fast) return draw_disc(frame, frame.layout.gil_home, home);
  const Flight flight = flight_of(frame);
  const Point at = between(flight.from, flight.to, flight.part);
  if (flight.part < 1) {
    frame.canvas.line(flight.from, at, theme.gil.fill.with_alpha(0.65), std::max(2.f, radius * 0.3f));
    draw_dashed(frame.canvas, at, flight.to, theme.gil.fill.with_alpha(0.7), 1.5f, 5);
  }
  const bool at_home = at.x == frame.layout.gil_home.x && at.y == frame.layout.gil_home.y;
  if (flight.part >= 1 && !at_home) {
    mark_tile(frame, frame.thread(gil.holder).core);
  }
  draw_disc(frame, at, at_home ? home : radius);
  add_token_hit(frame, gil, at, radius);
}

}  // namespace gilscope::scene
