"""Count primes on a pool with one thread per core.

Watch: the standard build keeps one core busy, whatever the machine has, because only the holder of
the GIL runs. The free-threaded build keeps all of them busy and is done almost as many times sooner
as there are cores. Each worker reads the shared function `is_prime`; without immortalization its
reference count would travel between the cores at every call.

    primes.py [LIMIT [WORKERS]] [--time]
"""
# /// gilscope
# title = "Prime counting on a thread pool"
# cores = 8
# runtimes = ["3.13", "3.13t gil=1", "3.13t", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def is_prime(n):
    if n < 2:
        return False
    if n % 2 == 0:
        return n == 2
    divisor = 3
    while divisor * divisor <= n:
        if n % divisor == 0:
            return False
        divisor += 2
    return True


def count_primes(start, stop):
    found = 0
    for n in range(start, stop):
        if is_prime(n):
            found += 1
    return found


def slices(limit, parts):
    """Cut range(limit) into parts of nearly equal length."""
    edges = [limit * i // parts for i in range(parts + 1)]
    return zip(edges, edges[1:])


def main():
    numbers = [int(word) for word in sys.argv[1:] if word != "--time"]
    limit = numbers[0] if numbers else 300_000
    workers = numbers[1] if len(numbers) > 1 else os.cpu_count()

    begin = time.perf_counter()
    with ThreadPoolExecutor(max_workers=workers) as pool:
        tasks = [pool.submit(count_primes, start, stop) for start, stop in slices(limit, 16 * workers)]
        total = sum(task.result() for task in tasks)
    elapsed = time.perf_counter() - begin

    print(f"{total} primes below {limit}")
    if "--time" in sys.argv:
        print(f"{workers} workers, {elapsed:.3f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
