from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple

Point = namedtuple("Point", "x y")
p = Point(1, y=2)
print(p, p.x, p[1], p == (1, 2), p._replace(x=5), p._asdict(), Point._fields, Point._make([3, 4]), len(p), [*p], p + (3,), hash(p) == hash((1, 2)))
Default = namedtuple("Default", ["a", "b", "c"], defaults=[10, 20])
print(Default(1), Default(1, 2, 3), Default._field_defaults, namedtuple("R", "a def a", rename=True)._fields, Default.__doc__, Point.x.__doc__)
for bad in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point(1, 2, x=3), lambda: namedtuple("Bad", "a a"), lambda: namedtuple("Bad", "def"), lambda: namedtuple("Bad", "_x"), lambda: p._replace(q=1),
            lambda: namedtuple("1x", "a"), lambda: Point._make([1]), lambda: Default(1, 2, 3, 4), lambda: setattr(p, "x", 3)):
    try:
        print(bad())
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error)


class Pixel(Point):
    def norm(self):
        return abs(self.x) + abs(self.y)


print(Pixel(3, -4).norm(), Pixel(1, 2), isinstance(Pixel(1, 2), tuple), {Point(1, 2): "k"}[1, 2])
c = Counter("mississippi")
print(c, c["s"], c["z"], c.most_common(2), c.total(), sorted(c.elements())[:4], c + Counter("mi"), c - Counter("ssss"), c & Counter("sssi"), c | Counter("zz"))
c.update("zz")
c.subtract({"s": 10})
print(c, +c, -c, Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2), dict(Counter([1, 1])), Counter({"x": 3}), Counter(), list(Counter(b=1, a=2)))
del c["nothing"]
c["new"] += 5
print(c.most_common(1), c.pop("new"), Counter("ab").copy(), Counter(a=-1) + Counter())
d = defaultdict(list)
d["a"].append(1)
d["b"]
print(d, d.get("zz"), "zz" in d, d.default_factory, defaultdict(int, {"k": 1}), defaultdict(lambda: 7)["x"], sorted(d))
try:
    defaultdict()["k"]
except KeyError as error:
    print("KeyError", error)
q = deque([1, 2, 3], maxlen=4)
q.append(4); q.append(5); q.appendleft(0)
print(q, q.maxlen, q[0], q[-1], len(q), q.pop(), q.popleft(), q, 3 in q, q.index(3), q.count(9))
q = deque("abcd")
q.rotate(1); print(q); q.rotate(-2); print(q)
q.extend("ef"); q.extendleft("xy"); q.remove("a"); q.reverse(); q.insert(1, "I")
print(q, list(reversed(q)), q == deque(q), q.copy(), deque(maxlen=2), deque([1]) + deque([2]), deque([1]) * 2, deque([1, 2]) < deque([1, 3]))
q[0] = "Z"; del q[1]; q.clear()
for bad in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1]).remove(5), lambda: deque([1])[3], lambda: deque([1]).index(7), lambda: deque(maxlen=-1), lambda: deque([1], 2).insert(0, 1) or deque([1], 1).insert(0, 1)):
    try:
        bad()
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); print(o); o.move_to_end("c", last=False)
print(o, o.popitem(), o.popitem(last=False), o, OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]), OrderedDict(a=1) == {"a": 1}, list(reversed(OrderedDict(x=1, y=2))))
m = ChainMap({"a": 1}, {"a": 2, "b": 3})
m["c"] = 4
print(m, m["a"], m["b"], sorted(m), len(m), m.parents, m.new_child({"z": 0}), "b" in m, m.get("q", "none"), dict(m) == {"a": 1, "b": 3, "c": 4}, m.maps[0])


class Upper(UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)


u = Upper(a=1)
u.update(b=2)
u["c"] = 3
print(u, dict(u), "A" in u, len(u), u.pop("A"), sorted(u.items()))
ul = UserList([3, 1])
ul.append(2)
print(ul, sorted(ul), ul[0], ul + [9], ul[:2], UserString("abc").upper() + "d", UserString("x") == "x", len(UserString("four")))

# expect: Point(x=1, y=2) 1 2 True Point(x=5, y=2) {'x': 1, 'y': 2} ('x', 'y') Point(x=3, y=4) 2 [1, 2] (1, 2, 3) True
# expect: Default(a=1, b=10, c=20) Default(a=1, b=2, c=3) {'b': 10, 'c': 20} ('a', '_1', '_2') Default(a, b, c) Alias for field number 0
# expect: TypeError Point.__new__() missing 1 required positional argument: 'y'
# expect: TypeError Point.__new__() takes 3 positional arguments but 4 were given
# expect: TypeError Point.__new__() got an unexpected keyword argument 'z'
# expect: TypeError Point.__new__() got multiple values for argument 'x'
# expect: ValueError Encountered duplicate field name: 'a'
# expect: ValueError Type names and field names cannot be a keyword: 'def'
# expect: ValueError Field names cannot start with an underscore: '_x'
# expect: TypeError Got unexpected field names: ['q']
# expect: ValueError Type names and field names must be valid identifiers: '1x'
# expect: TypeError Expected 2 arguments, got 1
# expect: TypeError Default.__new__() takes from 2 to 4 positional arguments but 5 were given
# expect: AttributeError can't set attribute
# expect: 7 Pixel(x=1, y=2) True k
# expect: Counter({'i': 4, 's': 4, 'p': 2, 'm': 1}) 4 0 [('i', 4), ('s', 4)] 11 ['i', 'i', 'i', 'i'] Counter({'i': 5, 's': 4, 'm': 2, 'p': 2}) Counter({'i': 4, 'p': 2, 'm': 1}) Counter({'s': 3, 'i': 1}) Counter({'i': 4, 's': 4, 'p': 2, 'z': 2, 'm': 1})
# expect: Counter({'i': 4, 'p': 2, 'z': 2, 'm': 1, 's': -6}) Counter({'i': 4, 'p': 2, 'z': 2, 'm': 1}) Counter({'s': 6}) True True {1: 2} Counter({'x': 3}) Counter() ['b', 'a']
# expect: [('new', 5)] 5 Counter({'a': 1, 'b': 1}) Counter()
# expect: defaultdict(<class 'list'>, {'a': [1], 'b': []}) None False <class 'list'> defaultdict(<class 'int'>, {'k': 1}) 7 ['a', 'b']
# expect: KeyError 'k'
# expect: deque([2, 3], maxlen=4) 4 0 4 4 4 0 deque([2, 3], maxlen=4) True 1 0
# expect: deque(['d', 'a', 'b', 'c'])
# expect: deque(['b', 'c', 'd', 'a'])
# expect: deque(['f', 'I', 'e', 'd', 'c', 'b', 'x', 'y']) ['y', 'x', 'b', 'c', 'd', 'e', 'I', 'f'] True deque(['f', 'I', 'e', 'd', 'c', 'b', 'x', 'y']) deque([], maxlen=2) deque([1, 2]) deque([1, 1]) True
# expect: IndexError pop from an empty deque
# expect: IndexError pop from an empty deque
# expect: ValueError 5 is not in deque
# expect: IndexError deque index out of range
# expect: ValueError 7 is not in deque
# expect: ValueError maxlen must be non-negative
# expect: IndexError deque already at its maximum size
# expect: OrderedDict({'b': 2, 'c': 3, 'a': 1})
# expect: OrderedDict({'b': 2}) ('a', 1) ('c', 3) OrderedDict({'b': 2}) False True ['y', 'x']
# expect: ChainMap({'a': 1, 'c': 4}, {'a': 2, 'b': 3}) 1 3 ['a', 'b', 'c'] 3 ChainMap({'a': 2, 'b': 3}) ChainMap({'z': 0}, {'a': 1, 'c': 4}, {'a': 2, 'b': 3}) True none True {'a': 1, 'c': 4}
# expect: {'B': 2, 'C': 3} {'A': 1, 'B': 2, 'C': 3} True 3 1 [('B', 2), ('C', 3)]
# expect: [3, 1, 2] [1, 2, 3] 3 [3, 1, 2, 9] [3, 1] ABCd True 4
