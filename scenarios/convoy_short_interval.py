"""The naps of convoy.py with a tenth of the switch interval: the repair that is possible under the
GIL.

Watch: the waiting thread gets the GIL back after half a millisecond instead of five. The computing
threads pay for it with ten times as many switches.
"""
# /// gilscope
# title = "Convoy with a short switch interval"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.0005
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
    sys.setswitchinterval(0.0005)
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
