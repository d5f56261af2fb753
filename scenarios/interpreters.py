"""The same work on threads, on interpreters and on processes.

Watch: with the GIL, two threads take turns; two interpreters have a GIL each and compute side by side,
and so do two processes. What they pay for that stands before the work: an interpreter spends its first
milliseconds on imports, a process starts a whole Python and imports this script again. Without the GIL
threads alone are enough. `tests` is one variable for the threads, and another one in each interpreter
and process: what they add to it is never seen here.

    interpreters.py [EXPONENT...]
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

tests = 0


def is_mersenne_prime(exponent):
    """The test of Lucas and Lehmer for 2**exponent - 1."""
    global tests
    tests += 1
    candidate = (1 << exponent) - 1
    s = 4
    for _ in range(exponent - 2):
        s = (s * s - 2) % candidate
    return s == 0


def measure(name, pool_class, exponents):
    begin = time.perf_counter()
    with pool_class(max_workers=len(exponents)) as pool:
        prime = list(pool.map(is_mersenne_prime, exponents))
        done = time.perf_counter() - begin
    print(f"{name}: {dict(zip(exponents, prime))}, tests seen here: {tests}")
    print(f"{name}: {done * 1000:.1f} ms", file=sys.stderr)


def main():
    exponents = [int(argument) for argument in sys.argv[1:]] or [2203, 2213]
    measure("threads", ThreadPoolExecutor, exponents)
    if InterpreterPoolExecutor is not None:
        measure("interpreters", InterpreterPoolExecutor, exponents)
    measure("processes", ProcessPoolExecutor, exponents)


if __name__ == "__main__":
    main()
