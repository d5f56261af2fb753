"""A thread polls for a result with `time.sleep(0)`, "to let the others run".

Watch: each call takes more than 50 microseconds since Python 3.11, though nothing was asked for: it is a
sleep until now, and Linux lets every sleep end up to 50 microseconds late (timer slack). It does let
others have the GIL meanwhile, and they keep it for five milliseconds: under the GIL the poller gets a
look once per switch interval. An Event or a queue would have woken it at once.
"""
# /// gilscope
# title = "time.sleep(0) is a sleep"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import sys
import threading
import time

ITEMS = 200_000

result = []


def compute():
    number = 0
    for i in range(ITEMS):
        number += i
    result.append(number)


def poll():
    looks = 0
    begin = time.perf_counter()
    while not result:
        time.sleep(0)
        looks += 1
    each = (time.perf_counter() - begin) / max(looks, 1)
    print(f"{looks} looks, one each {1e6 * each:.0f} microseconds", file=sys.stderr)


def main():
    team = [threading.Thread(target=compute), threading.Thread(target=poll)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print(result[0])


if __name__ == "__main__":
    main()
