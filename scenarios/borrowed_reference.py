"""C code keeps a pointer to a list's item without counting it, and another thread replaces the item.

PyList_GetItem returns a borrowed reference. With the GIL that was fine: nobody else could run until the
C function returned. Without it the writer may free the item while the C code still reads it.

Watch: under 3.13 nothing happens. Under 3.13t the run ends in a modeled crash that names both threads:
who took the pointer, who freed the object, who used it. `peek_ref` is the repaired function: it calls
PyList_GetItemRef, which counts the item first. Run with the argument `strong` to use that one.

Under a real Python there is no such extension; a stand-in written in Python does the same work.
"""
# /// gilscope
# title = "A borrowed reference outlives its object"
# cores = 4
# runtimes = ["3.13", "3.13t", "3.13t gil=1"]
# seed = 1
#
# [extension.fastcache]
# gil_safe = true                 # declared safe, and it is not
# init_us = 100
# [extension.fastcache.functions]
# peek = { gets = "PyList_GetItem", cost_us = 2 }
# peek_ref = { gets = "PyList_GetItemRef", cost_us = 2 }
# ///

import sys
import threading

try:
    import fastcache
except ImportError:
    class fastcache:
        @staticmethod
        def peek(items, index):
            return items[index]
        peek_ref = peek

ROUNDS = 300
READERS = 3

cache = [["entry", 0]]
look = fastcache.peek_ref if "strong" in sys.argv[1:] else fastcache.peek


def reader():
    for _ in range(ROUNDS):
        entry = look(cache, 0)
        assert entry[0] == "entry"


def writer():
    for n in range(ROUNDS):
        cache[0] = ["entry", n]         # the old entry's last reference goes here


def main():
    team = [threading.Thread(target=reader, name=f"reader-{n + 1}") for n in range(READERS)]
    team.append(threading.Thread(target=writer, name="writer"))
    for thread in team:
        thread.start()
    for thread in team:
        thread.join()
    print(f"{READERS * ROUNDS} lookups, all well")


if __name__ == "__main__":
    main()
