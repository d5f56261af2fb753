"""The counter again, but a Python function stands between reading it and writing it back.

Watch: now updates are lost under the GIL too. The start of `plus_one` is a place where the
interpreter may switch threads, and whoever runs next reads the old value. A counter that "always
worked" breaks when somebody wraps the addition in a function.
"""
# /// gilscope
# title = "A lost update under the GIL"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.0001
# seed = 1
# ///

import sys
import threading

THREADS = 4
ROUNDS = 20000

counter = 0


def plus_one(number):
    return number + 1


def work():
    global counter
    for _ in range(ROUNDS):
        counter = plus_one(counter)


def main():
    sys.setswitchinterval(0.0001)       # switch often, so that the losses show in a short run
    team = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    expected = THREADS * ROUNDS
    print(f"counter {counter} of {expected}, lost {expected - counter}")


if __name__ == "__main__":
    main()
