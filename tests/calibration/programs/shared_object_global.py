"""Everybody loads the same ordinary instance from a global."""
from timing import measure

REPEAT = 4_000_000


class Badge:
    pass


BADGE = Badge()


def body(number, repeat):
    for turn in range(repeat):
        seen = BADGE


measure(body, REPEAT)
