"""One attribute of a private instance is set again and again."""
from timing import measure

REPEAT = 4_000_000


class Slot:
    def __init__(self):
        self.content = 1


def body(number, repeat):
    slot = Slot()
    for turn in range(repeat):
        slot.content = turn


measure(body, REPEAT)
