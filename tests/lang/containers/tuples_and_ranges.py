t = (1, "a", 2.5)
print(t, t[0], t[-1], t[1:], len(t), t + (1,), t * 2, "a" in t, t.index("a"), t.count(1), (), (1,), tuple("ab"), tuple([1, 2]))
print((1, 2) < (1, 3), (1, 2) == (1, 2), (1,) < (1, 0), hash((1, 2)) == hash((1, 2)), {(1, 2): "k"}[(1, 2)], max((1, 5), (2, 0)), sorted([(2, 1), (1, 2)]))
a = (1, [2])
a[1].append(3)
print(a)
try:
    a[1] += [4]
except TypeError as error:
    print(error, a)
nested = ((1, 2), (3, (4, 5)))
(p, q), (r, (s, u)) = nested
print(p, q, r, s, u, nested[1][1][0])
print(tuple(x * 2 for x in range(3)), sum((1, 2)), min((3, 1)), list(zip((1, 2), (3, 4))), (1, 2, 3)[::-1], not ())
r = range(2, 20, 3)
print(r, list(r), len(r), r[2], r[-1], r[1:3], 5 in r, 6 in r, r.index(8), r.count(8), r.start, r.stop, r.step, range(5) == range(0, 5), range(0) == range(5, 2), hash(range(3)) == hash(range(0, 3)))
print(list(range(5, 0, -2)), list(range(0)), list(range(-3, 3)), range(10)[::-2], list(reversed(range(4))), bool(range(0)), range(10 ** 20)[-1], len(range(0, 10 ** 10, 7)), 10 ** 18 in range(0, 10 ** 20, 2), "a" in range(3), 2.0 in range(3))
print(sum(range(1, 101)), max(range(5)), [i for i in range(3) for _ in range(2)], list(range(True, 4)), repr(range(1, 5, 1)), range(0, 3, 2) == range(0, 4, 2))
for bad in (lambda: range(0, 1, 0), lambda: range(1.5), lambda: range("a"), lambda: range(3)[5], lambda: (1, 2)[2], lambda: (1,).index(5), lambda: (1,) + [2], lambda: range(), lambda: range(3).index(9), lambda: hash(([],)), lambda: (1, 2).append(3)):
    try:
        bad()
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        print(type(error).__name__, error)
it = iter(range(3))
print(next(it), list(it), list(it))
print(*range(4), sep="-")
single = 5,
print(single, type(single).__name__, (5), type((5)).__name__, len(((),)))


def multiple():
    return 1, 2, 3


x, y, z = multiple()
print(x, y, z, multiple()[1], multiple())
print(range(10)[2:100:4], range(10)[::-3], range(5)[3:1], range(0, 20, 3)[1:-1:2], range(3)[5:], range(10)[-100:2])

# expect: (1, 'a', 2.5) 1 2.5 ('a', 2.5) 3 (1, 'a', 2.5, 1) (1, 'a', 2.5, 1, 'a', 2.5) True 1 1 () (1,) ('a', 'b') (1, 2)
# expect: True True True True k (2, 0) [(1, 2), (2, 1)]
# expect: (1, [2, 3])
# expect: 'tuple' object does not support item assignment (1, [2, 3, 4])
# expect: 1 2 3 4 5 4
# expect: (0, 2, 4) 3 1 [(1, 3), (2, 4)] (3, 2, 1) True
# expect: range(2, 20, 3) [2, 5, 8, 11, 14, 17] 6 8 17 range(5, 11, 3) True False 2 1 2 20 3 True True True
# expect: [5, 3, 1] [] [-3, -2, -1, 0, 1, 2] range(9, -1, -2) [3, 2, 1, 0] False 99999999999999999999 1428571429 True False True
# expect: 5050 4 [0, 0, 1, 1, 2, 2] [1, 2, 3] range(1, 5) True
# expect: ValueError range() arg 3 must not be zero
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: TypeError 'str' object cannot be interpreted as an integer
# expect: IndexError range object index out of range
# expect: IndexError tuple index out of range
# expect: ValueError tuple.index(x): x not in tuple
# expect: TypeError can only concatenate tuple (not "list") to tuple
# expect: TypeError range expected at least 1 argument, got 0
# expect: ValueError 9 is not in range
# expect: TypeError unhashable type: 'list'
# expect: AttributeError 'tuple' object has no attribute 'append'
# expect: 0 [1, 2] []
# expect: 0-1-2-3
# expect: (5,) tuple 5 int 1
# expect: 1 2 3 2 (1, 2, 3)
# expect: range(2, 10, 4) range(9, -1, -3) range(3, 1) range(3, 18, 6) range(3, 3) range(0, 2)
