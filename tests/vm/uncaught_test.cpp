// The end of a program that dies.
#include "tests/catch.hpp"
#include "tests/vm/vm_run.hpp"

using namespace gilscope::test;

TEST_CASE("exit statuses are those of python3") {
  CHECK(run_python("1 / 0").status == 1);
  CHECK(run_python("raise SystemExit").status == 0);
  CHECK(run_python("raise SystemExit(259)").status == 3);
  CHECK(run_python("raise KeyboardInterrupt").status == 130);
  const Output text = run_python("raise SystemExit('why')");
  CHECK(text.status == 1);
  CHECK(text.err == "why\n");
}

TEST_CASE("threads outlive the main thread's exception, daemons do not outlive it") {
  const Output run = run_python(R"(
import threading, time
def work(name, seconds):
    time.sleep(seconds)
    print(name)
threading.Thread(target=work, args=("worker", 0.1)).start()
threading.Thread(target=work, args=("daemon", 60), daemon=True).start()
raise ValueError("main dies")
)");
  CHECK(run.out == "worker\n");
  CHECK(run.err.ends_with("ValueError: main dies\n"));
  CHECK(run.status == 1);
}

TEST_CASE("modules of the standard library that are not modeled say so") {
  const Output run = run_python("import sqlite3");
  CHECK(run.err.find("No module named 'sqlite3' (it is part of Python's standard library") != std::string::npos);
  CHECK(run_python("import no_such_thing").err.ends_with("ModuleNotFoundError: No module named 'no_such_thing'\n"));
}

TEST_CASE("recursion without end is a RecursionError, whoever recurses") {
  for (const char* text : {"def f(): f()\nf()", "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
                           "class A:\n    def __eq__(self, o): return self == o\nA() == 1", "f = lambda x: max([x], key=f)\nf(1)"}) {
    const Output run = run_python(text);
    CHECK(run.err.find("RecursionError: maximum recursion depth exceeded") != std::string::npos);
  }
}
