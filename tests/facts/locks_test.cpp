// Locks and counts without the GIL (Python/lock.c, Objects/object.c of 3.13.5; model document, sections 3, 4 and 9).
#include "sim/runtime/cost_model.hpp"
#include "tests/facts/facts.hpp"

namespace gilscope::facts {
namespace {

std::string contended(const std::string& kind) {
  return "import threading\nlock = threading." + kind + R"(()
def work():
    for _ in range(4000):
        with lock:
            for _ in range(20): pass
team = [threading.Thread(target=work) for _ in range(2)]
for t in team: t.start()
for t in team: t.join()
)";
}

SimTime spinning(const RunReport& report) {
  SimTime sum = 0;
  for (std::size_t i = 1; i < report.trace->threads().size(); ++i) sum += report.trace->threads()[i].total(ThreadState::Spinning);
  return sum;
}

std::uint64_t contentions(const RunReport& report, const std::string& kind) {
  std::uint64_t sum = 0;
  for (const auto& lock : report.trace->locks())
    if (lock.kind == kind && lock.name == "lock") sum += lock.contended;
  return sum;
}

// lock.c: MAX_SPIN_COUNT 40, the word is not read again meanwhile (gh-135871); the GIL build does not spin.
TEST_CASE("a contended Lock in 3.13t burns its 40 yields, an RLock none") {
  const RunReport lock = run_text(contended("Lock"), "3.13t", 2), rlock = run_text(contended("RLock"), "3.13t", 2);
  const std::uint64_t times = contentions(lock, "Lock");
  REQUIRE(times > 20);
  const auto model = load_cost_model(cost_model_path(assets_directory(), "3.13t"));
  REQUIRE(model);
  const double one = static_cast<double>(model->machine[MachineCost::Yield]);
  const double yields = static_cast<double>(spinning(lock)) / static_cast<double>(times) / one;
  CHECK(yields > 35);  // each takes more or less
  CHECK(yields < 50);
  CHECK(contentions(rlock, "RLock") > 20);
  CHECK(spinning(rlock) < spinning(lock) / 10);
  CHECK(spinning(run_text(contended("Lock"), "3.13", 2)) == 0);
}

// Section 9.2: LOAD_GLOBAL +1, two bound methods +2, their release -2, the manager -1, besides the lock byte's two compare-and-swaps.
TEST_CASE("with on a lock of another thread is about six counts on its header") {
  const RunReport report = run_text(R"(
import threading
lock = threading.Lock()
def work():
    for _ in range(1000):
        with lock: pass
t = threading.Thread(target=work)
t.start()
t.join()
)", "3.13t", 2);
  std::uint64_t operations = 0;
  for (const auto& object : report.trace->objects())
    if (object.name == "lock") operations += object.shared_ops();
  CHECK(operations >= 5500);
  CHECK(operations <= 6600);
}

// gh-123619: 32 threads on one instance's method, 3.13.0rc1: 44 ms become 3.2 s.
TEST_CASE("a method of one shared instance gets tens of times slower by 32 threads on 3.13t") {
  const std::string setup = "class Bell:\n    def ring(self): return 1\nBELL = Bell()\n";
  const std::string body = "    bell = BELL\n    for i in range(repeat): bell.ring()\n";
  const double one = time_of(setup, body, 3000, 1, "3.13t", 32), all = time_of(setup, body, 3000, 32, "3.13t", 32);
  CHECK(all / one > 20);
  CHECK(all / one < 120);
}

// codeobject.c: should_intern_string; gh-125986: load_string_const is slower on many threads than on one, everything else gains.
TEST_CASE("string constants that are no identifiers are contended in 3.13t, others are not") {
  const double text = scaling("", "    for i in range(repeat): s = 'two words'\n", 20000, 8, "3.13t");
  const double name = scaling("", "    for i in range(repeat): s = 'one_word'\n", 20000, 8, "3.13t");
  CHECK(text < 1);
  CHECK(name > 6);
  CHECK(scaling("", "    for i in range(repeat): s = 'two words'\n", 20000, 8, "3.14t") > 6);
}

// brc.c: the last reference dropped by another thread queues the object to the one that made it.
TEST_CASE("an object that another thread drops is freed in its maker's time") {
  const RunReport report = run_text(R"(
import threading
made, dropped, freed_by = [], threading.Event(), []
class Thing:
    def __del__(self): freed_by.append(threading.current_thread().name)
def maker():
    made.append(Thing())
    ready.set()
    dropped.wait()
    for _ in range(100): pass
def dropper():
    ready.wait()
    made.clear()
    dropped.set()
ready = threading.Event()
team = [threading.Thread(target=maker, name='maker'), threading.Thread(target=dropper, name='dropper')]
for t in team: t.start()
for t in team: t.join()
print(freed_by)
)", "3.13t", 2);
  CHECK(report.stdout_text == "['maker']\n");
  CHECK(report.trace->mark_count(MarkKind::RefcountQueued) >= 1);
  CHECK(report.trace->mark_count(MarkKind::RefcountMerged) >= 1);
}

// rangeobject.c, listobject.c: the position is read and written plainly; measured on CPython 3.13.5t with two threads: about 1 % come twice.
TEST_CASE("a shared list iterator hands out few items twice without a GIL, none with one") {
  const std::string source = R"(
import threading
N = 20000
source = iter(list(range(N)))
got = [[], []]
gate = threading.Barrier(2)
def drain(number):
    mine = got[number]
    gate.wait()
    for item in source: mine.append(item)
team = [threading.Thread(target=drain, args=(i,)) for i in range(2)]
for t in team: t.start()
for t in team: t.join()
print((len(got[0]) + len(got[1]) - len(set(got[0] + got[1]))) / N)
)";
  CHECK(std::stod(run_text(source, "3.13", 2).stdout_text) == 0);
  CHECK(std::stod(run_text(source, "3.13t gil=1", 2).stdout_text) == 0);
  const double twice = std::stod(run_text(source, "3.13t", 2).stdout_text);
  CHECK(twice > 0);
  CHECK(twice < 0.15);
}

// typeobject.c: type_setattro takes the lock of types. 3.13.5t, two threads: reading scales (1.97 measured), storing does not (0.96).
TEST_CASE("threads that store attributes of one class take turns, threads that read them do not") {
  const std::string setup = "class Config:\n    limit = 10\n";
  CHECK(scaling(setup, "    for i in range(repeat): seen = Config.limit\n", 3000, 2, "3.13t") > 1.8);
  CHECK(scaling(setup, "    for i in range(repeat): Config.limit = i & 7\n", 3000, 2, "3.13t") < 1.4);
}

// _PyType_LookupRef counts the descriptor that it finds. 3.13.5t, two threads: at most 0.90 measured; 3.14 counts static methods lazily.
TEST_CASE("a static method that threads share is counted by each of them in 3.13t, not in 3.14t") {
  const std::string setup = "class Tools:\n    @staticmethod\n    def same(x): return x\n";
  const std::string body = "    for i in range(repeat): Tools.same(i)\n";
  CHECK(scaling(setup, body, 3000, 2, "3.13t") < 1.5);
  CHECK(scaling(setup, body, 3000, 2, "3.14t") > 1.8);
}

}  // namespace
}  // namespace gilscope::facts
