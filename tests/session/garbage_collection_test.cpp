// When the cyclic collector runs and what its pauses do to other threads: sim/runtime/garbage_collector.hpp, end to end.
#include <map>

#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

struct Pause {
  SimTime begin = 0, end = 0;
  std::uint64_t generation = 0, found = 0;
};

std::vector<Pause> pauses(const RunReport& report) {
  std::vector<Pause> all;
  for (const Mark& mark : report.trace->marks()) {
    if (mark.kind == MarkKind::GcBegin) all.push_back({mark.at, mark.at, mark.payload, 0});
    if (mark.kind != MarkKind::GcEnd) continue;
    all.back().end = mark.at;
    all.back().found = mark.payload;
  }
  return all;
}

SimTime length(const Pause& pause) { return pause.end - pause.begin; }

SimTime stopped(const RunReport& report) {
  SimTime total = 0;
  for (const ThreadInfo& thread : report.trace->threads()) total += thread.total(ThreadState::Stopped);
  return total;
}

// 30,000 objects in cycles, `kept` live ones beside them. The first collection is the one that the script asks for.
std::string cycles(int kept) {
  return "import gc\nclass Node: pass\ngc.disable()\nkept = [[i] for i in range(" + std::to_string(kept) + R"()]
gc.collect()
gc.enable()
for _ in range(15000):
    a, b = Node(), Node()
    a.peer, b.peer = b, a
)";
}

TEST_CASE("GIL build: a young collection at every 2000 net allocations, older generations at every tenth", "[gc]") {
  const auto all = pauses(run_script(cycles(0), {.runtime = "3.13", .keep_trace = true}));
  std::map<std::uint64_t, int> by_generation;
  for (const Pause& p : all) ++by_generation[p.generation];
  // 30,000 objects at more than 2000 a time: 14 collections at least; instances without a dict of their own are one object each.
  CHECK(by_generation[0] >= 12);
  CHECK(by_generation[0] <= 16);
  CHECK(by_generation[1] == 1);   // pycore_runtime_init.h: thresholds 2000, 10, 10
  CHECK(by_generation[2] == 1);   // gc.collect() of the script
  std::uint64_t found = 0;
  for (const Pause& p : all) found += p.found;
  CHECK(found >= 26'000);
}

TEST_CASE("GIL build: a young collection costs the same beside any number of old objects", "[gc]") {
  const auto few = pauses(run_script(cycles(1000), {.runtime = "3.13", .keep_trace = true}));
  const auto many = pauses(run_script(cycles(50'000), {.runtime = "3.13", .keep_trace = true}));
  const auto last_young = [](const std::vector<Pause>& all) {
    SimTime length = 0;
    for (const Pause& p : all) if (p.generation == 0) length = p.end - p.begin;
    return length;
  };
  CHECK(last_young(many) < 2 * last_young(few));
}

TEST_CASE("free-threaded build: every collection looks at everything, and waits for a quarter of growth", "[gc]") {
  const auto few = pauses(run_script(cycles(1000), {.runtime = "3.13t", .keep_trace = true}));
  const auto many = pauses(run_script(cycles(50'000), {.runtime = "3.13t", .keep_trace = true}));
  CHECK(length(many.front()) > 5 * length(few.front()));
  CHECK(many.size() < few.size());  // gc_should_collect: more than a quarter of the survivors must be new
  for (const Pause& p : few) CHECK(p.generation == 2);
}

// One thread makes garbage, the other only computes.
const std::string kBystander = R"(
import threading
class Node: pass
def litter():
    for _ in range(8000):
        a, b = Node(), Node()
        a.peer, b.peer = b, a
def compute():
    n = 0
    for i in range(200000): n += i
team = [threading.Thread(target=litter), threading.Thread(target=compute)]
for t in team: t.start()
for t in team: t.join()
)";

TEST_CASE("a collection stops the bystander in the free-threaded build; under the GIL he waits anyway", "[gc]") {
  const RunReport free = run_script(kBystander, {.runtime = "3.13t", .cores = 2, .keep_trace = true});
  const RunReport gil = run_script(kBystander, {.runtime = "3.13", .cores = 2, .keep_trace = true});
  REQUIRE(pauses(free).size() >= 2);
  CHECK(stopped(free) > 0);
  CHECK(stopped(gil) == 0);
  CHECK(gil.trace->mark_count(MarkKind::StopTheWorldBegin) == 0);
  CHECK(free.trace->mark_count(MarkKind::StopTheWorldBegin) >= 2 * pauses(free).size());  // two pauses a collection
}

TEST_CASE("a thread that allocates without cycles never collects", "[gc]") {
  const std::string script = "for i in range(20000):\n    x = [i, [i]]\n";
  for (const char* runtime : {"3.13", "3.13t"})
    CHECK(pauses(run_script(script, {.runtime = runtime, .keep_trace = true})).empty());
}

}  // namespace
}  // namespace gilscope
