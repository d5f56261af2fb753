"""The threads draw work from a queue: the second repair of shared_iterator.py, for work that cannot be
divided beforehand.

Watch: every item is delivered once, in every build. The price is the queue's lock, and with it a
lot of Python code between its taking and its release; the items are put in batches to keep that
price small.
"""
# /// gilscope
# title = "Work from a queue"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.0005
# seed = 1
# ///

import queue
import threading

THREADS = 4
ITEMS = 40000
BATCH = 100


def drain(work, taken):
    while True:
        try:
            batch = work.get_nowait()
        except queue.Empty:
            return
        for item in batch:
            taken.append(item)


def main():
    work = queue.Queue()
    for start in range(0, ITEMS, BATCH):
        work.put(range(start, min(start + BATCH, ITEMS)))
    shares = [[] for _ in range(THREADS)]
    team = [threading.Thread(target=drain, args=(work, share)) for share in shares]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    delivered = sum(len(share) for share in shares)
    different = len({item for share in shares for item in share})
    print(f"{ITEMS} items, {different} different ones delivered, {delivered - different} delivered again")


if __name__ == "__main__":
    main()
