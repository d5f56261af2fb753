#include "sim/analysis/contention.hpp"
#include "sim/analysis/deadlock.hpp"
#include "sim/analysis/speedup.hpp"
#include "sim/analysis/summary.hpp"
#include "sim/analysis/waits.hpp"
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

const ThreadId kMain{0}, kA{1}, kB{2};
const CoreId kNoCore;

// Two workers fight for the GIL, then for a lock.
Recorder two_workers() {
  Recorder r;
  r.thread_started(kMain, 0, "MainThread");
  r.thread_state(kMain, 0, ThreadState::Sleeping, kNoCore);
  r.thread_started(kA, 0, "a");
  r.thread_started(kB, 0, "b");
  r.lock_created(LockId{0}, "Lock", "quiet");
  r.lock_created(LockId{1}, "Lock", "guard");
  r.core_runs(CoreId{0}, 0, kA);
  r.thread_state(kA, 0, ThreadState::Running, CoreId{0});
  r.gil_holder(0, kA);
  r.thread_state(kB, 0, ThreadState::WaitingForGil, kNoCore);
  r.lock_acquired(LockId{0}, kA, 1 * kMillisecond, false);
  r.lock_released(LockId{0}, kA, 2 * kMillisecond);
  r.lock_acquired(LockId{1}, kA, 2 * kMillisecond, false);
  r.gil_holder(5 * kMillisecond, kB);
  r.thread_state(kB, 5 * kMillisecond, ThreadState::WaitingForLock, kNoCore);
  r.lock_released(LockId{1}, kA, 8 * kMillisecond);
  r.lock_wait(LockId{1}, kB, 5 * kMillisecond, 8 * kMillisecond);
  r.lock_acquired(LockId{1}, kB, 8 * kMillisecond, true);
  r.thread_state(kB, 8 * kMillisecond, ThreadState::Running, CoreId{1});
  r.core_runs(CoreId{1}, 8 * kMillisecond, kB);
  r.object_named(ObjectId{0}, "list", "mine", kA, false);
  r.object_traffic(ObjectId{0}, 0, 100, 0, 0);
  r.object_named(ObjectId{1}, "dict", "cache", kA, false);
  r.object_traffic(ObjectId{1}, 0, 10, 30, 12);
  r.finish(10 * kMillisecond);
  return r;
}

TEST_CASE("the summary adds up threads, cores and objects") {
  const Recorder r = two_workers();
  const RunSummary s = summarize(r.trace(), 4);
  CHECK(s.wall == 10 * kMillisecond);
  CHECK(s.core_time == 12 * kMillisecond);
  CHECK(s.utilization == Approx(0.3));
  CHECK(s.total(ThreadState::WaitingForGil) == 5 * kMillisecond);
  CHECK(s.total(ThreadState::WaitingForLock) == 3 * kMillisecond);
  CHECK(s.transfers == 12);
  CHECK(s.threads == 3);
}

TEST_CASE("locks are ranked by the time they cost, objects by their transfers") {
  const Recorder r = two_workers();
  const auto locks = rank_locks(r.trace(), 10);
  REQUIRE(locks.size() == 1);
  CHECK(locks[0].lock == LockId{1});
  CHECK(locks[0].share_contended == Approx(0.5));
  const auto objects = rank_objects(r.trace(), 10);
  REQUIRE(objects.size() == 1);
  CHECK(objects[0].object == ObjectId{1});
  CHECK(objects[0].share_shared == Approx(0.75));
}

TEST_CASE("the longest waits name their culprit") {
  const Recorder r = two_workers();
  const auto waits = longest_waits(r.trace(), 5);
  REQUIRE(waits.size() == 2);
  CHECK(waits[0].state == ThreadState::WaitingForGil);
  CHECK(waits[0].culprit == kA);
  CHECK(waits[0].share == Approx(1.0));
  CHECK(waits[1].lock == LockId{1});
  CHECK(waits[1].culprit == kA);
  CHECK(describe(waits[1], r.trace()) == "b waited 3.000 ms for Lock guard at 5.000 ms: a held it for 100 % of that");
  CHECK(longest_waits(r.trace(), 1).size() == 1);
}

TEST_CASE("durations have four digits and a fitting unit") {
  CHECK(format_time(0) == "0 s");
  CHECK(format_time(7) == "7 ps");
  CHECK(format_time(1500) == "1.500 ns");
  CHECK(format_time(12'345'678) == "12.35 µs");
  CHECK(format_time(kMillisecond * 123) == "123.0 ms");
  CHECK(format_time(kSecond * 4000) == "4000 s");
}

TEST_CASE("speed-up, efficiency and the serial fraction behind it") {
  const auto points = speedups({{1, 1000}, {4, 250}, {8, 300}}, 1000);
  CHECK(points[0].speedup == Approx(1));
  CHECK(points[1].speedup == Approx(4));
  CHECK(points[1].serial_fraction == Approx(0).margin(1e-9));
  CHECK(points[2].efficiency == Approx(1000.0 / 300 / 8));
  CHECK(amdahl(points[2].serial_fraction, 8) == Approx(points[2].speedup));
}

TEST_CASE("a deadlock is told as its circle, then those stuck behind it") {
  const std::vector<BlockedThread> blocked = {
      {kMain, "MainThread", "the end of thread Kant", kA, "dinner.py, line 30, in <module>"},
      {kA, "Kant", "Lock right", kB, "dinner.py, line 12, in eat"},
      {kB, "Hume", "Lock left", kA, ""},
  };
  CHECK(find_cycle(blocked) == std::vector<std::size_t>{1, 2});
  CHECK(describe_deadlock(blocked) ==
        "Deadlock: these threads wait for each other and will never run again.\n"
        "  Kant waits for Lock right, held by Hume (dinner.py, line 12, in eat)\n"
        "  Hume waits for Lock left, held by Kant\n"
        "  The circle: Kant -> Hume -> Kant\n"
        "Stuck behind them:\n"
        "  MainThread waits for the end of thread Kant (dinner.py, line 30, in <module>)\n");
}

TEST_CASE("a thread can deadlock with itself, and without any circle") {
  CHECK(describe_deadlock({{kMain, "MainThread", "Lock guard", kMain, ""}}) ==
        "Deadlock: a thread waits for itself and will never run again.\n"
        "  MainThread waits for Lock guard, which it holds itself\n");
  CHECK(find_cycle({{kMain, "MainThread", "Event go", ThreadId{}, ""}}).empty());
  CHECK(describe_deadlock({{kMain, "MainThread", "Event go", ThreadId{}, ""}}) ==
        "Deadlock: every thread waits, and nobody is left who could end a wait.\n"
        "  MainThread waits for Event go\n");
}

}  // namespace
}  // namespace gilscope
