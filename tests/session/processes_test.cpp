// Processes: their own interpreters, started by the operating system, and pipes between them. What they print is compared with real Python
// in tests/lang/processes; here is what it costs and what the trace shows.
#include <algorithm>

#include "sim/analysis/interpreter_use.hpp"
#include "sim/session/replay.hpp"
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

const ScriptRun kStandard{.runtime = "3.13", .cores = 4, .keep_trace = true};

std::string pool_run(const std::string& pool) {
  return R"py(
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
def work(steps):
    total = 0
    for step in range(steps):
        total += sum(range(500))
    return total
if __name__ == '__main__':
    begin = time.perf_counter()
    with )py" + pool + R"py((2) as pool:
        first = pool.submit(work, 1)
        first.result()
        ready = time.perf_counter()
        list(pool.map(work, [8000, 8000]))
        done = time.perf_counter()
    print((ready - begin) * 1000, (done - ready) * 1000)
)py";
}

std::pair<double, double> times_of(const std::string& pool, const std::string& runtime) {
  const std::string text = output_of(pool_run(pool), {.runtime = runtime, .cores = 4});
  const auto space = text.find(' ');
  return {std::stod(text.substr(0, space)), std::stod(text.substr(space))};
}

TEST_CASE("a process costs its start before the first result, and computes beside the others after that") {
  const auto [thread_ready, thread_work] = times_of("ThreadPoolExecutor", "3.13");
  const auto [process_ready, process_work] = times_of("ProcessPoolExecutor", "3.13");
  CHECK(thread_ready < 2);
  CHECK(process_ready > 30);
  CHECK(process_ready < 80);
  CHECK(thread_work > 1.8 * process_work);
}

TEST_CASE("without the GIL processes gain nothing over threads") {
  CHECK(times_of("ThreadPoolExecutor", "3.13t").second < 1.1 * times_of("ProcessPoolExecutor", "3.13t").second);
}

TEST_CASE("processes are interpreters of their own in the trace, with a GIL each and an end") {
  const RunReport report = run_script(pool_run("ProcessPoolExecutor"), kStandard);
  const auto& interpreters = report.trace->interpreters();
  REQUIRE(interpreters.size() == 3);
  for (std::size_t i = 1; i < 3; ++i) {
    CHECK(interpreters[i].is_process);
    CHECK(interpreters[i].name == "SpawnProcess-" + std::to_string(i));
    CHECK(interpreters[i].ended);
    CHECK(interpreters[i].end < report.time);
    CHECK(interpreters[i].gil_held > 10 * kMillisecond);
  }
  CHECK(report.trace->mark_count(MarkKind::ValueSent) >= 6);
  CHECK(report.trace->mark_count(MarkKind::ValueReceived) >= 6);
  CHECK(report.trace_hash == run_script(pool_run("ProcessPoolExecutor"), kStandard).trace_hash);
}

TEST_CASE("the trace tells what starting, computing and copying took in each process") {
  const RunReport report = run_script(pool_run("ProcessPoolExecutor"), kStandard);
  const auto use = interpreter_use(*report.trace);
  REQUIRE(use.size() == 3);
  CHECK(use[0].start_up == 0);
  SimTime total = 0, all = 0;
  for (const InterpreterUse& u : use) total += u.on_cpu;
  for (const ThreadInfo& t : report.trace->threads()) all += t.total(ThreadState::Running) + t.total(ThreadState::Spinning);
  CHECK(total == all);
  for (std::size_t i = 1; i < 3; ++i) {
    CHECK(use[i].start_up > 30 * kMillisecond);
    CHECK(use[i].on_cpu > use[i].start_up);
    CHECK(use[i].received >= 1);
    CHECK(use[i].sent >= 1);
    CHECK(use[i].bytes_received > 50);
  }
}

TEST_CASE("a global variable changed in a process is unchanged in its parent") {
  CHECK(output_of(R"py(
import multiprocessing
n = 1
def change(by):
    global n
    n += by
    print(__name__, n)
if __name__ == '__main__':
    p = multiprocessing.Process(target=change, args=(10,))
    p.start()
    p.join()
    print(__name__, n)
)py", kStandard) == "__mp_main__ 11\n__main__ 1\n");
}

TEST_CASE("sending much through a pipe takes longer: pickling, two copies, waiting for room") {
  const std::string kEcho = R"py(
import multiprocessing, time
def echo(connection):
    while (item := connection.recv()) is not None: connection.send(len(item))
if __name__ == '__main__':
    here, there = multiprocessing.Pipe()
    p = multiprocessing.Process(target=echo, args=(there,))
    p.start()
    here.send([])
    here.recv()
    value = SIZE
    begin = time.perf_counter()
    here.send(value)
    here.recv()
    print((time.perf_counter() - begin) * 1e6)
    here.send(None)
    p.join()
)py";
  const auto time_for = [&](const std::string& value) {
    std::string script = kEcho;
    script.replace(script.find("SIZE"), 4, value);
    return number_from(script, {.runtime = "3.13", .cores = 4});
  };
  const double small = time_for("[1]"), list = time_for("list(range(10000))"), bytes = time_for("bytes(1000000)");
  CHECK(small < 100);
  CHECK(list > small + 100);
  CHECK(bytes > small + 2 * 1000000 * 0.05 / 1000);
}

TEST_CASE("a shared counter loses updates without its lock, and none with it") {
  const auto total = [](const std::string& step) {
    return number_from(R"py(
import multiprocessing
def add(v, n):
    for _ in range(n):
        )py" + step + R"py(
if __name__ == '__main__':
    v = multiprocessing.Value('i', 0)
    team = [multiprocessing.Process(target=add, args=(v, 10000)) for _ in range(2)]
    for p in team: p.start()
    for p in team: p.join()
    print(v.value)
)py", {.runtime = "3.13", .cores = 4});
  };
  CHECK(total("v.value += 1") < 20000);
  CHECK(total("\n        with v.get_lock(): v.value += 1") == 20000);
}

TEST_CASE("a terminated process ends where it is, and its pool says so") {
  const RunReport report = run_script(R"py(
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
def sleep(): time.sleep(100)
def compute():
    while True: pass
if __name__ == '__main__':
    for target in (sleep, compute):
        p = multiprocessing.Process(target=target)
        p.start()
        time.sleep(0.1)
        p.terminate()
        p.join()
        print(p.exitcode)
    pool = ProcessPoolExecutor(1)
    future = pool.submit(sleep)
    time.sleep(0.1)
    for p in multiprocessing.active_children(): p.kill()
    print(type(future.exception()).__name__)
)py", kStandard);
  CHECK(report.stdout_text == "-15\n-15\nBrokenProcessPool\n");
  CHECK(report.end == RunEnd::Finished);
  CHECK(report.time < kSecond);
  for (const ThreadInfo& thread : report.trace->threads()) {
    INFO(thread.name);
    CHECK(thread.finished);
  }
}

TEST_CASE("a child waited for that waits itself is a deadlock") {
  const RunReport report = run_script(R"py(
import multiprocessing
def child(q): q.get()
if __name__ == '__main__':
    q = multiprocessing.SimpleQueue()
    p = multiprocessing.Process(target=child, args=(q,))
    p.start()
    p.join()
)py", kStandard);
  REQUIRE(report.end == RunEnd::Deadlock);
  REQUIRE(report.blocked.size() == 2);
  CHECK(report.blocked[0].awaits == "the end of Process-1");
  CHECK(report.blocked[1].awaits == "SimpleQueue.get() to return");
  CHECK(report.blocked[1].where == "script.py, line 3, in child");
}

TEST_CASE("a script without a guard, and start methods that are not modeled, are told what to do") {
  RunReport report = run_script(R"py(
import multiprocessing
p = multiprocessing.Process(target=print)
p.start()
p.join()
print(p.exitcode)
)py", kStandard);
  CHECK(report.stdout_text == "1\n");
  CHECK(report.stderr_text.find("RuntimeError:") != std::string::npos);
  CHECK(report.stderr_text.find("if __name__ == '__main__':") != std::string::npos);
  report = run_script("import multiprocessing\nmultiprocessing.set_start_method('fork')", kStandard);
  CHECK(report.stderr_text.find("start method 'fork' is not modeled by GilScope: use 'spawn'") != std::string::npos);
}

TEST_CASE("a replay of a run with processes shows their frames") {
  const Scenario scenario = parse_scenario("script.py", pool_run("ProcessPoolExecutor")).value();
  const Program program = compile_program(scenario).value();
  RunOptions options;
  options.cores = 4;
  options.runtime = "3.13";
  const RunReport report = run(scenario, program, options).value();
  const auto snapshot = snapshot_at(scenario, program, options, report.time - 15 * kMillisecond);
  REQUIRE(snapshot);
  CHECK(snapshot->gils.size() == 3);
  const auto workers = std::count_if(snapshot->threads.begin(), snapshot->threads.end(),
                                     [](const ThreadView& t) { return !t.frames.empty() && t.frames.front().function == "work"; });
  CHECK(workers == 2);
}

}  // namespace
}  // namespace gilscope
