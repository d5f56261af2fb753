#include <algorithm>

#include "tests/catch.hpp"
#include "tests/scene/fixture.hpp"
#include "tests/scene/recording_canvas.hpp"
#include "ui/scene/machine_layout.hpp"
#include "ui/scene/moment.hpp"

namespace gilscope::scene {
namespace {

const Rect kArea{0, 0, 1000, 500};

struct Picture {
  RecordingCanvas canvas;
  HitList hits;
  explicit Picture(const Rect& area) : canvas(area) {}
};

Picture draw(const Run& run, SimTime at, double slow_motion = 0, Rect area = kArea, const Theme& theme = dark_theme()) {
  Picture picture(area);
  MachineView view;
  view.at = at;
  view.slow_motion = slow_motion;
  draw_machine(run.picture, view, theme, area, picture.canvas, &picture.hits);
  CHECK(picture.canvas.open_groups == 0);
  CHECK(picture.canvas.open_clips() == 0);
  return picture;
}

// The token: the disc with the word in it.
Point token_of(const Picture& picture) {
  for (const Drawn& d : picture.canvas.of(Drawn::Kind::Text))
    if (d.text == "GIL") return d.box.center();
  FAIL("no token");
  return {};
}

Rect tile_of(const Picture& picture, std::uint32_t core) {
  for (const HitRegion& r : picture.hits.regions())
    if (r.hit.kind == HitKind::Core && r.hit.core == CoreId{core}) return r.area;
  FAIL("no tile");
  return {};
}

TEST_CASE("the token lies at the holder's core, at every instant") {
  const Run run = two_turns();
  for (SimTime at = 0; at < run.trace->end(); at += 97 * kMicrosecond) {
    const Picture picture = draw(run, at);
    const std::uint32_t core = at < 4 * kMillisecond ? 0 : 1;
    CHECK(tile_of(picture, core).contains(token_of(picture)));
    CHECK(picture.canvas.texts(at < 4 * kMillisecond ? "a has the GIL" : "b has the GIL").size() == 1);
  }
}

TEST_CASE("while playing, the token travels from one core to the next after a hand-over; at rest or with reduced motion it does not") {
  const Run run = two_turns();
  const SimTime just_after = 4 * kMillisecond + 100 * kMicrosecond;
  const double slow = 1e-3;  // a millisecond per second: the way takes 450 µs
  const Picture moving = draw(run, just_after, slow);
  const Point at = token_of(moving);
  const Point start = token_of(draw(run, 3 * kMillisecond, slow)), end = token_of(draw(run, 6 * kMillisecond, slow));
  CHECK(at.x > std::min(start.x, end.x));
  CHECK(at.x < std::max(start.x, end.x));
  CHECK(tile_of(moving, 1).contains(token_of(draw(run, just_after, 0))));
  Theme calm = dark_theme();
  calm.reduced_motion = true;
  CHECK(tile_of(moving, 1).contains(token_of(draw(run, just_after, slow, kArea, calm))));
}

TEST_CASE("under the GIL one core is busy and the others wait, and the headline says so") {
  const Run run = two_turns();
  const Picture picture = draw(run, 1 * kMillisecond);
  CHECK(picture.canvas.texts("1 of 2 cores busy").size() == 1);
  CHECK(picture.canvas.texts("1 thread waits for the GIL").size() == 1);
  CHECK(picture.canvas.texts("idle").size() == 1);
  bool queued = false;
  for (const HitRegion& r : picture.hits.regions()) queued = queued || (r.hit.kind == HitKind::Thread && r.hit.thread == ThreadId{1});
  CHECK(queued);
}

TEST_CASE("a contended lock shows its holder and its queue") {
  const Run run = one_lock();
  const Moment m = moment_at(run.picture, *run.picture.index, 3 * kMillisecond);
  REQUIRE(m.locks.size() == 1);
  CHECK(m.locks[0].holder == ThreadId{0});
  REQUIRE(m.locks[0].queue.size() == 1);
  CHECK(m.locks[0].queue[0] == ThreadId{1});
  CHECK(m.threads[1].awaits == LockId{0});
  const Picture picture = draw(run, 3 * kMillisecond);
  CHECK(picture.canvas.texts("guard").size() == 1);
  bool lock = false;
  for (const HitRegion& r : picture.hits.regions()) lock = lock || (r.hit.kind == HitKind::Lock && r.hit.lock == LockId{0} && r.hit.thread == ThreadId{0});
  CHECK(lock);
  CHECK(describe_machine(run.picture, 3 * kMillisecond).find("guard is held by holder; waiter waits for it.") != std::string::npos);
  CHECK(draw(run, 7 * kMillisecond).canvas.texts("free").size() == 1);
}

TEST_CASE("each thread is in exactly one place of the machine") {
  const Run run = random_run(4, 20, 8, 4000, true);
  for (int i = 1; i < 40; ++i) {
    const Moment m = moment_at(run.picture, *run.picture.index, run.trace->end() / 40 * i);
    for (const ThreadNow& thread : m.threads) {
      const bool on_core = std::any_of(m.cores.begin(), m.cores.end(), [&](const CoreNow& c) { return c.thread == thread.id; });
      CHECK(on_core == (thread.state == ThreadState::Running));
      CHECK(thread.since <= m.at);
      CHECK(thread.until > m.at);
      CHECK(thread.waits_since <= thread.since);
    }
  }
}

TEST_CASE("the machine is laid out inside its area, without overlaps, for any number of cores and any size") {
  for (const std::uint32_t cores : {1u, 2u, 8u, 16u, 64u}) {
    const Run run = random_run(cores, 20, cores, 2000, true);
    for (const Rect& area : {Rect{0, 0, 500, 250}, Rect{5, 7, 700, 190}, Rect{0, 0, 1280, 400}, Rect{0, 0, 2000, 1000}, Rect{0, 0, 400, 800}}) {
      const MachineLayout layout = lay_out_machine(run.picture, *run.picture.index, light_theme(), area);
      REQUIRE(layout.cores.size() == cores);
      for (std::size_t i = 0; i < layout.cores.size(); ++i) {
        const Rect& a = layout.cores[i];
        INFO(cores << " cores in " << area.w << "x" << area.h);
        CHECK(a.w >= 8);
        CHECK(a.h >= 8);
        CHECK(a.x >= area.x);
        CHECK(a.right() <= area.right());
        CHECK(a.bottom() <= area.bottom());
        CHECK((layout.gil.h == 0 || a.bottom() <= layout.gil.y));
        for (std::size_t j = i + 1; j < layout.cores.size(); ++j) {
          const Rect& b = layout.cores[j];
          CHECK((a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y));
        }
      }
      for (const int part : {1, 2, 3}) {
        const Picture picture = draw(run, run.trace->end() / 4 * part, 1e-3, area, light_theme());
        for (const Drawn& d : picture.canvas.all) {
          const Rect seen = d.seen();
          if (seen.w <= 0 || seen.h <= 0) continue;
          CHECK(seen.x >= area.x);
          CHECK(seen.right() <= area.right() + 0.01f);
          CHECK(seen.bottom() <= area.bottom() + 0.01f);
          if (d.kind == Drawn::Kind::Text) CHECK(d.box.right() <= area.right() + 1);
        }
      }
    }
  }
}

TEST_CASE("playback too fast for the eye shows averages instead of flicker") {
  Recorder r;
  for (std::uint32_t t = 0; t < 4; ++t) {
    r.thread_started(ThreadId{t}, 0, "t" + std::to_string(t));
    r.thread_state(ThreadId{t}, 0, ThreadState::WaitingForGil, CoreId{});
  }
  SimTime now = 0;
  for (int i = 0; i < 4000; ++i, now += 10 * kMicrosecond) {
    const ThreadId t{static_cast<std::uint32_t>(i % 4)};
    r.thread_state(t, now, ThreadState::Running, CoreId{t.value});
    r.core_runs(CoreId{t.value}, now, t);
    r.gil_holder(now, t);
    r.thread_state(t, now + 10 * kMicrosecond, ThreadState::WaitingForGil, CoreId{});
    r.core_runs(CoreId{t.value}, now + 10 * kMicrosecond, ThreadId{});
  }
  r.finish(now);
  const Run run(r, 4, true);
  CHECK(draw(run, 20 * kMillisecond, 1.0).canvas.texts("On average 1.0 of 4 cores busy").size() == 1);
  CHECK(draw(run, 20 * kMillisecond, 1.0).canvas.texts("too fast to follow").size() == 1);
  CHECK(draw(run, 20 * kMillisecond, 1e-6).canvas.texts("1 of 4 cores busy").size() == 1);
}

TEST_CASE("with several interpreters each GIL lies at its holder's core") {
  const Run run = two_interpreters();
  const Picture picture = draw(run, 5 * kMillisecond);
  CHECK(picture.canvas.texts("2 interpreters with a GIL each: 2 are held now").size() == 1);
  std::vector<std::uint32_t> gils;
  for (const HitRegion& r : picture.hits.regions())
    if (r.hit.kind == HitKind::Gil && r.hit.lane == Lane::gil(InterpreterId{1})) gils.push_back(r.hit.thread.value);
  CHECK(gils == std::vector<std::uint32_t>{1});
  const std::string words = describe_machine(run.picture, 5 * kMillisecond);
  CHECK(words.find("a holds the GIL") != std::string::npos);
  CHECK(words.find("b holds the GIL of interpreter 1.") != std::string::npos);
}

TEST_CASE("a deadlock at the end is called one, with its locks and waiters") {
  Recorder r;
  for (std::uint32_t t = 0; t < 2; ++t) {
    r.thread_started(ThreadId{t}, 0, t == 0 ? "Kant" : "Hume");
    r.lock_created(LockId{t}, "Lock", t == 0 ? "left" : "right");
    r.thread_state(ThreadId{t}, 0, ThreadState::Running, CoreId{t});
    r.lock_acquired(LockId{t}, ThreadId{t}, 10, false);
  }
  for (std::uint32_t t = 0; t < 2; ++t) {
    r.lock_awaited(LockId{1 - t}, ThreadId{t});
    r.thread_state(ThreadId{t}, kMicrosecond, ThreadState::WaitingForLock, CoreId{});
  }
  r.finish(2 * kMicrosecond);
  const Run run(r, 2, false);
  const Picture picture = draw(run, run.trace->end());
  CHECK(picture.canvas.texts("Deadlock").size() == 1);
  const std::string words = describe_machine(run.picture, run.trace->end());
  CHECK(words.find("left is held by Kant; Hume waits for it.") != std::string::npos);
  CHECK(words.find("right is held by Hume; Kant waits for it.") != std::string::npos);
}

TEST_CASE("a finished run is over, and says so") {
  Recorder r;
  r.thread_started(ThreadId{0}, 0, "main");
  r.thread_state(ThreadId{0}, 0, ThreadState::Running, CoreId{0});
  r.thread_state(ThreadId{0}, kMillisecond, ThreadState::Finished, CoreId{});
  r.finish(kMillisecond);
  const Run run(r, 1, true);
  CHECK(draw(run, kMillisecond).canvas.texts("The run is over").size() == 1);
  CHECK(draw(run, 5 * kMillisecond).canvas.texts("The run is over").size() == 1);
}

TEST_CASE("pulses travel only while simulated time does") {
  const Run run = random_run(6, 8, 4, 20000, false);
  const auto circles = [&](SimTime at, double slow) { return draw(run, at, slow).canvas.of(Drawn::Kind::Circle); };
  const SimTime at = run.trace->end() / 2;
  const auto first = circles(at, 1e-4), second = circles(at + 5 * kMicrosecond, 1e-4);
  const auto rest = circles(at, 0), rest_again = circles(at, 0);
  CHECK(first.size() >= rest.size());
  CHECK(second.size() >= 1);
  CHECK(rest.size() == rest_again.size());
}

}  // namespace
}  // namespace gilscope::scene
