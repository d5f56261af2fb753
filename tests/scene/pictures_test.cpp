// The smaller pictures: overview, differences, speed-up, legend, and what is said about them.
#include <algorithm>

#include "tests/catch.hpp"
#include "tests/scene/fixture.hpp"
#include "tests/scene/recording_canvas.hpp"

namespace gilscope::scene {
namespace {

const Rect kArea{0, 0, 900, 300};

bool inside(const Rect& r, const Rect& area) {
  return r.w <= 0 || r.h <= 0 || (r.x >= area.x && r.y >= area.y && r.right() <= area.right() + 0.01f && r.bottom() <= area.bottom() + 0.01f);
}

TEST_CASE("the overview maps the whole run, and its hit gives the times") {
  const Run run = two_turns();
  TimelineView view;
  view.range = {2 * kMillisecond, 4 * kMillisecond};
  RecordingCanvas canvas(kArea);
  HitList hits;
  draw_overview(run.picture, view, dark_theme(), {0, 0, 900, 40}, canvas, &hits);
  REQUIRE(hits.regions().size() == 1);
  CHECK(hits.regions()[0].hit.kind == HitKind::Overview);
  CHECK(hits.regions()[0].hit.begin == 0);
  CHECK(hits.regions()[0].hit.end == 10 * kMillisecond);
  const Rect strip = hits.regions()[0].area;
  bool window = false;
  for (const Drawn& d : canvas.of(Drawn::Kind::StrokeRect))
    window = window || (std::abs(d.box.x - (strip.x + strip.w * 0.2f)) < 1 && std::abs(d.box.right() - (strip.x + strip.w * 0.4f)) < 1);
  CHECK(window);
}

TEST_CASE("the difference strip shows waits that exist in one run only") {
  const Run gil = two_turns();
  const Run lock = one_lock();
  TimelineView view;
  view.range = {0, 8 * kMillisecond};
  RecordingCanvas canvas(kArea);
  const Theme theme = dark_theme();
  draw_difference(gil.picture, lock.picture, view, theme, {0, 0, 900, 60}, canvas, nullptr);
  float gil_top = 0, lock_bottom = 1e9f;
  bool gil_waits = false, lock_waits = false;
  for (const Drawn& d : canvas.of(Drawn::Kind::Rect)) {
    if (d.color == theme.state(ThreadState::WaitingForGil).fill) gil_waits = true, gil_top = std::max(gil_top, d.box.bottom());
    if (d.color == theme.state(ThreadState::WaitingForLock).fill) lock_waits = true, lock_bottom = std::min(lock_bottom, d.box.y);
  }
  CHECK(gil_waits);
  CHECK(lock_waits);
  CHECK(gil_top <= 31);
  CHECK(lock_bottom >= 29);

  RecordingCanvas same(kArea);
  draw_difference(gil.picture, gil.picture, view, theme, {0, 0, 900, 60}, same, nullptr);
  for (const Drawn& d : same.of(Drawn::Kind::Rect)) CHECK_FALSE(d.color == theme.state(ThreadState::WaitingForGil).fill);
}

TEST_CASE("speed-up curves: one hit per point, labels that do not touch, everything inside") {
  const std::vector<CurveSeries> series = {{"3.13", {{1, 1}, {2, 0.98}, {4, 0.97}, {8, 0.95}, {16, 0.94}}},
                                           {"3.13t", {{1, 0.9}, {2, 1.78}, {4, 3.5}, {8, 6.8}, {16, 12.9}}},
                                           {"3.14t", {{1, 0.95}, {2, 1.85}, {4, 3.7}, {8, 7.2}, {16, 13}}}};
  for (const Rect& area : {Rect{0, 0, 900, 500}, Rect{0, 0, 300, 200}}) {
    RecordingCanvas canvas(area);
    HitList hits;
    draw_speedup(series, light_theme(), area, canvas, &hits);
    CHECK(hits.regions().size() == 15);
    for (const Drawn& d : canvas.all) CHECK(inside(d.seen(), area));
    const auto fast = canvas.texts("3.14t  13×"), slow = canvas.texts("3.13t  13×");
    REQUIRE(fast.size() == 1);
    REQUIRE(slow.size() == 1);
    CHECK(std::abs(fast[0].box.center().y - slow[0].box.center().y) >= fast[0].style.size);
    CHECK(canvas.texts("ideal").size() == 1);
  }
  RecordingCanvas canvas(kArea);
  draw_speedup({}, light_theme(), kArea, canvas, nullptr);
}

TEST_CASE("the legend names the states that occur, and is as high as it says") {
  const Run run = one_lock();
  for (const float width : {900.f, 150.f}) {
    RecordingCanvas canvas({0, 0, width, 500});
    const float height = legend_height(run.picture, dark_theme(), width, canvas);
    HitList hits;
    draw_legend(run.picture, dark_theme(), {0, 0, width, height}, canvas, &hits);
    CHECK(canvas.texts("On CPU").size() == 1);
    CHECK(canvas.texts("Waiting for GIL").empty());
    for (const HitRegion& r : hits.regions()) CHECK(r.area.bottom() <= height + 0.01f);
    for (const Drawn& d : canvas.of(Drawn::Kind::Pattern)) CHECK(d.pattern != Pattern::Solid);
  }
}

TEST_CASE("the timeline in words names the threads with their shares") {
  const Run run = two_turns();
  TimelineView view;
  view.range = {0, 10 * kMillisecond};
  const std::string words = describe_timeline(run.picture, view);
  CHECK(words.find("script.py on 3.13") != std::string::npos);
  CHECK(words.find("a: 60 % Waiting for GIL, 40 % On CPU.") != std::string::npos);
  CHECK(words.find("b: 60 % On CPU, 40 % Waiting for GIL.") != std::string::npos);
}

TEST_CASE("everything that can be hit can be described") {
  const Run run = random_run(8, 10, 4, 6000, true);
  RecordingCanvas canvas({0, 0, 1200, 800});
  HitList hits;
  TimelineView view;
  view.range = {run.trace->end() / 3, run.trace->end() / 2};
  view.playhead = view.range.from + 5;
  view.marker_a = view.range.from + 7;
  draw_timeline(run.picture, view, dark_theme(), {0, 0, 1200, 500}, canvas, &hits);
  MachineView machine;
  machine.at = view.playhead;
  draw_machine(run.picture, machine, dark_theme(), {0, 500, 1200, 300}, canvas, &hits);
  for (const HitRegion& region : hits.regions()) {
    if (region.hit.kind == HitKind::Axis) continue;
    const auto words = describe(run.picture, region.hit);
    INFO(static_cast<int>(region.hit.kind));
    REQUIRE(!words.empty());
    for (const std::string& line : words) CHECK(!line.empty());
  }
}

}  // namespace
}  // namespace gilscope::scene
