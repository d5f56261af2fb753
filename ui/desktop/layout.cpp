#include "ui/desktop/layout.hpp"

#include <algorithm>
#include <cmath>

namespace gilscope::desktop {
namespace {

using scene::Rect;

constexpr float kGap = 5;
constexpr float kNarrow = 1000;          // below that (at scale 1) there is room for one side column
constexpr float kVeryNarrow = 560;       // and below that for none
constexpr float kSmallestMachine = 70;
constexpr float kSmallestTimeline = 90;
constexpr float kBeside = 2.2f;          // width to height from which a presenter's machine stands beside its timeline
constexpr float kOverview = 300;         // height of the centre (at scale 1) from which there is room for the overview,
constexpr float kPresenterOverview = 800;  // and that of a presenter's

bool is_left(Panel p) { return p == Panel::Source || p == Panel::Bytecode; }
bool is_right(Panel p) { return p == Panel::Inspector || p == Panel::Results || p == Panel::Glossary || p == Panel::Output; }

struct Columns {
  bool left = false, right = false;
};

// Presenters show the picture alone; a narrow window keeps the column that was opened last.
Columns columns(float width, const AppState& state, const scene::Theme& theme) {
  Columns shown;
  if (state.appearance.presenter || width < kVeryNarrow * theme.scale) return shown;
  const bool one = width < kNarrow * theme.scale;
  for (const Panel panel : state.appearance.panels) {
    if (is_left(panel)) shown = {true, one ? false : shown.right};
    if (is_right(panel)) shown = {one ? false : shown.left, true};
  }
  return shown;
}

float clamp_column(float part, float width, const scene::Theme& theme) {
  const float narrowest = 200 * theme.scale;
  return std::clamp(part * width, std::min(narrowest, width * 0.45f), width * 0.45f);
}

}  // namespace

Layout arrange(float width, float height, float controls, const AppState& state, const scene::Theme& theme) {
  Layout layout;
  const float status = theme.text_size() * 1.9f;
  layout.controls = {0, 0, width, controls};
  layout.status = {0, height - status, width, status};
  const float top = controls, bottom = std::max(top, height - status);
  const Columns shown = columns(width, state, theme);
  float left = kGap, right = width - kGap;
  if (shown.left) {
    const float column = clamp_column(state.appearance.left, width, theme);
    const bool source = state.is_open(Panel::Source), bytecode = state.is_open(Panel::Bytecode);
    const float split = source && bytecode ? state.appearance.left_split : source ? 1.f : 0.f;
    const float upper = (bottom - top) * split;
    layout.left = {left, top, column, source ? upper - (bytecode ? kGap : 0) : 0};
    layout.left_below = {left, top + upper, column, bytecode ? bottom - top - upper : 0};
    left += column + kGap;
  }
  if (shown.right) {
    const float column = clamp_column(state.appearance.right, width, theme);
    layout.right = {right - column, top, column, bottom - top};
    right -= column + kGap;
  }
  layout.centre = {left, top, std::max(0.f, right - left), bottom - top};
  return layout;
}

namespace {

// The machine over its timeline; beside it where a presenter's wide screen would leave both too low.
void split_strip(RunStrip& strip, const Rect& body, const AppState& state, const scene::Theme& theme) {
  const Appearance& looks = state.appearance;
  const bool machine = state.is_open(Panel::Machine), timeline = state.is_open(Panel::Timeline);
  strip.beside = looks.presenter && machine && timeline && body.w > kBeside * body.h;
  if (strip.beside) {
    const float width = std::round(body.w * looks.machine * kBesidePart);
    strip.machine = {body.x, body.y, width - kGap, body.h};
    strip.timeline = {body.x + width, body.y, body.w - width, body.h};
    return;
  }
  float height = machine ? body.h * (looks.presenter ? std::max(0.5f, looks.machine) : looks.machine) : 0;
  if (!timeline) height = body.h;
  else if (height < kSmallestMachine * theme.scale || body.h - height < kSmallestTimeline * theme.scale) height = 0;  // the timeline stays
  strip.machine = {body.x, body.y, body.w, height};
  if (timeline) strip.timeline = {body.x, body.y + height, body.w, body.h - height};
}

}  // namespace

CentreLayout arrange_centre(const Rect& centre, std::size_t runs, float legend, const AppState& state, const scene::Theme& theme) {
  CentreLayout layout;
  if (runs == 0) return layout;
  const float row = theme.row_height();
  float bottom = centre.bottom();
  const auto take = [&](float height) {
    bottom -= height + kGap;
    return Rect{centre.x, bottom + kGap, centre.w, height};
  };
  if (state.is_open(Panel::Legend) && legend > 0 && centre.h > 4 * legend) layout.legend = take(legend);
  if (state.is_open(Panel::Overview) && centre.h > (state.appearance.presenter ? kPresenterOverview : kOverview) * theme.scale) layout.overview = take(row * 1.6f);
  if (state.is_open(Panel::Difference) && runs > 1) layout.difference = take(row * 2.2f);
  const float title = theme.text_size() * 1.7f;
  const float each = (bottom - centre.y - kGap * static_cast<float>(runs - 1)) / static_cast<float>(runs);
  for (std::size_t i = 0; i < runs; ++i) {
    RunStrip strip;
    const float y = centre.y + static_cast<float>(i) * (each + kGap);
    strip.title = {centre.x, y, centre.w, title};
    split_strip(strip, {centre.x, y + title, centre.w, each - title}, state, theme);
    layout.runs.push_back(strip);
  }
  return layout;
}

}  // namespace gilscope::desktop
