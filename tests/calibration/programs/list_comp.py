"""A comprehension makes a list of ten ints."""
from timing import measure

REPEAT = 200_000


def body(number, repeat):
    for turn in range(repeat):
        items = [item for item in range(10)]


measure(body, REPEAT)
