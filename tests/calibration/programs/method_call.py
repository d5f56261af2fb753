"""A method of a private instance that changes the instance."""
from timing import measure

REPEAT = 1_400_000


class Meter:
    def __init__(self):
        self.ticks = 0

    def tick(self):
        self.ticks += 1


def body(number, repeat):
    meter = Meter()
    for turn in range(repeat):
        meter.tick()


measure(body, REPEAT)
