"""len() of a private list."""
from timing import measure

REPEAT = 2_000_000


def body(number, repeat):
    letters = ["a", "b", "c"]
    size = 0
    for turn in range(repeat):
        size = len(letters)


measure(body, REPEAT)
