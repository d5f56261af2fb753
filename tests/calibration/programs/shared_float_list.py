"""Everybody takes the same float object out of the same list."""
from timing import measure

REPEAT = 4_000_000

LEVELS = [float(3.5) * 1.5]


def body(number, repeat):
    levels = LEVELS
    seen = 0.0
    for turn in range(repeat):
        seen = levels[0]


measure(body, REPEAT)
