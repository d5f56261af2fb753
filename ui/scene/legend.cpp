#include <algorithm>
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

// The states that occur, and what else has a colour of its own.
std::vector<Entry> entries_of(const RunPicture& run, const Theme& theme) {
  std::vector<Entry> entries;
  const auto index = index_of(run);
  for (int i = 0; i < kThreadStateCount; ++i) {
    const auto state = static_cast<ThreadState>(i);
    if (state != ThreadState::Finished && index->total(state) > 0) entries.push_back({theme.state(state), std::string(display_name(state)), static_cast<std::uint32_t>(i)});
  }
  if (!index->hot_objects().empty()) entries.push_back({theme.object, "Object travels between cores", kThreadStateCount});
  if (!index->pauses().empty()) entries.push_back({theme.gc, "Garbage collection", kThreadStateCount + 1});
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

float legend_height(const RunPicture& run, const Theme& theme, float width, Canvas& canvas) {
  return flow(entries_of(run, theme), theme, width, canvas, [](const Entry&, float, float, float) {});
}

void draw_legend(const RunPicture& run, const Theme& theme, const Rect& area, Canvas& canvas, HitList* hits) {
  const ClipScope clip(canvas, area);
  canvas.begin_group("legend", "");
  const Layout layout = layout_of(theme);
  flow(entries_of(run, theme), theme, area.w, canvas, [&](const Entry& entry, float x, float y, float w) {
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
