class Grid:
    def __init__(self):
        self.cells = {}

    def __setitem__(self, key, value):
        self.cells[key] = value

    def __getitem__(self, key):
        if isinstance(key, slice):
            return ("slice", key.start, key.stop, key.step)
        return self.cells.get(key, ".")

    def __delitem__(self, key):
        del self.cells[key]

    def __len__(self):
        return len(self.cells)

    def __iter__(self):
        return iter(sorted(self.cells))

    def __reversed__(self):
        return iter(sorted(self.cells, reverse=True))

    def __contains__(self, key):
        return key in self.cells


g = Grid()
g[1, 2] = "x"
g[0, 0] = "o"
print(g[1, 2], g[5, 5], len(g), list(g), list(reversed(g)), (1, 2) in g, g[1:2:3])
g[0, 0] += "!"
print(g[0, 0])
del g[1, 2]
print(len(g), bool(g), bool(Grid()))


class OldStyle:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError("end")
        return i * 10


print(list(OldStyle()), 20 in OldStyle(), 25 in OldStyle(), max(OldStyle()), [*OldStyle()], dict(enumerate(OldStyle())))


class Sequence:
    def __len__(self):
        return 4

    def __getitem__(self, i):
        return "abcd"[i]


print(list(reversed(Sequence())), "".join(Sequence()))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(3)), sum(Countdown(4)), tuple(Countdown(2)), 2 in Countdown(3))
c = Countdown(5)
print(next(c), next(c), list(c), next(c, "empty"))
a, b, *rest = Countdown(4)
print(a, b, rest)


class Formats:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"

    def __bytes__(self):
        return b"bytes"


f = Formats()
print(f"{f:abc} {f} {f!s} {f!r}", format(f, "x"), "%s %r" % (f, f), "{:z}".format(f), bytes(f), [f])


class BadLen:
    def __len__(self):
        return -1


class NotIterable:
    __iter__ = None


for bad in (lambda: len(BadLen()), lambda: list(NotIterable()), lambda: iter(5), lambda: len(5), lambda: 5[0], lambda: next([])):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(error)


class LengthHint:
    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        return 10


print(list(LengthHint()))

# expect: x . 2 [(0, 0), (1, 2)] [(1, 2), (0, 0)] True ('slice', 1, 2, 3)
# expect: o!
# expect: 1 True False
# expect: [0, 10, 20] True False 20 [0, 10, 20] {0: 0, 1: 10, 2: 20}
# expect: ['d', 'c', 'b', 'a'] abcd
# expect: [3, 2, 1] 10 (2, 1) True
# expect: 5 4 [3, 2, 1] empty
# expect: 4 3 [2, 1]
# expect: <abc> <> str repr <x> str repr <z> b'bytes' [repr]
# expect: __len__() should return >= 0
# expect: 'NotIterable' object is not iterable
# expect: 'int' object is not iterable
# expect: object of type 'int' has no len()
# expect: 'int' object is not subscriptable
# expect: 'list' object is not an iterator
# expect: [1, 2]
