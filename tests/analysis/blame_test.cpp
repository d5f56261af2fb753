#include "sim/analysis/blame.hpp"

#include <algorithm>

#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

const ThreadId kMain{0}, kA{1}, kB{2}, kC{3};
const CoreId kCore0{0}, kCore1{1}, kNoCore;
constexpr SimTime kMs = kMillisecond;

void start(Recorder& r, std::initializer_list<const char*> names) {
  std::uint32_t t = 0;
  for (const char* name : names) r.thread_started(ThreadId{t++}, 0, name);
}

void run_on(Recorder& r, ThreadId t, CoreId core, SimTime at) {
  r.core_runs(core, at, t);
  r.thread_state(t, at, ThreadState::Running, core);
}

// a computes with the GIL; b waits from 3 ms, asks at 8 ms, gets it at 9 ms.
Recorder convoy() {
  Recorder r;
  start(r, {"main", "a", "b"});
  r.thread_state(kMain, 0, ThreadState::Sleeping, kNoCore);
  run_on(r, kA, kCore0, 0);
  r.gil_holder(0, kA);
  r.thread_state(kB, 0, ThreadState::Sleeping, kNoCore);
  r.thread_state(kB, 3 * kMs, ThreadState::WaitingForGil, kNoCore);
  r.mark(MarkKind::GilDropRequest, kB, 8 * kMs, kA.value);
  run_on(r, kB, kCore1, 8 * kMs);
  r.core_runs(kCore1, 8 * kMs + kMicrosecond, ThreadId{});
  r.thread_state(kB, 8 * kMs + kMicrosecond, ThreadState::WaitingForGil, kNoCore);
  r.gil_holder(9 * kMs, ThreadId{});
  r.mark(MarkKind::GilHandOver, kA, 9 * kMs, kB.value);
  r.core_runs(kCore0, 9 * kMs, ThreadId{});
  r.thread_state(kA, 9 * kMs, ThreadState::WaitingForGil, kNoCore);
  r.wake(kA, kB, 9 * kMs);
  r.thread_state(kB, 9 * kMs, ThreadState::Runnable, kNoCore);
  run_on(r, kB, kCore1, 9 * kMs + 5 * kMicrosecond);
  r.gil_holder(9 * kMs + 5 * kMicrosecond, kB);
  r.finish(12 * kMs);
  return r;
}

std::string why(const Recorder& r, const Question& q) { return text_of(explain(r.trace(), q)); }
std::string answer(const Recorder& r, const Question& q) { return text_of(explain(r.trace(), q).answer()); }

TEST_CASE("a thread that waits for the GIL: who holds it, who asks for it when, and when it is handed over") {
  const Recorder r = convoy();
  const Explanation e = explain(r.trace(), Question::of(kB, 5 * kMs));
  CHECK(text_of(e) ==
        "b has been waiting for the GIL for 2.000 ms because a has held it since 0 s.\n"
        "  - b will ask a to drop it at 8.000 ms, when it has waited for a whole switch interval.\n"
        "  - a will obey at 9.000 ms, 1.000 ms later: at its next look at the eval breaker.\n"
        "  - b will get it at 9.005 ms.\n"
        "  a is running on core 0 and has held the GIL since 0 s.\n");
  REQUIRE(e.chain.size() == 2);
  CHECK(e.circle.empty());
  CHECK(e.chain[0].who.begin == 3 * kMs);
  const auto& parts = e.answer();
  const auto holder = std::find_if(parts.begin(), parts.end(), [](const SentencePart& p) { return p.text == "a"; });
  REQUIRE(holder != parts.end());
  CHECK(holder->reference.kind == Reference::Kind::Thread);
  CHECK(holder->reference.index == kA.value);
  CHECK(holder->reference.end == 9 * kMs);
}

TEST_CASE("the moment awake to ask for the GIL does not interrupt the wait; what was asked is past then") {
  const Recorder r = convoy();
  const std::string text = why(r, Question::of(kB, 8 * kMs + kMs / 2));
  CHECK(text.find("b has been waiting for the GIL for 5.500 ms") != std::string::npos);
  CHECK(text.find("b asked a to drop it at 8.000 ms, when it had waited") != std::string::npos);
}

TEST_CASE("between two holders the GIL is free and somebody is about to take it") {
  const Recorder r = convoy();
  const std::string a = why(r, Question::of(kA, 9 * kMs + kMicrosecond));
  CHECK(a.find("nobody holds it any more, and b is about to take it.") != std::string::npos);
  CHECK(a.find("handed it over because a waiter had asked") != std::string::npos);
  CHECK(a.find("a will not get it again before the run ends.") != std::string::npos);
  CHECK(answer(r, Question::of_gil(9 * kMs + kMicrosecond)) == "The GIL has been free since 9.000 ms; a waits for it.");
  CHECK(answer(r, Question::of(kB, 9 * kMs + kMicrosecond)).find("b is on its way to a core") == 0);
}

TEST_CASE("the GIL itself, and the holder with its waiters") {
  const Recorder r = convoy();
  CHECK(answer(r, Question::of_gil(5 * kMs)) == "The GIL has been held by a for 5.000 ms, since 0 s; b waits for it.");
  const std::string holder = why(r, Question::of(kA, 5 * kMs));
  CHECK(holder.find("a is running on core 0 and has held the GIL since 0 s.\n  - b waits for the GIL meanwhile.\n") == 0);
  CHECK(why(r, Question::of(kB, 10 * kMs)).find("a waits for the GIL meanwhile.\n  - b will keep it to the end of the run.") != std::string::npos);
}

TEST_CASE("a core is idle because everybody waits for something") {
  const Recorder r = convoy();
  const Explanation e = explain(r.trace(), Question::of(kCore1, 8 * kMs + kMs / 2));
  CHECK(text_of(e.answer()) ==
        "core 1 has been idle since 8.001 ms because no thread is ready to run: 1 waits for the GIL, 1 is asleep, 1 runs on another core.");
  REQUIRE(e.chain.size() == 2);
  CHECK(e.chain[1].who.index == kA.value);
  CHECK(answer(r, Question::of(kCore0, 5 * kMs)) == "core 0 has been running a since 0 s.");
}

// a holds the lock and sleeps with it; b, then c, wait for it.
Recorder queue(bool hand_off) {
  Recorder r;
  start(r, {"main", "a", "b", "c"});
  r.lock_created(LockId{0}, "Lock", "door");
  run_on(r, kMain, kCore0, 0);
  r.lock_acquired(LockId{0}, kA, 1 * kMs, false);
  r.thread_state(kA, 1 * kMs, ThreadState::Sleeping, kNoCore);
  run_on(r, kB, kCore1, 1 * kMs);
  r.thread_state(kB, 2 * kMs, ThreadState::Spinning, kCore1);
  r.mark(MarkKind::LockParked, kB, 2 * kMs + 10 * kMicrosecond, 0);
  r.core_runs(kCore1, 2 * kMs + 10 * kMicrosecond, ThreadId{});
  r.thread_state(kB, 2 * kMs + 10 * kMicrosecond, ThreadState::WaitingForLock, kNoCore);
  r.mark(MarkKind::LockParked, kC, 3 * kMs, 0);
  r.thread_state(kC, 3 * kMs, ThreadState::WaitingForLock, kNoCore);
  run_on(r, kA, kCore1, 6 * kMs);
  r.lock_released(LockId{0}, kA, 7 * kMs);
  if (hand_off) r.mark(MarkKind::LockHandOff, kA, 7 * kMs, 0);
  if (!hand_off) {
    r.lock_acquired(LockId{0}, kA, 7 * kMs + kMicrosecond, false);
    r.lock_released(LockId{0}, kA, 7 * kMs + 2 * kMicrosecond);
  }
  r.lock_wait(LockId{0}, kB, 2 * kMs, 8 * kMs);
  r.lock_acquired(LockId{0}, kB, 8 * kMs, true);
  r.thread_state(kB, 8 * kMs, ThreadState::Sleeping, kNoCore);
  r.lock_released(LockId{0}, kB, 9 * kMs);
  r.lock_wait(LockId{0}, kC, 3 * kMs, 9 * kMs);
  r.lock_acquired(LockId{0}, kC, 9 * kMs, true);
  r.thread_state(kC, 9 * kMs, ThreadState::Sleeping, kNoCore);
  r.finish(12 * kMs);
  return r;
}

TEST_CASE("a thread that waits for a lock: the holder, what the holder does, the place in the queue, how it ends") {
  const Recorder r = queue(true);
  CHECK(why(r, Question::of(kC, 5 * kMs)) ==
        "c has been waiting for Lock door for 2.000 ms because a has held it since 1.000 ms.\n"
        "  - It is number 2 of 2 who wait: b and c.\n"
        "  - It parked at 3.000 ms.\n"
        "  - a will release it at 7.000 ms and hand it over to b, who will then have waited for more than 1 ms.\n"
        "  - c's wait will end at 9.000 ms.\n"
        "  a sleeps until 6.000 ms, when a timer wakes it; it has slept for 4.000 ms of 5.000 ms.\n"
        "    - It has held Lock door since 1.000 ms, and b and c wait for that.\n");
}

TEST_CASE("spinning burns a core without looking; the holder may take the lock again before a waiter is awake") {
  const Recorder r = queue(false);
  const std::string spin = why(r, Question::of(kB, 2 * kMs + 4 * kMicrosecond));
  CHECK(spin.find("b has been spinning on Lock door for 4.000 µs because a has held it since 1.000 ms.") == 0);
  CHECK(spin.find("it keeps core 1 busy until 2.010 ms with that.") != std::string::npos);
  const std::string parked = why(r, Question::of(kB, 5 * kMs));
  CHECK(parked.find("It parked at 2.010 ms, after spinning for 10.00 µs.") != std::string::npos);
  CHECK(parked.find("a will release it at 7.000 ms and take it again 1.000 µs later, before any waiter is awake (barging).") != std::string::npos);
}

TEST_CASE("a lock is asked for: holder, waiters, and the totals of the run") {
  const Recorder r = queue(true);
  const Explanation e = explain(r.trace(), Question::of(LockId{0}, 5 * kMs));
  CHECK(text_of(e.answer()) == "Lock door has been held by a for 4.000 ms, since 1.000 ms; b and c wait for it.");
  REQUIRE(e.chain.size() == 2);
  REQUIRE(e.chain[0].details.size() == 2);
  CHECK(text_of(e.chain[0].details[1]) ==
        "In the whole run it is taken 3 times, 2 of them (67 %) after waiting; all waits add up to 12.00 ms, the longest is 6.000 ms.");
  CHECK(answer(r, Question::of(LockId{0}, kMs / 2)) == "Lock door is free; nobody waits for it.");
}

TEST_CASE("two threads that wait for each other are a deadlock if the run ends like that") {
  Recorder r;
  start(r, {"main", "a", "b"});
  r.lock_created(LockId{0}, "Lock", "left");
  r.lock_created(LockId{1}, "Lock", "left");
  r.thread_state(kMain, 0, ThreadState::Sleeping, kNoCore);
  r.lock_acquired(LockId{0}, kA, 1 * kMs, false);
  r.lock_acquired(LockId{1}, kB, 2 * kMs, false);
  r.lock_awaited(LockId{1}, kA);
  r.thread_state(kA, 3 * kMs, ThreadState::WaitingForLock, kNoCore);
  r.lock_awaited(LockId{0}, kB);
  r.thread_state(kB, 4 * kMs, ThreadState::WaitingForLock, kNoCore);
  r.finish(4 * kMs);
  const Explanation e = explain(r.trace(), Question::of(kA, 4 * kMs));
  CHECK(e.deadlock);
  CHECK(e.circle == std::vector<ThreadId>{kA, kB});
  CHECK(text_of(e) ==
        "a has been waiting for Lock left #1 for 1.000 ms because b has held it since 2.000 ms.\n"
        "  - b will never release it.\n"
        "  b has been waiting for Lock left #0 for 0 s because a has held it since 1.000 ms.\n"
        "    - a will never release it.\n"
        "    - Here the circle closes: a waits as well, so none of them will ever go on: a deadlock.\n");
  CHECK(answer(r, Question::of(kMain, 4 * kMs)) == "main has been asleep for 4.000 ms, and nothing in this run ever wakes it.");
}

TEST_CASE("a thread that waits for its own lock") {
  Recorder r;
  start(r, {"main"});
  r.lock_created(LockId{0}, "Lock", "door");
  r.lock_acquired(LockId{0}, kMain, 1 * kMs, false);
  r.lock_awaited(LockId{0}, kMain);
  r.thread_state(kMain, 2 * kMs, ThreadState::WaitingForLock, kNoCore);
  r.finish(5 * kMs);
  const Explanation e = explain(r.trace(), Question::of(kMain, 3 * kMs));
  CHECK(e.deadlock);
  CHECK(e.circle == std::vector<ThreadId>{kMain});
  CHECK(text_of(e.answer()) == "main has been waiting for Lock door for 1.000 ms, which it has held itself since 1.000 ms.");
}

TEST_CASE("asleep: joined, woken by somebody, or by a timer") {
  Recorder r;
  start(r, {"main", "a", "b"});
  r.thread_state(kMain, 1 * kMs, ThreadState::Sleeping, kNoCore);
  run_on(r, kA, kCore0, 1 * kMs);
  r.thread_state(kB, 1 * kMs, ThreadState::Sleeping, kNoCore);
  r.wake(kA, kB, 4 * kMs);
  run_on(r, kB, kCore1, 4 * kMs);
  r.thread_state(kB, 5 * kMs, ThreadState::InIo, kNoCore);
  r.wake(kA, kMain, 6 * kMs);
  r.thread_state(kA, 6 * kMs, ThreadState::Finished, kNoCore);
  r.thread_state(kMain, 6 * kMs, ThreadState::Running, kCore0);
  r.mark(MarkKind::ThreadJoin, kMain, 6 * kMs, kA.value);
  r.mark(MarkKind::UncaughtException, kA, 6 * kMs, 0);
  r.thread_state(kMain, 7 * kMs, ThreadState::Sleeping, kNoCore);
  r.thread_state(kMain, 8 * kMs, ThreadState::Running, kCore0);
  r.finish(9 * kMs);
  const Explanation joining = explain(r.trace(), Question::of(kMain, 2 * kMs));
  CHECK(text_of(joining.answer()) == "main has been waiting for a to end for 1.000 ms (join); that will happen at 6.000 ms.");
  CHECK(joining.chain.size() == 2);
  CHECK(answer(r, Question::of(kB, 2 * kMs)) == "b has been asleep for 1.000 ms and waits to be woken by a, at 4.000 ms.");
  CHECK(answer(r, Question::of(kMain, 7 * kMs)) == "main sleeps until 8.000 ms, when a timer wakes it; it has slept for 0 s of 1.000 ms.");
  CHECK(answer(r, Question::of(kA, 7 * kMs)) == "a has ended, at 6.000 ms, of an exception that nobody caught.");
  CHECK(answer(r, Question::of(kB, 6 * kMs)) == "b waits for a device until 9.000 ms, for 1.000 ms so far.");
}

TEST_CASE("more threads than cores, and a thread that is not there yet") {
  Recorder r;
  start(r, {"main", "a"});
  run_on(r, kMain, kCore0, 0);
  r.thread_state(kA, 0, ThreadState::Sleeping, kNoCore);
  r.wake(kMain, kA, 2 * kMs);
  r.thread_state(kA, 2 * kMs, ThreadState::Runnable, kNoCore);
  r.mark(MarkKind::ThreadSpawn, kMain, 3 * kMs, kB.value);
  r.thread_started(kB, 3 * kMs, "b");
  r.mark(MarkKind::Preempted, kMain, 4 * kMs, 0);
  r.thread_state(kMain, 4 * kMs, ThreadState::Runnable, kNoCore);
  run_on(r, kA, kCore0, 4 * kMs);
  r.finish(6 * kMs);
  CHECK(why(r, Question::of(kA, 3 * kMs)) ==
        "a has been waiting for a free core for 1.000 ms because the only core is busy with main.\n"
        "  - main woke it at 2.000 ms.\n"
        "  - 1 other thread is ready to run as well.\n"
        "  - It will go on at 4.000 ms.\n");
  CHECK(answer(r, Question::of(kB, kMs)) == "b does not exist yet; it is started at 3.000 ms by main.");
  CHECK(why(r, Question::of(kMain, 5 * kMs)).find("Its time slice was over at 4.000 ms.") != std::string::npos);
}

TEST_CASE("a stopped world, who stopped it and why") {
  Recorder r;
  start(r, {"main", "a"});
  run_on(r, kMain, kCore0, 0);
  run_on(r, kA, kCore1, 0);
  r.mark(MarkKind::StopTheWorldBegin, kMain, 2 * kMs, 0);
  r.thread_state(kA, 3 * kMs, ThreadState::Stopped, kNoCore);
  r.mark(MarkKind::Immortalized, kMain, 4 * kMs, 120);
  r.mark(MarkKind::StopTheWorldEnd, kMain, 5 * kMs, 0);
  run_on(r, kA, kCore1, 5 * kMs);
  r.finish(6 * kMs);
  CHECK(why(r, Question::of(kA, 4 * kMs)) ==
        "a is stopped because main stopped all threads at 2.000 ms to make 120 objects immortal before the first extra thread starts.\n"
        "  - The others will go on at 5.000 ms.\n"
        "  main is running on core 0 and has stopped all other threads since 2.000 ms.\n");
}

TEST_CASE("who collects garbage says so, until the collection ends") {
  Recorder r;
  start(r, {"main"});
  run_on(r, kMain, kCore0, 0);
  r.mark(MarkKind::GcBegin, kMain, 2 * kMs, 0);
  r.mark(MarkKind::GcEnd, kMain, 4 * kMs, 9);
  r.finish(6 * kMs);
  CHECK(why(r, Question::of(kMain, 3 * kMs)).find("It has been collecting garbage since 2.000 ms.") != std::string::npos);
  CHECK(why(r, Question::of(kMain, 5 * kMs)).find("garbage") == std::string::npos);
}

TEST_CASE("objects: contended, private, immortal") {
  Recorder r;
  start(r, {"main", "a"});
  r.object_named(ObjectId{0}, "dict", "cache", kMain, false);
  r.object_traffic(ObjectId{0}, kMs, 100, 300, 150);
  r.object_named(ObjectId{1}, "list", "mine", kA, false);
  r.object_traffic(ObjectId{1}, kMs, 100, 0, 0);
  r.object_named(ObjectId{2}, "function", "f", kMain, true);
  r.finish(6 * kMs);
  CHECK(why(r, Question::of(ObjectId{0}, kMs)) ==
        "dict cache is contended because main owns it, and other threads changed its reference count 300 times, each time with an atomic "
        "operation; its cache line moved between cores 150 times for that.\n"
        "  - 75 % of its 400 count changes are by threads that do not own it.\n"
        "  - One in 2.0 of their changes had to fetch the cache line from another core.\n"
        "  - Around this instant its line moves 150 times in 8.389 µs; the most is 150, at 998.2 µs.\n");
  CHECK(answer(r, Question::of(ObjectId{1}, kMs)).find("list mine is not contended: only a counts its references") == 0);
  CHECK(answer(r, Question::of(ObjectId{2}, kMs)).find("function f is immortal: its count is never written") == 0);
}

TEST_CASE("questions about nothing get an answer as well") {
  const Recorder r = convoy();
  CHECK(answer(r, Question::of(ThreadId{9}, 0)) == "There is no such thread in this run.");
  CHECK(answer(r, Question::of(LockId{0}, 0)).find("No lock of that number is known") == 0);
  CHECK(answer(r, Question::of(kA, -5 * kMs)).empty() == false);
  CHECK(answer(r, Question::of(kA, 500 * kMs)).empty() == false);
  Recorder totals(RecorderOptions{false, 1 << 20});
  start(totals, {"main"});
  totals.finish(kMs);
  CHECK(answer(totals, Question::of(kMain, 0)).find("This run recorded totals only") == 0);
  CHECK(answer(totals, Question::of_gil(0)) == "This run has no GIL: nobody ever waits for it.");
}

}  // namespace
}  // namespace gilscope
