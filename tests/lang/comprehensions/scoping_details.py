x = "global"
print([x for x in "ab"], x, {x: 1 for x in "c"}, x, {x for x in "d"}, x, list(x for x in "e"), x)
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
gs = [(lambda j=i: j) for i in range(3)]
print([g() for g in gs])


def outer():
    y = 10
    values = [y + z for z in range(3)]
    nested = [[y * a * b for a in range(2)] for b in range(2)]
    y = 20
    lazy = (y + z for z in range(2))
    y = 30
    return values, nested, list(lazy)


print(outer())


class C:
    n = 4
    direct = [i for i in range(n)]
    items = [1, 2]
    doubled = [i * 2 for i in items]
    condition = [i for i in items if i > 1]
    pairs = {i: i * i for i in items}


print(C.direct, C.doubled, C.condition, C.pairs)


def shadowing(x):
    return [x for x in range(x)], x


print(shadowing(3))


def walrus():
    found = [last := n for n in range(4) if n % 2]
    return found, last


print(walrus())
total = 0
running = [(total := total + n) for n in range(5)]
print(running, total)
print([[(i, j) for j in range(i)] for i in range(4)], [(i, j) for i in range(4) for j in range(i)], [i for i in range(10) if i % 2 if i > 3])
print([a + b for a, b in zip("ab", "cd")], [k for k, *_ in [(1, 2, 3)]], [(a, b) for a, (b, c) in [(1, (2, 3))]])
try:
    [undefined for _ in range(1)]
except NameError as error:
    print(error)
try:
    [i for i in 5]
except TypeError as error:
    print(error)
gen = (1 / d for d in (1, 0))
print(next(gen))
try:
    next(gen)
except ZeroDivisionError as error:
    print(error)
print(next(gen, "finished"))
d = {k: v for k, v in [("a", 1), ("b", 2), ("a", 3)]}
print(d, {v: k for k, v in d.items()}, {len(w) for w in ["a", "bb", "cc"]} == {1, 2})
del_target = [1, 2, 3]
print([del_target.pop() for _ in range(3)], del_target)
matrix = [[1, 2], [3, 4]]
print([v for row in matrix for v in row], [[r[i] for r in matrix] for i in range(2)], sum(v for row in matrix for v in row))
order = []
print([order.append(n) or n for n in range(3)], order)


def use_locals():
    a = 1
    b = [a for _ in range(2)]
    return sorted(locals())


print(use_locals())
print([f"{i}:{c}" for i, c in enumerate("xy")], ["yes" if n else "no" for n in (0, 1)], [not n for n in (0, 1)], [-n for n in range(3)], [n ** 2 for n in range(4)][1:3])

# expect: ['a', 'b'] global {'c': 1} global {'d'} global ['e'] global
# expect: [2, 2, 2]
# expect: [0, 1, 2]
# expect: ([10, 11, 12], [[0, 0], [0, 10]], [30, 31])
# expect: [0, 1, 2, 3] [2, 4] [2] {1: 1, 2: 4}
# expect: ([0, 1, 2], 3)
# expect: ([1, 3], 3)
# expect: [0, 1, 3, 6, 10] 10
# expect: [[], [(1, 0)], [(2, 0), (2, 1)], [(3, 0), (3, 1), (3, 2)]] [(1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (3, 2)] [5, 7, 9]
# expect: ['ac', 'bd'] [1] [(1, 2)]
# expect: name 'undefined' is not defined
# expect: 'int' object is not iterable
# expect: 1.0
# expect: division by zero
# expect: finished
# expect: {'a': 3, 'b': 2} {3: 'a', 2: 'b'} True
# expect: [3, 2, 1] []
# expect: [1, 2, 3, 4] [[1, 3], [2, 4]] 10
# expect: [0, 1, 2] [0, 1, 2]
# expect: ['a', 'b']
# expect: ['0:x', '1:y'] ['no', 'yes'] [True, False] [0, -1, -2] [1, 4]
