"""One item of a private list is copied to another place in it."""
from timing import measure

REPEAT = 1_600_000


def body(number, repeat):
    cells = [0] * 64
    for turn in range(repeat):
        cells[turn & 63] = cells[(turn + 1) & 63]


measure(body, REPEAT)
