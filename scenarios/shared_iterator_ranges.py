"""Each thread gets a range of its own: the first repair of shared_iterator.py.

Watch: no thread touches what another one steps, so every item is delivered once in every build, and
nobody waits.
"""
# /// gilscope
# title = "A range for each thread"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.0005
# seed = 1
# ///

import threading

THREADS = 4
ITEMS = 40000


def drain(items, taken):
    for item in items:
        taken.append(item)


def main():
    shares = [[] for _ in range(THREADS)]
    team = []
    for index, share in enumerate(shares):
        own_range = range(ITEMS * index // THREADS, ITEMS * (index + 1) // THREADS)
        team.append(threading.Thread(target=drain, args=(own_range, share)))
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    delivered = sum(len(share) for share in shares)
    different = len({item for share in shares for item in share})
    print(f"{ITEMS} items, {different} different ones delivered, {delivered - different} delivered again")


if __name__ == "__main__":
    main()
