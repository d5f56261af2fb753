# dict: methods, views, updates, changes during iteration.
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

class Missing(dict):
    def __missing__(self, key): return ("missing", key)

d = {'a': 1, 'b': 2}
for case in [
    lambda: d['a'],
    lambda: d.get('z'),
    lambda: d.get('z', 5),
    lambda: d.setdefault('c', 3),
    lambda: d,
    lambda: d.pop('a'),
    lambda: d.pop('zz', None),
    lambda: d.pop('zz'),
    lambda: d.popitem(),
    lambda: d,
    lambda: d.update({'q': 1}, r=2),
    lambda: d.update([('s', 3), 'tu']),
    lambda: d,
    lambda: d.update(zip('xy', (1, 2))),
    lambda: list(d),
    lambda: list(d.values()),
    lambda: list(d.items()),
    lambda: len(d),
    lambda: 'q' in d,
    lambda: d.copy(),
    lambda: d == dict(d),
    lambda: d | {'q': 9},
    lambda: dict.fromkeys('abc'),
    lambda: dict.fromkeys([1, 2], 0),
    lambda: Missing.fromkeys([1]),
    lambda: Missing()[5],
    lambda: Missing().get(5),
    lambda: dict(a=1, **{'b': 2}),
    lambda: dict([(1, 2)], c=3),
    lambda: list(reversed(d)),
    lambda: {1: 2, 1.0: 3, True: 4},
    lambda: {Equal(1): 1, Equal(1): 2},
    lambda: {Equal(1): 1}[Equal(1)],
    lambda: {Equal(1): 1}[Equal(2)],
    lambda: {1: 2}.keys() == {1},
    lambda: {1: 2}.items() == {(1, 2)},
    lambda: {1: [2]}.items() == {1: [2]}.items(),
    lambda: (1, 2) in {1: 2}.items(),
    lambda: 2 in {1: 2}.values(),
    lambda: d.clear(),
    lambda: d,
    lambda: d.keys(),
    lambda: d.items(),
    lambda: {**{'a': 1}, 'b': 2},
    lambda: {1: 2} != {1: 3},
    lambda: {'x': {'y': [1]}} == {'x': {'y': [1]}},
    lambda: dict(5),
    lambda: dict([5]),
    lambda: {}.update(a=1),
    lambda: {[]: 1},
    lambda: {}.popitem(),
    lambda: {1: 2}.keys() | [3],
    lambda: {1: 2, 3: 4}.keys() - {1},
    lambda: {1, 2} - {1: 2}.keys(),
    lambda: {1: 2}.keys() ^ [1, 5],
    lambda: {1: 2}.keys().isdisjoint([2]),
    lambda: {1: 2}.keys() <= {1, 2},
    lambda: {1: 2}.keys().mapping,
    lambda: {1: 2}.__contains__(1),
]:
    show(case)
d = {i: i for i in range(5)}
def grow():
    for k in d:
        d[k + 100] = 1
show(grow)
def shrink():
    for k in list(d)[:3]:
        pass
    for k in d.values():
        d.popitem()
show(shrink)
s = {1, 2, 3}
def grow_set():
    for k in s:
        s.add(k + 100)
show(grow_set)

# expect: 1
# expect: None
# expect: 5
# expect: 3
# expect: {'a': 1, 'b': 2, 'c': 3}
# expect: 1
# expect: None
# expect: "KeyError: 'zz'"
# expect: ('c', 3)
# expect: {'b': 2}
# expect: None
# expect: None
# expect: {'b': 2, 'q': 1, 'r': 2, 's': 3, 't': 'u'}
# expect: None
# expect: ['b', 'q', 'r', 's', 't', 'x', 'y']
# expect: [2, 1, 2, 3, 'u', 1, 2]
# expect: [('b', 2), ('q', 1), ('r', 2), ('s', 3), ('t', 'u'), ('x', 1), ('y', 2)]
# expect: 7
# expect: True
# expect: {'b': 2, 'q': 1, 'r': 2, 's': 3, 't': 'u', 'x': 1, 'y': 2}
# expect: True
# expect: {'b': 2, 'q': 9, 'r': 2, 's': 3, 't': 'u', 'x': 1, 'y': 2}
# expect: {'a': None, 'b': None, 'c': None}
# expect: {1: 0, 2: 0}
# expect: {1: None}
# expect: ('missing', 5)
# expect: None
# expect: {'a': 1, 'b': 2}
# expect: {1: 2, 'c': 3}
# expect: ['y', 'x', 't', 's', 'r', 'q', 'b']
# expect: {1: 4}
# expect: {Equal(1): 2}
# expect: 1
# expect: 'KeyError: Equal(2)'
# expect: True
# expect: True
# expect: True
# expect: True
# expect: True
# expect: None
# expect: {}
# expect: dict_keys([])
# expect: dict_items([])
# expect: {'a': 1, 'b': 2}
# expect: True
# expect: True
# expect: "TypeError: 'int' object is not iterable"
# expect: 'TypeError: cannot convert dictionary update sequence element #0 to a sequence'
# expect: None
# expect: "TypeError: unhashable type: 'list'"
# expect: "KeyError: 'popitem(): dictionary is empty'"
# expect: {1, 3}
# expect: {3}
# expect: {2}
# expect: {5}
# expect: True
# expect: True
# expect: mappingproxy({1: 2})
# expect: True
# expect: 'RuntimeError: dictionary changed size during iteration'
# expect: 'RuntimeError: dictionary changed size during iteration'
# expect: 'RuntimeError: Set changed size during iteration'
