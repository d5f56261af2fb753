"""A for loop over a range with nothing in it."""
from timing import measure

REPEAT = 6_000_000


def body(number, repeat):
    for turn in range(repeat):
        pass


measure(body, REPEAT)
