"""Everybody adds to the same global while holding the same lock."""
import threading

from timing import measure

REPEAT = 230_000

total = 0
guard = threading.Lock()


def body(number, repeat):
    global total
    for turn in range(repeat):
        with guard:
            total += 1


measure(body, REPEAT)
