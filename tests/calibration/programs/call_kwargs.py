"""A Python function called with one positional and one keyword argument; a default fills the third."""
from timing import measure

REPEAT = 1_000_000


def linear(value, slope=2, offset=0):
    return value * slope + offset


def body(number, repeat):
    result = 0
    for turn in range(repeat):
        result = linear(turn, offset=1)


measure(body, REPEAT)
