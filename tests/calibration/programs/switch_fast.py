"""The counting loop, with a switch interval of 50 microseconds."""
import sys

from timing import measure

REPEAT = 3_000_000

sys.setswitchinterval(0.00005)


def body(number, repeat):
    turn = 0
    while turn < repeat:
        turn += 1


measure(body, REPEAT)
