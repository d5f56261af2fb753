"""The program imports an extension module that declares that it can do without the GIL: the twin of
extension_gil.py.

Watch: the free-threaded build leaves the GIL off, and the four threads compute side by side, in the
extension and in Python. In the standard build the calls still overlap with Python code, because
this extension lets go of the GIL while it computes.

Under a real Python there is no such extension; a stand-in written in Python does the same work.
"""
# /// gilscope
# title = "An extension that is safe without the GIL"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.14", "3.14t"]
# switch_interval = 0.005
# seed = 1
#
# [extension.newmath]
# gil_safe = true
# functions = { smooth = { cost_us = 20, releases_gil = true } }
# ///

import threading

try:
    import newmath
except ImportError:
    class newmath:
        @staticmethod
        def smooth(number):
            for _ in range(200):
                number *= 0.5

THREADS = 4
ROUNDS = 250


def work():
    total = 0
    for n in range(ROUNDS):
        newmath.smooth(n)
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
