"""Integers in locals: multiply, add, remainder, compare."""
from timing import measure

REPEAT = 700_000


def body(number, repeat):
    state = 7
    for turn in range(repeat):
        state = (state * 31 + turn) % 65521
        if state == 3:
            state += 1


measure(body, REPEAT)
