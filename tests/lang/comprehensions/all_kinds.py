print([x * x for x in range(5)], {x % 3 for x in range(9)} == {0, 1, 2}, {x: x * x for x in range(3)})
print([(x, y) for x in range(3) for y in range(x)], [x for x in range(20) if x % 2 if x % 3])
print([[i * j for j in range(3)] for i in range(3)])
x = "outer"
result = [x for x in range(3)]
print(x, result)
print([y for x in [[1, 2], [3]] for y in x], x)
print({k: v for k, v in zip("abc", range(3))}, {v: k for k, v in {"a": 1}.items()})
print(sorted({c.lower() for c in "Hello World" if c.isalpha()}))


def function(n):
    factor = 3
    return [factor * i + n for i in range(n)], {i: factor for i in range(2)}


print(function(4))


def closure_in_comprehension():
    return [f() for f in [lambda: i for i in range(3)]], [(lambda j: lambda: j)(i)() for i in range(3)]


print(closure_in_comprehension())


class C:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
    pairs = [(a, b) for a in items for b in "xy"]
    try:
        scoped = [i + len(items) for i in range(2)]
    except NameError as error:
        scoped = str(error)


print(C.doubled, C.pairs, C.scoped)
print([a if a > 1 else -a for a in range(4)], [*range(2), *[i for i in range(2)]])
print(list(x + y for x in "ab" for y in "cd"), tuple(i for i in range(3)), dict((i, i) for i in range(2)))
nested = [[[z for z in range(y)] for y in range(x)] for x in range(3)]
print(nested)
try:
    [1 / i for i in (1, 0)]
except ZeroDivisionError as error:
    print(error)
print([i for i in range(10) if (lambda n: n % 4 == 0)(i)])
table = {(i, j): i ^ j for i in range(2) for j in range(2)}
print(table)
print([x for x, *rest in [(1, 2, 3), (4,)]], [rest for x, *rest in [(1, 2, 3), (4,)]])


def shadow():
    x = 5
    before = [x for x in range(2)]
    return x, before, [x + y for y in range(2)]


print(shadow())
last = 0
print([last := last + i for i in range(5)], last)
i = "i"
for _ in [i for i in "ab"]:
    pass
print(i, [locals_ for locals_ in (1,)])
print(any([]), all([]), any(n > 3 for n in range(5)), all(n > 3 for n in range(5)))

# expect: [0, 1, 4, 9, 16] True {0: 0, 1: 1, 2: 4}
# expect: [(1, 0), (2, 0), (2, 1)] [1, 5, 7, 11, 13, 17, 19]
# expect: [[0, 0, 0], [0, 1, 2], [0, 2, 4]]
# expect: outer [0, 1, 2]
# expect: [1, 2, 3] outer
# expect: {'a': 0, 'b': 1, 'c': 2} {1: 'a'}
# expect: ['d', 'e', 'h', 'l', 'o', 'r', 'w']
# expect: ([4, 7, 10, 13], {0: 3, 1: 3})
# expect: ([2, 2, 2], [0, 1, 2])
# expect: [2, 4, 6] [(1, 'x'), (1, 'y'), (2, 'x'), (2, 'y'), (3, 'x'), (3, 'y')] name 'items' is not defined
# expect: [0, -1, 2, 3] [0, 1, 0, 1]
# expect: ['ac', 'ad', 'bc', 'bd'] (0, 1, 2) {0: 0, 1: 1}
# expect: [[], [[]], [[], [0]]]
# expect: division by zero
# expect: [0, 4, 8]
# expect: {(0, 0): 0, (0, 1): 1, (1, 0): 1, (1, 1): 0}
# expect: [1, 4] [[2, 3], []]
# expect: (5, [0, 1], [5, 6])
# expect: [0, 1, 3, 6, 10] 10
# expect: i [1]
# expect: False True True False
