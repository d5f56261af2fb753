// Reference counts and the deaths they cause, as CPython 3.13.0 shows them.
#include "tests/catch.hpp"
#include "tests/vm/vm_run.hpp"

using namespace gilscope::test;

TEST_CASE("sys.getrefcount sees the references that CPython 3.13 has") {
  const Output run = run_python(R"(
from sys import getrefcount as g
x = []
def argument(a): return g(a)
def local():
    y = object(); z = y; pair = [y, y]
    return g(y)
class A:
    def method(self): return g(self)
a = A()
bound = a.method
def closure():
    c = []
    def inner(): return g(c)
    return inner()
def generator():
    q = []
    yield g(q)
def recurse(v, n): return g(v) if n == 0 else recurse(v, n - 1)
print(g(x), argument(x), local(), g(a), bound(), closure(), list(generator()), recurse(x, 5), [g(v) for v in [object()]])
)");
  CHECK(run.err.empty());
  CHECK(run.out == "2 3 5 3 4 2 [2] 8 [3]\n");
}

TEST_CASE("__del__ runs right after the instruction that drops the last reference, weakref callbacks after it") {
  const Output run = run_python(R"(
import weakref
class A:
    def __init__(self, n): self.n = n
    def __del__(self): print("del", self.n)
a = A(1); b = a
del b
print("still there")
w = weakref.ref(a, lambda r: print("callback", r()))
del a
print("gone", w())
def f():
    local = A(2)
    print("in f")
f()
items = [A(3), A(4)]
items.clear()
def g():
    held = A(5)
    raise KeyError
try: g()
except KeyError: print("handler holds the traceback")
print("handler left")
last = A(6)
)");
  CHECK(run.err.empty());
  CHECK(run.out ==
        "still there\ndel 1\ncallback None\ngone None\nin f\ndel 2\ndel 4\ndel 3\nhandler holds the traceback\ndel 5\nhandler left\ndel 6\n");
}

TEST_CASE("an exception in __del__ is reported and does not spread") {
  const Output run = run_python("class A:\n    def __del__(self): 1 / 0\na = A()\ndel a\nprint('after')\n");
  CHECK(run.out == "after\n");
  CHECK(run.err.starts_with("Exception ignored in: <function A.__del__ at 0x"));
  CHECK(run.err.ends_with("ZeroDivisionError: division by zero\n"));
  CHECK(run.status == 0);
}

TEST_CASE("a suspended generator runs its finally block when it dies") {
  const Output run = run_python(R"(
def g():
    try:
        yield 1
        yield 2
    finally:
        print("closed")
it = g()
next(it)
del it
print("end")
)");
  CHECK(run.out == "closed\nend\n");
}
