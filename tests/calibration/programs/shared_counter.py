"""Everybody adds to the same global, without a lock."""
from timing import measure

REPEAT = 1_700_000

total = 0


def body(number, repeat):
    global total
    for turn in range(repeat):
        total += 1


measure(body, REPEAT)
