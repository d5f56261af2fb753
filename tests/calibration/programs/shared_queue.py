"""Everybody puts into and gets from the same queue.Queue."""
import queue

from timing import measure

REPEAT = 70_000

COUNTER = queue.Queue()


def body(number, repeat):
    counter = COUNTER
    for turn in range(repeat):
        counter.put(turn)
        counter.get()


measure(body, REPEAT)
