"""A worker and a partner of its own wake each other by two locks in turn."""
import threading

from timing import measure

REPEAT = 5_000


def answer(there, back, repeat):
    for turn in range(repeat):
        there.acquire()
        back.release()


def body(number, repeat):
    there = threading.Lock()
    back = threading.Lock()
    there.acquire()
    back.acquire()
    partner = threading.Thread(target=answer, args=(there, back, repeat))
    partner.start()
    for turn in range(repeat):
        there.release()
        back.acquire()
    partner.join()


measure(body, REPEAT)
