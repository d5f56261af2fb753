"""Four threads add to one counter, each holding a lock while it does: the repair of lost_update.py.

Watch: nothing is lost in any build. Without the GIL the threads now queue for the lock, and its
cache line travels from core to core: correct, and slower than one thread alone.
per_thread_counters.py shows the better repair.
"""
# /// gilscope
# title = "The counter behind a lock"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.0005
# seed = 1
# ///

import threading

THREADS = 4
ROUNDS = 10000

counter = 0
counter_lock = threading.Lock()


def work():
    global counter
    for _ in range(ROUNDS):
        with counter_lock:
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
