"""The same work on threads, on interpreters and on processes.

Watch: with the GIL, two threads take turns; two interpreters have a GIL each and compute side by side,
and so do two processes. What they pay for that stands before the work: an interpreter spends its first
milliseconds on imports, a process starts a whole Python and imports this script again. Without the GIL
threads alone are enough. `calls` is one variable for the threads, and another one in each interpreter
and process: what they add to it is never seen here.

    interpreters.py [STEPS]
"""
# /// gilscope
# title = "Threads, interpreters, processes"
# cores = 4
# runtimes = ["3.14", "3.14t"]
# seed = 1
# ///

import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

try:
    from concurrent.futures import InterpreterPoolExecutor
except ImportError:     # before Python 3.14
    InterpreterPoolExecutor = None

WORKERS = 2
calls = 0


def work(steps):
    global calls
    calls += 1
    total = 0
    for step in range(steps):
        total += sum(range(step, step + 5000)) % 7
    return total


def measure(name, pool_class, steps):
    begin = time.perf_counter()
    with pool_class(max_workers=WORKERS) as pool:
        totals = list(pool.map(work, [steps] * WORKERS))
        done = time.perf_counter() - begin
    print(f"{name}: total {sum(totals)}, calls seen here: {calls}")
    print(f"{name}: {done * 1000:.1f} ms", file=sys.stderr)


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    measure("threads", ThreadPoolExecutor, steps)
    if InterpreterPoolExecutor is not None:
        measure("interpreters", InterpreterPoolExecutor, steps)
    measure("processes", ProcessPoolExecutor, steps)


if __name__ == "__main__":
    main()
