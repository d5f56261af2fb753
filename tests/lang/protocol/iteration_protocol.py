class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Old:
    def __getitem__(self, i):
        if i >= 4:
            raise IndexError
        return i * i

    def __len__(self):
        return 4


print(list(Countdown(3)), tuple(Countdown(2)), set(Countdown(3)), sum(Countdown(4)), sorted(Countdown(3)), max(Countdown(5)), [*Countdown(2)], dict(zip("ab", Countdown(2))))
print(list(Old()), 9 in Old(), 5 in Old(), list(reversed(Old())), [a for a in Old()], list(enumerate(Old(), 5)), list(zip(Old(), Countdown(2))))
a, b, *c = Countdown(5)
print(a, b, c)
print(list(map(lambda x, y: x + y, [1, 2, 3], Countdown(9))), list(filter(None, Old())), list(filter(lambda v: v > 1, Countdown(4))))
print(any(v == 2 for v in Countdown(4)), all(Countdown(4)), any([]), all([]))
it = iter([1, 2])
print(next(it), next(it), next(it, "end"), next(iter(Countdown(0)), "none"))
values = iter(range(10))
print(list(iter(lambda: next(values), 4)), list(values))
e = enumerate("xy", start=10 ** 20)
print(next(e), type(e).__name__, iter(e) is e)


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: list(zip([1, 2], [1], strict=True)))
attempt(lambda: list(zip([1], [1, 2], strict=True)))
attempt(lambda: list(zip([1], [1], [1, 2], strict=True)))
attempt(lambda: list(zip([1], [2], [3], strict=True)))
attempt(lambda: list(zip()))
attempt(lambda: zip(1, 2))
attempt(lambda: map(1))
attempt(lambda: list(map(5, [1])))
attempt(lambda: enumerate())
attempt(lambda: enumerate(5))
attempt(lambda: reversed(5))
attempt(lambda: reversed({1, 2}))
attempt(lambda: list(reversed({"a": 1, "b": 2})))
attempt(lambda: list(reversed(range(3))))
attempt(lambda: "".join(reversed("abc")))
attempt(lambda: list(reversed((1, 2))))
attempt(lambda: next(iter([])))
attempt(lambda: next([]))
attempt(lambda: iter(5, 6))
attempt(lambda: sorted(5))
attempt(lambda: [x for x in 5])
attempt(lambda: sum(5))
attempt(lambda: sum(["a"]))
attempt(lambda: dict([(1, 2, 3)]))


def gen():
    yield 1
    return "value"


g = gen()
print(next(g))
try:
    next(g)
except StopIteration as stop:
    print("stopped with", stop.value)
try:
    next(g)
except StopIteration as stop:
    print("then", stop.value)


class WithReversed:
    def __reversed__(self):
        return iter("zyx")

    def __contains__(self, item):
        return item == 1

    def __iter__(self):
        yield from (7, 8)


w = WithReversed()
print(list(reversed(w)), 1 in w, 7 in w, list(w))


class NoIter:
    __iter__ = None


attempt(lambda: iter(NoIter()))
print([type(iter(x)).__name__ for x in ([], (), b"", {}, set(), range(1), {}.keys(), {}.values(), {}.items())])

# expect: [2, 1, 0] (1, 0) {0, 1, 2} 6 [0, 1, 2] 4 [1, 0] {'a': 1, 'b': 0}
# expect: [0, 1, 4, 9] True False [9, 4, 1, 0] [0, 1, 4, 9] [(5, 0), (6, 1), (7, 4), (8, 9)] [(0, 1), (1, 0)]
# expect: 4 3 [2, 1, 0]
# expect: [9, 9, 9] [1, 4, 9] [3, 2]
# expect: True False False True
# expect: 1 2 end none
# expect: [0, 1, 2, 3] [5, 6, 7, 8, 9]
# expect: (100000000000000000000, 'x') enumerate True
# expect: ValueError zip() argument 2 is shorter than argument 1
# expect: ValueError zip() argument 2 is longer than argument 1
# expect: ValueError zip() argument 3 is longer than arguments 1-2
# expect: [(1, 2, 3)]
# expect: []
# expect: TypeError 'int' object is not iterable
# expect: TypeError map() must have at least two arguments.
# expect: TypeError 'int' object is not callable
# expect: TypeError enumerate() missing required argument 'iterable'
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not reversible
# expect: TypeError 'set' object is not reversible
# expect: ['b', 'a']
# expect: [2, 1, 0]
# expect: cba
# expect: [2, 1]
# expect: StopIteration 
# expect: TypeError 'list' object is not an iterator
# expect: TypeError iter(v, w): v must be callable
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not iterable
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: 1
# expect: stopped with value
# expect: then None
# expect: ['z', 'y', 'x'] True False [7, 8]
# expect: TypeError 'NoIter' object is not iterable
# expect: ['list_iterator', 'tuple_iterator', 'bytes_iterator', 'dict_keyiterator', 'set_iterator', 'range_iterator', 'dict_keyiterator', 'dict_valueiterator', 'dict_itemiterator']
