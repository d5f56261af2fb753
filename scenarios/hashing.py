"""Four threads hash data: one long piece each, or the same data in many short pieces.

Watch: C code that needs no Python objects lets the GIL go. hashlib does so for pieces of 2048
bytes and more: then the cores compute side by side although there is a GIL. Shorter pieces keep
it, because letting go and asking again would cost more than the hashing, and the threads queue.
Without the GIL both ways use all cores. The free-threaded build lets go for every piece, however
short: with its GIL on (gil=1), that makes short pieces worse than no threads at all.
"""
# /// gilscope
# title = "Hashing: C code that lets the GIL go"
# cores = 4
# runtimes = ["3.13", "3.13t gil=1", "3.13t", "3.14"]
# seed = 1
# ///

import hashlib
import sys
import threading
import time

THREADS = 4
DATA = b"pythons and threads " * 150_000
SHORT = 2000


def one_piece():
    hashlib.sha256(DATA)


def short_pieces():
    made = hashlib.sha256()
    for start in range(0, len(DATA), SHORT):
        made.update(DATA[start:start + SHORT])


def seconds_for(work, threads):
    team = [threading.Thread(target=work) for _ in range(threads)]
    begin = time.perf_counter()
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    return time.perf_counter() - begin


def main():
    for name, work in ("one piece", one_piece), ("short pieces", short_pieces):
        alone = seconds_for(work, 1)
        together = seconds_for(work, THREADS)
        print(f"{name}: {THREADS} threads do {THREADS} times the work in {together / alone:.1f} times the time", file=sys.stderr)
    print("hashed")


if __name__ == "__main__":
    main()
