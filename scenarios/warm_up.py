"""Many threads at once each call the same functions a few times.

Watch: an instruction becomes fast on its second execution: until then it is the generic one. Under the
GIL all threads share the bytecode, and what one has warmed up serves the next. 3.13t has no fast
instructions at all. 3.14t gives every thread a copy of its own of each function's bytecode (the marks
"BytecodeCopied"), and each warms up from the beginning: threads that live long gain, threads that do
little pay. Try what if `no-tlbc`, and make ROUNDS larger.
"""
# /// gilscope
# title = "Thread-local bytecode: warming up again"
# cores = 8
# runtimes = ["3.14", "3.14t", "3.14t no-tlbc", "3.13t"]
# switch_interval = 0.005
# seed = 1
# ///

import sys
import threading
import time

THREADS = 8
ROUNDS = 3


class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def plus(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def length2(self):
        return self.x * self.x + self.y * self.y


def polygon(corners):
    total = Vector(0.0, 0.0)
    for i in range(corners):
        total = total.plus(Vector(i * 0.5, i * 0.25))
    return total.length2()


def work(number, times):
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        polygon(4)
        times[number].append(time.perf_counter() - begin)


def main():
    polygon(4)  # the main thread has warmed up before
    polygon(4)
    times = [[] for _ in range(THREADS)]
    team = [threading.Thread(target=work, args=(i, times)) for i in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print(polygon(4))
    for turn in range(ROUNDS):
        mean = sum(mine[turn] for mine in times) / THREADS
        print(f"call {turn + 1} in a thread: {1e6 * mean:.2f} microseconds on average", file=sys.stderr)


if __name__ == "__main__":
    main()
