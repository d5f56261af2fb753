"""One multiplication and one addition of floats in locals."""
from timing import measure

REPEAT = 3_000_000


def body(number, repeat):
    level = 1.0
    for turn in range(repeat):
        level = level * 0.999 + 0.5


measure(body, REPEAT)
