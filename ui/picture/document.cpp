#include "ui/picture/document.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "sim/trace/trace.hpp"
#include "ui/scene/run_index.hpp"

namespace gilscope::picture {

using scene::Canvas;
using scene::LaneGroup;
using scene::Rect;

namespace {

constexpr float kLeastScale = 0.6f, kMostScale = 3;

// What a picture that is too low can do without, the first first.
constexpr std::array<LaneGroup, 4> kDispensable = {LaneGroup::Memory, LaneGroup::Objects, LaneGroup::Cores, LaneGroup::Locks};

// More arrows than these would cover what they point at; nobody can zoom into a file.
constexpr std::ptrdiff_t kMostArrows = 80;

std::ptrdiff_t arrows_in(const scene::RunIndex& index, const scene::TimeRange& range) {
  const auto within = [&](SimTime at) { return at >= range.from && at < range.to; };
  const auto count = [&](const auto& things, auto when) { return std::count_if(things.begin(), things.end(), [&](const auto& t) { return within(when(t)); }); };
  return count(index.wakes(), [](const WakeEvent& w) { return w.at; }) + count(index.flows(), [](const ItemFlow& f) { return f.got; }) +
         count(index.hand_overs(), [&](std::uint32_t mark) { return index.marks()[mark].at; });
}

float usual_scale(int width) { return std::clamp(static_cast<float>(width) / 1280.f, 0.8f, 2.f); }

}  // namespace

std::vector<scene::CurveSeries> speedup_series(std::span<const ExportRun> runs) {
  std::vector<std::string> order;
  std::map<std::string, std::map<std::uint32_t, SimTime>> times;
  for (const auto& run : runs) {
    if (run.end != "finished" || run.trace->end() <= 0) continue;
    if (times.count(run.runtime) == 0) order.push_back(run.runtime);
    times[run.runtime][run.cores] = run.trace->end();
  }
  std::vector<scene::CurveSeries> all;
  for (const auto& runtime : order) {
    scene::CurveSeries series{runtime, {}};
    const auto base = static_cast<double>(times[runtime].begin()->second);
    for (const auto& [cores, time] : times[runtime]) series.points.emplace_back(cores, base / static_cast<double>(time));
    all.push_back(std::move(series));
  }
  return all;
}

Document::Document(std::span<const ExportRun> runs, const DocumentOptions& options, Canvas& measure)
    : runs_(runs), options_(options), words_(words_for(runs, options)), theme_(theme_of(options.dark, usual_scale(options.width))),
      height_(options.height) {
  for (const auto& run : runs) pictures_.push_back(picture_of(run));
  make_views();
  if (height_ == 0) height_ = std::min(kLargestSide, static_cast<int>(std::ceil(natural_height(measure))));
  else fit(measure);
}

void Document::make_views() {
  for (const auto& run : pictures_) {
    scene::TimelineView view;
    view.range = options_.range;
    view.playhead = options_.at.value_or(out_of_sight(options_.range));
    view.lanes = scene::default_lanes(run);
    view.arrows = arrows_in(*run.index, options_.range) <= kMostArrows;
    views_.push_back(std::move(view));
  }
}

// ---- Sizes --------------------------------------------------------------------------------------------------------------------------

float Document::content_width() const { return static_cast<float>(options_.width) - 2 * PageSizes(theme_).margin; }

std::size_t Document::columns() const { return runs_.size() <= 3 ? runs_.size() : (runs_.size() + 1) / 2; }

/// Of a run's own drawing, without its headline.
float Document::content_height(std::size_t run) const {
  if (options_.part == Part::Timeline) return scene::timeline_height(pictures_[run], views_[run], theme_);
  if (options_.part == Part::Machine) {
    const float cell = content_width() / static_cast<float>(columns());
    return std::clamp(cell * 0.62f, 300 * theme_.scale, 640 * theme_.scale);
  }
  return std::clamp(content_width() * 0.5f, 300 * theme_.scale, 640 * theme_.scale);
}

scene::LegendObjects Document::legend_objects() const {
  const auto is_shown = [](const scene::LaneChoice& lane) { return lane.group == LaneGroup::Objects && !lane.hidden; };
  const auto shows = [&](const scene::TimelineView& view) { return std::any_of(view.lanes.begin(), view.lanes.end(), is_shown); };
  const bool any = options_.part == Part::Machine || std::any_of(views_.begin(), views_.end(), shows);
  return any ? scene::LegendObjects::Shown : scene::LegendObjects::Hidden;
}

float Document::legend_size(Canvas& canvas) const {
  return options_.part == Part::Speedup ? 0 : scene::legend_height(pictures_, theme_, content_width(), canvas, legend_objects());
}

float Document::natural_height(Canvas& measure) const {
  const PageSizes sizes(theme_);
  float content = 0;
  if (options_.part == Part::Timeline) {
    for (std::size_t k = 0; k < runs_.size(); ++k) content += sizes.headline + content_height(k) + (k > 0 ? sizes.gap : 0);
  } else if (options_.part == Part::Machine) {
    const auto rows = static_cast<float>((runs_.size() + columns() - 1) / columns());
    content = rows * (sizes.headline + content_height(0)) + (rows - 1) * sizes.gap;
  } else {
    content = content_height(0);
  }
  return 2 * sizes.margin + sizes.header + content + sizes.gap + legend_size(measure) + sizes.gap / 2 +
         footnote_height(measure, words_, theme_, content_width());
}

/// Hides the next group of lanes that can be done without. false: there is none left.
bool Document::drop_lanes() {
  for (const auto group : kDispensable) {
    bool any = false;
    for (auto& view : views_)
      for (auto& lane : view.lanes)
        if (lane.group == group && !lane.hidden) any = lane.hidden = true;
    if (any) return true;
  }
  return false;
}

/// Chooses the largest type with which everything fits into the height asked for. Lanes go before type becomes too small to read at ease.
void Document::fit(Canvas& measure) {
  const float usual = usual_scale(options_.width);
  const float most = std::clamp(static_cast<float>(options_.width) / 900.f, 0.8f, kMostScale), least_at_ease = 0.85f * usual;
  const auto fits = [&](float from, float to) {
    for (theme_.scale = from; theme_.scale >= to; theme_.scale -= 0.02f)
      if (natural_height(measure) <= static_cast<float>(height_)) return true;
    return false;
  };
  do {
    if (fits(most, least_at_ease)) return;
  } while (options_.part == Part::Timeline && drop_lanes());
  if (fits(least_at_ease, kLeastScale)) return;
  theme_.scale = options_.part == Part::Timeline ? kLeastScale : usual_scale(std::min(options_.width, height_));
}

// ---- Drawing ------------------------------------------------------------------------------------------------------------------------

void Document::draw(Canvas& canvas) const {
  const PageSizes sizes(theme_);
  const float width = static_cast<float>(options_.width), inner = content_width();
  canvas.fill_rect({0, 0, width, static_cast<float>(height_)}, theme_.background);
  const float top = sizes.margin + draw_header(canvas, words_, theme_, width, sizes.margin);
  const float footnote = footnote_height(canvas, words_, theme_, inner), legend = legend_size(canvas);
  const float bottom = static_cast<float>(height_) - sizes.margin - footnote - sizes.gap / 2 - legend;
  const Rect area{sizes.margin, top, inner, std::max(1.f, bottom - sizes.gap - top)};
  if (options_.part == Part::Timeline) draw_timelines(canvas, area);
  else if (options_.part == Part::Machine) draw_machines(canvas, area);
  else scene::draw_speedup(speedup_series(runs_), theme_, on_whole_pixels(area), canvas, nullptr);
  if (legend > 0) scene::draw_legend(pictures_, theme_, on_whole_pixels({sizes.margin, bottom, inner, legend}), canvas, nullptr, legend_objects());
  draw_footnote(canvas, words_, theme_, {sizes.margin, static_cast<float>(height_) - sizes.margin - footnote, inner, footnote});
}

void Document::draw_timelines(Canvas& canvas, const Rect& area) const {
  const PageSizes sizes(theme_);
  const auto n = static_cast<float>(runs_.size());
  float wanted = 0;
  for (std::size_t k = 0; k < runs_.size(); ++k) wanted += content_height(k);
  const float room = area.h - n * sizes.headline - (n - 1) * sizes.gap;
  const float part = std::min(1.f, room / wanted);
  float y = area.y;
  for (std::size_t k = 0; k < runs_.size(); ++k) {
    const float height = std::floor(content_height(k) * part);
    draw_headline(canvas, words_, k, theme_, {area.x, y, area.w, sizes.headline});
    y += sizes.headline;
    canvas.begin_group(words_.headlines[k] + ": " + words_.outcomes[k], scene::describe_timeline(pictures_[k], views_[k]));
    if (height >= 1) scene::draw_timeline(pictures_[k], views_[k], theme_, on_whole_pixels({area.x, y, area.w, height}), canvas, nullptr);
    canvas.end_group();
    y += height + sizes.gap;
  }
}

void Document::draw_machines(Canvas& canvas, const Rect& area) const {
  const PageSizes sizes(theme_);
  const std::size_t in_row = columns(), rows = (runs_.size() + in_row - 1) / in_row;
  const float w = (area.w - static_cast<float>(in_row - 1) * sizes.gap) / static_cast<float>(in_row);
  const float h = (area.h - static_cast<float>(rows - 1) * sizes.gap) / static_cast<float>(rows);
  const SimTime at = options_.at.value_or(0);
  for (std::size_t k = 0; k < runs_.size(); ++k) {
    const Rect cell{area.x + static_cast<float>(k % in_row) * (w + sizes.gap), area.y + static_cast<float>(k / in_row) * (h + sizes.gap), w, h};
    draw_headline(canvas, words_, k, theme_, {cell.x, cell.y, cell.w, sizes.headline});
    canvas.begin_group(words_.headlines[k], scene::describe_machine(pictures_[k], at));
    scene::draw_machine(pictures_[k], {.at = at, .selection = {}, .hover = {}}, theme_,
                        on_whole_pixels({cell.x, cell.y + sizes.headline, cell.w, cell.h - sizes.headline}), canvas, nullptr);
    canvas.end_group();
  }
}

// ---- Words --------------------------------------------------------------------------------------------------------------------------

std::string Document::description() const {
  std::string text = words_.subtitle + ".";
  if (options_.part == Part::Speedup) {
    for (const auto& series : speedup_series(runs_)) {
      text += fmt::format("\n{}:", series.label);
      for (const auto& [cores, speedup] : series.points) text += fmt::format(" {:.2f} on {:.0f} core{};", speedup, cores, cores == 1 ? "" : "s");
    }
    return text + "\n" + words_.footnote;
  }
  for (std::size_t k = 0; k < runs_.size(); ++k) {
    text += fmt::format("\n{}: {}. ", words_.headlines[k], words_.outcomes[k]);
    text += options_.part == Part::Machine ? scene::describe_machine(pictures_[k], options_.at.value_or(0))
                                           : scene::describe_timeline(pictures_[k], views_[k]);
  }
  return text + "\n" + words_.footnote;
}

}  // namespace gilscope::picture
