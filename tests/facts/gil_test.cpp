// The GIL (Python/ceval_gil.c of 3.13; model document, sections 1.2 to 1.6).
#include <algorithm>
#include <vector>

#include "tests/facts/facts.hpp"

namespace gilscope::facts {
namespace {

const char* const kSpinners = R"(
import sys, threading
def spin():
    n = 0
    while n < 3000000: n += 1
team = [threading.Thread(target=spin) for _ in range(int(sys.argv[1]))]
for t in team: t.start()
for t in team: t.join()
)";

std::vector<HolderSpan> holds(const Trace& trace, SimTime from, SimTime to) {
  std::vector<HolderSpan> spans;
  trace.for_each_gil_hold(from, to, [&](const HolderSpan& span) {
    if (span.thread.valid()) spans.push_back(span);
  });
  return spans;
}

// ceval_gil.c: take_gil waits one interval (5 ms), sets the drop request, and the holder obeys at its next eval-breaker check.
TEST_CASE("a slice of a CPU-bound thread beside another lasts the switch interval and a hand-over") {
  for (const char* runtime : {"3.13", "3.13t gil=1"}) {
    INFO(runtime);
    const RunReport report = run_text(kSpinners, runtime, 4, {"2"});
    int slices = 0;
    for (const HolderSpan& span : holds(*report.trace, 30 * kMillisecond, 100 * kMillisecond)) {
      if (span.thread == ThreadId(0) || span.begin < 30 * kMillisecond || span.end > 100 * kMillisecond) continue;
      ++slices;
      CHECK(span.end - span.begin >= 5 * kMillisecond);
      CHECK(span.end - span.begin <= 5 * kMillisecond + 200 * kMicrosecond);
    }
    CHECK(slices >= 10);
  }
}

// The waiter's time-out is void if the GIL changed hands during it (switch_number): the first slice after an I/O release is longer.
TEST_CASE("after an I/O release the next slice lasts 5 to 10 ms") {
  const RunReport report = run_text(R"(
import threading, time
def spin():
    n = 0
    while n < 4000000: n += 1
def naps():
    for _ in range(20): time.sleep(0.001)
team = [threading.Thread(target=f) for f in (spin, spin, naps)]
for t in team: t.start()
for t in team: t.join()
)", "3.13", 4);
  const auto spans = holds(*report.trace, 0, 150 * kMillisecond);
  int after_io = 0;
  for (std::size_t i = 1; i + 1 < spans.size(); ++i) {
    const bool was_io = spans[i - 1].thread == ThreadId(3) && spans[i - 1].end - spans[i - 1].begin < kMillisecond;
    const bool spins = spans[i].thread == ThreadId(1) || spans[i].thread == ThreadId(2);
    if (!was_io || !spins || spans[i].begin < 20 * kMillisecond || spans[i].end > 120 * kMillisecond) continue;
    ++after_io;
    CHECK(spans[i].end - spans[i].begin >= 5 * kMillisecond - 500 * kMicrosecond);
    CHECK(spans[i].end - spans[i].begin <= 10 * kMillisecond + 500 * kMicrosecond);
  }
  CHECK(after_io >= 4);
}

// The requester re-queues at the tail after its time-out (model document 1.4, 1.13).
TEST_CASE("with two or more waiters the thread that asks for the GIL is usually not the one that gets it") {
  const RunReport report = run_text(kSpinners, "3.13", 8, {"5"});
  ThreadId asker;
  int handed = 0, to_asker = 0;
  for (const Mark& mark : report.trace->marks()) {
    if (mark.kind == MarkKind::GilDropRequest) asker = mark.thread;
    if (mark.kind != MarkKind::GilHandOver || mark.at < 60 * kMillisecond) continue;
    ++handed;
    to_asker += mark.payload == asker.value;
  }
  CHECK(handed >= 30);
  CHECK(to_asker < handed / 2);
}

// A release without a drop request does not wait; whoever comes back before the woken thread is awake keeps the GIL (section 1.4).
TEST_CASE("a short release lets the holder barge back") {
  const RunReport report = run_text(R"(
import threading, time, os
def spin():
    n = 0
    while n < 200000: n += 1
def calls():
    for _ in range(2000): os.getpid(); time.sleep(0)
team = [threading.Thread(target=calls), threading.Thread(target=spin)]
for t in team: t.start()
for t in team: t.join()
)", "3.13", 4);
  // Each of the 2000 releases signals a waiter; if each handed the GIL over, the other thread would have had 2000 turns.
  std::uint64_t turns = 0;
  for (const HolderSpan& span : holds(*report.trace, 0, report.time)) turns += span.thread == ThreadId(2);
  CHECK(report.trace->mark_count(MarkKind::GilReleased) > 2000);
  CHECK(turns < 1000);
}

}  // namespace
}  // namespace gilscope::facts
