"""The shape of a scenario: threads, locks, a queue."""
from __future__ import annotations

import queue
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

counter = 0
lock = threading.Lock()


class Worker(threading.Thread):
    """Counts."""

    def __init__(self, n: int, *, name: str | None = None) -> None:
        super().__init__(name=name, daemon=True)
        self.n = n
        self.results: list[int] = []

    def run(self):
        global counter
        for _ in range(self.n):
            with lock:
                counter += 1
            if counter % 100 == 0:
                time.sleep(0.001)
        self.results.append(counter)


def producer(q, items):
    for item in items:
        q.put(item)
    q.put(None)


def consumer(q):
    while (item := q.get()) is not None:
        print(f"{threading.current_thread().name}: {item!r:>8} {counter=}")
        q.task_done()


if __name__ == "__main__":
    q = queue.Queue(maxsize=4)
    workers = [Worker(10_000, name=f"w{i}") for i in range(4)]
    for w in workers:
        w.start()
    try:
        threading.Thread(target=producer, args=(q, range(10))).start()
        consumer(q)
    except KeyboardInterrupt as e:
        raise SystemExit(1) from e
    finally:
        for w in workers:
            w.join(timeout=1.5)
    with ThreadPoolExecutor(max_workers=4) as pool:
        futures = {pool.submit(pow, i, 2, mod=7): i for i in range(8)}
        for f in as_completed(futures):
            print(futures[f], f.result(), sep=" -> ", end="\n", flush=True)
    print(*sorted(w.results[0] for w in workers), counter)
