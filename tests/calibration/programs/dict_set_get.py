"""A private dict with small integer keys: one store, one load."""
from timing import measure

REPEAT = 1_300_000


def body(number, repeat):
    table = {}
    for turn in range(repeat):
        table[turn & 255] = turn
        found = table[turn & 255]


measure(body, REPEAT)
