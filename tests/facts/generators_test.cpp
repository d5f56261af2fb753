// A generator shared by threads (Objects/genobject.c: gen_send_ex2; gh-120321, gh-135325, gh-156351), and frames of running threads
// (the free-threading HOWTO's known limitations; gh-128421).
#include "sim/trace/event_table.hpp"
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

/// Threads that call next() on one generator whose body is `body`; prints how many ValueErrors there were and whether numbers came twice.
std::string shared_generator(const std::string& body) {
  return R"(
import threading
def numbers():
    n = 0
    while True:
        yield n
        n += 1
)" + body + R"(
def main():
    g = numbers()
    gate = threading.Barrier(4)
    got, refused = [], []
    def drain():
        gate.wait()
        for _ in range(300):
            try: got.append(next(g))
            except ValueError as e: refused.append(str(e))
    team = [threading.Thread(target=drain) for _ in range(4)]
    for t in team: t.start()
    for t in team: t.join()
    print(len(got) == len(set(got)), sorted(set(refused)))
main()
)";
}

RunReport run_on(const std::string& source, const std::string& runtime) { return run_script(source, {.runtime = runtime, .cores = 4, .keep_trace = true}); }

}  // namespace

TEST_CASE("without a GIL two threads get into one generator at once: a modeled crash, in 3.13t as in 3.14t") {
  for (const char* runtime : {"3.13t", "3.14t"}) {
    const RunReport report = run_on(shared_generator(""), runtime);
    CAPTURE(runtime, report.stdout_text, report.stderr_text, report.verdict);
    REQUIRE(report.end == RunEnd::Crashed);
    CHECK(report.exit_code == 139);
    const auto& w = report.crash->witnesses;
    REQUIRE(w.size() == 3);
    CHECK(w[0].thread == w[2].thread);
    CHECK(w[1].thread != w[0].thread);
    CHECK(w[1].stack.front().function == "numbers");  // it is inside
    CHECK(w[2].at - w[0].at < kMicrosecond);          // within the entering
  }
}

TEST_CASE("with a GIL a generator that is not switched out inside is simply shared") {
  for (const char* runtime : {"3.12", "3.13", "3.14", "3.13t gil=1"}) {
    CAPTURE(runtime);
    CHECK(run_on(shared_generator(""), runtime).stdout_text == "True []\n");
  }
}

TEST_CASE("with a GIL a generator that is switched out in its body refuses the second thread") {
  const std::string slow = R"(
import time
def numbers():
    n = 0
    while True:
        yield n
        time.sleep(0.0001)
        n += 1
)";
  for (const char* runtime : {"3.13", "3.14", "3.13t gil=1"}) {
    CAPTURE(runtime);
    CHECK(run_on(shared_generator(slow), runtime).stdout_text == "True ['generator already executing']\n");
  }
}

TEST_CASE("without a GIL the ValueError comes as well, where the second thread is not that quick") {
  const std::string source = R"(
import threading, time
def numbers():
    while True:
        time.sleep(0.001)
        yield 1
g = numbers()
def first(): next(g)
def second():
    time.sleep(0.0005)
    try: next(g)
    except ValueError as e: print(e)
team = [threading.Thread(target=f) for f in (first, second)]
for t in team: t.start()
for t in team: t.join()
)";
  for (const char* runtime : {"3.13", "3.13t", "3.14t"}) CHECK(run_on(source, runtime).stdout_text == "generator already executing\n");
}

TEST_CASE("a generator that each thread has for itself is safe everywhere") {
  const std::string source = R"(
import threading
def numbers():
    for n in range(300): yield n
total = []
def drain(): total.append(sum(numbers()))
team = [threading.Thread(target=drain) for _ in range(4)]
for t in team: t.start()
for t in team: t.join()
print(total)
)";
  for (const char* runtime : {"3.13", "3.13t", "3.14t"}) CHECK(run_on(source, runtime).stdout_text == "[44850, 44850, 44850, 44850]\n");
}

namespace {

/// A thread leaves its frame where another one finds it, and goes on computing while the other one looks into it.
std::string sampler(const std::string& look) {
  return R"(
import sys, threading, time
stop = False
frames = []
def work():
    frames.append(sys._getframe())
    n = 0
    while not stop:
        text = str(n) + "."
        other = [n, text]
        n += 1
t = threading.Thread(target=work, name="worker")
t.start()
time.sleep(0.001)
def sample():
    frame = frames[0]
    for _ in range(2000):
        )" + look + R"(
sample()
stop = True
t.join()
print("well")
)";
}

}  // namespace

TEST_CASE("f_locals of a running thread's frame is safe with a GIL, and reads freed memory without") {
  CHECK(run_on(sampler("frame.f_locals"), "3.13").stdout_text == "well\n");
  CHECK(run_on(sampler("frame.f_locals"), "3.13t gil=1").stdout_text == "well\n");
  for (const char* runtime : {"3.13t", "3.14t"}) {
    const RunReport report = run_on(sampler("frame.f_locals"), runtime);
    CAPTURE(runtime, report.stdout_text, report.stderr_text, report.verdict);
    REQUIRE(report.end == RunEnd::Crashed);
    CHECK(report.trace->mark_count(MarkKind::UnsafeFrameRead) >= 1);
    CHECK(report.crash->what.find("f_locals") != std::string::npos);
    CHECK(report.crash->witnesses.size() == 3);
  }
}

TEST_CASE("f_lineno of a running thread's frame is out of date at once, and no danger") {
  const RunReport report = run_on(sampler("assert frame.f_lineno > 0"), "3.13t");
  INFO(report.verdict << report.stderr_text);
  CHECK(report.stdout_text == "well\n");
  CHECK(report.trace->mark_count(MarkKind::UnsafeFrameRead) > 100);
  CHECK(run_on(sampler("assert frame.f_lineno > 0"), "3.13").trace->mark_count(MarkKind::UnsafeFrameRead) == 0);
}

TEST_CASE("f_back of a frame that ends meanwhile leads nowhere in 3.13t, and is locked in 3.14t") {
  const std::string source = R"(
import sys, threading, time
frames = [None]
stop = False
def leaf():
    frames[0] = sys._getframe()
    for n in range(8): pass
def work():
    while not stop: leaf()
t = threading.Thread(target=work)
t.start()
time.sleep(0.001)
for _ in range(2000):
    frames[0].f_back
stop = True
t.join()
print("well")
)";
  CHECK(run_on(source, "3.13").stdout_text == "well\n");
  CHECK(run_on(source, "3.14t").stdout_text == "well\n");
  const RunReport report = run_on(source, "3.13t");
  INFO(report.stdout_text << report.stderr_text);
  REQUIRE(report.end == RunEnd::Crashed);
  CHECK(report.crash->what.find("f_back") != std::string::npos);
}

TEST_CASE("right after sys._current_frames() the other threads are mostly still on their way back from the stopped world") {
  const std::string source = sampler("sys._current_frames()[t.ident].f_locals");
  const RunReport report = run_on(source, "3.13t");
  INFO(report.verdict << report.stderr_text);
  CHECK(report.trace->mark_count(MarkKind::StopTheWorldBegin) > 20);  // a core that wakes fast may be there in time to do harm
}

TEST_CASE("the frame of a thread that sleeps is safe to read in every build") {
  const std::string source = R"(
import sys, threading, time
def work(number):
    mine = [number]
    time.sleep(0.01)
t = threading.Thread(target=work, args=(7,))
t.start()
time.sleep(0.005)
frame = sys._current_frames()[t.ident]
while frame.f_code.co_name != "work": frame = frame.f_back
print(frame.f_locals)
t.join()
)";
  for (const char* runtime : {"3.13", "3.13t", "3.14t"}) {
    const RunReport report = run_on(source, runtime);
    INFO(report.stderr_text);
    CHECK(report.stdout_text == "{'number': 7, 'mine': [7]}\n");
    CHECK(report.trace->mark_count(MarkKind::UnsafeFrameRead) == 0);
  }
}

}  // namespace gilscope
