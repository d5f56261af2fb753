"""An exception is raised and caught in the same function."""
from timing import measure

REPEAT = 500_000


def body(number, repeat):
    for turn in range(repeat):
        try:
            raise KeyError
        except KeyError:
            pass


measure(body, REPEAT)
