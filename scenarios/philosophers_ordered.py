"""Five philosophers again, and each takes the fork with the lower number first: the repair of
philosophers.py.

Watch: the last philosopher reaches for the right fork first. With one order that all keep to, no
cycle of waits can close.
"""
# /// gilscope
# title = "Dining philosophers: forks in order"
# cores = 4
# runtimes = ["3.13", "3.13t"]
# switch_interval = 0.005
# seed = 1
# ///

import threading
import time

NAMES = ["Aristotle", "Hypatia", "Kant", "Hume", "Arendt"]
MEALS = 3

forks = [threading.Lock() for _ in NAMES]


def dine(seat):
    low, high = sorted([seat, (seat + 1) % len(forks)])
    for _ in range(MEALS):
        with forks[low]:
            time.sleep(0.001)       # reaching across the table
            with forks[high]:
                time.sleep(0.001)   # eating


def main():
    team = [threading.Thread(target=dine, args=(seat,), name=name) for seat, name in enumerate(NAMES)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print("everybody has eaten", MEALS, "times")


if __name__ == "__main__":
    main()
