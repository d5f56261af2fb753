#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/scene/axis.hpp"
#include "ui/scene/lanes.hpp"
#include "ui/scene/machine_frame.hpp"
#include "ui/scene/paint.hpp"

namespace gilscope::scene {
namespace {

constexpr double kGlance = 0.12;  // seconds of the viewer: what changes more often than once in it is averaged

// ---- Header ------------------------------------------------------------------------------------------------------------

std::string_view plural(std::size_t n) { return n == 1 ? "" : "s"; }

struct Headline {
  std::string main, rest;
};

// "A waits for B waits for A": the threads that hold each other up, if the locks on show close a circle.
std::string circle(const MachineFrame& frame) {
  const auto blocker = [&](ThreadId thread) {
    const LockId lock = frame.thread(thread).awaits;
    for (const LockNow& now : frame.moment.locks)
      if (lock.valid() && now.lock == lock && now.holder != thread) return now.holder;
    return ThreadId{};
  };
  for (const ThreadNow& first : frame.moment.threads) {
    std::string text = thread_name(*frame.run.trace, first.id);
    ThreadId at = blocker(first.id);
    for (std::size_t steps = 0; at.valid() && steps < frame.moment.threads.size(); ++steps, at = blocker(at)) {
      text += " → " + thread_name(*frame.run.trace, at);
      if (at == first.id) return text;
    }
  }
  return "";
}

// The one sentence that says what is going on.
Headline headline(const MachineFrame& frame) {
  const Moment& m = frame.moment;
  if (m.stuck) return {"Deadlock: no thread can ever run again", circle(frame)};
  if (m.over) return {"The run is over", ""};
  const std::size_t cores = m.cores.size();
  if (frame.too_fast) {
    double busy = 0;
    for (const CoreNow& core : m.cores) busy += core.busy;
    return {fmt::format("On average {:.1f} of {} core{} busy", busy, cores, plural(cores)), ""};
  }
  const std::size_t busy = m.busy_cores();
  Headline text{busy == 0 ? fmt::format("None of {} core{} busy", cores, plural(cores)) : fmt::format("{} of {} core{} busy", busy, cores, plural(cores)), ""};
  const auto add = [&](std::size_t n, std::string_view what) {
    if (n > 0) text.rest += fmt::format("{}{} thread{} wait{} for {}", text.rest.empty() ? "" : " · ", n, plural(n), n == 1 ? "s" : "", what);
  };
  add(m.count(ThreadState::WaitingForGil), "the GIL");
  add(m.count(ThreadState::WaitingForLock) + m.count(ThreadState::Spinning), "a lock");
  if (busy == cores) add(m.count(ThreadState::Runnable), "a core");
  return text;
}

void draw_header(const MachineFrame& frame) {
  const Rect r = frame.layout.header;
  const Theme& theme = frame.theme;
  const float middle = r.center().y, gap = frame.layout.unit * 0.9f;
  const TextStyle title = frame.style(1.25, theme.text, Font::Bold);
  const std::string time = clock_time(frame.moment.at, frame.run.trace->end());
  const TextStyle clock = frame.style(1.0, theme.text_dim, Font::Mono, Align::Right);
  const float clock_width = frame.canvas.text_width(time, clock);
  frame.canvas.text({r.right(), middle}, time, clock);
  float x = r.x;
  const std::string label = fitted(frame.canvas, frame.run.label, title, r.w * 0.3f);
  if (!label.empty()) {
    const float width = frame.canvas.text_width(label, title) + gap * 1.3f;
    const Color plate = blend(theme.panel, theme.accent, theme.dark ? 0.32 : 0.18);
    frame.canvas.fill_rect({x, r.y, width, r.h}, plate, r.h * 0.3f);
    frame.canvas.text({x + gap * 0.65f, middle}, label, title);
    x += width + gap;
  }
  const Headline text = headline(frame);
  const float room = r.right() - clock_width - gap;
  x += draw_fitted(frame.canvas, {x, middle}, text.main, frame.style(1.3, frame.moment.stuck ? theme.error : theme.text, Font::Bold), room - x) + gap;
  if (!text.rest.empty()) draw_fitted(frame.canvas, {x, middle}, text.rest, frame.style(1.1, theme.text_dim), room - x);
}

// ---- Cores --------------------------------------------------------------------------------------------------------------

Hit core_hit(const MachineFrame& frame, std::uint32_t i) {
  Hit hit;
  hit.kind = HitKind::Core;
  hit.core = CoreId{i};
  hit.lane = Lane::of(hit.core);
  hit.thread = frame.moment.cores[i].thread;
  hit.begin = frame.moment.cores[i].since;
  hit.end = frame.moment.cores[i].until;
  return hit;
}

// What the thread on a core does: "is_prime, line 34", or its state where that is worth a word.
std::string activity(const MachineFrame& frame, const ThreadNow& thread) {
  if (thread.state == ThreadState::Spinning)
    return thread.awaits.valid() ? "spins for " + lock_name(*frame.run.trace, thread.awaits) : "spins for a lock";
  return place_of(frame.run, thread.stack);
}

void draw_tile_text(const MachineFrame& frame, const Rect& tile, std::uint32_t number, const CoreNow& core, ThreadId shown, Color fill) {
  const float unit = frame.layout.unit, pad = std::min(unit * 0.7f, tile.w * 0.1f);
  const Color ink = text_on(fill);
  const Color soft = shown.valid() ? ink : frame.theme.text_dim;
  const float room = tile.w - 2 * pad;
  const auto& others = frame.moment.other_gils;
  const bool token = core.thread.valid() && ((frame.moment.gil.exists && frame.moment.gil.holder == core.thread) ||
                                             std::any_of(others.begin(), others.end(), [&](const GilNow& gil) { return gil.holder == core.thread; }));
  const float top_room = room - (token ? frame.layout.token * 1.6f : 0);
  const std::string title = fmt::format("core {}", number);
  TextStyle small = frame.style(0.85, soft);
  if (tile.h < unit * 2.4f || tile.w < unit * 4.2f) {  // only the number, or the number over nothing
    small.size = std::clamp(std::min(tile.h * 0.5f, tile.w * 0.42f), std::min(6.f, small.size), small.size);
    small.align = Align::Center;
    frame.canvas.text({tile.center().x - (token ? frame.layout.token * 0.5f : 0), tile.center().y}, fmt::format("{}", number), small);
    return;
  }
  frame.canvas.text({tile.x + pad, tile.y + pad + small.size * 0.5f}, fitted(frame.canvas, title, small, top_room), small);
  if (!shown.valid()) {
    if (tile.h > unit * 3.2f) draw_fitted(frame.canvas, {tile.x + pad, tile.center().y + unit * 0.3f}, "idle", frame.style(1.0, frame.theme.text_dim), room);
    return;
  }
  TextStyle name = frame.style(std::clamp(tile.h / (unit * 5.0), 0.95, 1.5), ink, Font::Bold);
  const std::string full = thread_name(*frame.run.trace, shown);
  while (name.size > unit * 0.9f && frame.canvas.text_width(full, name) > room) name.size *= 0.92f;
  const bool tall = tile.h > unit * 5.2f;
  const float below_title = tile.y + pad + small.size * 1.15f + name.size * 0.6f;
  const float name_y = tall ? std::max(tile.y + tile.h * 0.46f, below_title) : std::max(tile.bottom() - pad - name.size * 0.5f, below_title);
  const std::string cut = fitted_name(frame.canvas, full, name, room);
  frame.canvas.text({tile.x + pad, name_y}, cut, name);
  if (!tall || frame.too_fast) return;
  const ThreadNow& thread = frame.thread(shown);
  float y = name_y + name.size * 0.62f + unit * 0.62f;
  const std::string doing = activity(frame, thread);
  if (!doing.empty() && y + unit * 0.5f < tile.bottom() - pad * 0.5f) {
    draw_fitted(frame.canvas, {tile.x + pad, y}, doing, frame.style(0.85, ink, Font::Mono), room);
    y += unit * 1.25f;
  }
  if (y + unit * 0.5f < tile.bottom() - pad * 0.3f)
    draw_fitted(frame.canvas, {tile.x + pad, y}, fmt::format("for {}", short_time(frame.moment.at - core.since)), frame.style(0.85, ink), room);
}

void draw_core(const MachineFrame& frame, std::uint32_t i) {
  const Theme& theme = frame.theme;
  const CoreNow& core = frame.moment.cores[i];
  const Rect& tile = frame.layout.cores[i];
  const float radius = std::min({frame.layout.unit * 0.55f, tile.w * 0.18f, tile.h * 0.18f});
  const ThreadId shown = frame.too_fast ? core.mostly : core.thread;
  const double light = frame.too_fast ? core.busy : core.thread.valid() ? 1 : 0;
  const Color idle = blend(theme.panel, theme.background, 0.6);
  const bool lit = shown.valid() && light > 0.02;
  const Color fill = lit ? blend(idle, theme.thread(shown), 0.12 + 0.88 * light) : idle;
  if (lit && light > 0.5) frame.canvas.fill_rect(tile.inset(-std::min(4.f, radius * 0.6f)), theme.thread(shown).with_alpha(0.28), radius * 1.5f);
  frame.canvas.fill_rect(tile, fill, radius);
  const bool spins = lit && core.thread.valid() && frame.thread(core.thread).state == ThreadState::Spinning;
  if (spins) {
    const float strip = std::max(3.f, tile.h * 0.09f);
    frame.canvas.fill_pattern({tile.x + radius, tile.bottom() - strip, tile.w - 2 * radius, strip}, Pattern::Vertical, theme.state(ThreadState::Spinning).fill);
  }
  if (!lit) frame.canvas.stroke_rect(tile, theme.grid_strong, 1, radius);
  const Hit hit = core_hit(frame, i);
  if (frame.is_marked(hit)) frame.canvas.stroke_rect(tile.inset(-2), theme.selection, 2, radius);
  draw_tile_text(frame, tile, i, core, lit ? shown : ThreadId{}, fill);
  frame.add_hit(tile, hit);
}

// ---- Threads on no core --------------------------------------------------------------------------------------------------

std::string_view place_title(ThreadState state) {
  switch (state) {
    case ThreadState::Runnable: return "Ready, no core";
    case ThreadState::Sleeping: return "Asleep";
    case ThreadState::InIo: return "In I/O";
    case ThreadState::Stopped: return "Stopped";
    default: return display_name(state);
  }
}

void draw_place(const MachineFrame& frame, const Place& place) {
  const Theme& theme = frame.theme;
  const float unit = frame.layout.unit;
  const auto threads = frame.moment.in_state(place.state);
  const Rect& r = place.area;
  if (r.h < unit * 1.2f || r.w < unit * 3) return;
  frame.canvas.fill_rect(r, blend(theme.panel, theme.background, 0.45), unit * 0.45f);
  const Rect bar{r.x, r.y + unit * 0.45f, unit * 0.3f, std::min(r.h - unit * 0.9f, unit * 1.1f)};
  fill_paint(frame.canvas, bar, theme.state(place.state));
  const float x = r.x + unit * 0.8f, y = r.y + unit;
  const float used = draw_fitted(frame.canvas, {x, y}, place_title(place.state), frame.style(0.9, theme.text_dim, Font::Bold), r.w - unit * 2.4f);
  if (!threads.empty()) frame.canvas.text({x + used + unit * 0.5f, y}, fmt::format("{}", threads.size()), frame.style(0.95, theme.text, Font::Bold));
  const float top = unit * 1.8f;
  draw_threads(frame, {r.x + unit * 0.6f, r.y + top, r.w - unit * 1.2f, r.h - top - unit * 0.35f}, threads, Waited::Shown);
}

// ---- Banners -------------------------------------------------------------------------------------------------------------

void draw_banner(const MachineFrame& frame) {
  const Pause* pause = frame.moment.pause;
  if (!pause || frame.layout.cores.empty()) return;
  const Theme& theme = frame.theme;
  const float unit = frame.layout.unit;
  const Paint& paint = pause->collection ? theme.gc : theme.state(ThreadState::Stopped);
  const std::string who = pause->thread.valid() ? thread_name(*frame.run.trace, pause->thread) : "";
  const std::string text = fmt::format("{}{} · {} of {}", pause->collection ? "Garbage collection" : "Stop the world", who.empty() ? "" : " by " + who,
                                       short_time(frame.moment.at - pause->begin), short_time(pause->end - pause->begin));
  const Rect& header = frame.layout.header;
  const Rect r{header.x, header.bottom() - unit * 0.2f, header.w, unit * 1.8f};
  frame.canvas.fill_rect(r, paint.fill, unit * 0.4f);
  frame.canvas.text(r.center(), fitted(frame.canvas, text, frame.style(1.0, text_on(paint.fill), Font::Bold), r.w - unit), frame.style(1.0, text_on(paint.fill), Font::Bold, Align::Center));
}

bool playback_is_too_fast(const Moment& moment, SimTime window, bool has_gil) {
  if (window <= 1) return false;
  if (has_gil && moment.gil.turns > 3) return true;
  std::size_t flicker = 0;
  for (const CoreNow& core : moment.cores) flicker += core.busy > 0.02 && core.busy < 0.98 && core.until - core.since < window / 3;
  return flicker * 2 > moment.cores.size();
}

}  // namespace

bool MachineFrame::is_marked(const Hit& hit) const {
  const auto same = [&](const std::optional<Hit>& other) {
    if (!other) return false;
    switch (hit.kind) {
      case HitKind::Core:
        if (other->kind == HitKind::Core || other->kind == HitKind::CoreSpan) return other->core == hit.core;
        [[fallthrough]];
      case HitKind::Thread:
        return hit.thread.valid() && other->thread == hit.thread && other->kind != HitKind::Gil && other->kind != HitKind::Lock && other->kind != HitKind::Core;
      case HitKind::Gil: return other->kind == HitKind::Gil || other->kind == HitKind::GilSpan;
      case HitKind::Lock: return other->lock.valid() && other->lock == hit.lock;
      case HitKind::Object: return other->object.valid() && other->object == hit.object;
      default: return false;
    }
  };
  return same(view.selection) || same(view.hover);
}

Hit thread_hit(const ThreadNow& thread) {
  Hit hit;
  hit.kind = HitKind::Thread;
  hit.thread = thread.id;
  hit.core = thread.core;
  hit.lane = Lane::of(thread.id);
  hit.value = static_cast<std::uint32_t>(thread.state);
  hit.begin = thread.since;
  hit.end = thread.until;
  return hit;
}

namespace {

struct Label {
  std::string text;
  float width;
};

// How many labels fit into the rows when the last row keeps `reserve` free.
std::size_t fitting(const std::vector<Label>& labels, float width, float gap, int rows, float reserve) {
  float x = 0;
  int row = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto end = [&] { return row + 1 == rows ? width - reserve : width; };
    if (x > 0 && x + labels[i].width > end() + 0.5f) {
      if (row + 1 == rows) return i;
      ++row;
      x = 0;
    }
    x += labels[i].width + gap;
  }
  return labels.size();
}

}  // namespace

void draw_threads(const MachineFrame& frame, const Rect& area, const std::vector<ThreadId>& threads, Waited waited) {
  const float unit = frame.layout.unit;
  if (threads.empty() || area.h < unit * 0.9f || area.w < unit * 2) return;
  const float height = std::min(area.h, unit * 1.45f), gap = unit * 0.35f, pad = unit * 2.05f;
  const int rows = std::max(1, static_cast<int>((area.h + gap) / (height + gap)));
  // Names get shorter before threads are left out.
  const int per_row = (static_cast<int>(threads.size()) + rows - 1) / rows;
  const bool crowded = (area.w + gap) / static_cast<float>(per_row) - gap < unit * (waited == Waited::Shown ? 8.f : 5.5f);
  const float room_for_one = std::max(unit * 2, area.w - (crowded ? unit * 2.8f : 0));  // beside the number of those left out
  const float narrowest = unit * (waited == Waited::Shown ? 8.f : 5.5f);
  const float widest = std::min(room_for_one, std::clamp((area.w + gap) / static_cast<float>(per_row) - gap, narrowest, unit * 18));
  const TextStyle style = frame.style(0.88, frame.theme.text);
  std::vector<Label> labels;
  for (std::size_t i = 0; i < std::min<std::size_t>(threads.size(), 128); ++i) {
    const ThreadNow& thread = frame.thread(threads[i]);
    const std::string time = waited == Waited::Shown ? " " + short_time(std::max<SimTime>(0, frame.moment.at - thread.waits_since)) : "";
    const float room = widest - pad - frame.canvas.text_width(time, style);
    const std::string text = fitted_name(frame.canvas, thread_name(*frame.run.trace, thread.id), style, std::max(unit * 2, room)) + time;
    labels.push_back({text, std::min(room_for_one, frame.canvas.text_width(text, style) + pad)});
  }
  std::size_t shown = fitting(labels, area.w, gap, rows, 0);
  if (shown < threads.size()) shown = fitting(labels, area.w, gap, rows, unit * 2.8f);

  const Color fill = blend(frame.theme.panel, frame.theme.text, 0.10);
  Point at{area.x, area.y};
  for (std::size_t i = 0; i < shown; ++i) {
    if (at.x > area.x && at.x + labels[i].width > area.right() + 0.5f) at = {area.x, at.y + height + gap};
    const ThreadNow& thread = frame.thread(threads[i]);
    const Hit hit = thread_hit(thread);
    const float used = draw_chip(frame.canvas, {at.x, at.y, labels[i].width, height}, labels[i].text, frame.theme.thread(thread.id), fill, style);
    if (frame.is_marked(hit)) frame.canvas.stroke_rect({at.x, at.y, used, height}, frame.theme.selection, 1.5f, height / 2);
    frame.add_hit({at.x, at.y, used, height}, hit);
    at.x += labels[i].width + gap;
  }
  if (shown < threads.size())
    draw_fitted(frame.canvas, {at.x + gap, at.y + height / 2}, fmt::format("+{}", threads.size() - shown), frame.style(0.95, frame.theme.text, Font::Bold), std::max(unit * 1.5f, area.right() - at.x));
}

void draw_machine(const RunPicture& run, const MachineView& view, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits) {
  const ClipScope clip(canvas, area);
  canvas.begin_group("machine of " + run.label, "");
  canvas.fill_rect(area, theme.panel);
  const auto index = index_of(run);
  const MachineLayout layout = lay_out_machine(run, *index, theme, area);
  MomentOptions options;
  options.window = view.slow_motion > 0 ? from_seconds(view.slow_motion * kGlance) : 0;
  options.locks = std::max<std::size_t>(12, layout.locks.size());
  options.objects = std::max<std::size_t>(1, layout.objects.size());
  const Moment moment = moment_at(run, *index, view.at, options);
  MachineFrame frame{run, *index, view, theme, canvas, hits, moment, layout};
  frame.too_fast = playback_is_too_fast(moment, options.window, moment.gil.exists);
  draw_header(frame);
  draw_object_ways(frame);
  for (std::uint32_t i = 0; i < moment.cores.size(); ++i) draw_core(frame, i);
  for (const Place& place : layout.places) draw_place(frame, place);
  draw_locks(frame);
  draw_objects(frame);
  draw_gil(frame);
  draw_pulses(frame);
  draw_token(frame);
  draw_banner(frame);
  canvas.end_group();
}

}  // namespace gilscope::scene
