#include "ui/scene/machine_layout.hpp"

#include <algorithm>
#include <cmath>

namespace gilscope::scene {
namespace {

constexpr double kHot = 4;  // transfers per millisecond, on average
constexpr float kTileAspect = 1.55f;  // width to height that reads best

// Which parts a run needs at all.
struct Needs {
  bool gil = false;
  std::vector<ThreadState> places;
  std::size_t locks = 0, objects = 0;
};

Needs needs_of(const RunPicture& run, const RunIndex& index) {
  Needs needs;
  needs.gil = run.has_gil || run.trace->gil_held() > run.trace->end() / 5;
  SimTime all = 1;
  for (int i = 0; i < kThreadStateCount; ++i) all += index.total(static_cast<ThreadState>(i));
  for (const ThreadState state : {ThreadState::Runnable, ThreadState::Sleeping, ThreadState::InIo, ThreadState::Stopped})
    if (index.total(state) > all / 500 || state == ThreadState::Sleeping) needs.places.push_back(state);
  needs.locks = std::min<std::size_t>(6, index.contended_locks().size());
  // Objects that hardly ever travel are not worth the room.
  const double run_ms = std::max(1e-9, to_seconds(run.trace->end()) * 1000);
  for (const ObjectId object : index.hot_objects()) {
    const auto transfers = static_cast<double>(run.trace->objects()[object.value].transfers());
    needs.objects += transfers >= 100 && transfers / run_ms >= kHot && needs.objects < 4;
  }
  return needs;
}

// Columns for n tiles in w x h so that the tiles come nearest to their best shape and are large.
int best_columns(std::size_t n, float w, float h) {
  int best = 1;
  float best_size = -1;
  for (int columns = 1; columns <= static_cast<int>(n); ++columns) {
    const int rows = (static_cast<int>(n) + columns - 1) / columns;
    const float tile_w = w / static_cast<float>(columns), tile_h = h / static_cast<float>(rows);
    const float size = std::min(tile_w / kTileAspect, tile_h) * (static_cast<int>(n) % columns == 0 ? 1.3f : 1.f);
    if (size > best_size) best_size = size, best = columns;
  }
  return best;
}

void place_cores(MachineLayout& layout, std::size_t n, const Rect& area) {
  const int columns = best_columns(n, area.w, area.h);
  const int rows = (static_cast<int>(n) + columns - 1) / columns;
  const float gap = std::max(3.f, std::min(layout.unit * 0.7f, area.w / static_cast<float>(columns) * 0.08f));
  const float w = (area.w + gap) / static_cast<float>(columns) - gap, h = (area.h + gap) / static_cast<float>(rows) - gap;
  for (int i = 0; i < static_cast<int>(n); ++i) {
    const auto column = static_cast<float>(i % columns), row = static_cast<float>(i / columns);
    layout.cores.push_back({std::round(area.x + column * (w + gap)), std::round(area.y + row * (h + gap)), std::floor(w), std::floor(h)});
  }
  layout.token = std::clamp(std::min(w, h) * 0.2f, 6.f * layout.unit / 13, 1.5f * layout.unit);
}

struct Stack {
  Rect area;
  float gap;
  // Takes the next `height` from the top.
  Rect take(float height) {
    const Rect r{area.x, area.y, area.w, std::max(0.f, std::min(height, area.h))};
    area.y += r.h + gap;
    area.h = std::max(0.f, area.h - r.h - gap);
    return r;
  }
};

void place_cards(std::vector<Rect>& cards, Rect& title, std::size_t n, Rect area, float unit, float least_width) {
  if (n == 0 || area.h < unit * 2.2f || area.w < unit * 6) return;
  title = {area.x, area.y, area.w, unit * 1.5f};
  area.y += title.h;
  area.h -= title.h;
  const int columns = std::clamp(static_cast<int>(area.w / least_width), 1, static_cast<int>(n));
  const int rows_wanted = (static_cast<int>(n) + columns - 1) / columns;
  const int rows = std::clamp(rows_wanted, 1, std::max(1, static_cast<int>(area.h / (unit * 2.6f))));
  const float gap = unit * 0.5f;
  const float w = (area.w + gap) / static_cast<float>(columns) - gap;
  const float h = std::min((area.h + gap) / static_cast<float>(rows) - gap, unit * 7);
  for (int i = 0; i < std::min(static_cast<int>(n), columns * rows); ++i)
    cards.push_back({std::round(area.x + static_cast<float>(i % columns) * (w + gap)), std::round(area.y + static_cast<float>(i / columns) * (h + gap)), w, h});
}

void place_side(MachineLayout& layout, const Needs& needs, const Rect& area, bool column) {
  const float unit = layout.unit, gap = unit * 0.9f;
  if (column) {
    Stack stack{area, gap};
    const int parts = (needs.locks > 0) + (needs.objects > 0);
    const float places = std::min(area.h * (parts == 1 ? 0.5f : 0.36f), unit * 4.2f * static_cast<float>(needs.places.size()));
    const float rest = area.h - places - gap * static_cast<float>(parts);
    if (needs.locks > 0) place_cards(layout.locks, layout.locks_title, needs.locks, stack.take(rest / static_cast<float>(parts)), unit, unit * 30);
    if (needs.objects > 0) place_cards(layout.objects, layout.objects_title, needs.objects, stack.take(rest / static_cast<float>(parts)), unit, unit * 16);
    const float each = (stack.area.h + gap) / static_cast<float>(needs.places.size()) - gap;
    for (const ThreadState state : needs.places) layout.places.push_back({state, stack.take(each)});
    return;
  }
  float weights = static_cast<float>(needs.places.size()) + (needs.locks > 0 ? 1.8f : 0) + (needs.objects > 0 ? 1.6f : 0);
  const float each = (area.w - gap * (weights - 1)) / weights;
  float x = area.x;
  const auto take = [&](float weight) {
    const Rect r{x, area.y, each * weight + gap * (weight - 1), area.h};
    x = r.right() + gap;
    return r;
  };
  if (needs.locks > 0) place_cards(layout.locks, layout.locks_title, needs.locks, take(1.8f), unit, unit * 17);
  if (needs.objects > 0) place_cards(layout.objects, layout.objects_title, needs.objects, take(1.6f), unit, unit * 15);
  for (const ThreadState state : needs.places) layout.places.push_back({state, take(1)});
}

// Only the GIL and threads at rest: one strip under the cores has room for all of them.
void place_bottom(MachineLayout& layout, const Needs& needs, Rect& main, float gap) {
  const float unit = layout.unit;
  const bool narrow = needs.gil && main.w < unit * 44 && main.h > unit * 13;  // the queue needs a row of its own
  if (narrow) {
    const float queue = std::clamp(main.h * 0.2f, unit * 4.4f, unit * 6.6f);
    layout.gil = {main.x, main.bottom() - queue, main.w, queue};
    main.h -= queue + gap * 0.6f;
  }
  const float height = std::clamp(main.h * (narrow ? 0.16f : 0.22f), unit * 2.8f, unit * 6.6f);
  const Rect strip{main.x, main.bottom() - height, main.w, height};
  main.h -= height + gap;
  const auto n = static_cast<float>(needs.places.size());
  const float each = needs.gil && !narrow ? std::max(unit * 9.5f, std::min(unit * 17, main.w * 0.3f / n)) : (main.w + gap) / n - gap;
  float x = strip.right();
  for (auto state = needs.places.rbegin(); state != needs.places.rend(); ++state) {
    x -= each;
    layout.places.push_back({*state, {x, strip.y, each, height}});
    x -= gap;
  }
  if (needs.gil && !narrow) layout.gil = {strip.x, strip.y, x - strip.x, height};
}

}  // namespace

MachineLayout lay_out_machine(const RunPicture& run, const RunIndex& index, const Theme& theme, const Rect& area) {
  MachineLayout layout;
  const Needs needs = needs_of(run, index);
  // Type follows the room a little, so that small strips and projectors both work.
  layout.unit = theme.text_size() * std::clamp(std::min(area.w / (760 * theme.scale), area.h / (400 * theme.scale)), 0.78f, 1.35f);
  const float unit = layout.unit, pad = unit * 0.9f;
  Rect inner = area.inset(pad);
  layout.header = {inner.x, inner.y, inner.w, std::round(unit * 1.9f)};
  Rect body{inner.x, layout.header.bottom() + pad * 0.7f, inner.w, inner.bottom() - layout.header.bottom() - pad * 0.7f};

  Rect main = body;
  const bool simple = needs.locks == 0 && needs.objects == 0;
  const bool column = !simple && body.w > body.h * 1.7f;
  if (simple) {
    place_bottom(layout, needs, main, pad);
  } else if (column) {
    const float side = std::clamp(body.w * (needs.locks > 2 ? 0.38f : 0.29f), std::min(unit * 14, body.w * 0.4f), unit * 40);
    place_side(layout, needs, {body.right() - side, body.y, side, body.h}, true);
    main.w -= side + pad * 1.4f;
  } else {
    const float side = std::clamp(body.h * 0.27f, unit * 4, unit * 16);
    place_side(layout, needs, {body.x, body.bottom() - side, body.w, side}, false);
    main.h -= side + pad;
  }
  if (needs.gil && !simple) {
    const float height = std::clamp(main.h * 0.24f, unit * 2.8f, unit * 7.f);
    layout.gil = {main.x, main.bottom() - height, main.w, height};
    main.h -= height + pad;
  }
  place_cores(layout, std::max<std::size_t>({1, run.cores, run.trace->cores().size()}), main);
  layout.gil_home = {layout.gil.x + layout.gil.h * 0.5f, layout.gil.center().y};
  return layout;
}

Point token_dock(const MachineLayout& layout, CoreId core) {
  if (core.value >= layout.cores.size()) return layout.gil_home;
  const Rect& tile = layout.cores[core.value];
  return {tile.right() - layout.token * 0.95f, tile.y + layout.token * 0.95f};
}

}  // namespace gilscope::scene
