"""Each thread counts for itself and hands in its result at the end: the repair of lost_update.py that
scales.

Watch: nothing is shared inside the loop, so nothing can be lost and nothing has to wait. Without
the GIL the four loops run side by side; compare the wall time with lost_update_lock.py.
"""
# /// gilscope
# title = "A counter for each thread"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import threading

THREADS = 4
ROUNDS = 20000


def work(results, index):
    counter = 0
    for _ in range(ROUNDS):
        counter += 1
    results[index] = counter


def main():
    results = [0] * THREADS
    team = [threading.Thread(target=work, args=(results, index)) for index in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    expected = THREADS * ROUNDS
    counter = sum(results)
    print(f"counter {counter} of {expected}, lost {expected - counter}")


if __name__ == "__main__":
    main()
