"""`with` on a Lock that no other thread knows."""
import threading

from timing import measure

REPEAT = 700_000


def body(number, repeat):
    mine = threading.Lock()
    for turn in range(repeat):
        with mine:
            pass


measure(body, REPEAT)
