"""put and get on a queue.Queue that no other thread knows."""
import queue

from timing import measure

REPEAT = 70_000


def body(number, repeat):
    mine = queue.Queue()
    for turn in range(repeat):
        mine.put(turn)
        mine.get()


measure(body, REPEAT)
