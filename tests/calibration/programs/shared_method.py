"""Everybody calls a method of the same instance."""
from timing import measure

REPEAT = 2_500_000


class Bell:
    def ring(self):
        return 1


BELL = Bell()


def body(number, repeat):
    bell = BELL
    for turn in range(repeat):
        bell.ring()


measure(body, REPEAT)
