"""Fetch twenty pages, five at a time, from a server that takes its time.

Watch: a thread that waits for the network lets go of the GIL, so the waits overlap in every build.
All runtimes take the same wall time; the cores have nothing to do. Free threading is not a cure for
slow servers, and none is needed.
"""
# /// gilscope
# title = "I/O-bound downloads"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
# ///

import time
from concurrent.futures import ThreadPoolExecutor, as_completed

PAGES = {f"page{number}": 0.02 + 0.005 * (number % 4) for number in range(20)}


def download(name):
    time.sleep(PAGES[name])         # the server thinks; nobody needs the GIL meanwhile
    return name, 1000 * len(name)


def main():
    received = {}
    with ThreadPoolExecutor(max_workers=5) as pool:
        for done in as_completed([pool.submit(download, name) for name in PAGES]):
            name, size = done.result()
            received[name] = size
    print(f"{len(received)} pages, {sum(received.values())} bytes")


if __name__ == "__main__":
    main()
