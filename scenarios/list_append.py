"""All threads append to one list.

Watch: no item is ever lost, with or without the GIL: `append` is one operation under the list's own
lock. But that lock, and the list's length beside it, move from core to core at every append, so
more cores make it slower, not faster.
"""
# /// gilscope
# title = "One list appended to by all"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import threading

THREADS = 4
ROUNDS = 20000

shared = []


def work(number):
    for _ in range(ROUNDS):
        shared.append(number)


def main():
    team = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print(f"{len(shared)} of {THREADS * ROUNDS} items")
    print("from each thread:", [shared.count(number) for number in range(THREADS)])


if __name__ == "__main__":
    main()
