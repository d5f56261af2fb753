// Call stacks of real scripts: what Trace says must be what Python does.
#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "sim/analysis/line_stats.hpp"
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

RunReport record(const std::string& source, const std::string& runtime = "3.13", bool record_calls = true) {
  auto scenario = parse_scenario("script.py", source);
  REQUIRE(scenario);
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  RunOptions options;
  options.runtime = runtime;
  options.record_calls = record_calls;
  options.max_time = 300 * kSecond;
  auto report = run(scenario.value(), program.value(), options);
  REQUIRE(report);
  INFO(report.value().stderr_text);
  CHECK(report.value().stderr_text.empty());
  return std::move(report).value();
}

std::string name_of(const Trace& trace, FunctionId f) { return trace.call_stacks().info(f).name; }

/// The script's own calls of a thread as "f(g h(g))"; functions of the library are left out, those that they call are
/// not.
std::string tree(const Trace& trace, ThreadId thread) {
  std::string text;
  std::vector<std::uint32_t> open;  // depths
  const auto close_to = [&](std::uint32_t depth) {
    for (; !open.empty() && open.back() >= depth; open.pop_back()) {
      if (text.back() == '(') text.pop_back();
      else text += ')';
    }
  };
  trace.for_each_call(thread, 0, kForever, [&](const CallSpan& call) {
    close_to(call.depth);
    if (trace.call_stacks().info(call.function).file != "script.py") return;
    if (!text.empty() && text.back() != '(') text += ' ';
    text += name_of(trace, call.function) + '(';
    open.push_back(call.depth);
  });
  close_to(0);
  return text;
}

void check_nesting(const Trace& trace) {
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t) {
    const ThreadInfo& info = trace.threads()[t];
    std::vector<CallSpan> open;
    trace.for_each_call(ThreadId{t}, 0, kForever, [&](const CallSpan& call) {
      CHECK(call.begin >= info.start);
      CHECK(call.end <= info.end);
      CHECK(call.begin <= call.end);
      while (open.size() > call.depth) open.pop_back();
      REQUIRE(open.size() == call.depth);
      if (!open.empty()) {
        CHECK(call.begin >= open.back().begin);
        CHECK(call.end <= open.back().end);
      }
      open.push_back(call);
    });
    SimTime sum = 0, life = info.end - info.start;
    for (const auto& [stack, time] : trace.stack_totals(ThreadId{t})) sum += time;
    CHECK(sum == life);
    SimTime end = info.start;
    trace.for_each_stack(ThreadId{t}, 0, kForever, [&](const StackSpan& span) {
      CHECK(span.begin == end);
      end = span.end;
    });
    CHECK(end == info.end);
  }
}

TEST_CASE("calls, recursion and returns nest as they are written") {
  const RunReport report = record(R"(
def leaf(): return 1
def recurse(n):
    if n: return recurse(n - 1)
    return leaf()
def twice():
    leaf(); leaf()
recurse(2)
twice()
)");
  CHECK(tree(*report.trace, ThreadId{0}) == "<module>(recurse(recurse(recurse(leaf))) twice(leaf leaf))");
  check_nesting(*report.trace);
}

TEST_CASE("a generator is on the stack while it runs, and only then") {
  const RunReport report = record(R"(
def inner(): pass
def generate():
    inner()
    yield 1
    inner()
def use():
    for x in generate():
        outer()
def outer(): pass
use()
)");
  // generate: its creation, then its first resumption up to the yield, then the second one to its end
  CHECK(tree(*report.trace, ThreadId{0}) == "<module>(use(generate generate(inner) outer generate(inner)))");
  check_nesting(*report.trace);
}

TEST_CASE("an exception ends the frames that it leaves") {
  const RunReport report = record(R"(
def fail(n):
    if n == 0: raise ValueError
    fail(n - 1)
def guard():
    try: fail(2)
    except ValueError: after()
def after(): pass
guard()
after()
)");
  CHECK(tree(*report.trace, ThreadId{0}) == "<module>(guard(fail(fail(fail)) after) after)");
  check_nesting(*report.trace);
}

TEST_CASE("calls by native functions appear under them") {
  const RunReport report = record(R"(
def key(x): return -x
class Thing:
    def __init__(self): helper()
    def __del__(self): helper()
def helper(): pass
def run():
    sorted([1, 2], key=key)
    Thing()
run()
)");
  const Trace& trace = *report.trace;
  std::vector<std::string> parents;
  trace.for_each_call(ThreadId{0}, 0, kForever, [&](const CallSpan& call) {
    if (name_of(trace, call.function) == "sorted") parents.push_back("sorted");
    if (name_of(trace, call.function) == "key") parents.push_back("key");
  });
  CHECK(parents == std::vector<std::string>{"sorted", "key", "key"});
  const std::string text = tree(trace, ThreadId{0});
  CHECK(text.find("Thing.__init__(helper) Thing.__del__(helper)") != std::string::npos);
  check_nesting(trace);
}

const char* const kThreads = R"(
import threading, time, queue
lock = threading.Lock()
q = queue.Queue()
def work(n):
    with lock:
        spin(n)
def spin(n):
    for i in range(n): pass
def consume():
    while q.get() is not None: spin(100)
def main():
    threads = [threading.Thread(target=work, args=(60000,)) for _ in range(3)]
    threads.append(threading.Thread(target=consume))
    for t in threads: t.start()
    time.sleep(0.01)
    for i in range(5): q.put(i)
    q.put(None)
    for t in threads: t.join()
main()
)";

TEST_CASE("threads have stacks of their own, for their whole lives") {
  for (const char* runtime : {"3.13", "3.13t", "3.14t"}) {
    INFO(runtime);
    const RunReport report = record(kThreads, runtime);
    const Trace& trace = *report.trace;
    check_nesting(trace);
    for (std::uint32_t t = 1; t <= 3; ++t) CHECK(tree(trace, ThreadId{t}) == "work(spin)");
    CHECK(tree(trace, ThreadId{4}) == "consume(spin spin spin spin spin)");
    CHECK(trace.item_flows().size() == 6);
    for (const ItemFlow& flow : trace.item_flows()) {
      CHECK(flow.from == ThreadId{0});
      CHECK(flow.to == ThreadId{4});
      CHECK(flow.put <= flow.got);
    }
    CHECK(trace.memory().size() > 10);
  }
}

TEST_CASE("recording calls changes nothing in the model") {
  for (const char* runtime : {"3.13", "3.13t", "3.12"}) {
    INFO(runtime);
    const RunReport with = record(kThreads, runtime), without = record(kThreads, runtime, false);
    CHECK(with.trace_hash == without.trace_hash);
    CHECK(with.time == without.time);
    CHECK(with.trace->has_calls());
    CHECK_FALSE(without.trace->has_calls());
  }
}

TEST_CASE("waits fall on the line that waited, and computing on the line that computed") {
  const RunReport report = record(kThreads, "3.13t");
  const Trace& trace = *report.trace;
  std::map<std::uint32_t, LineStats> lines;
  for (const LineStats& line : line_stats(trace)) if (line.file == "script.py") lines[line.line] = line;
  const auto at = [](const StateTimes& times, ThreadState s) { return times[static_cast<std::size_t>(s)]; };
  CHECK(lines[6].own_waits >= 2);                                              // with lock:
  CHECK(at(lines[6].own, ThreadState::WaitingForLock) > kMillisecond / 10);
  CHECK(at(lines[9].own, ThreadState::WaitingForLock) == 0);                   // for i in range(n): pass
  CHECK(on_cpu(lines[9].own) > 100 * kMicrosecond);
  CHECK(on_cpu(lines[7].total) >= on_cpu(lines[7].own));
  CHECK(on_cpu(lines[7].total) > 100 * kMicrosecond);                          // spin(n), with what it calls
  CHECK(on_cpu(lines[7].own) < on_cpu(lines[7].total) / 10);
  CHECK(at(lines[16].own, ThreadState::Sleeping) >= 10 * kMillisecond);        // time.sleep
  CHECK(at(lines[11].total, ThreadState::Sleeping) + at(lines[11].total, ThreadState::WaitingForLock) >
        0);  // q.get(), inside the library
  CHECK(at(lines[11].own, ThreadState::WaitingForLock) == 0);
  SimTime own = 0, stacks = 0;
  for (const LineStats& line : line_stats(trace)) for (const SimTime t : line.own) own += t;
  for (std::uint32_t t = 0; t < trace.threads().size(); ++t)
    for (const auto& [stack, time] : trace.stack_totals(ThreadId{t})) if (stack.valid()) stacks += time;
  CHECK(own == stacks);  // nothing counted twice, nothing lost
}

TEST_CASE("statistics of functions count calls") {
  const RunReport report = record(kThreads);
  std::map<std::string, FunctionStats> functions;
  for (const FunctionStats& f : function_stats(*report.trace)) functions[name_of(*report.trace, f.function)] = f;
  CHECK(functions["spin"].calls == 8);
  CHECK(functions["work"].calls == 3);
  CHECK(functions["main"].calls == 1);
  CHECK(functions["time.sleep"].calls == 1);
  CHECK(functions["time.sleep"].longest_call >= 10 * kMillisecond);
  CHECK(on_cpu(functions["work"].total) >= on_cpu(functions["spin"].total) / 2);
  CHECK(waiting(functions["main"].total) >= 10 * kMillisecond);
}

TEST_CASE("a SimpleQueue passes items on as well, and an item keeps its origin") {
  const RunReport report = record(R"(
import threading, queue
from collections import deque
a, b, done = queue.SimpleQueue(), deque(), threading.Event()
def second():
    for _ in range(3): b.append(a.get())
    done.set()
t = threading.Thread(target=second)
t.start()
for i in range(3): a.put(i)
done.wait()
b.rotate(1)
while b: b.popleft()
b.append(1); b.pop()
t.join()
)");
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> flows;
  for (const ItemFlow& flow : report.trace->item_flows()) ++flows[{flow.from.value, flow.to.value}];
  CHECK(flows[{0, 1}] == 3);
  CHECK(flows[{1, 0}] == 3);
}

TEST_CASE("progress shows the trace so far") {
  auto scenario = parse_scenario("script.py", "def f(): pass\nwhile True: f()\n");
  REQUIRE(scenario);
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  RunOptions options;
  options.record_calls = true;
  int polls = 0;
  const auto report = run(scenario.value(), program.value(), options, [&](const Progress& progress) {
    REQUIRE(progress.trace != nullptr);
    CHECK(progress.trace->end() > 0);
    SimTime sum = 0;
    for (const auto& [stack, time] : progress.trace->stack_totals(ThreadId{0})) sum += time;
    CHECK(sum == progress.trace->end() - progress.trace->threads()[0].start);
    return ++polls < 5;
  });
  REQUIRE(report);
  CHECK(report.value().end == RunEnd::Interrupted);
  CHECK(report.value().trace->bytes() < std::size_t{200} << 20);
}

TEST_CASE("whatever the language can do, watching it changes nothing, and its calls nest") {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(GILSCOPE_TESTS_DIR "/lang")) {
    const std::string path = entry.path().string();
    if (entry.path().extension() != ".py" || path.find("/support/") != std::string::npos) continue;
    const auto scenario = load_scenario(path);
    const auto program = scenario ? compile_program(scenario.value()) : Diagnostic{};
    if (!program) continue;  // it is about a SyntaxError
    INFO(path);
    RunOptions options;
    options.runtime = path.size() % 2 == 0 ? "3.13" : "3.13t";
    options.max_time = 100 * kMillisecond;
    const auto plain = run(scenario.value(), program.value(), options);
    REQUIRE(plain);
    options.record_calls = true;
    const auto watched = run(scenario.value(), program.value(), options);
    REQUIRE(watched);
    CHECK(watched->trace_hash == plain->trace_hash);
    CHECK(watched->stdout_text == plain->stdout_text);
    check_nesting(*watched->trace);
  }
}

}  // namespace
}  // namespace gilscope
