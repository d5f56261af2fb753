"""Four threads take their work from one generator.

Watch: the standard build hands every number to exactly one thread; only a thread that is switched out
inside the generator's body makes the next one get "ValueError: generator already executing" (give it more
jobs, or a shorter switch interval). The free-threaded build asks whether the generator is running, and says so a few
nanoseconds later: two threads that ask at the same time both enter, and execute one frame together. The
run ends in a modeled crash that shows both. Real CPython 3.13t and 3.14t crash as well.

Repair: run it with the argument `lock`. A range, or a list's iterator, does not crash: see
shared_iterator.py. A queue.Queue is made for this: see shared_iterator_queue.py.
"""
# /// gilscope
# title = "A generator entered by two threads at once"
# cores = 4
# runtimes = ["3.13", "3.13t gil=1", "3.13t", "3.14t"]
# seed = 1
# ///

import sys
import threading

THREADS = 4
JOBS = 2000


def jobs():
    for number in range(JOBS):
        yield number


def locked(iterator):
    """next() of the iterator, one thread at a time."""
    lock = threading.Lock()

    def take():
        with lock:
            return next(iterator, None)
    return iter(take, None)


def work(source, done, gate):
    gate.wait()
    while True:
        try:
            number = next(source)
        except StopIteration:
            return
        except ValueError:          # generator already executing: try again
            continue
        done.append(number * number)


def main():
    source = jobs()
    if "lock" in sys.argv[1:]:
        source = locked(source)
    results = [[] for _ in range(THREADS)]
    gate = threading.Barrier(THREADS)
    team = [threading.Thread(target=work, args=(source, done, gate)) for done in results]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    done = [square for result in results for square in result]
    print(f"{len(done)} of {JOBS} jobs done, {len(set(done))} different ones")


if __name__ == "__main__":
    main()
