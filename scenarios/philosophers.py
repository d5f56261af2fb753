"""Five philosophers, five forks, and each takes the left fork first.

Watch: all of them pick up their left fork, and then everybody waits for the fork that the neighbour
holds, for ever. This has nothing to do with the GIL: it happens in every build. The run ends when
nothing can move any more, and names the cycle of waits. (Under a real Python this script hangs;
press Ctrl-C.) The repair: philosophers_ordered.py.
"""
# /// gilscope
# title = "Dining philosophers: deadlock"
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
    left = forks[seat]
    right = forks[(seat + 1) % len(forks)]
    for _ in range(MEALS):
        with left:
            time.sleep(0.001)       # reaching across the table
            with right:
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
