import gc
import weakref


class Node:
    pass


def make_cycles(n):
    for _ in range(n):
        a, b = Node(), Node()
        a.peer, b.peer = b, a


def collections():
    return sum(s["collections"] for s in gc.get_stats())


# Cycles are freed without being asked for.
gc.collect()
before = collections()
make_cycles(5000)
print(collections() > before, sum(s["collected"] for s in gc.get_stats()) > 1000)

# Not while the collector is switched off.
gc.disable()
gc.collect()
alive = []


class Watched:
    def __del__(self):
        alive.pop()


def watched_cycle():
    w = Watched()
    w.me = w
    alive.append(1)


before = collections()
for _ in range(3000):
    watched_cycle()
print(len(alive), collections() - before)
gc.enable()
make_cycles(3000)
print(len(alive) < 3000)
gc.collect()
print(len(alive))

# Weak references to garbage die first, their callbacks run; a finalizer may bring an object back.
died = []
saved = []


class Phoenix:
    def __del__(self):
        saved.append(self)


def phoenix():
    p = Phoenix()
    p.me = p
    return weakref.ref(p, lambda r: died.append("p"))


ref = phoenix()
gc.collect()
print(ref() is None, died, len(saved), saved[0].me is saved[0])

# Objects in use survive any number of collections.
kept = [[i, {i: (i,)}] for i in range(4000)]
kept.append(kept)
make_cycles(4000)
print(len(kept), kept[17], kept[-1] is kept)

# The generation must exist; thresholds can be set; zero switches automatic collections off.
for bad in (-1, 3):
    try:
        gc.collect(bad)
    except ValueError as error:
        print(error)
try:
    gc.collect("x")
except TypeError as error:
    print(error)
gc.set_threshold(500, 5)
print(gc.get_threshold())
gc.set_threshold(0)
gc.collect()
before = collections()
make_cycles(3000)
print(collections() - before, gc.collect() >= 6000)

# expect: True True
# expect: 3000 0
# expect: True
# expect: 0
# expect: True ['p'] 1 True
# expect: 4001 [17, {17: (17,)}] True
# expect: invalid generation
# expect: invalid generation
# expect: 'str' object cannot be interpreted as an integer
# expect: (500, 5, 10)
# expect: 0 True
