#include "tests/catch.hpp"
#include "tests/runtime/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

Co<> stop_once(World* w, RuntimeThread* t) {
  co_await w->compute(t, 2 * kMillisecond);
  const SimTime begin = w->machine.clock.now;
  co_await w->runtime.stop_the_world().begin(*t, StopReason::GarbageCollection);
  w->times.push_back(w->machine.clock.now - begin);
  for (RuntimeThread* other : w->runtime.threads()) {
    if (other != t) CHECK(other->attachment == AttachState::Suspended);
  }
  co_await w->machine.compute(kMillisecond);
  w->runtime.stop_the_world().end(*t);
}

}  // namespace

TEST_CASE("threads that check often stop at once") {
  World w(4, config_of("3.13t"));
  w.spawn(stop_once);
  for (int i = 0; i < 3; ++i) {
    w.spawn([](World* w, RuntimeThread* t) -> Co<> { co_await w->compute(t, 10 * kMillisecond, kMicrosecond); });
  }
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.times.at(0) < 30 * kMicrosecond);
  w.recorder.finish(w.machine.time());
  for (std::size_t i = 1; i <= 3; ++i) {
    const SimTime stopped = w.recorder.trace().threads()[i].total(ThreadState::Stopped);
    CHECK(stopped > 900 * kMicrosecond);
    CHECK(stopped < 1100 * kMicrosecond);
  }
}

TEST_CASE("a thread in a long C call makes all the others wait for it") {
  World w(4, config_of("3.13t"));
  w.spawn(stop_once);
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    co_await w->machine.compute(20 * kMillisecond);  // a sort, say
    co_await w->compute(t, kMillisecond);
  });
  w.spawn([](World* w, RuntimeThread* t) -> Co<> { co_await w->compute(t, 30 * kMillisecond, kMicrosecond); });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.times.at(0) > 18 * kMillisecond);
  w.recorder.finish(w.machine.time());
  CHECK(w.recorder.trace().threads()[2].total(ThreadState::Stopped) > 18 * kMillisecond);
}

TEST_CASE("a thread that detaches instead of checking is noticed at the next millisecond") {
  World w(4, config_of("3.13t"));
  w.spawn(stop_once);
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    co_await w->machine.compute(1100 * kMicrosecond);  // attached when the request comes, then it sleeps
    co_await w->sleep(t, 20 * kMillisecond);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.times.at(0) >= kMillisecond);
  CHECK(w.times.at(0) < 1100 * kMicrosecond);
}

TEST_CASE("a detached thread costs no waiting, but is not let back in") {
  World w(4, config_of("3.13t"));
  w.spawn(stop_once);
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->sleep(t, 2200 * kMicrosecond);
    w->order.push_back(1);
    CHECK_FALSE(w->runtime.stop_the_world().is_stopped());
    CHECK(w->machine.clock.now > 3 * kMillisecond);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.times.at(0) < 10 * kMicrosecond);
  CHECK(w.order.size() == 1);
}

TEST_CASE("two requesters queue") {
  World w(4, config_of("3.13t"));
  w.spawn(stop_once);
  w.spawn(stop_once);
  w.spawn([](World* w, RuntimeThread* t) -> Co<> { co_await w->compute(t, 10 * kMillisecond, kMicrosecond); });
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.times.size() == 2);
  CHECK(w.recorder.trace().mark_count(MarkKind::StopTheWorldBegin) == 2);
  CHECK(w.recorder.trace().mark_count(MarkKind::StopTheWorldEnd) == 2);
}

TEST_CASE("more threads than QSBR slots stop the world: the 9th, the 17th") {
  World w(4, config_of("3.13t"));
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    for (int i = 2; i <= 17; ++i) {
      const auto before = w->recorder.trace().mark_count(MarkKind::StopTheWorldBegin);
      co_await w->runtime.prepare_new_thread(*t);
      const auto stops = w->recorder.trace().mark_count(MarkKind::StopTheWorldBegin) - before;
      CHECK(stops == (i == 2 || i == 9 || i == 17 ? 1u : 0u));  // the 2nd: immortalization
    }
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}

TEST_CASE("a please-stop bit that outlived its stop is harmless") {
  World w(4, config_of("3.13t"));
  w.spawn(stop_once);
  w.spawn([](World* w, RuntimeThread* t) -> Co<> {
    co_await w->compute(t, kMillisecond);
    co_await w->machine.compute(1500 * kMicrosecond);
    co_await w->sleep(t, 5 * kMillisecond);
    CHECK((t->eval_breaker & kPleaseStop) != 0);
    co_await w->compute(t, kMillisecond);
    CHECK(t->eval_breaker == 0);
  });
  REQUIRE(w.run() == MachineStop::AllFinished);
}
