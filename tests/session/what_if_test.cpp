// Every what-if switch changes what it says, and nothing a correct program prints.
#include "sim/trace/trace.hpp"
#include "tests/session/run_script.hpp"

namespace gilscope {
namespace {

// Four threads call a function, append to one list and take turns at a lock.
const std::string kWork = R"(
import threading
lock, items, total = threading.Lock(), [], 0
def function(): pass
def work():
    global total
    for n in range(2000):
        function()
        items.append(n)
        with lock: total += 1
team = [threading.Thread(target=work) for _ in range(4)]
for t in team: t.start()
for t in team: t.join()
print(len(items), total)
)";

RunReport with(const std::string& runtime) {
  RunReport report = run_script(kWork, {.runtime = runtime, .cores = 4, .keep_trace = true});
  CHECK(report.stdout_text == "8000 8000\n");
  CHECK(report.stderr_text == "");
  return report;
}

SimTime in_state(const RunReport& report, ThreadState state) {
  SimTime sum = 0;
  for (const ThreadInfo& thread : report.trace->threads()) sum += thread.total(state);
  return sum;
}

std::uint64_t transfers_of(const RunReport& report, const std::string& type) {
  std::uint64_t sum = 0;
  for (const ObjectInfo& object : report.trace->objects())
    if (object.type == type) sum += object.transfers();
  return sum;
}

bool has_object_locks(const RunReport& report) {
  for (const LockInfo& lock : report.trace->locks())
    if (lock.kind == "object lock") return true;
  return false;
}

TEST_CASE("specialize: generic instructions take longer") {
  CHECK(with("3.13 no-specialize").time > with("3.13").time);
  CHECK(with("3.13t specialize").time < with("3.13t").time);
  CHECK(with("3.13 specialize").trace_hash == with("3.13").trace_hash);
}

TEST_CASE("immortal, deferred: either spares the functions' reference counts the traffic between cores") {
  CHECK(transfers_of(with("3.13t"), "function") == 0);
  CHECK(transfers_of(with("3.13t no-immortal"), "function") > 100);
  CHECK(transfers_of(with("3.13t no-immortal deferred"), "function") == 0);
  CHECK(transfers_of(with("3.14t"), "function") == 0);
  CHECK(transfers_of(with("3.14t no-deferred"), "function") > 100);
  CHECK(transfers_of(with("3.14t no-deferred immortal"), "function") == 0);
}

TEST_CASE("object-locks: without them nobody contends for a list's lock") {
  CHECK(has_object_locks(with("3.13t")));
  CHECK_FALSE(has_object_locks(with("3.13t no-object-locks")));
  CHECK(with("3.13 object-locks").trace_hash == with("3.13").trace_hash);  // this build has none to switch on
}

TEST_CASE("spin: without it a thread parks at once; the GIL build never spins by itself") {
  CHECK(in_state(with("3.13t"), ThreadState::Spinning) > 0);
  CHECK(in_state(with("3.13t no-spin"), ThreadState::Spinning) == 0);
  CHECK(in_state(with("3.13"), ThreadState::Spinning) == 0);
}

TEST_CASE("the switch interval of the scenario decides how long a turn at the GIL lasts") {
  const std::string hogs = "import threading\ndef work():\n    n = 0\n    while n < 300000: n += 1\n"
                           "team = [threading.Thread(target=work) for _ in range(2)]\nfor t in team: t.start()\nfor t in team: t.join()\n";
  const auto turns = [&](const std::string& interval) {
    return run_script("# /// gilscope\n# switch_interval = " + interval + "\n# ///\n" + hogs, {.cores = 4, .keep_trace = true}).trace->gil_switches();
  };
  CHECK(turns("0.0005") > 3 * turns("0.005"));
}

}  // namespace
}  // namespace gilscope
