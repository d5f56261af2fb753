"""The program imports an extension module that never declared that it can do without the GIL.

Watch: the free-threaded build turns the GIL on for good at the import, with a RuntimeWarning, and
from there on only one thread computes. Run it with `-X gil=0` to overrule that at your own risk.
Compare extension_safe.py.

Under a real Python there is no such extension; a stand-in written in Python does the same work.
"""
# /// gilscope
# title = "An extension that brings the GIL back"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
#
# [extension.oldmath]
# gil_safe = false
# functions = { smooth = { cost_us = 20, releases_gil = false } }
# ///

import threading

try:
    import oldmath
except ImportError:
    class oldmath:
        @staticmethod
        def smooth(number):
            for _ in range(200):
                number *= 0.5

THREADS = 4
ROUNDS = 250


def work():
    total = 0
    for n in range(ROUNDS):
        oldmath.smooth(n)
        for k in range(50):         # and some Python code of our own
            total += n * k
    return total


def main():
    team = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print(f"{THREADS} threads, {THREADS * ROUNDS} calls")


if __name__ == "__main__":
    main()
