class Range:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return RangeIterator(self.n)


class RangeIterator:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i - 1


r = Range(3)
print(list(r), list(r), [x + y for x in r for y in r], max(r), sum(r), 2 in r, tuple(r), sorted(r, reverse=True), dict(zip(r, "abc")))
it = iter(r)
print(next(it), next(it), next(it), next(it, "end"))
try:
    next(it)
except StopIteration as stop:
    print(repr(stop))
print(list(iter([1, 2])), list(iter("ab")), sorted(iter({1: 2})), list(iter({3})), list(iter((4,))))
values = iter([1, 2, 3, 4])
print(next(values), list(zip(values, values)), list(values))
lines = iter(["a", "b", "stop", "c"])
print(list(iter(lambda: next(lines), "stop")), list(lines))
shared = iter(range(10))
print([next(shared) for _ in range(3)], list(shared)[:2], list(shared))


class NextOnly:
    def __next__(self):
        return 1


try:
    iter(NextOnly())
except TypeError as error:
    print(error)


class BadIter:
    def __iter__(self):
        return 5


try:
    iter(BadIter())
except TypeError as error:
    print(error)


class RaisesInNext:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("from next")


for use in (list, tuple, set, sum, max, sorted, any):
    try:
        use(RaisesInNext())
    except ValueError as error:
        print(use.__name__, error)
try:
    for x in RaisesInNext():
        pass
except ValueError as error:
    print("for", error)
m = map(lambda x: x * 2, [1, 2, 3])
print(next(m), list(m), list(m))
f = filter(None, [0, 1, "", "a"])
print(list(f), iter(f) is f)
e = enumerate("abc", start=5)
print(next(e), list(e))
z = zip([1, 2, 3], "ab")
print(list(z), list(zip()), list(zip([1])), list(zip(*[(1, 2), (3, 4)])))
try:
    list(zip([1, 2], [1], strict=True))
except ValueError as error:
    print(error)
rev = reversed([1, 2, 3])
print(next(rev), list(rev), list(reversed("ab")), list(reversed({1: 1, 2: 2})))
a = [1, 2, 3]
growing = iter(a)
next(growing)
a.append(4)
print(list(growing), list(growing))
a.append(5)
print(list(growing))
print(type(iter([])).__name__, type(iter("")).__name__, type(iter({})).__name__, type(iter(range(0))).__name__, type(zip()).__name__, type(map(str, [])).__name__)
print(list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), [*map(str, range(3))], list(map(int, "123")), set(map(len, ["a", "bb"])) == {1, 2})

# expect: [0, 1, 2] [0, 1, 2] [0, 1, 2, 1, 2, 3, 2, 3, 4] 2 3 True (0, 1, 2) [2, 1, 0] {0: 'a', 1: 'b', 2: 'c'}
# expect: 0 1 2 end
# expect: StopIteration()
# expect: [1, 2] ['a', 'b'] [1] [3] [4]
# expect: 1 [(2, 3)] []
# expect: ['a', 'b'] ['c']
# expect: [0, 1, 2] [3, 4] []
# expect: 'NextOnly' object is not iterable
# expect: iter() returned non-iterator of type 'int'
# expect: list from next
# expect: tuple from next
# expect: set from next
# expect: sum from next
# expect: max from next
# expect: sorted from next
# expect: any from next
# expect: for from next
# expect: 2 [4, 6] []
# expect: [1, 'a'] True
# expect: (5, 'a') [(6, 'b'), (7, 'c')]
# expect: [(1, 'a'), (2, 'b')] [] [(1,)] [(1, 3), (2, 4)]
# expect: zip() argument 2 is shorter than argument 1
# expect: 3 [2, 1] ['b', 'a'] [2, 1]
# expect: [2, 3, 4] []
# expect: []
# expect: list_iterator str_ascii_iterator dict_keyiterator range_iterator zip map
# expect: [11, 22] ['0', '1', '2'] [1, 2, 3] True
