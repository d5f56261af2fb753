#include "tests/catch.hpp"
#include "tests/runtime/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

Co<> hog(World* w, RuntimeThread* t) { co_await w->compute(t, 60 * kMillisecond); }

Co<> sleeper(World* w, RuntimeThread* t) {
  for (int i = 0; i < 5; ++i) {
    const SimTime begin = w->machine.clock.now;
    co_await w->sleep(t, kMillisecond);
    w->times.push_back(w->machine.clock.now - begin);
  }
}

Co<> sleeper_step(World* w, RuntimeThread* t) {
  const SimTime begin = w->machine.clock.now;
  co_await w->sleep(t, kMillisecond);
  w->times.push_back(w->machine.clock.now - begin);
}

std::vector<HolderSpan> holds(const World& w) {
  std::vector<HolderSpan> spans;
  w.recorder.trace().for_each_gil_hold(0, kForever, [&](const HolderSpan& s) { if (s.thread.valid()) spans.push_back(s); });
  return spans;
}

}  // namespace

TEST_CASE("a thread alone keeps the GIL: nobody asks") {
  World w(4, config_of("3.13"));
  w.spawn(hog);
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.recorder.trace().mark_count(MarkKind::GilDropRequest) == 0);
  CHECK(w.runtime.gil().switch_number() == 1);
}

TEST_CASE("two computing threads take turns of one switch interval and a little more") {
  World w(4, config_of("3.13"));
  w.spawn(hog);
  w.spawn(hog);
  REQUIRE(w.run() == MachineStop::AllFinished);
  w.recorder.finish(w.machine.time());
  const auto spans = holds(w);
  REQUIRE(spans.size() > 20);
  int full = 0;
  for (std::size_t i = 1; i + 3 < spans.size(); ++i) {
    CHECK(spans[i].thread != spans[i - 1].thread);
    const SimTime length = spans[i].end - spans[i].begin;
    CHECK(length > 5 * kMillisecond);
    CHECK(length < 5 * kMillisecond + 200 * kMicrosecond);
    ++full;
  }
  CHECK(full >= 18);
  CHECK(w.machine.time() > 120 * kMillisecond);  // the cores did not help
}

TEST_CASE("the GIL is never held twice") {
  World w(8, config_of("3.13"));
  for (int i = 0; i < 5; ++i) w.spawn(hog);
  w.spawn(sleeper);
  REQUIRE(w.run() == MachineStop::AllFinished);
  const auto spans = holds(w);
  for (std::size_t i = 1; i < spans.size(); ++i) CHECK(spans[i].begin >= spans[i - 1].end);
}

TEST_CASE("convoy: a thread that sleeps a millisecond waits about an interval longer beside a computing one") {
  World w(4, config_of("3.13"));
  w.spawn(hog);
  w.spawn(sleeper);
  REQUIRE(w.run() == MachineStop::AllFinished);
  REQUIRE(w.times.size() == 5);
  for (SimTime t : w.times) {
    CHECK(t > 6 * kMillisecond);
    CHECK(t < 7 * kMillisecond);
  }
}

TEST_CASE("beside two computing threads the sleeper waits for one slice or for several") {
  int one_slice = 0, more = 0;
  World w(4, config_of("3.13"));
  const auto long_hog = [](World* world, RuntimeThread* t) -> Co<> { co_await world->compute(t, 400 * kMillisecond, 50 * kNanosecond); };
  w.spawn(long_hog);
  w.spawn(long_hog);
  w.spawn([](World* world, RuntimeThread* t) -> Co<> {
    for (int i = 0; i < 40; ++i) co_await sleeper_step(world, t);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  for (SimTime t : w.times) (t < 8 * kMillisecond ? one_slice : more) += 1;
  CHECK(one_slice >= 5);  // the signal reached it, first in the queue
  CHECK(more >= 5);       // another one was first, or had taken the GIL before it was awake
}

TEST_CASE("without the GIL the sleeper is not held up") {
  World w(4, config_of("3.13t"));
  w.spawn(hog);
  w.spawn(sleeper);
  REQUIRE(w.run() == MachineStop::AllFinished);
  for (SimTime t : w.times) CHECK(t < kMillisecond + 100 * kMicrosecond);
  CHECK(w.machine.time() < 62 * kMillisecond);
}

TEST_CASE("forced switching: who was asked to drop the GIL cannot take it back at once") {
  World w(2, config_of("3.13"));
  w.spawn(hog);
  w.spawn(hog);
  REQUIRE(w.run() == MachineStop::AllFinished);
  const Trace& trace = w.recorder.trace();
  CHECK(trace.mark_count(MarkKind::GilHandOver) >= 20);
  CHECK(trace.mark_count(MarkKind::GilDropRequest) >= trace.mark_count(MarkKind::GilHandOver));
}

TEST_CASE("barging: a voluntary release shorter than a wake-up lets the releaser win") {
  World w(2, config_of("3.13"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    for (int i = 0; i < 100; ++i) {
      co_await w->runtime.detach(*t);
      co_await w->machine.compute(500 * kNanosecond);  // a short system call
      co_await w->runtime.attach(*t);
      co_await w->machine.compute(500 * kNanosecond);
    }
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->machine.order();
    (void)t;
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  // 100 releases; the other one gets in at most once, by luck, between waking up and going back to sleep.
  CHECK(w.runtime.gil().switch_number() <= 4);
}

TEST_CASE("a short switch interval makes short slices") {
  World w(2, config_of("3.13"));
  w.runtime.set_switch_interval(100 * kMicrosecond);
  w.spawn(hog);
  w.spawn(hog);
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.runtime.gil().switch_number() > 300);
}

TEST_CASE("the switch interval is cut to whole microseconds and is never zero") {
  World w(1, config_of("3.13"));
  w.runtime.set_switch_interval(1'500'000);
  CHECK(w.runtime.switch_interval() == kMicrosecond);
  w.runtime.set_switch_interval(0);
  CHECK(w.runtime.switch_interval() == kMicrosecond);
}

TEST_CASE("-X gil=1 gives the free-threaded build a GIL") {
  RuntimeConfig config = config_of("3.13t");
  config.gil = GilOption::On;
  World w(4, config);
  CHECK(w.runtime.gil_enabled());
  CHECK_FALSE(w.runtime.parallel());
  w.spawn(hog);
  w.spawn(hog);
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.machine.time() > 120 * kMillisecond);
}

TEST_CASE("importing an extension takes turns with everybody; an unmarked one leaves the GIL on") {
  for (bool marked : {true, false}) {
    World w(4, config_of("3.13t"));
    w.counter = marked;
    w.spawn(hog);
    w.spawn(hog);
    w.spawn([](World* w, RuntimeThread* t) -> Co<> {
      co_await w->compute(t, 2 * kMillisecond);
      const bool warn = co_await w->runtime.import_extension(*t, "speedups", w->counter != 0, 3 * kMillisecond);
      CHECK(warn == (w->counter == 0));
      const bool again = co_await w->runtime.import_extension(*t, "more", w->counter != 0, kMillisecond);
      CHECK_FALSE(again);
    });
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(w.runtime.gil_enabled() == !marked);
    CHECK(w.runtime.parallel() == marked);
    CHECK(w.recorder.trace().mark_count(MarkKind::ExtensionImported) == 2);
    if (marked) {
      CHECK(w.machine.time() > 60 * kMillisecond);
      CHECK(w.machine.time() < 80 * kMillisecond);
    } else {
      CHECK(w.machine.time() > 110 * kMillisecond);
    }
  }
}

TEST_CASE("with -X gil=0 an unmarked extension changes nothing") {
  RuntimeConfig config = config_of("3.13t");
  config.gil = GilOption::Off;
  World w(4, config);
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    const bool warn = co_await w->runtime.import_extension(*t, "speedups", false, kMillisecond);
    CHECK_FALSE(warn);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK_FALSE(w.runtime.gil_enabled());
  CHECK(w.recorder.trace().mark_count(MarkKind::StopTheWorldBegin) == 0);
}
