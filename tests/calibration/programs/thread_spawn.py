"""A thread that does nothing is started and joined."""
import threading

from timing import measure

REPEAT = 2_000


def idle():
    pass


def body(number, repeat):
    for turn in range(repeat):
        helper = threading.Thread(target=idle)
        helper.start()
        helper.join()


measure(body, REPEAT)
