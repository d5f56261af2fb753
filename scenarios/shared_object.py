"""All threads read one object that the main thread made.

Watch: nobody changes the object, and still the cores get in each other's way. Each read raises and
lowers its reference count, and a count that does not belong to the thread is changed by an atomic
operation on a cache line that all cores want. More cores, more wall time. immortal_object.py
differs in one word.
"""
# /// gilscope
# title = "One shared object read by all"
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


settings = Settings()           # an instance: an ordinary object with an ordinary reference count


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
