"""A tuple of three locals is built and taken apart."""
from timing import measure

REPEAT = 2_100_000


def body(number, repeat):
    side = 1
    for turn in range(repeat):
        triple = (side, turn, side)
        first, second, third = triple


measure(body, REPEAT)
