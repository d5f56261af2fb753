"""A small int, read twice from the module's namespace."""
from timing import measure

REPEAT = 2_200_000

BOUND = 10


def body(number, repeat):
    seen = 0
    for turn in range(repeat):
        seen = BOUND
        seen = BOUND


measure(body, REPEAT)
