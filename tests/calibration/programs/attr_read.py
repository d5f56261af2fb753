"""Two attributes of an instance that no other thread knows."""
from timing import measure

REPEAT = 3_500_000


class Pair:
    def __init__(self):
        self.left = 1
        self.right = 2


def body(number, repeat):
    pair = Pair()
    seen = 0
    for turn in range(repeat):
        seen = pair.left
        seen = pair.right


measure(body, REPEAT)
