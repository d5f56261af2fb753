"""Eight threads on two cores; four of them only compute, four also share one lock.

Watch: in the free-threaded build a thread that finds the lock taken yields its core 40 times before
it sleeps. With a core to spare that costs ten microseconds. Here each first yield gives the core to a
thread that computes, for a whole time slice, while the lock may long be free; and the rest of the
yields burn the core that the lock's owner needs. Under the GIL a thread sleeps at once. Try what if
`no-spin`, and more cores.
"""
# /// gilscope
# title = "Spinning on a crowded machine"
# cores = 2
# runtimes = ["3.13", "3.13t", "3.13t no-spin"]
# switch_interval = 0.001
# seed = 1
# ///

import sys
import threading
import time

THREADS = 4
ROUNDS = 30

lock = threading.Lock()
finished = False
done = 0


def compute():
    number = 0
    while not finished:
        number += 1


def share():
    global done
    for _ in range(ROUNDS):
        with lock:
            for _ in range(100):
                done += 1
        for _ in range(100):
            pass


def main():
    global finished
    begin = time.perf_counter()
    others = [threading.Thread(target=compute, name=f"compute {i}") for i in range(THREADS)]
    sharers = [threading.Thread(target=share, name=f"share {i}") for i in range(THREADS)]
    for thread in others + sharers:
        thread.start()
    for thread in sharers:
        thread.join()
    finished = True
    for thread in others:
        thread.join()
    print(f"{done} steps under the lock")
    print(f"in {1000 * (time.perf_counter() - begin):.1f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()
