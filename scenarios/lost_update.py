"""Four threads add to one counter, with nothing to protect it.

Watch: under the GIL no update is lost. Not because `counter += 1` were one step (it loads, adds and
stores), but because 3.13 looks whether it must switch threads only at a function's start, at a
loop's jump back and after calls into C, and none of these lies between the load and the store.
Without the GIL two cores load the same old value, and one of the two additions disappears.
"""
# /// gilscope
# title = "A lost-update counter"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.0005
# seed = 1
# ///

import threading

THREADS = 4
ROUNDS = 20000

counter = 0


def work():
    global counter
    for _ in range(ROUNDS):
        counter += 1


def main():
    team = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    expected = THREADS * ROUNDS
    print(f"counter {counter} of {expected}, lost {expected - counter}")


if __name__ == "__main__":
    main()
