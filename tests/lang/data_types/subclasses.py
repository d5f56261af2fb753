# Subclasses of the data types.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class MyList(list):

    def __getitem__(self, i):
        return ('got', i)

    def __len__(self):
        return 99

    def __repr__(self):
        return 'MyList' + super().__repr__()
m = MyList([1, 2])
show(lambda: m[0])
show(len, m)
show(repr, m)
show(list, m)
show(lambda: m + [3])
show(lambda: m == [1, 2])
show(bool, MyList())
m.append(3)
m.x = 5
print(m, m.x, m.__dict__)
class MyDict(dict):

    def __setitem__(self, k, v):
        super().__setitem__(k, v * 2)

    def __getattr__(self, n):
        return self[n]
d = MyDict(a=1)
d['b'] = 2
print(d, d.b, d.get('b'))
d.update(c=3)
print(d, type(d.copy()), type(d | {}))
show(lambda: d.zz)
class MyInt(int):

    def __add__(self, o):
        return MyInt(int(self) + int(o))

    def __str__(self):
        return 'my' + repr(int(self))
    __slots__ = ()
n = MyInt(5)
print(n, n + 1, type(n + 1), type(1 + n), type(n * 2), f'{n}', f'{n:d}', '%d' % n, '%s' % n, n == 5, hash(n) == hash(5), {n: 1}[5], [1, 2, 3, 4, 5, 6][n], int(n), n.bit_length(), range(n), str(n), repr(n), [n])
class MyStr(str):

    def __str__(self):
        return 'STR'

    def __eq__(self, o):
        return str.__eq__(self, o) or o == 'magic'

    def __hash__(self):
        return str.__hash__(self)
s = MyStr('abc')
print(s, str(s), f'{s}', '%s' % s, repr(s), s + 'd', s == 'magic', {s: 1}.get('abc'), 'abc' in [s], len(s), s[1], s.upper(), ','.join([s]), s.encode())
class MyFloat(float):

    def __repr__(self):
        return 'MF'
x = MyFloat(2.5)
print(x, [x], x + 1, type(x + 1), round(x), f'{x:.2f}', '%s' % x, str(x), float(x), x == 2.5, -x, abs(MyFloat(-1)))
class MyTuple(tuple):

    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))
p = MyTuple(1, 2)
print(p, p[0], p + (3,), type(p + ()), p == (1, 2), hash(p) == hash((1, 2)), {p: 1}[1, 2])
a, b = p
print(a, b)
class MySet(set):

    def add(self, x):
        super().add(x * 2)
q = MySet([1])
q.add(5)
print(q, q | {3}, type(q | {3}), q == {1, 10})

# expect: ('got', 0)
# expect: 99
# expect: 'MyList[1, 2]'
# expect: [1, 2]
# expect: [1, 2, 3]
# expect: True
# expect: True
# expect: MyList[1, 2, 3] 5 {'x': 5}
# expect: {'a': 1, 'b': 4} 4 4
# expect: {'a': 1, 'b': 4, 'c': 3} <class 'dict'> <class 'dict'>
# expect: "KeyError: 'zz'"
# expect: my5 my6 <class '__main__.MyInt'> <class 'int'> <class 'int'> my5 5 5 my5 True True 1 6 5 3 range(0, 5) my5 5 [5]
# expect: STR STR STR STR 'abc' abcd True 1 True 3 b ABC abc b'abc'
# expect: MF [MF] 3.5 <class 'float'> 2 2.50 MF MF 2.5 True -2.5 1.0
# expect: (1, 2) 1 (1, 2, 3) <class 'tuple'> True True 1
# expect: 1 2
# expect: MySet({1, 10}) {1, 10, 3} <class 'set'> True
