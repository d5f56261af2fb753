# list: methods, slices, comparison, sorting with the comparisons counted.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n

class Equal:
    def __init__(self, v): self.v = v
    def __eq__(self, other): return isinstance(other, Equal) and self.v == other.v
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f"Equal({self.v})"
    def __lt__(self, other): return self.v < other.v

class List(list): pass

def fresh():
    return [3, 1, 2, 1, 'x', None, 2.5]
for case in [
    ('append', 1),
    ('extend', (1, 2)),
    ('extend', 'ab'),
    ('extend', {1: 2}),
    ('extend', range(3)),
    ('extend', (i for i in 'gh')),
    ('insert', 0, 9),
    ('insert', 100, 9),
    ('insert', -1, 9),
    ('insert', Index(1), 9),
    ('pop',),
    ('pop', 0),
    ('pop', -2),
    ('pop', 99),
    ('remove', 1),
    ('remove', 99),
    ('index', 1),
    ('index', 1, 2),
    ('index', 99),
    ('index', 1, -3, -1),
    ('count', 1),
    ('count', 7),
    ('reverse',),
    ('copy',),
    ('clear',),
    ('sort',),
    ('__len__',),
    ('__contains__', 2.5),
    ('__getitem__', slice(1, 5, 2)),
    ('__getitem__', -1),
    ('__setitem__', 0, 5),
    ('__setitem__', slice(1, 3), 'abc'),
    ('__setitem__', slice(0, None, 3), [7, 8, 9]),
    ('__delitem__', slice(None, None, 2)),
    ('__delitem__', slice(None, None, -2)),
    ('__delitem__', 0),
    ('__iadd__', 'zz'),
    ('__imul__', 2),
    ('__mul__', 0),
    ('__add__', [1]),
    ('__eq__', fresh()),
    ('__ne__', 5),
    ('__lt__', [4]),
]:
    show(case)
a = [1, 2, 3, 4, 5]
a[1:1] = [9, 9]
print(a)
a[::2] = a[::2][::-1]
print(a)
del a[-3:]
print(a)
a[5:1] = [0]
print(a)
a[:] = a
print(a)
a += a
print(a)
a *= 2
print(len(a))
show(lambda: [1, 2] < [1, 3])
show(lambda: [1, 2] < [1])
show(lambda: [] == ())
show(lambda: [[1], [2]] == [[1], [2]])
show(lambda: [Equal(1), 2] == [Equal(1), 2])
show(lambda: Equal(1) in [1, Equal(1)])
show(lambda: [Equal(2), Equal(1)].index(Equal(1)))
show(lambda: sorted([Equal(3), Equal(1), Equal(2)]))
show(lambda: [Equal(1)].count(Equal(1)))
show(lambda: sorted('hello'))
show(lambda: sorted([3, 1, 2], reverse=True))
show(lambda: sorted(['b', 'A', 'c'], key=str.lower))
show(lambda: sorted([(1, 'b'), (0, 'z'), (1, 'a')]))
show(lambda: sorted([3, 1.5, True]))
show(lambda: sorted({3: 1, 1: 2}))
show(lambda: sorted(range(1000), key=lambda x: x * 7919 % 1000)[:10])
import random
random.seed(1)
for n in (0, 1, 2, 3, 10, 33, 64, 65, 100, 1000):
    d = [random.randrange(50) for _ in range(n)]
    pairs = sorted(((v, i) for i, v in enumerate(d)), key=lambda p: p[0])
    assert pairs == sorted(((v, i) for i, v in enumerate(d))), n
    assert sorted(d, reverse=True) == sorted(d)[::-1]
    r = sorted(enumerate(d), key=lambda p: p[1], reverse=True)
    assert all((r[i][1] > r[i + 1][1] or (r[i][1] == r[i + 1][1] and r[i][0] < r[i + 1][0]) for i in range(n - 1)))
cnt = 0
class C:

    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        global cnt
        cnt += 1
        return self.v < o.v
for data in (list(range(20)), list(range(20))[::-1], [5, 1, 4, 2, 3], [1] * 10, [i * 37 % 50 for i in range(50)]):
    cnt = 0
    s = sorted((C(v) for v in data))
    print([c.v for c in s][:5], cnt)
l = [3, 1, 2]
def bad(x):
    l.append(1)
    return x
show(l.sort, key=bad)
print(l)
show(lambda: [1, 'a'].sort())
show(lambda: sorted([1, 2], key=lambda x: 1 / 0))
r = []
r.append(r)
show(repr, r)
r = {}
r[1] = r
show(repr, r)
r = ([],)
r[0].append(r)
show(repr, r)
show(list, 'abc')
show(list, {1: 2}.items())
show(List, [1, 2])
show(lambda: type(List([1]) + [2]))
show(lambda: List([1]) == [1])
show(lambda: list(reversed([1, 2, 3])))
it = iter([1, 2, 3])
next(it)
show(it.__length_hint__)
show(list, it)
show(list, it)

# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: "TypeError: 'tuple' object is not callable"
# expect: [1, 9, 9, 2, 3, 4, 5]
# expect: [5, 9, 3, 2, 9, 4, 1]
# expect: [5, 9, 3, 2]
# expect: [5, 9, 3, 2, 0]
# expect: [5, 9, 3, 2, 0]
# expect: [5, 9, 3, 2, 0, 5, 9, 3, 2, 0]
# expect: 20
# expect: True
# expect: False
# expect: False
# expect: True
# expect: True
# expect: True
# expect: 1
# expect: [Equal(1), Equal(2), Equal(3)]
# expect: 1
# expect: ['e', 'h', 'l', 'l', 'o']
# expect: [3, 2, 1]
# expect: ['A', 'b', 'c']
# expect: [(0, 'z'), (1, 'a'), (1, 'b')]
# expect: [True, 1.5, 3]
# expect: [1, 3]
# expect: [0, 679, 358, 37, 716, 395, 74, 753, 432, 111]
# expect: [0, 1, 2, 3, 4] 19
# expect: [0, 1, 2, 3, 4] 19
# expect: [1, 2, 3, 4, 5] 10
# expect: [1, 1, 1, 1, 1] 9
# expect: [0, 1, 2, 3, 4] 223
# expect: 'ValueError: list modified during sort'
# expect: [1, 2, 3]
# expect: "TypeError: '<' not supported between instances of 'str' and 'int'"
# expect: 'ZeroDivisionError: division by zero'
# expect: '[[...]]'
# expect: '{1: {...}}'
# expect: '([(...)],)'
# expect: ['a', 'b', 'c']
# expect: [(1, 2)]
# expect: [1, 2]
# expect: <class 'list'>
# expect: True
# expect: [3, 2, 1]
# expect: 2
# expect: [2, 3]
# expect: []
