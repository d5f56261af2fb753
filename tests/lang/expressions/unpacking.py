a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), c = (1, 2), 3
print(a, b, c)
first, *rest = [1, 2, 3, 4]
print(first, rest)
*start, last = "hello"
print(start, last)
head, *middle, tail = range(6)
print(head, middle, tail)
x, *y = [1]
print(x, y)
[p, [q, *r]] = [1, [2, 3, 4]]
print(p, q, r)
for i, (j, k) in enumerate([(1, 2), (3, 4)]):
    print(i, j, k)
for key, *values in [("a", 1, 2), ("b",)]:
    print(key, values)
print([*range(3), *"ab", 9], (*[1], *(2, 3)), {*[1, 2], *[2, 3]} == {1, 2, 3})
print({**{"a": 1, "b": 2}, "b": 3, **{"c": 4}})


def show(*args, **kwargs):
    print(args, kwargs)


show(*[1, 2], 3, *(4, 5), x=1, **{"y": 2}, **{"z": 3})
show(*"ab", **dict(k=1))
show()
a = b = c = [0]
print(a is b is c)
i = 0
i, values = 1, [10, 20]
values[i], i = 99, 0
print(values, i)
d = {}
d["k"], d["l"] = 1, 2
print(d)


class Box:
    pass


box = Box()
box.left, *box.right = 1, 2, 3
print(box.left, box.right)
t = 1,
print(t, (), (1,), len((1, 2)))
for bad in ([1], [1, 2, 3]):
    try:
        u, v = bad
    except ValueError as error:
        print(error)
try:
    u, *v, w = [1]
except ValueError as error:
    print(error)
try:
    u, v = 5
except TypeError as error:
    print(error)

# expect: 2 1
# expect: 1 2 3
# expect: 1 [2, 3, 4]
# expect: ['h', 'e', 'l', 'l'] o
# expect: 0 [1, 2, 3, 4] 5
# expect: 1 []
# expect: 1 2 [3, 4]
# expect: 0 1 2
# expect: 1 3 4
# expect: a [1, 2]
# expect: b []
# expect: [0, 1, 2, 'a', 'b', 9] (1, 2, 3) True
# expect: {'a': 1, 'b': 3, 'c': 4}
# expect: (1, 2, 3, 4, 5) {'x': 1, 'y': 2, 'z': 3}
# expect: ('a', 'b') {'k': 1}
# expect: () {}
# expect: True
# expect: [10, 99] 0
# expect: {'k': 1, 'l': 2}
# expect: 1 [2, 3]
# expect: (1,) () (1,) 2
# expect: not enough values to unpack (expected 2, got 1)
# expect: too many values to unpack (expected 2)
# expect: not enough values to unpack (expected at least 2, got 1)
# expect: cannot unpack non-iterable int object
