"""Four threads draw work from one list iterator.

Watch: under the GIL each item goes to exactly one thread, since stepping a list iterator is one
uninterrupted piece of C. Without the GIL two cores read the same index before either has moved it
on, and both get the same item. Nothing crashes; the total is simply wrong. The repairs:
shared_iterator_ranges.py and shared_iterator_queue.py.
"""
# /// gilscope
# title = "One iterator shared by all"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.0005
# seed = 1
# ///

import threading

THREADS = 4
ITEMS = 15000


def drain(iterator, taken):
    for item in iterator:
        taken.append(item)


def main():
    shared = iter(list(range(ITEMS)))
    shares = [[] for _ in range(THREADS)]
    team = [threading.Thread(target=drain, args=(shared, share)) for share in shares]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    delivered = sum(len(share) for share in shares)
    different = len({item for share in shares for item in share})
    print(f"{ITEMS} items, {different} different ones delivered, {delivered - different} delivered again")


if __name__ == "__main__":
    main()
