"""One thread that only waits a millisecond at a time, beside threads that only compute.

Watch: under the GIL the waiting thread gives the GIL up at each nap and has to ask for it
afterwards; a computing thread hands it over only after the switch interval, 5 ms. Naps of one
millisecond take six or more. Without the GIL the thread goes on at once.
"""
# /// gilscope
# title = "Convoy: naps beside computing threads"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import sys
import threading
import time

NAPS = 10
COMPUTING_THREADS = 2

finished = False


def compute():
    number = 0
    while not finished:
        number += 1


def nap(lengths):
    global finished
    for _ in range(NAPS):
        begin = time.perf_counter()
        time.sleep(0.001)
        lengths.append(time.perf_counter() - begin)
    finished = True


def main():
    lengths = []
    team = [threading.Thread(target=compute) for _ in range(COMPUTING_THREADS)]
    team.append(threading.Thread(target=nap, args=(lengths,)))
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print(f"{len(lengths)} naps of 1 ms")
    print(f"on average they took {1000 * sum(lengths) / NAPS:.1f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()
