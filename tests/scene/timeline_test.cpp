#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/scene/fixture.hpp"
#include "tests/scene/recording_canvas.hpp"
#include "ui/scene/culprit.hpp"
#include "ui/scene/draw_cache.hpp"
#include "ui/scene/lanes.hpp"

namespace gilscope::scene {
namespace {

const Rect kArea{10, 20, 1200, 700};

struct Picture {
  RecordingCanvas canvas{kArea};
  HitList hits;
};

Picture draw(const Run& run, const TimelineView& view, const Theme& theme = dark_theme()) {
  Picture picture;
  draw_timeline(run.picture, view, theme, kArea, picture.canvas, &picture.hits);
  CHECK(picture.canvas.open_groups == 0);
  CHECK(picture.canvas.open_clips() == 0);
  return picture;
}

TimelineView view_of(const Run& run) {
  TimelineView view;
  view.range = {0, run.trace->end()};
  view.arrows = false;
  view.playhead = -kSecond;  // out of sight
  return view;
}

std::optional<HitRegion> find_span(const HitList& hits, HitKind kind, ThreadId thread, ThreadState state) {
  for (const HitRegion& region : hits.regions())
    if (region.hit.kind == kind && region.hit.thread == thread && region.hit.value == static_cast<std::uint32_t>(state)) return region;
  return std::nullopt;
}

TEST_CASE("a blocked span is drawn where and how long it was") {
  const Run run = two_turns();
  const TimelineView view = view_of(run);
  const Theme theme = dark_theme();
  const Picture picture = draw(run, view, theme);
  const TimeScale scale = timeline_scale(view, theme, kArea);
  const Color waiting = theme.state(ThreadState::WaitingForGil).fill;
  std::vector<Drawn> bars;
  for (const Drawn& d : picture.canvas.of(Drawn::Kind::Rect))
    if (d.color == waiting && d.box.h > 8 && d.box.w > 300) bars.push_back(d);
  REQUIRE(bars.size() == 2);
  std::sort(bars.begin(), bars.end(), [](const Drawn& a, const Drawn& b) { return a.box.x < b.box.x; });
  CHECK(std::abs(bars[0].box.x - scale.x(0)) < 0.6);
  CHECK(std::abs(bars[0].box.right() - scale.x(4 * kMillisecond)) < 0.6);
  CHECK(std::abs(bars[1].box.x - scale.x(4 * kMillisecond)) < 0.6);
  CHECK(std::abs(bars[1].box.right() - scale.x(10 * kMillisecond)) < 0.6);
  CHECK(bars[0].box.y > bars[1].box.y);  // b is below a
}

TEST_CASE("hovering over a span finds it, with its exact times") {
  const Run run = two_turns();
  const Picture picture = draw(run, view_of(run));
  const auto region = find_span(picture.hits, HitKind::ThreadSpan, ThreadId{1}, ThreadState::WaitingForGil);
  REQUIRE(region);
  const auto found = picture.hits.at(region->area.center());
  REQUIRE(found);
  CHECK(found->hit.thread == ThreadId{1});
  CHECK(found->hit.begin == 0);
  CHECK(found->hit.end == 4 * kMillisecond);
  CHECK_FALSE(found->hit.collapsed);
  const auto words = describe(run.picture, found->hit);
  REQUIRE(words.size() >= 3);
  CHECK(words[0] == "b: Waiting for GIL");
  CHECK(words.back() == "a had it for most of that time");
}

TEST_CASE("what is drawn of a span that reaches out of the picture still knows its whole length") {
  const Run run = two_turns();
  TimelineView view = view_of(run);
  view.range = {5 * kMillisecond, 6 * kMillisecond};
  const Picture picture = draw(run, view);
  const auto region = find_span(picture.hits, HitKind::ThreadSpan, ThreadId{1}, ThreadState::Running);
  REQUIRE(region);
  CHECK(region->hit.begin == 4 * kMillisecond);
  CHECK(region->hit.end == 10 * kMillisecond);
  CHECK(std::abs(region->area.w - timeline_scale(view, dark_theme(), kArea).width) < 1);
}

TEST_CASE("the culprit of a wait is who had the thing, found for the GIL and for locks") {
  const Run gil = two_turns();
  Hit hit;
  hit.kind = HitKind::ThreadSpan;
  hit.thread = ThreadId{0};
  hit.lane = Lane::of(hit.thread);
  hit.value = static_cast<std::uint32_t>(ThreadState::WaitingForGil);
  hit.begin = 4 * kMillisecond;
  hit.end = 10 * kMillisecond;
  const auto culprit = find_culprit(gil.picture, hit);
  REQUIRE(culprit);
  CHECK(culprit->thread == ThreadId{1});
  CHECK(culprit->begin == 4 * kMillisecond);

  const Run lock = one_lock();
  hit.thread = ThreadId{1};
  hit.lane = Lane::of(hit.thread);
  hit.value = static_cast<std::uint32_t>(ThreadState::WaitingForLock);
  hit.begin = 2 * kMillisecond;
  hit.end = 5 * kMillisecond;
  const auto holder = find_culprit(lock.picture, hit);
  REQUIRE(holder);
  CHECK(holder->thread == ThreadId{0});
  CHECK(holder->begin == 1 * kMillisecond);
  CHECK(holder->end == 5 * kMillisecond);
  hit.value = static_cast<std::uint32_t>(ThreadState::Running);
  CHECK_FALSE(find_culprit(lock.picture, hit));
}

TEST_CASE("a selected wait is outlined, and so is what caused it") {
  const Run run = one_lock();
  TimelineView view = view_of(run);
  Hit hit;
  hit.kind = HitKind::ThreadSpan;
  hit.thread = ThreadId{1};
  hit.lane = Lane::of(hit.thread);
  hit.value = static_cast<std::uint32_t>(ThreadState::WaitingForLock);
  hit.begin = 2 * kMillisecond;
  hit.end = 5 * kMillisecond;
  view.selection = hit;
  const Theme theme = dark_theme();
  const Picture picture = draw(run, view, theme);
  const TimeScale scale = timeline_scale(view, theme, kArea);
  int own = 0, culprit = 0;
  for (const Drawn& d : picture.canvas.of(Drawn::Kind::StrokeRect)) {
    if (std::abs(d.box.x - scale.x(2 * kMillisecond)) > 3 || std::abs(d.box.right() - scale.x(5 * kMillisecond)) > 3) continue;
    own += d.color == theme.selection;
    culprit += d.color == theme.error;
  }
  CHECK(own == 1);
  CHECK(culprit == 1);
}

TEST_CASE("collapsed pixels say what is in them, and shares add up to the time the thread lived") {
  const Run run = random_run(3, 3, 2, 30000, true);
  const Picture picture = draw(run, view_of(run));
  int rows = 0;
  for (const HitRegion& region : picture.hits.regions()) {
    if (!region.hit.collapsed || region.hit.kind != HitKind::ThreadSpan) continue;
    ++rows;
    const auto found = picture.hits.at({region.area.x + region.area.w * 0.37f, region.area.center().y});
    REQUIRE(found);
    CHECK(found->columns == 0);
    CHECK(found->area.w <= 1.5f);
    CHECK(found->hit.begin >= region.hit.begin);
    CHECK(found->hit.end <= region.hit.end);
    const auto words = describe(run.picture, found->hit);
    REQUIRE(words.size() >= 3);
    CHECK(words[0].find("in this pixel") != std::string::npos);
  }
  CHECK(rows > 0);
}

TEST_CASE("everything stays inside its area, at any zoom, in any theme") {
  const Run run = random_run(5, 12, 4, 5000, true);
  for (const SimTime length : {run.trace->end(), run.trace->end() / 50, run.trace->end() / 5000, SimTime{50}}) {
    for (Theme theme : {dark_theme(), light_theme()}) {
      for (const bool presenter : {false, true}) {
        theme.presenter = presenter;
        TimelineView view;
        view.range = {run.trace->end() / 3, run.trace->end() / 3 + length};
        view.playhead = view.range.from + length / 2;
        view.marker_a = view.range.from;
        view.marker_b = view.range.to;
        view.measured = TimeRange{view.range.from + length / 4, view.range.from + length / 3};
        view.scroll = 37;
        view.search = "worker";
        const Picture picture = draw(run, view, theme);
        REQUIRE(!picture.canvas.all.empty());
        for (const Drawn& d : picture.canvas.all) {
          const Rect seen = d.seen();
          if (seen.w <= 0 || seen.h <= 0) continue;
          CHECK(seen.x >= kArea.x);
          CHECK(seen.right() <= kArea.right() + 0.01f);
          CHECK(seen.bottom() <= kArea.bottom() + 0.01f);
          if (d.kind == Drawn::Kind::Text) CHECK(std::isfinite(d.box.x));
        }
      }
    }
  }
}

TEST_CASE("pinned lanes stay at the top while the others scroll, and hidden ones are gone") {
  const Run run = random_run(5, 30, 4, 3000, true);
  TimelineView view = view_of(run);
  view.lanes = default_lanes(run.picture);
  for (LaneChoice& lane : view.lanes) {
    if (lane.group == LaneGroup::Threads && lane.index == 7) lane.pinned = true;
    if (lane.group == LaneGroup::Threads && lane.index == 8) lane.hidden = true;
  }
  const auto label_y = [&](std::uint32_t thread) -> float {
    const Picture picture = draw(run, view);
    for (const HitRegion& r : picture.hits.regions())
      if (r.hit.kind == HitKind::LaneLabel && r.hit.group == LaneGroup::Threads && r.hit.thread == ThreadId{thread}) return r.area.y;
    return -1;
  };
  const float pinned = label_y(7), other = label_y(9);
  CHECK(label_y(8) == -1);
  view.scroll = 20;
  CHECK(label_y(7) == pinned);
  CHECK(label_y(9) == other - 20);
}

TEST_CASE("cores, the GIL and threads are all seen where there is little room, and keep their height where there is much") {
  const Run run = random_run(5, 9, 8, 3000, true);
  TimelineView view = view_of(run);
  view.lanes = default_lanes(run.picture);
  Theme theme = dark_theme();
  theme.presenter = true;
  const auto rows = [&](float height) {
    const Rect area{0, 0, 880, height};
    RecordingCanvas canvas(area);
    HitList hits;
    draw_timeline(run.picture, view, theme, area, canvas, &hits);
    std::vector<Rect> found;
    for (const HitRegion& r : hits.regions()) {
      const bool wanted = r.hit.group == LaneGroup::Cores || r.hit.group == LaneGroup::Gil || r.hit.group == LaneGroup::Threads;
      if (r.hit.kind == HitKind::Lane && wanted && r.area.bottom() <= area.bottom() + 0.5f) found.push_back(r.area);
    }
    return found;
  };
  const auto low = rows(280);  // half of a screen of 720 rows, without its bars
  CHECK(low.size() == 8 + 1 + 9);
  for (const Rect& row : low) CHECK(row.h >= 12);
  const auto usual = rows(timeline_height(run.picture, view, theme));
  REQUIRE(usual.size() == 8 + 1 + 9);
  CHECK(usual.front().h == theme.row_height());
}

TEST_CASE("scrolling ends where the lanes end") {
  const Run run = random_run(5, 30, 4, 3000, true);
  TimelineView view = view_of(run);
  view.lanes = default_lanes(run.picture);
  const auto highest_label = [&] {
    const Picture picture = draw(run, view);
    float y = 1e9f;
    for (const HitRegion& r : picture.hits.regions())
      if (r.hit.kind == HitKind::LaneLabel) y = std::min(y, r.area.y);
    return y;
  };
  view.scroll = 1e6;
  const float end = highest_label();
  CHECK(end < 1e8f);  // there are lanes
  view.scroll = 2e6;
  CHECK(highest_label() == end);
}

TEST_CASE("each interpreter's GIL has a lane, with the interpreter's name; one GIL needs none") {
  const Run run = two_interpreters();
  const auto lanes = default_lanes(run.picture);
  std::vector<std::string> names;
  for (const LaneChoice& lane : lanes)
    if (lane.group == LaneGroup::Gil) names.push_back(lane_name(run.picture, lane));
  CHECK(names == std::vector<std::string>{"GIL of main", "GIL of interpreter 1"});
  const Run one = two_turns();
  names.clear();
  for (const LaneChoice& lane : default_lanes(one.picture))
    if (lane.group == LaneGroup::Gil) names.push_back(lane_name(one.picture, lane));
  CHECK(names == std::vector<std::string>{"GIL held by"});
  std::vector<ThreadId> holders;
  const Picture picture = draw(run, view_of(run));
  for (const HitRegion& r : picture.hits.regions())
    if (r.hit.kind == HitKind::GilSpan) holders.push_back(r.hit.thread);
  CHECK(holders == std::vector<ThreadId>{ThreadId{0}, ThreadId{1}});
}

TEST_CASE("the height of all lanes is that of their rows") {
  const Run run = two_turns();
  TimelineView view = view_of(run);
  view.lanes = default_lanes(run.picture);
  const Theme theme = dark_theme();
  const float before = timeline_height(run.picture, view, theme);
  view.lanes.front().hidden = true;
  CHECK(timeline_height(run.picture, view, theme) == before - theme.row_height());
}

TEST_CASE("arrows are thinned where there are too many, and the picture says so") {
  const Run run = random_run(9, 6, 4, 60000, true);
  TimelineView view = view_of(run);
  view.arrows = true;
  const Picture picture = draw(run, view);
  std::size_t arrows = 0;
  for (const HitRegion& r : picture.hits.regions()) arrows += r.hit.kind == HitKind::WakeArrow;
  CHECK(arrows > 10);
  CHECK(arrows < 200);
  CHECK(picture.canvas.texts("arrows drawn").size() == 1);
}

TEST_CASE("markers show their difference") {
  const Run run = two_turns();
  TimelineView view = view_of(run);
  view.marker_a = 2 * kMillisecond;
  view.marker_b = 5 * kMillisecond;
  CHECK(draw(run, view).canvas.texts("A to B: 3 ms").size() == 1);
}

TEST_CASE("more spans than pixels cost no more draw calls than pixels") {
  const auto calls = [](int changes) {
    const Run run = random_run(1, 4, 4, changes, true);
    TimelineView view = view_of(run);
    NullCanvas canvas;
    draw_timeline(run.picture, view, dark_theme(), kArea, canvas, nullptr);
    return canvas.calls;
  };
  const std::size_t many = calls(200'000), more = calls(800'000);
  CHECK(static_cast<double>(more) < static_cast<double>(many) * 1.5);
  CHECK(more < 1200u * 10u * 6u);
}

TEST_CASE("a remembered lane looks the same as a fresh one, also after scrolling") {
  Run run = random_run(2, 8, 4, 4000, true);
  TimelineView view = view_of(run);
  const Theme theme = dark_theme();
  const auto picture_of = [&] { return draw(run, view, theme); };
  Picture fresh = picture_of();
  view.scroll = 30;
  Picture fresh_scrolled = picture_of();
  run.picture.cache = std::make_shared<DrawCache>();
  view.scroll = 0;
  picture_of();
  const auto misses = run.picture.cache->misses();
  Picture again = picture_of();
  CHECK(run.picture.cache->misses() == misses);
  view.scroll = 30;
  Picture scrolled = picture_of();
  const auto same = [](const Picture& a, const Picture& b) {
    if (a.canvas.all.size() != b.canvas.all.size() || a.hits.regions().size() != b.hits.regions().size()) return false;
    for (std::size_t i = 0; i < a.canvas.all.size(); ++i) {
      const Drawn &x = a.canvas.all[i], &y = b.canvas.all[i];
      if (x.kind != y.kind || !(x.color == y.color) || x.text != y.text || std::abs(x.box.x - y.box.x) > 0.01f || std::abs(x.box.y - y.box.y) > 0.01f) return false;
    }
    return true;
  };
  CHECK(same(fresh, again));
  CHECK(same(fresh_scrolled, scrolled));
}

TEST_CASE("a run without kept spans still draws") {
  Recorder r({false});
  r.thread_started(ThreadId{0}, 0, "main");
  r.thread_state(ThreadId{0}, 0, ThreadState::Running, CoreId{0});
  r.finish(kMillisecond);
  const Run run(r, 1, true);
  draw(run, view_of(run));
  TimelineView empty;
  empty.range = {5, 5};
  draw(run, empty);
}

}  // namespace
}  // namespace gilscope::scene
