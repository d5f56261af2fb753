// What several threads do to each other, which the language tests must not show.
#include <sstream>

#include "tests/catch.hpp"
#include "tests/vm/vm_run.hpp"

using namespace gilscope::test;

namespace {

const std::string kTeam = R"(
import threading
def team(work, n=4):
    threads = [threading.Thread(target=work) for _ in range(n)]
    for t in threads: t.start()
    for t in threads: t.join()
)";

int number(const Output& run) {
  INFO(run.err);
  REQUIRE(run.status == 0);
  return std::stoi(run.out);
}

const std::string kIterator = kTeam + R"(
def count_extra(it):
    taken = []
    def work():
        mine = []
        for x in it: mine.append(x)
        taken.append(mine)
    team(work)
    flat = [x for mine in taken for x in mine]
    return len(flat) - len(set(flat))
)";

const std::string kGeneratorInTwoThreads = kTeam + R"(
def slow():
    for i in range(50):
        for _ in range(2000): pass
        yield i
g = slow()
errors = []
def work():
    try:
        for _ in g: pass
    except ValueError as e:
        errors.append(str(e))
team(work, 2)
print(sorted(set(errors)))
)";

}  // namespace

TEST_CASE("threads that share a list iterator get items twice without a GIL, and never with one") {
  const std::string text = kIterator + "print(count_extra(iter(list(range(20000)))))\n";
  CHECK(number(run_python(text, "3.13")) == 0);
  CHECK(number(run_python(text, "3.13t")) > 0);
}

TEST_CASE("so do threads that share a range iterator") {
  const std::string text = kIterator + "print(count_extra(iter(range(20000))))\n";
  CHECK(number(run_python(text, "3.13")) == 0);
  CHECK(number(run_python(text, "3.13t")) > 0);
}

TEST_CASE("itertools.count never hands out a number twice") {
  const std::string text = kIterator + "import itertools\nprint(count_extra(itertools.islice(itertools.count(), 0)))\n";
  CHECK(number(run_python(text, "3.13t")) == 0);
  const std::string counting = kTeam + R"(
import itertools
c = itertools.count()
seen = []
def work():
    mine = []
    for _ in range(3000): mine.append(next(c))
    seen.append(mine)
team(work)
flat = [x for mine in seen for x in mine]
print(len(flat) - len(set(flat)))
)";
  CHECK(number(run_python(counting, "3.13t")) == 0);
}

TEST_CASE("a closure's counter loses updates only without a GIL") {
  const std::string text = kTeam + R"(
def run():
    x = 0
    def work():
        nonlocal x
        for _ in range(5000): x += 1
    team(work)
    return x
print(run())
)";
  CHECK(number(run_python(text, "3.13")) == 20000);
  const int left = number(run_python(text, "3.13t"));
  CHECK(left < 20000);
  CHECK(left >= 5000 / 4);
}

TEST_CASE("a generator that is running refuses a second thread") {
  CHECK(run_python(kGeneratorInTwoThreads, "3.13t").out == "['generator already executing']\n");
}

TEST_CASE("two threads importing the same module run it once") {
  const std::string text = kTeam + R"(
names = []
def work():
    import textwrap
    names.append(textwrap.dedent("  x"))
team(work)
print(names)
)";
  for (const char* preset : {"3.13", "3.13t"}) CHECK(run_python(text, preset).out == "['x', 'x', 'x', 'x']\n");
}

TEST_CASE("the same program on the same machine executes the same bytecodes in the same time") {
  const std::string text = kIterator + "print(count_extra(iter(list(range(3000)))))\n";
  const Output once = run_python(text, "3.13t"), again = run_python(text, "3.13t");
  CHECK(once.bytecodes == again.bytecodes);
  CHECK(once.time == again.time);
  CHECK(once.out == again.out);
}
