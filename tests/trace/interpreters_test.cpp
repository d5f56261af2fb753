// Several interpreters in one trace: each GIL is a lane, each thread knows where it executes.
#include "sim/trace/recorder.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

const ThreadId kMain{0}, kWorker{1};
const InterpreterId kFirst{0}, kSecond{1};

/// Main holds its GIL from 0 to 60; the worker is a guest in "two" from 10 to 80 and holds that GIL from 20 on.
void record(Recorder& r) {
  r.thread_started(kMain, 0, "MainThread");
  r.gil_holder(0, kMain);
  r.thread_started(kWorker, 5, "worker");
  r.interpreter_started(kSecond, 8, "two", false);
  r.thread_interpreter(kWorker, 10, kSecond);
  r.gil_holder(20, kWorker, kSecond);
  r.gil_holder(60, ThreadId{});
  r.gil_holder(80, ThreadId{}, kSecond);
  r.thread_interpreter(kWorker, 80, kFirst);
  r.gil_holder(85, kWorker);
  r.interpreter_ended(kSecond, 90);
  r.finish(100);
}

TEST_CASE("a trace has the main interpreter, without any event of its own") {
  Recorder r;
  REQUIRE(r.trace().interpreters().size() == 1);
  CHECK(r.trace().interpreters()[0].name == "main");
  CHECK(r.trace().interpreter_of(kMain, 5) == kFirst);
}

TEST_CASE("two GILs are held at once, and counted apart") {
  Recorder r;
  record(r);
  const Trace& t = r.trace();
  REQUIRE(t.interpreters().size() == 2);
  const InterpreterInfo& two = t.interpreters()[1];
  CHECK(two.name == "two");
  CHECK(two.ended);
  CHECK(two.start == 8);
  CHECK(two.end == 90);
  CHECK(two.gil_held == 60);
  CHECK(two.gil_switches == 1);
  CHECK(t.interpreters()[0].gil_held == 75);
  CHECK(t.interpreters()[0].end == 100);
  CHECK(t.gil_held() == 135);
  CHECK(t.gil_switches() == 3);
  CHECK(t.gil_held(kWorker) == 75);
  ThreadId first, second;
  t.for_each_gil_hold(30, 31, [&](const HolderSpan& s) { first = s.thread; });
  t.for_each_gil_hold(30, 31, [&](const HolderSpan& s) { second = s.thread; }, kSecond);
  CHECK(first == kMain);
  CHECK(second == kWorker);
  CHECK(t.level_of_detail(Lane::gil(kSecond), 20, 80, 1)[0].dominant == kWorker.value);
}

TEST_CASE("a thread's whereabouts, before, during and after a visit") {
  Recorder r;
  record(r);
  const Trace& t = r.trace();
  for (const auto& [at, where] : {std::pair<SimTime, InterpreterId>{6, kFirst}, {10, kSecond}, {50, kSecond}, {80, kFirst}, {99, kFirst}}) {
    INFO(at);
    CHECK(t.interpreter_of(kWorker, at) == where);
  }
  std::vector<InterpreterSpan> spans;
  t.for_each_interpreter(kWorker, [&](const InterpreterSpan& s) { spans.push_back(s); });
  REQUIRE(spans.size() == 3);
  CHECK(spans[0].begin == 5);
  CHECK(spans[1].begin == 10);
  CHECK(spans[1].end == 80);
  CHECK(spans[2].end == 100);
  spans.clear();
  t.for_each_interpreter(kMain, [&](const InterpreterSpan& s) { spans.push_back(s); });
  CHECK(spans.size() == 1);
}

TEST_CASE("which interpreter's GIL it is changes the hash") {
  Recorder a, b;
  a.gil_holder(5, kMain);
  b.gil_holder(5, kMain, kSecond);
  CHECK(a.hash() != b.hash());
}

}  // namespace
}  // namespace gilscope
