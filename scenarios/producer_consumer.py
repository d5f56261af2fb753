"""Two producers and three consumers around a queue with room for eight items.

Watch: who waits for whom. Producers wait while the queue is full, consumers while it is empty; each
wait is a lock made for that one wait, and a woken thread often has to wait once more, for the
queue's mutex.
"""
# /// gilscope
# title = "Producers and consumers"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import queue
import threading

PRODUCERS = 2
CONSUMERS = 3
ITEMS = 400


def produce(channel, first):
    for number in range(first, ITEMS, PRODUCERS):
        channel.put(number)


def consume(channel, results):
    total = 0
    while (number := channel.get()) is not None:
        for divisor in range(1, 50):
            total += number % divisor
    results.append(total)


def main():
    channel = queue.Queue(maxsize=8)
    results = []
    producers = [threading.Thread(target=produce, args=(channel, first), name=f"producer-{first}")
                 for first in range(PRODUCERS)]
    consumers = [threading.Thread(target=consume, args=(channel, results), name=f"consumer-{n}")
                 for n in range(CONSUMERS)]
    for thread in producers + consumers:
        thread.start()
    for thread in producers:
        thread.join()
    for _ in consumers:
        channel.put(None)
    for thread in consumers:
        thread.join()
    print(f"{ITEMS} items, sum of remainders {sum(results)}")


if __name__ == "__main__":
    main()
