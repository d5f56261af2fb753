// The thirteen patterns of CPython's own scaling benchmark (Tools/ftscalingbench, added by gh-125986), in our own words: which scale without a
// GIL, and which do not. That pull request gives what 3.13t did with ten threads: eleven patterns 8.8 to 10 times as fast as one after the
// other, load_string_const 1.8 times slower, thread_local_read 2.0 times slower. 3.14 interns every string constant and makes it immortal
// (model document 3.9). With eight threads on eight cores; where one runs at a time (3.13, 3.13t with its GIL) none scales.
#include "tests/facts/facts.hpp"

namespace gilscope::facts {
namespace {

enum class Side { Scales, DoesNot, Unsaid };

struct Pattern {
  const char* name;   ///< of CPython's benchmark
  const char* setup;
  const char* body;
  Side in_3_13t, in_3_14t;
};

constexpr Side kYes = Side::Scales, kNo = Side::DoesNot;

const Pattern kPatterns[] = {
    {"object_cfunction", "", "    pile = [1] * 50\n    for i in range(repeat):\n        pile.pop()\n        pile.append(i)\n", kYes, kYes},
    {"cmodule_function", "import math\n", "    for i in range(repeat): v = math.floor(2.5)\n", kYes, kYes},
    {"mult_constant", "", "    x = 1.0\n    for i in range(repeat): x *= 1.0001\n", kYes, kYes},
    {"generator", "def up(n):\n    for i in range(n): yield i\n", "    for i in up(repeat): pass\n", kYes, kYes},
    {"pymethod", "class C:\n    def m(self): pass\n", "    c = C()\n    for i in range(repeat): c.m()\n", kYes, kYes},
    {"pyfunction", "def f(x): return x\n", "    for i in range(repeat): f(i)\n", kYes, kYes},
    {"module_function", "import bisect\n", "    xs = [1, 2, 3]\n    for i in range(repeat): bisect.bisect_left(xs, 2)\n", kYes, kYes},
    {"load_string_const", "", "    for i in range(repeat): s = 'two words'\n", kNo, kYes},
    {"load_tuple_const", "", "    for i in range(repeat): t = (1, 2)\n", kYes, kYes},
    {"create_pyobject", "class C: pass\n", "    for i in range(repeat): c = C()\n", kYes, kYes},
    {"create_closure", "", "    for i in range(repeat):\n        def f(): return number\n", kYes, kYes},
    {"create_dict", "", "    for i in range(repeat): d = {'one': 1, 'two': i}\n", kYes, kYes},
    {"thread_local_read", "OWN = threading.local()\n", "    OWN.x = 1\n    for i in range(repeat): v = OWN.x\n", kNo, Side::Unsaid},
};

void check_side(const Pattern& p, Side side, const char* runtime) {
  if (side == Side::Unsaid) return;
  INFO(p.name << " under " << runtime);
  const double times = scaling(p.setup, p.body, 20'000, 8, runtime);
  if (side == Side::Scales) CHECK(times > 5);
  else CHECK(times < 1.5);
}

TEST_CASE("the patterns of CPython's scaling benchmark fall on the right side") {
  for (const Pattern& p : kPatterns) {
    check_side(p, p.in_3_13t, "3.13t");
    check_side(p, p.in_3_14t, "3.14t");
    check_side(p, Side::DoesNot, "3.13");
    check_side(p, Side::DoesNot, "3.13t gil=1");
  }
}

// math.pi is an ordinary float that the importing thread made (mathmodule.c: math_exec, PyFloat_FromDouble): neither a constant of some code
// nor interned nor deferred, so nothing makes it immortal in either build (model document 3.8). math.floor beside it is a function of the
// module, which 3.13t makes immortal and 3.14t defers.
TEST_CASE("a float in a module is contended, a function in it is not") {
  for (const char* runtime : {"3.13t", "3.14t"}) {
    check_side({"math.pi", "import math\n", "    for i in range(repeat): v = math.pi\n", kNo, kNo}, kNo, runtime);
    check_side({"math.floor", "import math\n", "    for i in range(repeat): v = math.floor\n", kYes, kYes}, kYes, runtime);
  }
}

// Constants of code are immortal from 3.13t on (codeobject.c: intern_constants), and stay so where they are stored or passed on; 3.13t leaves out
// strings that do not look like names, and with them the tuples that hold such strings (should_intern_string, should_immortalize).
TEST_CASE("a constant stays immortal where it is passed on or stored; a tuple with a sentence in it never was") {
  const Pattern passed = {"argument", "def f(x): return x\n", "    for i in range(repeat): f(1000)\n", kYes, kYes};
  const Pattern stored = {"stored under a key", "D = {}\nD['size'] = 100000\n", "    for i in range(repeat): v = D['size']\n", kNo, kNo};
  const Pattern through = {"from a shared list", "def hold(x):\n    global G\n    G = x\nhold(100000)\n", "    for i in range(repeat): v = G\n", kYes, kYes};
  const Pattern sentence = {"tuple of sentences", "", "    for i in range(repeat): t = ('one two', 'three four')\n", kNo, kYes};
  const Pattern words = {"tuple of words", "", "    for i in range(repeat): t = ('one', 'two')\n", kYes, kYes};
  for (const Pattern* p : {&passed, &through, &sentence, &words}) {
    check_side(*p, p->in_3_13t, "3.13t");
    check_side(*p, p->in_3_14t, "3.14t");
  }
  check_side(stored, kNo, "3.13t");  // not for the int: the dict itself is counted at every load
}

TEST_CASE("what threads share does not scale, what they have alone does") {
  for (const char* runtime : {"3.13t", "3.14t"}) {
    check_side({"shared list", "items = []\n", "    for i in range(repeat): items.append(i)\n", kNo, kNo}, kNo, runtime);
    check_side({"tuple", "", "    for i in range(repeat): t = (i, i)\n", kYes, kYes}, kYes, runtime);
    check_side({"class attribute", "class C: x = 5\n", "    for i in range(repeat): v = C.x\n", kYes, kYes}, kYes, runtime);
    check_side({"keywords", "def f(x, y=1): return x\n", "    for i in range(repeat): f(x=i, y=2)\n", kYes, kYes}, kYes, runtime);
  }
  check_side({"shared instance", "class C:\n    def m(self): pass\nC0 = C()\n", "    c = C0\n    for i in range(repeat): c.m()\n", kNo, kNo}, kNo, "3.13t");
}

}  // namespace
}  // namespace gilscope::facts
