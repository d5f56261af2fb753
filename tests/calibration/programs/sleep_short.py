"""Sleeps of a millisecond, with nothing beside them."""
import time

from timing import measure

REPEAT = 100


def body(number, repeat):
    for turn in range(repeat):
        time.sleep(0.001)


measure(body, REPEAT)
