"""A function of the module, one argument, one result."""
from timing import measure

REPEAT = 1_600_000


def following(value):
    return value + 1


def body(number, repeat):
    result = 0
    for turn in range(repeat):
        result = following(turn)


measure(body, REPEAT)
