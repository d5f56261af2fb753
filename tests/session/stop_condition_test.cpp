#include "sim/session/stop_condition.hpp"

#include "tests/catch.hpp"

namespace gilscope {
namespace {

using Kind = StopCondition::Kind;

StopCondition parse(std::string_view text) {
  const auto condition = parse_stop_condition(text);
  INFO(text);
  if (!condition) FAIL(condition.error().message);
  return condition.value();
}

TEST_CASE("instants need a unit") {
  CHECK(parse("12.5ms").time == 12'500 * kMicrosecond);
  CHECK(parse("3 us").time == 3 * kMicrosecond);
  CHECK(parse("at 0.25 S").time == 250 * kMillisecond);
  CHECK(parse("7ps").time == 7);
  CHECK(parse("40 ns").kind == Kind::Time);
}

TEST_CASE("lines, in the script or another file, by anybody or one thread") {
  CHECK(parse("17") == StopCondition{Kind::Line, 0, "", 17, ""});
  CHECK(parse("line 17") == StopCondition{Kind::Line, 0, "", 17, ""});
  CHECK(parse("lib/queue.py:90") == StopCondition{Kind::Line, 0, "queue.py", 90, ""});
  CHECK(parse("17 by worker 1") == StopCondition{Kind::Line, 0, "", 17, "worker 1"});
  CHECK(parse("line 17 by any thread") == StopCondition{Kind::Line, 0, "", 17, ""});
}

TEST_CASE("what threads, the GIL, locks and objects do") {
  CHECK(parse("any thread waits for a lock").kind == Kind::ThreadWaitsForLock);
  CHECK(parse("a thread waits").kind == Kind::ThreadWaits);
  CHECK(parse("thread waits").name.empty());
  CHECK(parse("Worker-1 waits for the GIL") == StopCondition{Kind::ThreadWaitsForGil, 0, "", 0, "Worker-1"});
  CHECK(parse("Thread-1 (work) ends") == StopCondition{Kind::ThreadEnds, 0, "", 0, "Thread-1 (work)"});
  CHECK(parse("GIL switches").kind == Kind::GilSwitches);
  CHECK(parse("THE GIL IS REQUESTED").kind == Kind::GilRequested);
  CHECK(parse("guard is taken") == StopCondition{Kind::LockTaken, 0, "", 0, "guard"});
  CHECK(parse("any lock is contended") == StopCondition{Kind::LockContended, 0, "", 0, ""});
  CHECK(parse("the GIL is released").kind == Kind::GilReleased);
  CHECK(parse("lock is released").kind == Kind::LockReleased);
  CHECK(parse("object counter is freed") == StopCondition{Kind::ObjectFreed, 0, "", 0, "counter"});
  CHECK(parse("stop the world").kind == Kind::StopTheWorld);
  CHECK(parse("output").kind == Kind::Output);
}

TEST_CASE("every description reads back as the same condition") {
  for (const char* text :
       {"12.5ms", "line 17", "queue.py:9 by w", "any thread waits", "w waits for a core", "the GIL switches",
        "the GIL is enabled", "any lock is taken", "guard is released", "any object is freed", "exception",
        "collection", "stop the world", "any thread spins", "w starts"}) {
    const StopCondition condition = parse(text);
    INFO(describe(condition));
    CHECK(parse(describe(condition)) == condition);
  }
}

TEST_CASE("what is not understood is answered with what there is") {
  for (const char* text : {"", "the", "0", "line", "x.py:", ":5", "12 parsecs", "GIL sleeps", "waits", "is taken",
                           "output 5", "-3ms", "by me"}) {
    const auto condition = parse_stop_condition(text);
    INFO(text);
    REQUIRE_FALSE(condition);
    CHECK(condition.error().message.find("is no condition") != std::string::npos);
    CHECK(condition.error().message.find("the GIL switches") != std::string::npos);
  }
}

}  // namespace
}  // namespace gilscope
