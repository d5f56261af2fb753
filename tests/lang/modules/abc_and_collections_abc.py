import abc
from collections.abc import (Callable, Collection, Container, Generator, Hashable, ItemsView, Iterable, Iterator, KeysView, Mapping, MutableMapping, MutableSequence, MutableSet,
                             Reversible, Sequence, Set, Sized)


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        """Area."""

    @property
    @abc.abstractmethod
    def name(self):
        pass

    def describe(self):
        return f"{self.name} {self.area()}"


class Square(Shape):
    name = "square"

    def area(self):
        return 4


class Partial(Shape):
    def area(self):
        return super().area()


print(Square().describe(), sorted(Shape.__abstractmethods__), sorted(Partial.__abstractmethods__), isinstance(Square(), Shape))
for cls in (Shape, Partial):
    try:
        cls()
    except TypeError as error:
        print(error)


@Shape.register
class Virtual:
    pass


print(isinstance(Virtual(), Shape), issubclass(Virtual, Shape), Shape in Virtual.__mro__)


class Hooked(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return hasattr(other, "quack") or NotImplemented


class Duck:
    def quack(self):
        pass


print(issubclass(Duck, Hooked), isinstance(5, Hooked))
values = {"list": [], "tuple": (), "str": "", "dict": {}, "set": set(), "int": 5, "gen": (x for x in ()), "func": len, "range": range(3), "bytes": b""}
for interface in (Iterable, Iterator, Sized, Container, Collection, Hashable, Callable, Sequence, MutableSequence, Mapping, MutableMapping, Set, MutableSet, Reversible, Generator):
    print(interface.__name__, [name for name, value in values.items() if isinstance(value, interface)])
print(isinstance({}.keys(), KeysView), isinstance({}.items(), ItemsView), isinstance({}.keys(), Set))


class Deck(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if not -self.n <= i < self.n:
            raise IndexError(i)
        return i * 10


d = Deck(3)
print(list(d), 20 in d, list(reversed(d)), d.index(10), d.count(0), isinstance(d, Iterable))


class Lower(MutableMapping):
    def __init__(self):
        self.data = {}

    def __getitem__(self, k):
        return self.data[k.lower()]

    def __setitem__(self, k, v):
        self.data[k.lower()] = v

    def __delitem__(self, k):
        del self.data[k.lower()]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


m = Lower()
m["A"] = 1
m.update(B=2)
print(m["a"], "B" in m, m.get("z"), list(m.items()), m.pop("A"), m.setdefault("c", 9), dict(m), list(m.values()), m == {"b": 2, "c": 9}, m.popitem(), len(m))
m.clear()
print(len(m), list(m.keys()))


class Bag(Set):
    def __init__(self, items):
        self.items = list(dict.fromkeys(items))

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)


print(sorted(Bag("abc") & Bag("bcd")), sorted(Bag("ab") | Bag("bc")), sorted(Bag("abc") - Bag("a")), Bag("ab") <= Bag("abc"), Bag("ab") == Bag("ba"), Bag("a").isdisjoint(Bag("b")), sorted(Bag("ab") ^ Bag("bc")))
try:
    Sequence()
except TypeError as error:
    print(error)

# expect: square 4 ['area', 'name'] ['name'] True
# expect: Can't instantiate abstract class Shape without an implementation for abstract methods 'area', 'name'
# expect: Can't instantiate abstract class Partial without an implementation for abstract method 'name'
# expect: True True False
# expect: True False
# expect: Iterable ['list', 'tuple', 'str', 'dict', 'set', 'gen', 'range', 'bytes']
# expect: Iterator ['gen']
# expect: Sized ['list', 'tuple', 'str', 'dict', 'set', 'range', 'bytes']
# expect: Container ['list', 'tuple', 'str', 'dict', 'set', 'range', 'bytes']
# expect: Collection ['list', 'tuple', 'str', 'dict', 'set', 'range', 'bytes']
# expect: Hashable ['tuple', 'str', 'int', 'gen', 'func', 'range', 'bytes']
# expect: Callable ['func']
# expect: Sequence ['list', 'tuple', 'str', 'range', 'bytes']
# expect: MutableSequence ['list']
# expect: Mapping ['dict']
# expect: MutableMapping ['dict']
# expect: Set ['set']
# expect: MutableSet ['set']
# expect: Reversible ['list', 'tuple', 'str', 'dict', 'range', 'bytes']
# expect: Generator ['gen']
# expect: True True True
# expect: [0, 10, 20] True [20, 10, 0] 1 1 True
# expect: 1 True None [('a', 1), ('b', 2)] 1 9 {'b': 2, 'c': 9} [2, 9] True ('b', 2) 1
# expect: 0 []
# expect: ['b', 'c'] ['a', 'b', 'c'] ['b', 'c'] True True True ['a', 'c']
# expect: Can't instantiate abstract class Sequence without an implementation for abstract methods '__getitem__', '__len__'
