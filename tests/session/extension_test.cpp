// C code of extension modules against other threads: borrowed references, changes in several steps, static variables; and what a modeled
// crash reports.
#include <algorithm>

#include "sim/trace/event_table.hpp"
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

/// Readers call cext.f(cache, 0) while a writer replaces the item; `function` is the declaration of f.
std::string readers_and_writer(const std::string& function) {
  return R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# init_us = 10
# functions = { f = )" + function + R"( }
# ///
import cext, threading
cache = [["entry", 0]]
def look():
    return cext.f(cache, 0)
def reader():
    for _ in range(200):
        assert look()[0] == "entry"
def replace(n):
    cache[0] = ["entry", n]
def writer():
    for n in range(400):
        replace(n)
team = [threading.Thread(target=reader, name=f"reader-{i}") for i in range(2)] + [threading.Thread(target=writer, name="writer")]
for t in team: t.start()
for t in team: t.join()
print("well")
)";
}

const std::string kBorrowed = R"({ gets = "PyList_GetItem", cost_us = 2 })";

RunReport run_on(const std::string& source, const std::string& runtime) { return run_script(source, {.runtime = runtime, .cores = 4, .keep_trace = true}); }

bool names(const std::vector<StackEntry>& stack, const std::string& function) {
  return std::any_of(stack.begin(), stack.end(), [&](const StackEntry& e) { return e.function == function && e.line > 0; });
}

}  // namespace

TEST_CASE("a borrowed reference that outlives its object is a crash without the GIL, told with both threads' stacks") {
  for (const char* runtime : {"3.13t", "3.14t"}) {
    const RunReport report = run_on(readers_and_writer(kBorrowed), runtime);
    CAPTURE(runtime, report.verdict, report.stderr_text);
    REQUIRE(report.end == RunEnd::Crashed);
    CHECK(report.exit_code == 139);
    CHECK(report.stdout_text == "");
    REQUIRE(report.crash);
    const auto& w = report.crash->witnesses;
    REQUIRE(w.size() == 3);
    CHECK(w[0].thread == w[2].thread);
    const bool freed_by_maker = w[1].name == "MainThread";  // the first entry is main's: dropped by the writer, freed by who made it
    if (!freed_by_maker) CHECK(w[1].name == "writer");
    CHECK(w[0].name.rfind("reader-", 0) == 0);
    CHECK(w[0].at <= w[1].at);
    CHECK(w[1].at <= w[2].at);
    CHECK(w[2].at == report.time);
    CHECK(names(w[0].stack, "look"));
    CHECK(names(w[0].stack, "reader"));
    CHECK((freed_by_maker || names(w[1].stack, "replace")));
    CHECK((freed_by_maker || names(w[1].stack, "writer")));
    CHECK((freed_by_maker || w[1].stack.front().line == 16));  // cache[0] = ...
    CHECK(report.verdict.find("PyList_GetItemRef") != std::string::npos);
    CHECK(report.trace->mark_count(MarkKind::Crash) == 1);
    CHECK(report.trace->mark_count(MarkKind::FreedWhileBorrowed) >= 1);
    CHECK(report.trace->end() == report.time);
  }
}

TEST_CASE("a GIL that is held protects a borrowed reference, and one that is released does not") {
  for (const char* runtime : {"3.12", "3.13", "3.13t gil=1"}) {
    CAPTURE(runtime);
    const RunReport held = run_on(readers_and_writer(kBorrowed), runtime);
    INFO(held.verdict);
    CHECK(held.end == RunEnd::Finished);
    CHECK(held.stdout_text == "well\n");
    CHECK(held.trace->mark_count(MarkKind::FreedWhileBorrowed) == 0);
    const RunReport released = run_on(readers_and_writer(R"({ gets = "PyList_GetItem", cost_us = 500, releases_gil = true })"), runtime);
    REQUIRE(released.end == RunEnd::Crashed);
    CHECK(released.crash->why.find("releases the GIL") != std::string::npos);
  }
}

TEST_CASE("a strong reference or a critical section makes the lookup safe") {
  for (const char* safe : {R"({ gets = "PyList_GetItemRef", cost_us = 2 })", R"({ gets = "PyList_GetItem", cost_us = 2, critical_section = true })"}) {
    const RunReport report = run_on(readers_and_writer(safe), "3.13t");
    CAPTURE(safe, report.verdict);
    CHECK(report.end == RunEnd::Finished);
    CHECK(report.stdout_text == "well\n");
  }
}

TEST_CASE("a critical section is given up by a thread that detaches in it") {
  const RunReport report =
      run_on(readers_and_writer(R"({ gets = "PyList_GetItem", cost_us = 50, releases_gil = true, critical_section = true })"), "3.13t");
  CHECK(report.end == RunEnd::Crashed);
}

TEST_CASE("without object locks a critical section protects nothing") {
  const RunReport report = run_on(readers_and_writer(R"({ gets = "PyList_GetItem", cost_us = 2, critical_section = true })"), "3.13t no-object-locks");
  CHECK(report.end == RunEnd::Crashed);
}

TEST_CASE("borrowing from a dict is the same") {
  const auto source = [](const std::string& api) {
    return R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# functions = { f = { gets = ")" + api + R"(", cost_us = 2 } }
# ///
import cext, threading
cache = {"k": ["entry", 0]}
def reader():
    for _ in range(200): assert cext.f(cache, "k")[0] == "entry"
def writer():
    for n in range(400): cache["k"] = ["entry", n]
team = [threading.Thread(target=f) for f in (reader, reader, writer)]
for t in team: t.start()
for t in team: t.join()
print(cext.f(cache, "missing"))
)";
  };
  CHECK(run_on(source("PyDict_GetItem"), "3.13t").end == RunEnd::Crashed);
  CHECK(run_on(source("PyDict_GetItem"), "3.13").stdout_text == "None\n");
  CHECK(run_on(source("PyDict_GetItemRef"), "3.13t").stdout_text == "None\n");
}

namespace {

std::string appenders(const std::string& declaration) {
  return R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# init_us = 10
# functions = { add = )" + declaration + R"( }
# ///
import cext, threading
items = []
gate = threading.Barrier(4)
def add(me):
    gate.wait()
    for n in range(100): cext.add(items, f"{me}:{n}")
team = [threading.Thread(target=add, args=(i,)) for i in range(4)]
for t in team: t.start()
for t in team: t.join()
print(len(items), len(set(items)))
)";
}

}  // namespace

TEST_CASE("an append in several steps loses items without a critical section") {
  const auto count = [](const RunReport& r) { return std::stoi(r.stdout_text); };
  const std::string bare = "{ changes = [0], cost_us = 1 }", locked = "{ changes = [0], cost_us = 1, critical_section = true }";
  const std::string releasing = "{ changes = [0], cost_us = 20, releases_gil = true }";
  CHECK(run_on(appenders(bare), "3.13").stdout_text == "400 400\n");
  const RunReport lost = run_on(appenders(bare), "3.13t");
  INFO(lost.verdict << lost.stderr_text);
  REQUIRE(lost.end == RunEnd::Finished);
  CHECK(count(lost) < 400);
  CHECK(count(lost) >= 100);
  CHECK(run_on(appenders(locked), "3.13t").stdout_text == "400 400\n");
  CHECK(count(run_on(appenders(releasing), "3.13")) < 400);
}

namespace {

std::string movers(const std::string& declaration) {
  return R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# init_us = 10
# functions = { move = )" + declaration + R"( }
# ///
import cext, threading
left, right = [f"item {n}" for n in range(400)], []
gate = threading.Barrier(4)
def move(a, b):
    gate.wait()
    for n in range(100):
        cext.move(a, b)
        cext.move(b, a)
team = [threading.Thread(target=move, args=(left, right)) for i in range(4)]
for t in team: t.start()
for t in team: t.join()
print(len(left), len(right), len(set(left)))
)";
}

}  // namespace

TEST_CASE("moving an item between two lists needs a critical section on both") {
  CHECK(run_on(movers("{ changes = [0, 1], cost_us = 1 }"), "3.13").stdout_text == "400 0 400\n");
  const RunReport broken = run_on(movers("{ changes = [0, 1], cost_us = 1 }"), "3.13t");
  CHECK(broken.end == RunEnd::Crashed);
  CHECK(broken.verdict.find("critical section") != std::string::npos);
  const RunReport locked = run_on(movers("{ changes = [0, 1], cost_us = 1, critical_section = true }"), "3.13t");
  INFO(locked.verdict << locked.stderr_text);
  CHECK(locked.stdout_text == "400 0 400\n");
}

TEST_CASE("a static counter loses updates without the GIL unless it is atomic or under a mutex") {
  const auto counted = [](const std::string& kind, const std::string& runtime) {
    return number_from(R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# functions = { ticket = { counter = ")" + kind + R"(", cost_us = 0.2 } }
# ///
import cext, threading
gate = threading.Barrier(4)
def draw():
    gate.wait()
    for _ in range(300): cext.ticket()
team = [threading.Thread(target=draw) for _ in range(4)]
for t in team: t.start()
for t in team: t.join()
print(cext.ticket() - 1)
)", {.runtime = runtime, .cores = 4});
  };
  CHECK(counted("plain", "3.13") == 1200);
  CHECK(counted("plain", "3.13t gil=1") == 1200);
  CHECK(counted("plain", "3.13t") < 1200);
  CHECK(counted("atomic", "3.13t") == 1200);
  CHECK(counted("mutex", "3.13t") == 1200);
}

TEST_CASE("PyList_SET_ITEM into a list that grew meanwhile writes into memory that is gone") {
  const auto with = [](const std::string& name) {
    return R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# functions = { put = { sets = "PyList_SET_ITEM", cost_us = 20 }, put_safely = { sets = "PyList_SetItem", cost_us = 20 } }
# ///
import cext, threading
items = ["a", "b"]
def grow():
    for n in range(500): items.append(str(n))
t = threading.Thread(target=grow)
t.start()
for n in range(30): cext.)" + name + R"((items, 0, str(n))
t.join()
print(items[0], len(items))
)";
  };
  CHECK(run_on(with("put"), "3.13").stdout_text == "29 502\n");
  CHECK(run_on(with("put"), "3.13t").end == RunEnd::Crashed);
  CHECK(run_on(with("put_safely"), "3.13t").stdout_text == "29 502\n");
}

TEST_CASE("wrong arguments of an extension's function are the program's error") {
  const std::string source = R"(
# /// gilscope
# [extension.cext]
# functions = { get = { gets = "PyList_GetItem" }, look = { gets = "PyDict_GetItem" }, add = { changes = [0] }, any = { cost_us = 1 } }
# ///
import cext
for call in (lambda: cext.get([1]), lambda: cext.get((1, 2), 0), lambda: cext.get([1], 5), lambda: cext.get([1], "x"), lambda: cext.look([], 1),
             lambda: cext.add({}, 1), lambda: cext.look({}, []), lambda: cext.any(1, 2, 3, k=4)):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
)";
  CHECK(output_of(source, {.runtime = "3.13"}) ==
        "TypeError get() takes exactly 2 positional arguments (1 given)\n"
        "TypeError get() argument 1 must be list, not tuple\n"
        "IndexError list index out of range\n"
        "TypeError 'str' object cannot be interpreted as an integer\n"
        "TypeError look() argument 1 must be dict, not list\n"
        "TypeError add() argument 1 must be list, not dict\n"
        "TypeError unhashable type: 'list'\n"
        "None\n");
}

TEST_CASE("numbers and immortal objects are never freed under a borrowed reference") {
  const std::string source = R"(
# /// gilscope
# [extension.cext]
# gil_safe = true
# functions = { f = { gets = "PyList_GetItem", cost_us = 2 } }
# ///
import cext, threading
cells = [10 ** 6, 1.5, "name", None]
def reader():
    for n in range(200): cext.f(cells, n % 4)
def writer():
    for n in range(400): cells[n % 2] = n * 1000
team = [threading.Thread(target=f) for f in (reader, reader, writer)]
for t in team: t.start()
for t in team: t.join()
print("well")
)";
  CHECK(output_of(source, {.runtime = "3.13t", .cores = 4}) == "well\n");
}

TEST_CASE("declarations that make no sense are told with file, line and what there is") {
  const auto error_of = [](const std::string& function) {
    const auto scenario = parse_scenario("a.py", "# /// gilscope\n# [extension.e.functions]\n# f = " + function + "\n# ///\n");
    return scenario ? std::string() : scenario.error().message;
  };
  CHECK(error_of(R"({ gets = "PyList_Get" })") ==
        "a.py, line 3: 'gets' must name a function of the C API; there are: PyList_GetItem, PyList_GetItemRef, PyList_GET_ITEM, PyDict_GetItem, "
        "PyDict_GetItemRef");
  CHECK(error_of(R"({ sets = "PyList_GetItem" })").rfind("a.py, line 3: 'sets' must name a function of the C API; there are: PyList_SetItem", 0) == 0);
  CHECK(error_of("{ gets = 3 }").rfind("a.py, line 3: 'gets' must name", 0) == 0);
  CHECK(error_of("{ changes = [1] }").rfind("a.py, line 3: 'changes' must be [0]", 0) == 0);
  CHECK(error_of("{ changes = 0 }").rfind("a.py, line 3: 'changes' must be [0]", 0) == 0);
  CHECK(error_of(R"({ counter = "fast" })").rfind("a.py, line 3: 'counter' must be \"plain\"", 0) == 0);
  CHECK(error_of(R"({ counter = "plain", changes = [0] })").find("in one function: a function does one thing") != std::string::npos);
  CHECK(error_of("{ critical_section = true }").rfind("a.py, line 3: 'critical_section' locks the containers", 0) == 0);
  CHECK(error_of("{ borrows = true }").rfind("a.py, line 3: unknown key 'borrows'", 0) == 0);
  CHECK(error_of(R"({ gets = "PyDict_GetItem", critical_section = true })") == "");
}

}  // namespace gilscope
