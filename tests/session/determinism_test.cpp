// Same script, same seed, same settings: the same trace, byte for byte.
#include <map>

#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

const std::string kScript = R"(
import random, threading, queue
work, done = queue.Queue(), []
lock = threading.Lock()
class Job:
    def __init__(self, n): self.n = n
    def run(self): return sum(i * i % 7 for i in range(self.n)) / 3
def worker():
    while (job := work.get()) is not None:
        value = job.run()
        with lock: done.append(value)
team = [threading.Thread(target=worker) for _ in range(4)]
for t in team: t.start()
for _ in range(40): work.put(Job(random.randrange(50, 200)))
for t in team: work.put(None)
for t in team: t.join()
print(len(done), round(sum(done), 6))
)";

TEST_CASE("a run repeats exactly", "[determinism]") {
  for (const char* runtime : {"3.13", "3.13t gil=1", "3.13t", "3.14t"}) {
    const RunReport first = run_script(kScript, {.runtime = runtime, .cores = 3});
    const RunReport second = run_script(kScript, {.runtime = runtime, .cores = 3});
    CHECK(first.trace_hash == second.trace_hash);
    CHECK(first.time == second.time);
    CHECK(first.stdout_text == second.stdout_text);
  }
}

TEST_CASE("recording a trace changes nothing", "[determinism]") {
  const RunReport with = run_script(kScript, {.runtime = "3.13t", .keep_trace = true});
  const RunReport without = run_script(kScript, {.runtime = "3.13t", .keep_trace = false});
  CHECK(with.trace_hash == without.trace_hash);
  CHECK(with.time == without.time);
}

TEST_CASE("the seed decides what chance decides", "[determinism]") {
  const RunReport one = run_script(kScript, {.seed = 1});
  const RunReport two = run_script(kScript, {.seed = 2});
  CHECK(one.trace_hash != two.trace_hash);
}

TEST_CASE("per thread the states fill its life, per core the busy time fits into the run", "[determinism]") {
  for (const char* runtime : {"3.13", "3.13t"}) {
    const RunReport report = run_script(kScript, {.runtime = runtime, .cores = 2, .keep_trace = true});
    for (const ThreadInfo& thread : report.trace->threads()) {
      SimTime total = 0;
      for (SimTime t : thread.totals) total += t;
      CHECK(total == thread.end - thread.start);
      CHECK(thread.finished);
    }
    for (const CoreInfo& core : report.trace->cores()) CHECK(core.busy <= report.time);
  }
}

}  // namespace
}  // namespace gilscope
