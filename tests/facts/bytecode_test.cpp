// Specialization and thread-local bytecode (PEP 659; 3.14: Objects/codeobject.c, Lib/test/test_thread_local_bytecode.py; gh-115999).
#include <sstream>
#include <vector>

#include "tests/facts/facts.hpp"

namespace gilscope::facts {
namespace {

const char* const kSetup = R"(
import sys, threading, time
class Point:
    def __init__(self): self.x = 1
POINT = Point()
def f(p):
    return p.x + p.x + p.x + p.x + p.x + p.x
def times(show):
    taken = []
    for _ in range(6):
        begin = time.perf_counter_ns()
        f(POINT)
        taken.append(time.perf_counter_ns() - begin)
    if show: print(*taken)
)";

std::vector<double> numbers(const std::string& text) {
  std::istringstream in(text);
  std::vector<double> all;
  for (double n; in >> n;) all.push_back(n);
  return all;
}

// pycore_backoff.h: the counter starts at 1, so the second execution of an instruction specializes it.
TEST_CASE("a function is slower until its instructions have specialized, where there is a specializing interpreter") {
  for (const char* runtime : {"3.12", "3.13", "3.14", "3.14t"}) {
    INFO(runtime);
    const auto taken = numbers(run_text(std::string(kSetup) + "times(True)\n", runtime, 2).stdout_text);
    REQUIRE(taken.size() == 6);
    CHECK(taken[0] > taken[3] * 1.2);
    CHECK(taken[1] > taken[3] * 1.2);  // the specializer at work
    CHECK(taken[3] == Approx(taken[5]).epsilon(0.01));
  }
  const auto plain = numbers(run_text(std::string(kSetup) + "times(True)\n", "3.13t", 2).stdout_text);  // pycore_code.h: ENABLE_SPECIALIZATION is 0
  CHECK(plain[2] == Approx(plain[5]).epsilon(0.01));
}

const std::string kInNewThread = std::string(kSetup) + R"(
for _ in range(4): times(False)
t = threading.Thread(target=times, args=(True,))
t.start()
t.join()
)";

TEST_CASE("a new thread warms a function up again under 3.14t, not under 3.14") {
  const RunReport own = run_text(kInNewThread, "3.14t", 2), shared = run_text(kInNewThread, "3.14", 2);
  const auto in_own = numbers(own.stdout_text), in_shared = numbers(shared.stdout_text);
  CHECK(in_own[0] > in_own[5] * 1.5);
  CHECK(in_shared[0] < in_shared[5] * 1.2);
  CHECK(own.trace->mark_count(MarkKind::BytecodeCopied) > 0);
  CHECK(shared.trace->mark_count(MarkKind::BytecodeCopied) == 0);
  CHECK(run_text(kInNewThread, "3.13t", 2).trace->mark_count(MarkKind::BytecodeCopied) == 0);
}

std::string hundred_calls(const std::string& how) {
  return R"(
import threading
gate = threading.Barrier(4)
def work(wait):
    if wait: gate.wait()
    for i in range(100): step(i)
def step(i): return i + 1
)" + how;
}

std::uint64_t copies_of_step(const RunReport& report) {
  std::uint64_t copies = 0;  // step() is the only function of so few units that each thread calls
  std::vector<std::uint64_t> by_thread(report.trace->threads().size());
  for (const Mark& mark : report.trace->marks())
    if (mark.kind == MarkKind::BytecodeCopied) ++by_thread[mark.thread.value];
  for (const std::uint64_t made : by_thread) copies += made > 0;
  return copies;
}

// test_reuse_tlbc_across_threads_different_lifetimes: the index is the lowest free one, and its copies are still there.
TEST_CASE("threads of different lifetimes share a copy, threads that live at once do not") {
  const RunReport in_turn = run_text(hundred_calls(R"(
for _ in range(4):
    t = threading.Thread(target=work, args=(False,))
    t.start()
    t.join()
)"), "3.14t", 4);
  const RunReport at_once = run_text(hundred_calls(R"(
team = [threading.Thread(target=work, args=(True,)) for _ in range(4)]
for t in team: t.start()
for t in team: t.join()
)"), "3.14t", 4);
  CHECK(copies_of_step(in_turn) == 1);  // only the first of them
  CHECK(copies_of_step(at_once) == 4);
}

// -X tlbc=0 / PYTHON_TLBC=0: no copies, and no specialization.
TEST_CASE("without thread-local bytecode 3.14t copies nothing, and does not specialize") {
  const RunReport without = run_text(kInNewThread, "3.14t no-tlbc", 2), with = run_text(kInNewThread, "3.14t", 2);
  CHECK(without.trace->mark_count(MarkKind::BytecodeCopied) == 0);
  CHECK(numbers(without.stdout_text)[5] > numbers(with.stdout_text)[5] * 1.2);
  CHECK(numbers(run_text(kInNewThread, "3.13 no-tlbc", 2).stdout_text) == numbers(run_text(kInNewThread, "3.13", 2).stdout_text));
}

// test_generator_throw; frames remember their index, and RESUME goes on in the running thread's copy.
TEST_CASE("a generator that another thread resumes goes on in that thread's copy") {
  const std::string source = R"(
import threading
def count():
    n = 0
    while True:
        try:
            yield n
        except ValueError:
            n = 100
        n += 1
g = count()
print(next(g), next(g))
def elsewhere(): print(next(g), g.throw(ValueError), next(g))
t = threading.Thread(target=elsewhere)
t.start()
t.join()
print(next(g), g.throw(ValueError))
)";
  for (const char* runtime : {"3.14t", "3.14", "3.13t"}) CHECK(run_text(source, runtime, 2).stdout_text == "0 1\n2 101 102\n103 101\n");
}

}  // namespace
}  // namespace gilscope::facts
