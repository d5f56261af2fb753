// Whole runs through the facade: output, exit status, limits, deadlocks, and determinism.
#include "sim/session/session.hpp"
#include "sim/trace/trace.hpp"
#include "tests/catch.hpp"

namespace gilscope {
namespace {

RunReport run_script(const std::string& source, const RunOptions& options = {}) {
  const auto scenario = parse_scenario("test.py", source);
  REQUIRE(scenario);
  const auto program = compile_program(scenario.value());
  if (!program) FAIL(render(program.error()));
  auto report = run(scenario.value(), program.value(), options);
  if (!report) FAIL(report.error().message);
  return std::move(report).value();
}

RunOptions on(const std::string& runtime, std::uint32_t cores = 4) {
  RunOptions options;
  options.runtime = runtime;
  options.cores = cores;
  return options;
}

// Threads that compute, share a lock and a list, and sleep.
constexpr const char* kBusy = R"(
import threading, time
guard = threading.Lock()
items = []
def work(number):
    for i in range(300):
        with guard:
            items.append(number * i)
        if i % 100 == 0:
            time.sleep(0.0005)
threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(len(items), sum(items))
)";

TEST_CASE("a script's output, arguments and exit status come through") {
  RunOptions options = on("3.13");
  options.args = {{"a", "b c"}};
  std::string seen;
  options.output = [&](int fd, std::string_view text) { seen += (fd == 1 ? "" : "wrong stream: ") + std::string(text); };
  const RunReport report = run_script("import sys\nprint(sys.argv[1:])\nsys.exit(5)\n", options);
  CHECK(report.stdout_text == "['a', 'b c']\n");
  CHECK(seen == report.stdout_text);
  CHECK(report.exit_code == 5);
  CHECK(report.end == RunEnd::Finished);
}

TEST_CASE("an uncaught exception goes to stderr, and the status is 1") {
  const RunReport report = run_script("print('before')\n1 / 0\n", on("3.13"));
  CHECK(report.stdout_text == "before\n");
  CHECK(report.stderr_text.find("ZeroDivisionError: division by zero\n") != std::string::npos);
  CHECK(report.exit_code == 1);
}

TEST_CASE("the same run twice gives the same trace, with and without kept spans") {
  for (const char* runtime : {"3.13", "3.13t gil=1", "3.13t", "3.14t"}) {
    INFO(runtime);
    const RunReport first = run_script(kBusy, on(runtime));
    const RunReport second = run_script(kBusy, on(runtime));
    RunOptions bare = on(runtime);
    bare.keep_trace = false;
    const RunReport third = run_script(kBusy, bare);
    CHECK(first.stdout_text == "1200 269100\n");
    CHECK(first.time == second.time);
    CHECK(first.trace_hash == second.trace_hash);
    CHECK(first.trace_hash == third.trace_hash);
    CHECK_FALSE(third.trace->has_spans());
  }
}

TEST_CASE("several runs at once are the same as one after the other") {
  const auto scenario = parse_scenario("test.py", kBusy);
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  std::size_t finished = 0;
  const auto reports = run_all(scenario.value(), program.value(), {on("3.13"), on("3.13t"), on("3.13")}, {}, [&](std::size_t n) { finished = n; });
  REQUIRE(reports);
  REQUIRE(reports->size() == 3);
  CHECK(finished == 3);
  CHECK((*reports)[0].trace_hash == (*reports)[2].trace_hash);
  CHECK((*reports)[0].trace_hash != (*reports)[1].trace_hash);
  CHECK((*reports)[1].trace_hash == run_script(kBusy, on("3.13t")).trace_hash);
}

TEST_CASE("per thread the states partition its life") {
  for (const char* runtime : {"3.13", "3.13t"}) {
    const RunReport report = run_script(kBusy, on(runtime, 2));
    CHECK(report.trace->threads().size() == 5);
    for (const auto& thread : report.trace->threads()) {
      SimTime sum = 0;
      for (const SimTime time : thread.totals) sum += time;
      INFO(runtime << " " << thread.name);
      CHECK(sum == thread.end - thread.start);
      CHECK(thread.finished);
    }
  }
}

TEST_CASE("a deadlock ends the run with the circle in words and status 3") {
  const RunReport report = run_script(R"(
import threading, time
left, right = threading.Lock(), threading.Lock()
def take(first, second):
    with first:
        time.sleep(0.01)
        with second:
            pass
a = threading.Thread(target=take, args=(left, right), name="Kant")
b = threading.Thread(target=take, args=(right, left), name="Hume")
a.start(); b.start(); a.join(); b.join()
)", on("3.13"));
  CHECK(report.end == RunEnd::Deadlock);
  CHECK(report.exit_code == 3);
  CHECK(report.verdict.find("Kant waits for") != std::string::npos);
  CHECK(report.verdict.find("The circle: Kant -> Hume -> Kant") != std::string::npos);
  CHECK(report.verdict.find("line 7, in take") != std::string::npos);
  CHECK(report.verdict.find("MainThread waits for the end of Kant (test.py, line 11, in <module>)") != std::string::npos);
}

TEST_CASE("limits end the run with status 4 and keep what was recorded") {
  RunOptions options = on("3.13");
  options.max_time = 2 * kMillisecond;
  const RunReport timed = run_script("while True:\n    pass\n", options);
  CHECK(timed.end == RunEnd::TimeLimit);
  CHECK(timed.exit_code == 4);
  CHECK(timed.time >= 2 * kMillisecond);
  CHECK(timed.time < 3 * kMillisecond);
  CHECK(timed.trace->threads()[0].total(ThreadState::Running) > kMillisecond);
  options.max_time.reset();
  options.max_memory = 1 << 20;
  const RunReport large = run_script("hoard = []\nwhile True:\n    hoard.append('x' * 100 + str(len(hoard)))\n", options);
  CHECK(large.end == RunEnd::MemoryLimit);
  CHECK(large.trace->threads()[0].total(ThreadState::Running) > kMillisecond / 2);
  CHECK(large.exit_code == 4);
}

TEST_CASE("a user who has enough ends the run") {
  const auto scenario = parse_scenario("test.py", "while True:\n    pass\n");
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  int calls = 0;
  const auto report = run(scenario.value(), program.value(), on("3.13"), [&](const Progress&) { return ++calls < 3; });
  REQUIRE(report);
  CHECK(report->end == RunEnd::Interrupted);
  CHECK(report->exit_code == 130);
  CHECK(report->time > kMillisecond);  // what it has come to, not the last event
  CHECK(report->trace->threads()[0].total(ThreadState::Running) > kMillisecond);
}

TEST_CASE("wrong options are errors before anything runs") {
  const auto scenario = parse_scenario("test.py", "print(1)\n");
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  for (const RunOptions& wrong : {on("3.7"), on("3.13", 0), on("3.13", 257), on("3.13 no-such-switch"), on("3.13t gil=2")}) {
    INFO(wrong.runtime << " " << *wrong.cores);
    CHECK_FALSE(run(scenario.value(), program.value(), wrong));
  }
  RunOptions no_model = on("3.13");
  no_model.model_file = "/nonexistent.toml";
  CHECK_FALSE(run(scenario.value(), program.value(), no_model));
}

TEST_CASE("the GIL build refuses to run without its GIL; the environment counts less than the option") {
  const auto scenario = parse_scenario("test.py", "import sys\nprint(sys._is_gil_enabled())\n");
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  RunOptions options = on("3.13");
  options.x_gil = "0";
  const auto refused = run(scenario.value(), program.value(), options);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message.find("Disabling the GIL is not supported by this build") != std::string::npos);
  options = on("3.13t");
  options.python_gil = "1";
  CHECK(run(scenario.value(), program.value(), options)->stdout_text == "True\n");
  options.x_gil = "0";
  CHECK(run(scenario.value(), program.value(), options)->stdout_text == "False\n");
}

TEST_CASE("an extension that is not marked turns the GIL on, with CPython's warning; a marked one does not") {
  const std::string block = "# /// gilscope\n# [extension.fast]\n# gil_safe = GIL\n# functions = { crunch = { cost_us = 10000, releases_gil = true } }\n# ///\n";
  const std::string body = "import sys, fast\nfast.crunch()\nprint(sys._is_gil_enabled())\n";
  const auto with = [&](const char* safe) { return std::string(block).replace(block.find("GIL"), 3, safe) + body; };
  const RunReport unsafe = run_script(with("false"), on("3.13t"));
  CHECK(unsafe.stdout_text == "True\n");
  CHECK(unsafe.stderr_text.find("RuntimeWarning: The global interpreter lock (GIL) has been enabled to load module 'fast'") != std::string::npos);
  CHECK(unsafe.gil_enabled);
  CHECK(unsafe.time > 10 * kMillisecond);
  const RunReport safe = run_script(with("true"), on("3.13t"));
  CHECK(safe.stdout_text == "False\n");
  CHECK(safe.stderr_text.empty());
}

TEST_CASE("check finds imports that cannot work, and leaves guarded ones alone") {
  const auto scenario = parse_scenario("test.py", "import os.path, threading\nimport numpy\ntry:\n    import torch\nexcept ImportError:\n    torch = None\n");
  const auto program = compile_program(scenario.value());
  REQUIRE(program);
  const auto found = check_imports(scenario.value(), program.value());
  REQUIRE(found.size() == 1);
  CHECK(found[0].span.line == 2);
  CHECK(found[0].source_line == "import numpy");
  CHECK(found[0].message.find("numpy") != std::string::npos);
}

TEST_CASE("runtime specs are taken apart") {
  const auto spec = parse_runtime_spec(" 3.13t  gil=1 no-immortal ");
  REQUIRE(spec);
  CHECK(spec->preset == "3.13t");
  CHECK(spec->x_gil == "1");
  CHECK(spec->what_ifs == std::vector<std::string>{"no-immortal"});
  CHECK_FALSE(parse_runtime_spec("  "));
  for (const auto& runtime : default_runtimes()) CHECK_FALSE(check_runtime(runtime).has_value());
}

}  // namespace
}  // namespace gilscope
