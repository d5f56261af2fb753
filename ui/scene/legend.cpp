#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "ui/scene/paint.hpp"
#include "ui/scene/run_index.hpp"
#include "ui/scene/scenes.hpp"

namespace gilscope::scene {
namespace {

struct Entry {
  Paint paint;
  std::string text;
  std::uint32_t value = 0;
};

// The states that occur in any of the runs, and what else has a colour of its own.
std::vector<Entry> entries_of(std::span<const RunPicture> runs, const Theme& theme, LegendObjects shown) {
  std::array<bool, kThreadStateCount> occurs{};
  bool objects = false, collections = false;
  for (const RunPicture& run : runs) {
    const auto index = index_of(run);
    for (int i = 0; i < kThreadStateCount; ++i) occurs[static_cast<std::size_t>(i)] |= index->total(static_cast<ThreadState>(i)) > 0;
    objects |= shown == LegendObjects::Shown && !index->hot_objects().empty();
    collections |= std::any_of(index->pauses().begin(), index->pauses().end(), [](const Pause& p) { return p.collection; });
  }
  occurs[static_cast<std::size_t>(ThreadState::Finished)] = false;
  std::vector<Entry> entries;
  for (std::uint32_t i = 0; i < kThreadStateCount; ++i) {
    const auto state = static_cast<ThreadState>(i);
    if (occurs[i]) entries.push_back({theme.state(state), std::string(display_name(state)), i});
  }
  if (objects) entries.push_back({theme.object, "Object travels between cores", kThreadStateCount});
  if (collections) entries.push_back({theme.gc, "Garbage collection", kThreadStateCount + 1});
  return entries;
}

struct Layout {
  float row, swatch, gap;
};

Layout layout_of(const Theme& theme) { return {theme.text_size() * 1.75f, theme.text_size() * 1.9f, theme.text_size() * 1.5f}; }

// Calls `place` with each entry and its top left corner; returns the height.
template <class Visit>
float flow(const std::vector<Entry>& entries, const Theme& theme, float width, Canvas& canvas, Visit place) {
  const Layout layout = layout_of(theme);
  const TextStyle style{theme.text, theme.text_size()};
  float x = 0, y = 0;
  for (const Entry& entry : entries) {
    const float w = layout.swatch + theme.text_size() * 0.5f + canvas.text_width(entry.text, style);
    if (x > 0 && x + w > width) x = 0, y += layout.row;
    place(entry, x, y, std::min(w, width));
    x += w + layout.gap;
  }
  return entries.empty() ? 0 : y + layout.row;
}

}  // namespace

float legend_height(std::span<const RunPicture> runs, const Theme& theme, float width, Canvas& canvas, LegendObjects objects) {
  return flow(entries_of(runs, theme, objects), theme, width, canvas, [](const Entry&, float, float, float) {});
}

float legend_height(const RunPicture& run, const Theme& theme, float width, Canvas& canvas) {
  return legend_height(std::span(&run, 1), theme, width, canvas);
}

void draw_legend(const RunPicture& run, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits) {
  draw_legend(std::span(&run, 1), theme, area, canvas, hits);
}

void draw_legend(std::span<const RunPicture> runs, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits, LegendObjects objects) {
  const ClipScope clip(canvas, area);
  canvas.begin_group("legend", "");
  const Layout layout = layout_of(theme);
  flow(entries_of(runs, theme, objects), theme, area.w, canvas, [&](const Entry& entry, float x, float y, float w) {
    const Rect swatch{area.x + x, area.y + y + layout.row * 0.22f, layout.swatch, layout.row * 0.56f};
    fill_paint(canvas, swatch, entry.paint, 2);
    canvas.stroke_rect(swatch, theme.grid_strong, 1, 2);
    const float left = swatch.right() + theme.text_size() * 0.5f;
    draw_fitted(canvas, {left, swatch.center().y}, entry.text, {theme.text, theme.text_size()}, area.x + x + w - left + 1);
    if (!hits) return;
    Hit hit;
    hit.kind = HitKind::Legend;
    hit.value = entry.value;
    hits->add({area.x + x, area.y + y, w, layout.row}, hit);
  });
  canvas.end_group();
}

}  // namespace gilscope::scene
