"""The cache of cache_unguarded.py behind a lock that its owner may take again, since `steps` calls
itself.

Watch: every answer is worked out exactly once, in every build. And the free-threaded build is no
faster than the standard one: the threads wait for the lock instead of for the GIL.
"""
# /// gilscope
# title = "A cache guarded by an RLock"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import threading

THREADS = 4
NUMBERS = 1200

cache = {1: 1}
cache_lock = threading.RLock()
computed = []


def steps(n):
    """How many terms the Collatz sequence from n to 1 has."""
    with cache_lock:
        if n in cache:
            return cache[n]
        computed.append(n)
        result = 1 + steps(n // 2 if n % 2 == 0 else 3 * n + 1)
        cache[n] = result
        return result


def work(gate):
    gate.wait()
    for n in range(1, NUMBERS):
        steps(n)


def main():
    gate = threading.Barrier(THREADS)
    team = [threading.Thread(target=work, args=(gate,)) for _ in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    longest = max(range(1, NUMBERS), key=cache.get)
    print(f"longest sequence starts at {longest}: {cache[longest]} terms")
    print(f"{len(cache) - 1} answers, worked out {len(computed)} times")


if __name__ == "__main__":
    main()
