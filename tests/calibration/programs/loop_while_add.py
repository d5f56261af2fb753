"""A while loop that counts in a local: what one costs on 3.13 is the unit of all ratios."""
from timing import measure

REPEAT = 3_000_000


def body(number, repeat):
    turn = 0
    while turn < repeat:
        turn += 1


measure(body, REPEAT)
