"""Values change places among locals; nothing is computed."""
from timing import measure

REPEAT = 2_200_000


def body(number, repeat):
    one = 1
    two = 2
    for turn in range(repeat):
        one, two = two, one
        three = one
        one = three


measure(body, REPEAT)
