#include "tests/catch.hpp"
#include "tests/machine/fixture.hpp"

using namespace gilscope;
using namespace gilscope::test;

namespace {

Co<> record(Machine* m, std::vector<int>* order, int name, SimTime work) {
  co_await m->compute(work);
  order->push_back(name);
}

Co<> sleeper(Machine* m, SimTime duration, Wake* result) {
  *result = co_await m->block(ThreadState::Sleeping, m->clock.now + duration);
}

Co<> wait_for(Machine* m, SimTime deadline, Wake* result, SimTime* at) {
  *result = co_await m->block(ThreadState::WaitingForLock, deadline);
  *at = m->clock.now;
}

Co<> wake_after(Machine* m, SimTime work, OsThread** target) {
  co_await m->compute(work);
  m->wake(**target);
}

Co<> hammer(Machine* m, std::uint32_t* line, int times, SimTime* end) {
  for (int i = 0; i < times; ++i) {
    co_await m->order();
    m->line_rmw(*line, 10 * kNanosecond);
  }
  *end = m->clock.now;
}

Co<> kill_after(Machine* m, SimTime work, OsThread** target) {
  co_await m->compute(work);
  m->kill(**target);
}

}  // namespace

TEST_CASE("threads on their own cores run at the same simulated time") {
  World w(4);
  for (int i = 0; i < 4; ++i) w.spawn(busy(&w.machine, 10 * kMillisecond));
  REQUIRE(w.run() == MachineStop::AllFinished);
  for (std::uint32_t i = 0; i < 4; ++i) {
    CHECK(w.log.total(ThreadId(i), ThreadState::Running, 0) == 10 * kMillisecond);
    CHECK(w.log.total(ThreadId(i), ThreadState::Runnable, 0) == 0);  // nobody is ready beside an idle core
  }
  CHECK(w.machine.time() == 10 * kMillisecond + 15 * kMicrosecond);
}

TEST_CASE("two busy threads share one core in time slices") {
  World w(1);
  w.spawn(busy(&w.machine, 10 * kMillisecond));
  w.spawn(busy(&w.machine, 10 * kMillisecond));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.log.total(ThreadId(0), ThreadState::Running, 0) == 10 * kMillisecond);
  CHECK(w.log.total(ThreadId(1), ThreadState::Running, 0) == 10 * kMillisecond);
  CHECK(w.log.preemptions.size() >= 22);  // a slice on one core is a quarter of that on eight: 0.75 ms
  CHECK(w.log.preemptions.size() <= 27);
  for (std::size_t i = 1; i < w.log.preemptions.size(); ++i) CHECK(w.log.preemptions[i].first != w.log.preemptions[i - 1].first);
  CHECK(w.machine.time() > 20 * kMillisecond);
  CHECK(w.machine.time() < 20 * kMillisecond + 100 * kMicrosecond);
}

TEST_CASE("time slices grow with the number of cores, up to eight") {
  for (const auto& [cores, slice] : {std::pair{1u, 750}, std::pair{2u, 1500}, std::pair{4u, 2250}, std::pair{8u, 3000}, std::pair{64u, 3000}}) {
    World w(cores);
    for (std::uint32_t i = 0; i < cores + 1; ++i) w.spawn(busy(&w.machine, 10 * kMillisecond));
    REQUIRE(w.run() == MachineStop::AllFinished);
    REQUIRE(w.log.preemptions.size() >= 2);  // both on the one core with a queue; the first by the wake-up, the second by the slice
    INFO(cores << " cores");
    const SimTime length = w.log.preemptions[1].second - w.log.preemptions[0].second;
    CHECK(length >= slice * kMicrosecond);
    CHECK(length <= slice * kMicrosecond + 200 * kMicrosecond);
  }
}

TEST_CASE("a woken thread is served before one that was preempted a moment ago") {
  World w(1);
  std::vector<int> order;
  Wake wakes[2];
  const auto sleep_then_note = [](Machine* m, SimTime duration, Wake* wake, std::vector<int>* notes, int name) -> Co<> {
    *wake = co_await m->block(ThreadState::Sleeping, m->clock.now + duration);
    co_await m->compute(10 * kMicrosecond);
    notes->push_back(name);
  };
  w.spawn(sleep_then_note(&w.machine, 2 * kMillisecond, &wakes[0], &order, 1));
  w.spawn(sleep_then_note(&w.machine, 2 * kMillisecond, &wakes[1], &order, 2));
  w.spawn(busy(&w.machine, 5 * kMillisecond));
  SimTime end = 0;
  w.spawn([](Machine* m, SimTime* at) -> Co<> { co_await m->compute(0); *at = m->clock.now; }(&w.machine, &end));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(order == std::vector<int>{1, 2});
  // Both ran within a fraction of a slice after their sleeps: the second did not wait behind the busy thread, which the first had preempted.
  CHECK(w.log.total(ThreadId(1), ThreadState::Runnable, 0) < 1500 * kMicrosecond);
}

TEST_CASE("an idle core pulls a waiting thread") {
  World w(2);
  w.spawn(busy(&w.machine, 2 * kMillisecond));
  w.spawn(busy(&w.machine, 20 * kMillisecond));
  w.spawn(busy(&w.machine, 20 * kMillisecond));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.machine.time() < 23 * kMillisecond);
}

TEST_CASE("a woken thread returns to its own core when that is idle, else to any idle core") {
  World w(3);
  SimTime at = 0;
  Wake wake{};
  OsThread* target = nullptr;
  w.spawn(busy(&w.machine, 5 * kMillisecond));                       // core 0
  target = &w.spawn(wait_for(&w.machine, kForever, &wake, &at));     // core 1, blocks at once
  w.spawn(wake_after(&w.machine, 1 * kMillisecond, &target));        // core 2
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(wake == Wake::Woken);
  CHECK(target->core == CoreId(1));
  CHECK(at == 15 * kMicrosecond + 1 * kMillisecond + 5 * kMicrosecond);  // the wake-up, then the latency of an idle core
}

TEST_CASE("a core that fell idle a moment ago wakes faster than one that sleeps, and the wake-up belongs to the wait that it ends") {
  struct Body {
    static Co<> ping(Machine* m, OsThread** other, SimTime pause) {
      co_await m->compute(pause);
      m->wake(**other);
    }
  };
  for (const auto& [pause, latency] : {std::pair{50 * kMicrosecond, 2 * kMicrosecond}, std::pair{kMillisecond, 5 * kMicrosecond}}) {
    World w(2);
    Wake wake{};
    SimTime at = 0;
    OsThread* target = &w.spawn(wait_for(&w.machine, kForever, &wake, &at));
    w.spawn(Body::ping(&w.machine, &target, pause));
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(at == 15 * kMicrosecond + pause + latency);
    CHECK(w.log.total(ThreadId(0), ThreadState::Runnable, 0) == 0);
    CHECK(w.log.total(ThreadId(0), ThreadState::WaitingForLock, 0) == pause + latency);
  }
}

TEST_CASE("queues that got unequal become equal at the end of a time slice") {
  World w(2);
  for (int i = 0; i < 2; ++i) w.spawn(busy(&w.machine, kMillisecond));
  for (int i = 0; i < 4; ++i) w.spawn(busy(&w.machine, 30 * kMillisecond));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(w.machine.time() < 62 * kMillisecond);  // two cores, 122 ms of work: nobody worked beside an idle core for long
}

TEST_CASE("a woken thread waits in the queue when all cores are busy, and takes the core after the wake-up granularity") {
  World w(1);
  SimTime at = 0;
  Wake wake{};
  w.spawn(wait_for(&w.machine, 2 * kMillisecond, &wake, &at));
  w.spawn(busy(&w.machine, 10 * kMillisecond));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(wake == Wake::TimedOut);
  CHECK(at >= 2 * kMillisecond);
  CHECK(at < 3 * kMillisecond);
}

TEST_CASE("a block ends at its deadline, or earlier by a wake-up") {
  World w(2);
  Wake slept{}, woken{};
  SimTime at = 0;
  OsThread* target = nullptr;
  w.spawn(sleeper(&w.machine, 3 * kMillisecond, &slept));
  target = &w.spawn(wait_for(&w.machine, kSecond, &woken, &at));
  w.spawn(wake_after(&w.machine, kMillisecond, &target));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(slept == Wake::TimedOut);
  CHECK(woken == Wake::Woken);
  CHECK(at < 2 * kMillisecond);
  CHECK(w.machine.time() < 4 * kMillisecond);  // the cancelled deadline does not prolong the run
}

TEST_CASE("a wake-up that comes before the block is not lost") {
  World w(2);
  Wake wake{};
  SimTime at = 0;
  OsThread* target = nullptr;
  struct Body {
    static Co<> late(Machine* m, Wake* result, SimTime* at) {
      co_await m->compute(2 * kMillisecond);
      *result = co_await m->block(ThreadState::WaitingForLock);
      *at = m->clock.now;
    }
  };
  target = &w.spawn(Body::late(&w.machine, &wake, &at));
  w.spawn(wake_after(&w.machine, kMillisecond, &target));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(wake == Wake::Woken);
  CHECK(at == 2 * kMillisecond + 15 * kMicrosecond);
}

TEST_CASE("shared touches happen in the order of simulated time, ties by core number") {
  World w(3);
  std::vector<int> order;
  w.spawn(record(&w.machine, &order, 0, 300));
  w.spawn(record(&w.machine, &order, 1, 100));
  w.spawn(record(&w.machine, &order, 2, 100));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(order == std::vector<int>{1, 2, 0});
}

TEST_CASE("read-modify-writes of k cores on one line are serialised: no more cores, no more throughput") {
  const int kTimes = 1000;
  std::vector<SimTime> spans;
  for (std::uint32_t cores : {1u, 2u, 4u, 8u}) {
    World w(cores);
    std::uint32_t line = 0;
    std::vector<SimTime> ends(cores);
    for (std::uint32_t i = 0; i < cores; ++i) w.spawn(hammer(&w.machine, &line, kTimes, &ends[i]));
    REQUIRE(w.run() == MachineStop::AllFinished);
    spans.push_back(*std::max_element(ends.begin(), ends.end()) - 15 * kMicrosecond);
  }
  CHECK(spans[0] == kTimes * 10 * kNanosecond);
  CHECK(spans[1] >= 2 * kTimes * 45 * kNanosecond);
  CHECK(spans[2] >= 4 * kTimes * 49 * kNanosecond);
  CHECK(spans[3] >= 8 * kTimes * 49 * kNanosecond);
  CHECK(spans[3] <= 8 * kTimes * 51 * kNanosecond);
}

TEST_CASE("nothing left that can happen is a deadlock") {
  World w(2);
  Wake wake{};
  SimTime at = 0;
  w.spawn(busy(&w.machine, kMillisecond));
  w.spawn(wait_for(&w.machine, kForever, &wake, &at));
  CHECK(w.run() == MachineStop::Deadlock);
}

TEST_CASE("background threads do not keep the run alive") {
  World w(2);
  Wake wake{};
  SimTime at = 0;
  w.spawn(busy(&w.machine, kMillisecond));
  w.spawn(wait_for(&w.machine, kForever, &wake, &at)).background = true;
  CHECK(w.run() == MachineStop::AllFinished);
}

TEST_CASE("a run stops at its time limit and can go on") {
  World w(2);
  w.spawn(busy(&w.machine, 10 * kMillisecond));
  CHECK(w.run(4 * kMillisecond) == MachineStop::MaxTime);
  CHECK(w.machine.time() > 4 * kMillisecond);
  CHECK(w.machine.time() < 5 * kMillisecond);
  CHECK(w.run() == MachineStop::AllFinished);
}

TEST_CASE("timers fire in order of time, then of their making, and can be cancelled") {
  World w(1);
  std::vector<int> fired;
  auto& m = w.machine;
  m.at(300, [&](SimTime) { fired.push_back(3); });
  m.at(100, [&](SimTime t) { fired.push_back(1); CHECK(t == 100); });
  m.at(100, [&](SimTime) { fired.push_back(2); });
  const auto cancelled = m.at(200, [&](SimTime) { fired.push_back(9); });
  m.cancel(cancelled);
  w.spawn(busy(&m, kMillisecond));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(fired == std::vector<int>{1, 2, 3});
}

TEST_CASE("an earlier timer made while a core runs bounds that core at once") {
  World w(1);
  SimTime fired = 0, resumed = 0;
  struct Body {
    static Co<> run(Machine* m, SimTime* fired, SimTime* resumed) {
      m->at(m->clock.now + 500, [fired](SimTime t) { *fired = t; });
      CHECK(m->clock.limit <= m->clock.now + 500);
      CHECK(m->clock.horizon < m->clock.now + 500);
      co_await m->compute(1000);
      *resumed = *fired;
    }
  };
  w.spawn(Body::run(&w.machine, &fired, &resumed));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(resumed == 15 * kMicrosecond + 500);
}

TEST_CASE("sched_yield lets the next thread of the queue run") {
  World w(1);
  struct Body {
    static Co<> run(Machine* m, std::vector<int>* log, int name) {
      for (int i = 0; i < 3; ++i) {
        log->push_back(name);
        co_await m->yield();
      }
    }
  };
  std::vector<int> log;
  w.spawn(Body::run(&w.machine, &log, 0));
  w.spawn(Body::run(&w.machine, &log, 1));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(std::count(log.begin(), log.end(), 0) == 3);
  CHECK(std::count(log.begin(), log.end(), 1) == 3);
}

TEST_CASE("a thread that yields beside one that computes loses a slice or two, not one for each call") {
  struct Body {
    static Co<> spin(Machine* m, SimTime* took) {
      co_await m->block(ThreadState::Sleeping, m->clock.now + 5 * kMillisecond);
      const SimTime begin = m->clock.now;
      for (int i = 0; i < 40; ++i) co_await m->yield();
      *took = m->clock.now - begin;
    }
  };
  World w(1);
  SimTime took = 0;
  w.spawn(busy(&w.machine, 80 * kMillisecond));
  w.spawn(Body::spin(&w.machine, &took));
  REQUIRE(w.run() == MachineStop::AllFinished);
  CHECK(took > 700 * kMicrosecond);  // a slice on one core: 0.75 ms
  CHECK(took < 4 * kMillisecond);
}

TEST_CASE("two threads that spin take turns at every yield") {
  struct Body {
    static Co<> spin(Machine* m, std::vector<int>* order, int name) {
      co_await m->compute(20 * kMicrosecond);
      for (int i = 0; i < 30; ++i) {
        order->push_back(name);
        co_await m->yield();
      }
    }
  };
  World w(1);
  std::vector<int> order;
  for (int name = 0; name < 2; ++name) w.spawn(Body::spin(&w.machine, &order, name));
  REQUIRE(w.run() == MachineStop::AllFinished);
  int turns = 0;
  for (std::size_t i = 1; i < order.size(); ++i) turns += order[i] != order[i - 1];
  CHECK(turns > 50);
}

TEST_CASE("the same run makes the same choices, to the picosecond") {
  auto once = [] {
    World w(3);
    std::uint32_t line = 0;
    std::vector<SimTime> ends(5);
    std::vector<Wake> wakes(4);
    for (int i = 0; i < 5; ++i) w.spawn(hammer(&w.machine, &line, 50, &ends[static_cast<std::size_t>(i)]));
    for (int i = 0; i < 4; ++i) w.spawn(sleeper(&w.machine, (i + 1) * 700 * kMicrosecond, &wakes[static_cast<std::size_t>(i)]));
    for (int i = 0; i < 4; ++i) w.spawn(busy(&w.machine, 9 * kMillisecond, 70 * kMicrosecond));
    REQUIRE(w.run() == MachineStop::AllFinished);
    return w.log.text;
  };
  const auto first = once();
  CHECK(first.size() > 100);
  CHECK(first == once());
}

TEST_CASE("what the observer hears about a thread and a core never goes back in time") {
  World w(3);
  std::vector<Wake> wakes(6);
  for (int i = 0; i < 6; ++i) w.spawn(sleeper(&w.machine, (i + 1) * 300 * kMicrosecond, &wakes[static_cast<std::size_t>(i)]));
  for (int i = 0; i < 6; ++i) w.spawn(busy(&w.machine, 7 * kMillisecond, 90 * kMicrosecond));
  REQUIRE(w.run() == MachineStop::AllFinished);
  std::vector<SimTime> thread_time(12, 0), core_time(3, 0);
  for (const auto& s : w.log.states) {
    CHECK(s.at >= thread_time[s.thread.value]);
    thread_time[s.thread.value] = s.at;
  }
  for (const auto& r : w.log.runs) {
    CHECK(r.at >= core_time[r.core.value]);
    core_time[r.core.value] = r.at;
  }
}

TEST_CASE("a killed thread ends where it is: on a core, in a queue, asleep, or before it began") {
  SECTION("on a core, which the next one gets") {
    World w(2);
    OsThread* victim = &w.spawn(busy(&w.machine, kSecond));
    w.spawn(kill_after(&w.machine, 2 * kMillisecond, &victim));
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(w.log.total(ThreadId(0), ThreadState::Running, 0) < 3 * kMillisecond);
    CHECK(w.machine.time() < 3 * kMillisecond);
    CHECK(w.log.states.back().state == ThreadState::Finished);
  }
  SECTION("in a queue") {
    World w(1);
    OsThread* victim = nullptr;
    w.spawn(kill_after(&w.machine, 100 * kMicrosecond, &victim));
    victim = &w.spawn(busy(&w.machine, kSecond));
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(w.log.total(ThreadId(1), ThreadState::Running, 0) == 0);
  }
  SECTION("asleep: its timer and later wake-ups mean nothing any more") {
    World w(2);
    Wake result = Wake::Woken;
    OsThread* victim = &w.spawn(sleeper(&w.machine, 5 * kMillisecond, &result));
    w.spawn(kill_after(&w.machine, kMillisecond, &victim));
    w.spawn(wake_after(&w.machine, 2 * kMillisecond, &victim));
    REQUIRE(w.run() == MachineStop::AllFinished);
    CHECK(w.machine.time() < 3 * kMillisecond);
    CHECK(result == Wake::Woken);
  }
}
