"""Pairs of instances that point at each other: only the cyclic collector frees them."""
from timing import measure

REPEAT = 250_000


class Half:
    pass


def body(number, repeat):
    for turn in range(repeat):
        left = Half()
        right = Half()
        left.other = right
        right.other = left


measure(body, REPEAT)
