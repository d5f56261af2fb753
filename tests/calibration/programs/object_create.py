"""An instance with an __init__ of one argument is made and dropped."""
from timing import measure

REPEAT = 800_000


class Leaf:
    def __init__(self, weight):
        self.weight = weight


def body(number, repeat):
    for turn in range(repeat):
        leaf = Leaf(turn)


measure(body, REPEAT)
