# set and frozenset: algebra, order of iteration, keys with __eq__.
def show(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    print(repr(result))

class Equal:
    def __init__(self, v): self.v = v
    def __eq__(self, other): return isinstance(other, Equal) and self.v == other.v
    def __hash__(self): return hash(self.v)
    def __repr__(self): return f"Equal({self.v})"
    def __lt__(self, other): return self.v < other.v

class Set(set): pass

for case in [
    lambda: {3, 1, 2},
    lambda: set('a'),
    lambda: {1, 2} | {3},
    lambda: {1, 2} & {2, 3},
    lambda: {1, 2} - {2},
    lambda: {1, 2} ^ {2, 3},
    lambda: {1, 2} < {1, 2, 3},
    lambda: {1, 2} <= {1, 2},
    lambda: {1} > {2},
    lambda: {1, 2} == {2, 1},
    lambda: {1} != {1},
    lambda: {1}.union([2], (3,)),
    lambda: {1, 2, 3}.intersection([2, 3], {3}),
    lambda: {1, 2, 3}.difference([1], [2]),
    lambda: {1, 2}.symmetric_difference([2, 3]),
    lambda: {1}.issubset([1, 2]),
    lambda: {1, 2}.issuperset([1]),
    lambda: {1}.isdisjoint([2]),
    lambda: frozenset([1, 2]),
    lambda: hash(frozenset([1, 2, 3])),
    lambda: frozenset([1]) | {2},
    lambda: {2} | frozenset([1]),
    lambda: frozenset([1]) == {1},
    lambda: {frozenset([1])} == {frozenset([1])},
    lambda: {1} in {frozenset([1])},
    lambda: {Equal(1), Equal(1), Equal(2)} == {Equal(1), Equal(2)},
    lambda: Equal(1) in {Equal(1)},
    lambda: len({Equal(1), Equal(1)}),
    lambda: {Equal(1)} | {Equal(1)},
    lambda: {Equal(1)} & {Equal(1)},
    lambda: {Equal(1)} - {Equal(1)},
    lambda: {Equal(1), Equal(2)} ^ {Equal(1)},
    lambda: set([1, 2, 3]).pop(),
    lambda: {5}.remove(5),
    lambda: {5}.remove(6),
    lambda: {5}.discard(6),
    lambda: set().pop(),
    lambda: {1}.add([]),
    lambda: {1} | [2],
    lambda: {1}.union(5),
    lambda: set(range(20)),
    lambda: {i * 7 % 31 for i in range(31)},
    lambda: {100, 5, 37, 2, 1000},
    lambda: {-1, -2, 0},
    lambda: {1.5, 2},
    lambda: {(1, 2), (0,)} == {(0,), (1, 2)},
    lambda: {None, True},
    lambda: frozenset(),
    lambda: set(),
    lambda: {1, 2}.copy(),
    lambda: {1, 2} == [1, 2],
    lambda: {1: 2}.keys() == {1},
    lambda: {1} <= {1: 2}.keys(),
    lambda: {*[1, 2], *{3}},
    lambda: sorted({'b', 'a'}),
    lambda: {True, 1, 1.0},
    lambda: list({3: 1}.keys() & {3, 4}),
]:
    show(case)
s = {1, 2, 3}
s |= {4}
s &= {2, 3, 4}
s -= {2}
s ^= {9}
print(s)
s.update([1], [2])
s.intersection_update([1, 2, 3])
s.difference_update([1])
s.symmetric_difference_update([3, 7])
print(s)
s.clear()
print(s, len(s))
fs = frozenset([1])
g = fs
fs |= {2}
print(fs, g)
class SS(set):
    pass
show(lambda: Set([1]) | {2})
show(lambda: Set([1]))
show(lambda: type(Set([1]).copy()))

# expect: {1, 2, 3}
# expect: {'a'}
# expect: {1, 2, 3}
# expect: {2}
# expect: {1}
# expect: {1, 3}
# expect: True
# expect: True
# expect: False
# expect: True
# expect: False
# expect: {1, 2, 3}
# expect: {3}
# expect: {3}
# expect: {1, 3}
# expect: True
# expect: True
# expect: True
# expect: frozenset({1, 2})
# expect: -272375401224217160
# expect: frozenset({1, 2})
# expect: {1, 2}
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
# expect: 1
# expect: {Equal(1)}
# expect: {Equal(1)}
# expect: set()
# expect: {Equal(2)}
# expect: 1
# expect: None
# expect: 'KeyError: 6'
# expect: None
# expect: "KeyError: 'pop from an empty set'"
# expect: "TypeError: unhashable type: 'list'"
# expect: "TypeError: unsupported operand type(s) for |: 'set' and 'list'"
# expect: "TypeError: 'int' object is not iterable"
# expect: {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}
# expect: {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30}
# expect: {2, 100, 5, 37, 1000}
# expect: {0, -1, -2}
# expect: {1.5, 2}
# expect: True
# expect: {None, True}
# expect: frozenset()
# expect: set()
# expect: {1, 2}
# expect: False
# expect: True
# expect: True
# expect: {1, 2, 3}
# expect: ['a', 'b']
# expect: {True}
# expect: [3]
# expect: {9, 3, 4}
# expect: {2, 7}
# expect: set() 0
# expect: frozenset({1, 2}) frozenset({1})
# expect: {1, 2}
# expect: Set({1})
# expect: <class 'set'>
