// Several interpreters in one run (PEP 684, PEP 734): what each has for itself, and what going from one to another costs.
#include <algorithm>
#include <set>

#include "sim/session/replay.hpp"
#include "sim/trace/trace.hpp"
#include "sim/trace/trace_codec.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

const ScriptRun kStandard{.runtime = "3.14", .cores = 4, .keep_trace = true};

// Two computations of the same length: on two threads of one interpreter, or on two threads with an interpreter each.
std::string side_by_side(const std::string& how) {
  return R"py(
import threading, time
from concurrent import interpreters
def work(steps):
    total = 0
    for step in range(steps):
        total += sum(range(500))
    return total
def alone(steps):
    begin = time.perf_counter()
    work(steps)
    return time.perf_counter() - begin
one = alone(4000)
interps = [interpreters.create() for _ in range(2)]
begin = time.perf_counter()
)py" + how + R"py(
for t in team: t.join()
print((time.perf_counter() - begin) / one)
for i in interps: i.close()
)py";
}

const std::string kOnThreads = "team = [threading.Thread(target=work, args=(4000,)) for _ in range(2)]\nfor t in team: t.start()";
const std::string kOnInterpreters = "team = [i.call_in_thread(work, 4000) for i in interps]";

SimTime longest_overlap(const Trace& trace, InterpreterId a, InterpreterId b) {
  SimTime longest = 0;
  trace.for_each_gil_hold(0, kForever, [&](const HolderSpan& x) {
    if (!x.thread.valid()) return;
    trace.for_each_gil_hold(x.begin, x.end, [&](const HolderSpan& y) {
      if (y.thread.valid()) longest = std::max(longest, std::min(x.end, y.end) - std::max(x.begin, y.begin));
    }, b);
  }, a);
  return longest;
}

TEST_CASE("two interpreters compute side by side under the GIL, two threads take turns") {
  CHECK(number_from(side_by_side(kOnThreads), kStandard) > 1.9);
  CHECK(number_from(side_by_side(kOnInterpreters), kStandard) < 1.15);
}

TEST_CASE("without the GIL threads need no interpreters") {
  CHECK(number_from(side_by_side(kOnThreads), {.runtime = "3.14t", .cores = 4}) < 1.15);
  CHECK(number_from(side_by_side(kOnInterpreters), {.runtime = "3.14t", .cores = 4}) < 1.15);
}

TEST_CASE("on one core interpreters take turns as well: a GIL is not a core") {
  CHECK(number_from(side_by_side(kOnInterpreters), {.runtime = "3.14", .cores = 1}) > 1.9);
}

TEST_CASE("each interpreter's GIL has its own spans in the trace") {
  const RunReport report = run_script(side_by_side(kOnInterpreters), kStandard);
  const Trace& trace = *report.trace;
  REQUIRE(trace.interpreters().size() == 3);
  CHECK(trace.interpreters()[0].name == "main");
  CHECK(trace.interpreters()[2].name == "interpreter 2");
  CHECK_FALSE(trace.interpreters()[2].is_process);
  CHECK(longest_overlap(trace, InterpreterId{1}, InterpreterId{2}) > 5 * kMillisecond);
  for (std::uint32_t i = 0; i < 3; ++i) {
    INFO(i);
    CHECK(trace.interpreters()[i].gil_held > 10 * kMillisecond);
    SimTime sum = 0;
    trace.for_each_gil_hold(0, kForever, [&](const HolderSpan& span) { if (span.thread.valid()) sum += span.end - span.begin; }, InterpreterId{i});
    CHECK(sum == trace.interpreters()[i].gil_held);
  }
  // A thread that visits an interpreter holds that interpreter's GIL, and not its own one.
  const ThreadId visitor{1};
  std::set<std::uint32_t> visited;
  trace.for_each_interpreter(visitor, [&](const InterpreterSpan& span) {
    visited.insert(span.interpreter.value);
    const SimTime middle = span.begin + (span.end - span.begin) / 2;
    CHECK(trace.interpreter_of(visitor, middle) == span.interpreter);
    if (span.interpreter.value == 0) return;
    trace.for_each_gil_hold(span.begin, span.end, [&](const HolderSpan& hold) { CHECK(hold.thread != visitor); });
  });
  CHECK(visited == std::set<std::uint32_t>{0, 1});
}

TEST_CASE("the free-threaded build's interpreters hold no GIL while they compute") {
  const RunReport report = run_script(side_by_side(kOnInterpreters), {.runtime = "3.14t", .cores = 4, .keep_trace = true});
  REQUIRE(report.trace->interpreters().size() == 3);
  for (const InterpreterInfo& info : report.trace->interpreters()) CHECK(info.gil_held < kMillisecond);  // imports of extension modules
}

TEST_CASE("a global variable changed in one interpreter is unchanged in the others") {
  CHECK(output_of(R"py(
from concurrent import interpreters
n = 1
def change(by):
    global n
    n += by
    return n
if __name__ == '__main__':
    a, b = interpreters.create(), interpreters.create()
    print(a.call(change, 10), a.call(change, 10), b.call(change, 100), n)
    a.exec('n = 5')
    b.exec("print('n' in globals())")
    print(n)
    a.close(), b.close()
)py", kStandard) == "11 21 101 1\nFalse\n1\n");
}

TEST_CASE("what is passed is copied: identity within one pickle, none beyond it, and each item of a tuple has its own") {
  CHECK(output_of(R"py(
from concurrent import interpreters
def grow(pair):
    pair[0].append('there')
    return pair, pair[0] is pair[1]
i = interpreters.create()
items = ['here']
for pair in [items, items], (items, items):
    copy, same = i.call(grow, pair)
    print(items, copy, same, copy[0] is copy[1], copy[0] is items)
i.close()
)py", kStandard) == "['here'] [['here', 'there'], ['here', 'there']] True True False\n['here'] (['here', 'there'], ['here']) False False False\n");
}

double cost_of_passing(const std::string& value) {
  return number_from("from concurrent import interpreters\nimport time\nq = interpreters.create_queue()\nvalue = " + value + R"py(
begin = time.perf_counter()
q.put(value)
q.get()
print((time.perf_counter() - begin) * 1e6)
)py", kStandard);
}

TEST_CASE("a long list costs more to pass than an int, and pickled things more than shareable ones") {
  const double number = cost_of_passing("5"), list = cost_of_passing("list(range(10000))");
  CHECK(number < 10);
  CHECK(list > 100);
  CHECK(list > 50 * number);
  CHECK(cost_of_passing("(1, 2.5, 'x')") < cost_of_passing("[1, 2.5, 'x']"));
}

TEST_CASE("exceptions of another interpreter come back as ExecutionFailed; a pool hands back the exception itself") {
  CHECK(output_of(R"py(
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor
def bad(x): raise ValueError('no', x)
if __name__ == '__main__':
    i = interpreters.create()
    try: i.call(bad, 3)
    except interpreters.ExecutionFailed as e:
        print(e.excinfo.type.__name__, e.excinfo.msg, 'Traceback' in str(e), type(e).__mro__[1].__name__)
    print(i.call(len, 'four'))
    try: i.exec('1 +')
    except SyntaxError as e: print('SyntaxError')
    with InterpreterPoolExecutor(2) as pool:
        future = pool.submit(bad, 7)
        print(repr(future.exception()), type(future.exception().__cause__).__name__)
        print(pool.submit(len, 'abc').result())
    i.close()
)py", kStandard) == "ValueError ('no', 3) True InterpreterError\n4\nSyntaxError\nValueError('no', 7) ExecutionFailed\n3\n");
}

TEST_CASE("what cannot cross is said in CPython's words") {
  CHECK(output_of(R"py(
import threading
from concurrent import interpreters
q = interpreters.create_queue(1)
def outer():
    kept = 1
    def inner(): return kept
    return inner
for value in [threading.Lock(), outer(), (x for x in 'a')]:
    try: q.put(value)
    except interpreters.NotShareableError as e: print(type(e).__mro__[1].__name__, str(e).split(' at ')[0], e.__cause__)
q.put(1)
try: q.put_nowait(2)
except interpreters.QueueFull as e: print('full')
q.get()
try: q.get(timeout=1)
except interpreters.QueueEmpty as e: print('empty')
i = interpreters.create()
i.close()
try: i.exec('pass')
except interpreters.InterpreterNotFoundError as e: print(e)
print(interpreters.is_shareable((1, 'a')), interpreters.is_shareable([1]))
)py", kStandard) == "TypeError <unlocked _thread.lock object None\nTypeError <function outer.<locals>.inner None\n"
                   "TypeError <generator object <genexpr> None\nfull\nempty\nunrecognized interpreter ID 1\nTrue False\n");
}

// The main script runs again in an interpreter that needs something of it. What it defines there has no module that a third interpreter
// could import, so that this comes to an end (CPython 3.14.7 prints the same).
TEST_CASE("a main script without a guard runs again at most once per interpreter, and does not run away") {
  const RunReport report = run_script(R"py(
from concurrent import interpreters
def keeps(x=1): return x
me = interpreters.get_current().id
i = interpreters.create()
try: print(me, i.call(keeps), flush=True)
except interpreters.NotShareableError as e: print(me, e, flush=True)
)py", kStandard);
  CHECK(report.end == RunEnd::Finished);
  CHECK(report.stdout_text == "1 func not shareable\n0 1\n");
  CHECK(report.stderr_text == "<sys>:0: RuntimeWarning: remaining subinterpreters; close them with Interpreter.close()\n");
}

TEST_CASE("interpreters that a program leaves open are taken down at its end: their threads end, their atexit functions run") {
  const RunReport report = run_script(R"py(
from concurrent import interpreters
i = interpreters.create()
i.exec("""
import atexit, threading, time
atexit.register(print, 'the end')
threading.Thread(target=lambda: (time.sleep(0.01), print('late'))).start()
""")
print('main is done')
)py", kStandard);
  CHECK(report.end == RunEnd::Finished);
  CHECK(report.stdout_text == "main is done\nlate\nthe end\n");
  CHECK(report.stderr_text == "<sys>:0: RuntimeWarning: remaining subinterpreters; close them with Interpreter.close()\n");
}

TEST_CASE("an interpreter runs one piece of code at a time, has no daemon threads, and other threads of its own") {
  CHECK(output_of(R"py(
import time
from concurrent import interpreters
def nap(): 
    import time
    time.sleep(0.05)
i = interpreters.create()
t = i.call_in_thread(nap)
time.sleep(0.01)
print(i.is_running())
try: i.exec('pass')
except interpreters.InterpreterError as e: print(e)
t.join()
i.exec('''
import threading
try: threading.Thread(target=print, daemon=True)
except RuntimeError as e: print(e)
t = threading.Thread(target=print, args=('from a thread over there',))
t.start()
t.join()
''')
print(i.is_running())
i.close()
)py", kStandard) == "True\ninterpreter already running\ndaemon threads are disabled in this (sub)interpreter\nfrom a thread over there\nFalse\n");
}

TEST_CASE("a thread that dies in one interpreter leaves the others going") {
  const RunReport report = run_script(R"py(
from concurrent import interpreters
def bad(): 1 / 0
def good(): return sum(range(100000))
a, b = interpreters.create(), interpreters.create()
t = a.call_in_thread(bad)
print(b.call(good))
t.join()
print(a.call(good))
)py", kStandard);
  CHECK(report.end == RunEnd::Finished);
  CHECK(report.stdout_text == "4999950000\n4999950000\n");
  CHECK(report.stderr_text.find("ZeroDivisionError: division by zero") != std::string::npos);
}

TEST_CASE("two interpreters that wait for each other's queue are a deadlock") {
  const RunReport report = run_script(R"py(
from concurrent import interpreters
def wait_for(mine, other):
    item = mine.get()
    other.put(item)
p, q = interpreters.create_queue(), interpreters.create_queue()
team = [interpreters.create().call_in_thread(wait_for, *queues) for queues in [(p, q), (q, p)]]
for t in team: t.join()
)py", kStandard);
  REQUIRE(report.end == RunEnd::Deadlock);
  REQUIRE(report.blocked.size() == 3);
  CHECK(report.blocked[0].awaits.starts_with("the end of "));
  CHECK(report.blocked[1].awaits == "Queue.get() to return");
  CHECK(report.blocked[1].where == "script.py, line 4, in wait_for");
}

TEST_CASE("who waits for a queue between interpreters looks again every 10 ms") {
  const double waited = number_from(R"py(
import time
from concurrent import interpreters
def late(q):
    import time
    time.sleep(0.013)
    q.put(time.perf_counter())
q = interpreters.create_queue()
i = interpreters.create()
begin = time.perf_counter()
t = i.call_in_thread(late, q)
put = q.get()
print((time.perf_counter() - begin) * 1000)
t.join()
i.close()
)py", kStandard);
  CHECK(waited > 20);
  CHECK(waited < 21);
}

TEST_CASE("the same run has the same trace; its interpreters survive a file") {
  const RunReport first = run_script(side_by_side(kOnInterpreters), kStandard);
  CHECK(first.trace_hash == run_script(side_by_side(kOnInterpreters), kStandard).trace_hash);
  std::string bytes;
  ByteWriter writer(bytes);
  TraceCodec::write(*first.trace, writer);
  ByteReader reader(bytes);
  const auto read = TraceCodec::read(reader);
  REQUIRE(read != nullptr);
  REQUIRE(read->interpreters().size() == 3);
  CHECK(read->interpreters()[2].name == "interpreter 2");
  CHECK(read->interpreters()[2].gil_held == first.trace->interpreters()[2].gil_held);
  CHECK(longest_overlap(*read, InterpreterId{1}, InterpreterId{2}) == longest_overlap(*first.trace, InterpreterId{1}, InterpreterId{2}));
  CHECK(read->interpreter_of(ThreadId{1}, first.time / 2) == first.trace->interpreter_of(ThreadId{1}, first.time / 2));
}

TEST_CASE("recording calls changes nothing in a run with several interpreters, and stacks go through a visit") {
  const Scenario scenario = parse_scenario("script.py", side_by_side(kOnInterpreters)).value();
  const Program program = compile_program(scenario).value();
  RunOptions options;
  options.cores = 4;
  options.runtime = "3.14";
  const RunReport plain = run(scenario, program, options).value();
  options.record_calls = true;
  const RunReport recorded = run(scenario, program, options).value();
  CHECK(plain.trace_hash == recorded.trace_hash);
  std::size_t deepest = 0;
  recorded.trace->for_each_call(ThreadId{1}, 0, kForever, [&](const CallSpan& call) { deepest = std::max<std::size_t>(deepest, call.depth + 1); });
  CHECK(deepest >= 4);  // Thread._bootstrap, ..., Interpreter._call, work
  const auto& functions = recorded.trace->call_stacks().functions();
  const auto called = [&](const std::string& name) {
    return std::any_of(functions.begin(), functions.end(), [&](const FunctionInfo& f) { return f.name == name; });
  };
  CHECK(called("_interpreters.create"));
  CHECK(called("_interpreters.call"));
  CHECK_FALSE(called("builtin_function_or_method object"));
}

TEST_CASE("a replay shows every interpreter at an instant, and a guest's frames on those it came from") {
  const Scenario scenario = parse_scenario("script.py", side_by_side(kOnInterpreters)).value();
  const Program program = compile_program(scenario).value();
  RunOptions options;
  options.cores = 4;
  options.runtime = "3.14";
  const RunReport report = run(scenario, program, options).value();
  SimTime late = 0;  // in the middle of the visits
  report.trace->for_each_gil_hold(0, kForever, [&](const HolderSpan& hold) {
    if (hold.thread == ThreadId{2}) late = hold.begin + (hold.end - hold.begin) / 2;
  }, InterpreterId{2});
  const auto snapshot = snapshot_at(scenario, program, options, late);
  REQUIRE(snapshot);
  REQUIRE(snapshot->gils.size() == 3);
  CHECK(snapshot->gils[1].holder == ThreadId{1});
  CHECK(snapshot->gils[2].holder == ThreadId{2});
  const ThreadView& guest = snapshot->threads[1];
  CHECK(guest.interpreter == InterpreterId{1});
  CHECK(guest.holds_gil);
  REQUIRE(guest.frames.size() > 2);
  CHECK(guest.frames.front().function == "work");
  CHECK(std::any_of(guest.frames.begin(), guest.frames.end(), [](const StackFrameView& f) { return f.function == "Interpreter._call"; }));
  const auto steps = std::find_if(guest.frames.front().locals.begin(), guest.frames.front().locals.end(), [](const ValueView& v) { return v.name == "steps"; });
  REQUIRE(steps != guest.frames.front().locals.end());
  CHECK(steps->text == "4000");
  const auto listed = instructions_between(scenario, program, options, late, late + 20 * kMicrosecond, 100);
  REQUIRE(listed);
  CHECK(std::any_of(listed->begin(), listed->end(), [](const InstructionEvent& e) { return e.thread == ThreadId{1}; }));
  CHECK(std::any_of(listed->begin(), listed->end(), [](const InstructionEvent& e) { return e.thread == ThreadId{2}; }));
}

// gc_free_threading.c: gc.immortalize is -1 in subinterpreters.
TEST_CASE("3.13t: functions of a subinterpreter are not made immortal, so its threads fight for their counts") {
  const std::string kTeam = R"py(
import threading
def function(): pass
def work():
    for _ in range(40000): function()
team = [threading.Thread(target=work) for _ in range(2)]
for t in team: t.start()
for t in team: t.join()
)py";
  const auto transfers = [](const RunReport& report) {
    std::uint64_t sum = 0;
    for (const ObjectInfo& object : report.trace->objects()) if (object.type == "function") sum += object.transfers();
    return sum;
  };
  const ScriptRun how{.runtime = "3.13t", .cores = 4, .keep_trace = true};
  CHECK(transfers(run_script(kTeam, how)) == 0);
  CHECK(transfers(run_script("import _interpreters\n_interpreters.exec(_interpreters.create(), '''" + kTeam + "''')", how)) > 100);
}

TEST_CASE("before 3.14 there is no concurrent.interpreters, and the message says what to choose") {
  for (const char* runtime : {"3.13", "3.13t"}) {
    RunReport report = run_script("from concurrent import interpreters", {.runtime = runtime});
    CHECK(report.exit_code == 1);
    CHECK(report.stderr_text.find("ImportError: cannot import name 'interpreters' from 'concurrent'") != std::string::npos);
    CHECK(report.stderr_text.find("--runtime 3.14") != std::string::npos);
    report = run_script("import concurrent.interpreters", {.runtime = runtime});
    CHECK(report.stderr_text.find("ModuleNotFoundError: No module named 'concurrent.interpreters' (it came with Python 3.14: choose that with --runtime 3.14)") !=
          std::string::npos);
    report = run_script("from concurrent.futures import InterpreterPoolExecutor", {.runtime = runtime});
    CHECK(report.stderr_text.find("ImportError: cannot import name 'InterpreterPoolExecutor' from 'concurrent.futures'") != std::string::npos);
    CHECK(report.stderr_text.find("--runtime 3.14") != std::string::npos);
  }
}

}  // namespace
}  // namespace gilscope
