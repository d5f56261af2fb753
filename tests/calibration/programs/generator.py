"""A generator written in Python, drained of ten items."""
from timing import measure

REPEAT = 200_000


def first(count):
    item = 0
    while item < count:
        yield item
        item += 1


def body(number, repeat):
    for turn in range(repeat):
        for item in first(10):
            pass


measure(body, REPEAT)
