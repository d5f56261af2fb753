"""Short sleeps beside a thread that computes: how late does the sleeper run again?"""
import threading
import time

from timing import measure

REPEAT = 60

finished = [False]


def spin():
    rounds = 0
    while not finished[0]:
        rounds += 1


def body(number, repeat):
    spinner = threading.Thread(target=spin)
    spinner.start()
    for turn in range(repeat):
        time.sleep(0.001)
    finished[0] = True
    spinner.join()


measure(body, REPEAT)
