"""All threads read one object whose reference count stands still: the twin of shared_object.py.

Watch: `settings` is the class itself here, not an instance of it. The free-threaded build makes
classes and module-level functions immortal when the first thread starts (3.14 defers their counts
instead). Reading them writes nothing, so every core keeps its own copy of the cache line, and the
work scales.
"""
# /// gilscope
# title = "One immortal object read by all"
# cores = 8
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import os
import threading

READS = 160000


class Settings:
    factor = 3
    offset = 4


settings = Settings             # the class: immortal as soon as there is a second thread


def work(rounds):
    total = 0
    for n in range(rounds):
        total = n * settings.factor + settings.offset
    return total


def main():
    threads = os.cpu_count()
    team = [threading.Thread(target=work, args=(READS // threads,)) for _ in range(threads)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print("read", READS // threads * threads, "times")


if __name__ == "__main__":
    main()
