"""Everybody calls the same function of the module."""
from timing import measure

REPEAT = 1_600_000


def double(value):
    return value + value


def body(number, repeat):
    for turn in range(repeat):
        double(turn)


measure(body, REPEAT)
