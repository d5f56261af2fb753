// Every operation for which a free-threaded build stops the world, from Python: how often, at what cost, and in which builds
// (sim/trace/stop_reasons.def; Python/pystate.c: stop_the_world).
#include <fmt/format.h>

#include <set>

#include "sim/runtime/stop_the_world.hpp"
#include "sim/trace/event_table.hpp"
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

struct Trigger {
  StopReason reason;
  const char* statement;
  int stops = 1;
};

const Trigger kTriggers[] = {
    {StopReason::GarbageCollection, "gc.collect()", 2},
    {StopReason::ExtensionImport, "import math"},
    {StopReason::GcObjects, "gc.get_objects()"},
    {StopReason::GcReferrers, "gc.get_referrers(thing)"},
    {StopReason::GcReferents, "gc.get_referents(thing)"},
    {StopReason::GcFreeze, "gc.freeze()"},
    {StopReason::GcUnfreeze, "gc.unfreeze()"},
    {StopReason::GcFreezeCount, "gc.get_freeze_count()"},
    {StopReason::ClassAssignment, "thing.__class__ = Other"},
    {StopReason::RecursionLimit, "sys.setrecursionlimit(2000)"},
    {StopReason::Tracing, "sys.settrace(None)"},
    {StopReason::CurrentFrames, "sys._current_frames()"},
    {StopReason::CurrentExceptions, "sys._current_exceptions()"},
    {StopReason::TypeDunder, "Other.__len__ = lambda self: 0"},
    {StopReason::TypeBases, "Other.__bases__ = (Base,)"},
    {StopReason::AbstractFlags, "Other.__abstractmethods__ = frozenset()"},
};

/// Another thread is in C code for `busy_us` (attached, without a check), then asleep; the main thread does the statement 200 us after it began.
RunReport run_beside(const std::string& statement, int busy_us, const std::string& runtime) {
  RunReport report = run_script(fmt::format(R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# functions = {{ busy = {{ cost_us = {} }} }}
# ///
import cext, gc, itertools, sys, threading, time
class Base: pass
class Thing(Base): pass
class Other(Base): pass
thing = Thing()
ready = threading.Event()
def other():
    ready.set()
    list(itertools.chain(map(cext.busy, [0]), map(time.sleep, [0.02])))  # C code all along: no check in between
t = threading.Thread(target=other)
t.start()
ready.wait()
time.sleep(0.0002)
{}
t.join()
)", busy_us, statement), {.runtime = runtime, .cores = 4, .keep_trace = true});
  INFO(statement << " " << report.stderr_text);
  CHECK(report.stderr_text == "");
  return report;
}

struct Stop { SimTime begin = 0, end = 0; };

std::vector<Stop> stops_for(const RunReport& report, StopReason reason) {
  std::vector<Stop> stops;
  for (const Mark& mark : report.trace->marks()) {
    if (mark.payload != static_cast<std::uint64_t>(reason)) continue;
    if (mark.kind == MarkKind::StopTheWorldBegin) stops.push_back({mark.at, kForever});
    if (mark.kind == MarkKind::StopTheWorldEnd) stops.back().end = mark.at;
  }
  return stops;
}

}  // namespace

TEST_CASE("each trigger stops the world once, waits for the next look after a thread detached, and does nothing of it in a GIL build") {
  for (const Trigger& trigger : kTriggers) {
    CAPTURE(info_of(trigger.reason).name);
    const bool since_14 = info_of(trigger.reason).since == 14;
    const char* free_threaded = since_14 ? "3.14t" : "3.13t";
    const auto before = stops_for(run_beside("pass", 1, free_threaded), trigger.reason).size();  // the script's own imports
    // The other thread sleeps: it is stopped on the spot.
    const auto asleep = stops_for(run_beside(trigger.statement, 1, free_threaded), trigger.reason);
    REQUIRE(asleep.size() == before + static_cast<std::size_t>(trigger.stops));
    if (trigger.reason != StopReason::GarbageCollection) CHECK(asleep[before].end - asleep[before].begin < 100 * kMicrosecond);
    // It is attached when it is asked, then detaches: nobody says so, and the requester looks again after a millisecond.
    const auto busy = stops_for(run_beside(trigger.statement, 600, free_threaded), trigger.reason);
    REQUIRE(busy.size() == before + static_cast<std::size_t>(trigger.stops));
    CHECK(busy[before].end - busy[before].begin >= kMillisecond);
    CHECK(busy[before].end - busy[before].begin < 2 * kMillisecond);
    // A GIL is enough.
    for (const char* runtime : {"3.13", "3.14"}) CHECK(run_beside(trigger.statement, 1, runtime).trace->mark_count(MarkKind::StopTheWorldBegin) == 0);
    if (since_14) CHECK(stops_for(run_beside(trigger.statement, 1, "3.13t"), trigger.reason).empty());
  }
}

TEST_CASE("every reason has a trigger that is tested, here or among the thread starts") {
  std::set<StopReason> known = {StopReason::FirstExtraThread, StopReason::QsbrGrowth, StopReason::Finalization};
  for (const Trigger& trigger : kTriggers) known.insert(trigger.reason);
  for (const StopReasonInfo& info : stop_reasons()) {
    CAPTURE(info.name);
    CHECK(known.count(info.id) == 1);
    CHECK(&info_of(info.id) == &info);
    CHECK((info.since == 13 || info.since == 14));
    CHECK_FALSE(info.source.empty());
  }
}

TEST_CASE("the first extra thread, the ninth thread and the end of the interpreter stop the world, as the builds differ") {
  const std::string source = R"(
import threading
gate = threading.Barrier(10)
team = [threading.Thread(target=gate.wait) for _ in range(9)]
for t in team: t.start()
gate.wait()
for t in team: t.join()
)";
  const auto count = [&](const std::string& runtime, StopReason reason) {
    return stops_for(run_script(source, {.runtime = runtime, .cores = 4, .keep_trace = true}), reason).size();
  };
  CHECK(count("3.13t", StopReason::FirstExtraThread) == 1);
  CHECK(count("3.14t", StopReason::FirstExtraThread) == 0);  // deferred counts instead
  CHECK(count("3.13t", StopReason::QsbrGrowth) >= 1);
  CHECK(count("3.13", StopReason::QsbrGrowth) == 0);
  for (const char* runtime : {"3.13t", "3.14t", "3.13t gil=1"}) CHECK(count(runtime, StopReason::Finalization) == 1);
  CHECK(count("3.13", StopReason::Finalization) == 0);
}

TEST_CASE("with the GIL on, a stop finds everybody detached") {
  for (const Stop& stop : stops_for(run_beside("gc.get_objects()", 600, "3.13t gil=1"), StopReason::GcObjects)) CHECK(stop.end - stop.begin < 100 * kMicrosecond);
}

}  // namespace gilscope
