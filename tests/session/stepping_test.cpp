#include "sim/session/stepping.hpp"

#include <algorithm>
#include <set>

#include "sim/session/replay.hpp"
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

/// A script that has been run.
struct Stepped {
  Scenario scenario;
  Program program;
  RunOptions options;
  RunReport report;

  explicit Stepped(const std::string& source, const std::string& runtime = "3.13") {
    scenario = parse_scenario("script.py", source).value();
    program = compile_program(scenario).value();
    options.runtime = runtime;
    options.cores = 4;
    options.max_time = 10 * kSecond;
    report = run(scenario, program, options).value();
    CHECK(report.stderr_text.empty());
  }
  FinishedRun finished() const { return {scenario, program, options, *report.trace}; }

  std::optional<Stop> step(SimTime from, StepKind kind, ThreadId thread = {},
                           StepDirection direction = StepDirection::Forward) const {
    auto stop = next_stop(finished(), from, kind, thread, direction);
    if (!stop) FAIL(stop.error().message);
    return stop.value();
  }
  std::optional<Stop> until(std::string_view condition, SimTime from = 0) const {
    const auto parsed = parse_stop_condition(condition);
    if (!parsed) FAIL(parsed.error().message);
    auto stop = run_until(finished(), parsed.value(), from);
    if (!stop) FAIL(stop.error().message);
    return stop.value();
  }
  Stop must(std::string_view condition, SimTime from = 0) const {
    const auto stop = until(condition, from);
    if (!stop) FAIL("never: " << condition);
    return *stop;
  }
  std::string refusal(std::string_view condition) const {
    const auto stop = run_until(finished(), parse_stop_condition(condition).value(), 0);
    return stop ? "" : stop.error().message;
  }
};

const char* const kLoop = R"(
def double(x):
    y = x * 2
    return y
total = 0
for i in range(3):
    total += double(i)
print(total)
)";

TEST_CASE("lines come in the order of execution, and backwards in the reverse") {
  const Stepped script(kLoop);
  std::vector<std::uint32_t> lines;
  std::vector<SimTime> instants;
  for (auto stop = script.step(-1, StepKind::Line); stop; stop = script.step(stop->at, StepKind::Line)) {
    lines.push_back(stop->line);
    instants.push_back(stop->at);
    REQUIRE(lines.size() < 100);
  }
  // As sys.settrace sees it, with the def line of each call (RESUME) before its body.
  const std::vector<std::uint32_t> expected = {2, 5, 6, 7, 2, 3, 4, 6, 7, 2, 3, 4, 6, 7, 2, 3, 4, 6, 8};
  if (lines.front() == 1) {  // the module's own RESUME
    lines.erase(lines.begin());
    instants.erase(instants.begin());
  }
  CHECK(lines == expected);
  std::size_t i = instants.size();
  SimTime from = script.report.time;
  while (i > 0) {
    const auto stop = script.step(from, StepKind::Line, {}, StepDirection::Backward);
    REQUIRE(stop);
    REQUIRE(stop->at == instants[--i]);
    CHECK(stop->line == lines[i]);
    from = stop->at;
  }
}

const char* const kThreads = R"(
import threading, time
guard = threading.Lock()
def work(n):
    for i in range(3):
        with guard:
            time.sleep(0.001)
def spin():
    for i in range(1000000): pass
threads = [threading.Thread(target=work, args=(n,), name=f"worker-{n}") for n in range(2)]
threads += [threading.Thread(target=spin, name=f"spinner-{n}") for n in range(2)]
for t in threads: t.start()
for t in threads: t.join()
print("done")
)";

TEST_CASE("bytecodes in both directions, of one thread or all") {
  for (const char* runtime : {"3.13", "3.13t"}) {
    const Stepped script(kThreads, runtime);
    const SimTime middle = script.report.time / 2;
    const auto events = instructions_between(script.scenario, script.program, script.options,
                                             middle - 20 * kMicrosecond, middle + 20 * kMicrosecond, 100'000)
                            .value();
    REQUIRE(events.size() > 100);
    const ThreadId thread = events[events.size() / 2].thread;
    for (const ThreadId only : {ThreadId(), thread}) {
      std::set<SimTime> instants;
      for (const auto& e : events) if (!only.valid() || e.thread == only) instants.insert(e.begin);
      auto at = std::next(instants.begin(), static_cast<std::ptrdiff_t>(instants.size() / 2));
      for (int i = 0; i < 5; ++i, ++at) {
        const auto forward = script.step(*at, StepKind::Bytecode, only);
        REQUIRE(forward);
        CHECK(forward->at == *std::next(at));
        const auto backward = script.step(*at, StepKind::Bytecode, only, StepDirection::Backward);
        REQUIRE(backward);
        CHECK(backward->at == *std::prev(at));
        if (only.valid()) CHECK(forward->thread == only);
      }
    }
  }
}

TEST_CASE("stepping back over a long wait finds the instruction before it") {
  const Stepped script(kThreads);
  const ThreadId worker(1);
  const SimTime asleep = script.must("worker-0 sleeps").at + 500 * kMicrosecond;
  const auto before = script.step(asleep, StepKind::Bytecode, worker, StepDirection::Backward);
  REQUIRE(before);
  CHECK(before->what == "CALL");
  CHECK(before->line == 7);
  const auto after = script.step(asleep, StepKind::Bytecode, worker);
  REQUIRE(after);
  CHECK(after->at > asleep);
  CHECK(script.step(asleep, StepKind::Line, worker, StepDirection::Backward)->line == 7);
}

TEST_CASE("events are the trace's, in both directions") {
  const Stepped script(kThreads);
  const Trace& trace = *script.report.trace;
  std::set<SimTime> expected;
  const ThreadId worker(2);
  trace.for_each_state(worker, 0, kForever, [&](const StateSpan& s) { expected.insert(s.begin); });
  expected.insert(trace.threads()[2].end);
  std::vector<SimTime> seen;
  for (auto stop = script.step(-1, StepKind::Event, worker); stop;
       stop = script.step(stop->at, StepKind::Event, worker))
    seen.push_back(stop->at);
  CHECK(std::is_sorted(seen.begin(), seen.end()));
  for (const SimTime at : expected) CHECK(std::find(seen.begin(), seen.end(), at) != seen.end());
  std::vector<SimTime> back;
  for (auto stop = script.step(kForever, StepKind::Event, worker, StepDirection::Backward); stop;
       stop = script.step(stop->at, StepKind::Event, worker, StepDirection::Backward)) back.push_back(stop->at);
  std::reverse(back.begin(), back.end());
  CHECK(back == seen);
  CHECK_FALSE(script.step(script.report.time, StepKind::Event));
}

TEST_CASE("the GIL's switches are one by one those between different threads") {
  const Stepped script(kThreads);
  std::vector<ThreadId> holders;
  ThreadId last(0);
  for (auto stop = script.step(-1, StepKind::GilSwitch); stop; stop = script.step(stop->at, StepKind::GilSwitch)) {
    CHECK(stop->thread != last);
    last = stop->thread;
    holders.push_back(last);
  }
  CHECK(holders.size() > 5);
  CHECK(script.step(0, StepKind::GilSwitch, ThreadId(4))->thread == ThreadId(4));
  CHECK_FALSE(Stepped(kThreads, "3.13t").step(0, StepKind::GilSwitch));
}

TEST_CASE("running until something happens") {
  const Stepped script(kThreads);
  const Trace& trace = *script.report.trace;
  CHECK(script.must("2ms").at == 2 * kMillisecond);
  CHECK_FALSE(script.until("1ms", 2 * kMillisecond));
  CHECK_FALSE(script.until("99 s"));
  CHECK(script.must("worker-1 starts").at == trace.threads()[2].start);
  CHECK(script.must("spinner-0 ends").at == trace.threads()[3].end);
  const auto line = script.until("7");
  REQUIRE(line);
  CHECK(line->thread == ThreadId(1));
  CHECK(line->what == "line 7 by worker-0");
  CHECK(script.must("7 by worker-1").thread == ThreadId(2));
  CHECK(script.must("7 by worker-1").at > line->at);
  CHECK(script.until("threading.py:5 by worker-1", script.report.time) == std::nullopt);
  const auto waits = script.until("any thread waits for a lock");
  REQUIRE(waits);
  CHECK(waits->thread == ThreadId(2));
  CHECK(script.must("guard is contended").at <= waits->at);
  CHECK(script.must("any lock is taken").at < waits->at);
  CHECK(script.must("worker-1 waits for the GIL").thread == ThreadId(2));
  CHECK(script.must("output").thread == ThreadId(0));
  const auto requested = script.until("GIL is requested");
  REQUIRE(requested);
  CHECK(script.must("GIL switches", requested->at).at > requested->at);
  CHECK_FALSE(script.until("exception"));
  CHECK(script.must("spinner runs").thread == ThreadId(3));  // the beginning of a name will do
}

TEST_CASE("names and lines that there are not are refused with those that there are") {
  const Stepped script(kThreads);
  CHECK(script.refusal("nobody waits") ==
        "no thread is called 'nobody'; there are: MainThread, spinner-0, spinner-1, worker-0, worker-1");
  CHECK(script.refusal("x is taken").find("no lock is called 'x'; there are:") == 0);
  CHECK(script.refusal("999") == "line 999 holds no code that is executed, nor does any after it");
  CHECK(script.refusal("1").find("; the next one that does is 2") != std::string::npos);
}

TEST_CASE("a count drops to zero") {
  const Stepped script(R"(
import threading
class Thing: pass
thing = Thing()
def use():
    for i in range(100): mine = thing
threads = [threading.Thread(target=use) for _ in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print("before")
del thing
)",
                       "3.13t");
  const auto freed = script.until("thing is freed");
  REQUIRE(freed);
  CHECK(freed->at > script.must("output").at);
}

}  // namespace
}  // namespace gilscope
