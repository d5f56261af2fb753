#include "sim/trace/recorder.hpp"

#include <numeric>
#include <random>

#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

const ThreadId kMain{0};
const ThreadId kWorker{1};
const CoreId kNoCore;

SimTime sum(const ThreadInfo& thread) { return std::accumulate(thread.totals.begin(), thread.totals.end(), SimTime{0}); }

// Two threads that share a core and a lock, and hand an object around.
void small_run(Recorder& r) {
  r.thread_started(kMain, 0, "MainThread");
  r.core_runs(CoreId{0}, 0, kMain);
  r.thread_state(kMain, 0, ThreadState::Running, CoreId{0});
  r.gil_holder(0, kMain);
  r.lock_created(LockId{0}, "Lock", "guard");
  r.lock_acquired(LockId{0}, kMain, 10, false);
  r.thread_started(kWorker, 20, "worker");
  r.mark(MarkKind::ThreadSpawn, kMain, 20, 1);
  r.object_named(ObjectId{0}, "list", "items", kMain, false);
  r.object_traffic(ObjectId{0}, 30, 5, 1, 2);
  r.thread_state(kMain, 50, ThreadState::Sleeping, kNoCore);
  r.gil_holder(50, ThreadId{});
  r.core_runs(CoreId{0}, 50, kWorker);
  r.thread_state(kWorker, 50, ThreadState::Running, CoreId{0});
  r.gil_holder(55, kWorker);
  r.thread_state(kWorker, 60, ThreadState::WaitingForLock, kNoCore);
  r.core_runs(CoreId{0}, 60, ThreadId{});
  r.thread_state(kMain, 100, ThreadState::Running, CoreId{0});
  r.core_runs(CoreId{0}, 100, kMain);
  r.lock_released(LockId{0}, kMain, 110);
  r.wake(kMain, kWorker, 110);
  r.lock_wait(LockId{0}, kWorker, 60, 110);
  r.lock_acquired(LockId{0}, kWorker, 110, true);
  r.thread_state(kMain, 120, ThreadState::Finished, kNoCore);
  r.finish(150);
}

TEST_CASE("the states of a thread partition its life exactly") {
  Recorder r;
  small_run(r);
  const ThreadInfo& main = r.trace().threads()[0];
  CHECK(main.start == 0);
  CHECK(main.end == 120);
  CHECK(main.total(ThreadState::Running) == 70);
  CHECK(main.total(ThreadState::Sleeping) == 50);
  CHECK(sum(main) == 120);
  const ThreadInfo& worker = r.trace().threads()[1];
  CHECK(worker.end == 150);
  CHECK_FALSE(worker.finished);
  CHECK(worker.total(ThreadState::Runnable) == 30);
  CHECK(worker.total(ThreadState::WaitingForLock) == 90);
  CHECK(sum(worker) == 130);
}

TEST_CASE("random state changes still partition, and the spans say the same as the totals") {
  Recorder r;
  std::mt19937 random(3);
  SimTime at = 1000;
  r.thread_started(kMain, at, "MainThread");
  for (int i = 0; i < 10000; ++i) {
    at += random() % 4 * 1000;
    r.thread_state(kMain, at, static_cast<ThreadState>(random() % 8), CoreId{static_cast<std::uint32_t>(random() % 4)});
  }
  r.thread_state(kMain, at + 5, ThreadState::Finished, kNoCore);
  r.thread_state(kMain, at + 9, ThreadState::Running, kNoCore);  // a ghost: ignored
  r.finish(at + 10);
  const ThreadInfo& main = r.trace().threads()[0];
  CHECK(main.end == at + 5);
  CHECK(sum(main) == main.end - main.start);
  std::array<SimTime, kThreadStateCount> from_spans{};
  SimTime reached = main.start;
  bool contiguous = true;
  r.trace().for_each_state(kMain, 0, kForever, [&](const StateSpan& span) {
    contiguous = contiguous && span.begin == reached;
    reached = span.end;
    from_spans[static_cast<std::size_t>(span.state)] += span.end - span.begin;
  });
  CHECK(contiguous);
  CHECK(reached == main.end);
  CHECK(from_spans == main.totals);
}

TEST_CASE("cores, the GIL, locks and objects are totalled") {
  Recorder r;
  small_run(r);
  const Trace& t = r.trace();
  CHECK(t.end() == 150);
  CHECK(t.cores()[0].busy == 50 + 10 + 50);
  CHECK(t.cores()[0].switches == 3);
  CHECK(t.gil_held(kMain) == 50);
  CHECK(t.gil_held(kWorker) == 95);
  CHECK(t.gil_held() == 145);
  CHECK(t.locks()[0].acquisitions == 2);
  CHECK(t.locks()[0].contended == 1);
  CHECK(t.locks()[0].wait == 50);
  CHECK(t.locks()[0].hold == 100 + 40);
  CHECK(t.objects()[0].local_ops() == 5);
  CHECK(t.objects()[0].transfers() == 2);
  CHECK(t.mark_count(MarkKind::ThreadSpawn) == 1);
  REQUIRE(t.lock_waits().size() == 1);
  CHECK(t.lock_waits()[0].thread == kWorker);
  REQUIRE(t.wakes().size() == 1);
  CHECK(t.wakes()[0].woken == kWorker);
}

TEST_CASE("without kept spans the totals and the hash are the same") {
  Recorder with;
  Recorder without({.keep_spans = false});
  small_run(with);
  small_run(without);
  CHECK(with.hash() == without.hash());
  CHECK(without.trace().threads()[0].totals == with.trace().threads()[0].totals);
  CHECK(without.trace().locks()[0].wait == 50);
  CHECK(without.trace().objects()[0].local_ops() == 5);
  CHECK(without.trace().lock_waits().empty());
  int spans = 0;
  without.trace().for_each_state(kMain, 0, kForever, [&](const StateSpan&) { ++spans; });
  CHECK(spans == 0);
}

TEST_CASE("the hash is pinned, and sees every kind of event") {
  Recorder r;
  small_run(r);
  CHECK(r.hash() == 0xEA6A'B698'B3FF'A095u);
  const auto differs = [&](auto extra) {
    Recorder other;
    small_run(other);
    extra(other);
    return other.hash() != r.hash();
  };
  CHECK(differs([](Recorder& o) { o.mark(MarkKind::Output, kMain, 1, 1); }));
  CHECK(differs([](Recorder& o) { o.object_traffic(ObjectId{0}, 1, 1, 0, 0); }));
  CHECK(differs([](Recorder& o) { o.thread_bytecodes(kMain, 1); }));
  CHECK(differs([](Recorder& o) { o.wake(kMain, kMain, 1); }));
  CHECK(differs([](Recorder& o) { o.thread_renamed(kMain, "x"); }));
}

TEST_CASE("level of detail: each pixel has its dominant state and the set of states in it") {
  Recorder r;
  small_run(r);
  const auto pixels = r.trace().level_of_detail(Lane::of(kMain), 0, 150, 3);
  REQUIRE(pixels.size() == 3);
  CHECK(pixels[0].dominant == static_cast<std::uint32_t>(ThreadState::Running));
  CHECK(pixels[0].share == Approx(1.0));
  CHECK(pixels[1].dominant == static_cast<std::uint32_t>(ThreadState::Sleeping));
  CHECK(pixels[2].share == Approx(0.4));
  CHECK(pixels[2].covered == Approx(0.4));
  const auto one = r.trace().level_of_detail(Lane::of(kMain), 0, 120, 1);
  CHECK(one[0].contained == ((1u << static_cast<int>(ThreadState::Running)) | (1u << static_cast<int>(ThreadState::Sleeping))));
  const auto core = r.trace().level_of_detail(Lane::of(CoreId{0}), 60, 100, 1);
  CHECK(core[0].dominant == Pixel::kNothing);
  CHECK(r.trace().level_of_detail(Lane::gil(), 60, 100, 1)[0].dominant == kWorker.value);
  CHECK(r.trace().level_of_detail(Lane::of(LockId{0}), 10, 20, 1)[0].dominant == kMain.value);
}

TEST_CASE("memory stays bounded while totals stay exact") {
  Recorder r({.keep_spans = true, .max_bytes = 200'000});
  r.thread_started(kMain, 0, "MainThread");
  SimTime running = 0;
  for (SimTime i = 0; i < 400'000; ++i) {
    r.thread_state(kMain, i * 100, i % 2 ? ThreadState::Running : ThreadState::WaitingForLock, kNoCore);
    if (i % 2) running += 100;
  }
  r.thread_state(kMain, 400'000 * 100, ThreadState::Finished, kNoCore);
  r.finish(400'000 * 100);
  CHECK(r.trace().bytes() < 700'000);
  CHECK(r.trace().resolution() > 0);
  CHECK(r.trace().threads()[0].total(ThreadState::Running) == running);
}

TEST_CASE("the longest waits survive when the list of waits is thinned out") {
  Recorder r;
  r.lock_created(LockId{0}, "Lock", "guard");
  for (SimTime i = 0; i < 1'200'000; ++i) r.lock_wait(LockId{0}, kMain, i * 1000, i * 1000 + 1 + i % 500);
  r.lock_wait(LockId{0}, kMain, 0, kSecond);
  CHECK(r.trace().lock_waits().size() < 1'100'000);
  CHECK(r.trace().shortest_wait_kept() > 0);
  CHECK(r.trace().lock_waits().back().end == kSecond);
  CHECK(r.trace().locks()[0].longest_wait == kSecond);
}

TEST_CASE("marks are thinned out per kind but counted exactly") {
  Recorder r;
  r.mark(MarkKind::Deadlock, kMain, 0, 2);
  for (std::uint64_t i = 0; i < 1'500'000; ++i) r.mark(MarkKind::Preempted, kMain, static_cast<SimTime>(i), 0);
  CHECK(r.trace().marks().size() <= (1u << 20));
  CHECK(r.trace().mark_count(MarkKind::Preempted) == 1'500'000);
  CHECK(r.trace().marks().front().kind == MarkKind::Deadlock);
}

}  // namespace
}  // namespace gilscope
