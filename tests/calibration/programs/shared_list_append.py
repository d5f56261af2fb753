"""Everybody appends to the same list."""
from timing import measure

REPEAT = 2_000_000

ITEMS = []


def body(number, repeat):
    items = ITEMS
    for turn in range(repeat):
        items.append(turn)


measure(body, REPEAT)
