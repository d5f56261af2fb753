// Thirteen patterns of the kind that CPython's own scaling benchmark has (Tools/ftscalingbench): which scale without a GIL, and which do not.
// With eight threads on eight cores; under the GIL none does.
#include "tests/facts/facts.hpp"

namespace gilscope::facts {
namespace {

struct Pattern {
  const char* name;
  const char* setup;
  const char* body;
  bool scales;  ///< on 3.13t
};

const Pattern kPatterns[] = {
    {"create a tuple", "", "    for i in range(repeat): t = (i, i)\n", true},
    {"load a name-like string constant", "", "    for i in range(repeat): s = 'word'\n", true},
    {"load a tuple constant", "", "    for i in range(repeat): t = (1, 2)\n", true},
    {"a function of the module", "def f(x): return x\n", "    for i in range(repeat): f(i)\n", true},
    {"a function with keyword arguments", "def f(x, y=1): return x\n", "    for i in range(repeat): f(x=i, y=2)\n", true},
    {"a method of a private instance", "class C:\n    def m(self): pass\n", "    c = C()\n    for i in range(repeat): c.m()\n", true},
    {"a class attribute", "class C: x = 5\n", "    for i in range(repeat): v = C.x\n", true},
    {"make instances", "class C: pass\n", "    for i in range(repeat): c = C()\n", true},
    {"an attribute of the module", "import math\n", "    for i in range(repeat): v = math.floor\n", true},
    {"a private generator", "def g(n):\n    for i in range(n): yield i\n", "    for i in g(repeat): pass\n", true},
    {"a shared instance's method", "class C:\n    def m(self): pass\nC0 = C()\n", "    c = C0\n    for i in range(repeat): c.m()\n", false},
    {"append to a shared list", "items = []\n", "    for i in range(repeat): items.append(i)\n", false},
    {"load a sentence", "", "    for i in range(repeat): s = 'two words'\n", false},
};

TEST_CASE("the patterns of a scaling benchmark fall on the right side") {
  for (const Pattern& p : kPatterns) {
    INFO(p.name);
    const double without_gil = scaling(p.setup, p.body, 6000, 8, "3.13t");
    if (p.scales) CHECK(without_gil > 5);
    else CHECK(without_gil < 1.5);
    CHECK(scaling(p.setup, p.body, 6000, 8, "3.13") < 1.3);
  }
}

}  // namespace
}  // namespace gilscope::facts
