d = {"a": 1, "b": 2}
d["c"] = 3
d["a"] = 10
print(d, len(d), d["a"], "a" in d, 1 in d, d.get("z"), d.get("z", 0), list(d), list(d.values()), list(d.items()))
print(d.setdefault("a", 5), d.setdefault("new", []), d.pop("b"), d.pop("zz", None), d.popitem(), d)
d.update({"x": 1}, y=2)
d.update([("z", 3)])
print(d, d | {"q": 1}, {"x": 0} | d)
d |= {"x": 99}
print(d)
del d["x"]
print(d.keys(), d.values(), d.items())
print(dict(a=1), dict([("k", 1)]), dict({"m": 1}, n=2), dict(), dict(zip("ab", [1, 2])), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
print({1: "a", 1.0: "b", True: "c"}, {(1, 2): "t"}[1, 2], {None: 0}[None], {"a": {"b": {"c": 1}}}["a"]["b"]["c"])
print(list(reversed({"a": 1, "b": 2})), {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, {"a": 1} != {"a": 2})
keys = {"a": 1, "b": 2, "c": 3}.keys()
print(sorted(keys & {"a", "z"}), sorted(keys | {"q"}), sorted(keys - {"a"}), sorted(keys ^ {"a", "q"}), keys >= {"a"}, "a" in keys, keys.isdisjoint({"z"}))
print(("a", 1) in {"a": 1}.items(), sorted({"a": 1, "b": 2}.items() & {("a", 1)}), 2 in {"a": 2}.values())
view = d.items()
d["later"] = 1
print(len(view), ("later", 1) in view)
order = {}
for k in ("z", "y", "x"):
    order[k] = 1
order["z"] = 2
del order["y"]
order["y"] = 3
print(order, max(order), sorted(order), min(order.items(), key=lambda kv: kv[1]))
copy = order.copy()
copy["z"] = 100
print(order["z"], copy == order)
order.clear()
print(order, bool(order))
counts = {}
for c in "mississippi":
    counts[c] = counts.get(c, 0) + 1
print(counts, sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
groups = {}
for word in ("apple", "avocado", "banana", "blueberry", "cherry"):
    groups.setdefault(word[0], []).append(word)
print(groups)
inverted = {v: k for k, v in counts.items()}
print(inverted)
me = {}
me["me"] = me
print(me)
for bad in (lambda: {}["k"], lambda: {}.popitem(), lambda: {}.pop("k"), lambda: {[]: 1}, lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {} < {}, lambda: {**5}, lambda: dict(5), lambda: hash({}),
            lambda: {}.update(5), lambda: {{}: 1}):
    try:
        bad()
    except (KeyError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    for k in counts:
        del counts[k]
except RuntimeError as error:
    print(error)
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2):
    del big[i]
print(len(big), big[501], sum(big), next(iter(big)))

# expect: {'a': 10, 'b': 2, 'c': 3} 3 10 True False None 0 ['a', 'b', 'c'] [10, 2, 3] [('a', 10), ('b', 2), ('c', 3)]
# expect: 10 [] 2 None ('new', []) {'a': 10, 'c': 3}
# expect: {'a': 10, 'c': 3, 'x': 1, 'y': 2, 'z': 3} {'a': 10, 'c': 3, 'x': 1, 'y': 2, 'z': 3, 'q': 1} {'x': 1, 'a': 10, 'c': 3, 'y': 2, 'z': 3}
# expect: {'a': 10, 'c': 3, 'x': 99, 'y': 2, 'z': 3}
# expect: dict_keys(['a', 'c', 'y', 'z']) dict_values([10, 3, 2, 3]) dict_items([('a', 10), ('c', 3), ('y', 2), ('z', 3)])
# expect: {'a': 1} {'k': 1} {'m': 1, 'n': 2} {} {'a': 1, 'b': 2} {'a': None, 'b': None} {1: 0, 2: 0}
# expect: {1: 'c'} t 0 1
# expect: ['b', 'a'] True True True True
# expect: ['a'] ['a', 'b', 'c', 'q'] ['b', 'c'] ['b', 'c', 'q'] True True True
# expect: True [('a', 1)] True
# expect: 5 True
# expect: {'z': 2, 'x': 1, 'y': 3} z ['x', 'y', 'z'] ('x', 1)
# expect: 2 False
# expect: {} False
# expect: {'m': 1, 'i': 4, 's': 4, 'p': 2} [('i', 4), ('s', 4), ('p', 2), ('m', 1)]
# expect: {'a': ['apple', 'avocado'], 'b': ['banana', 'blueberry'], 'c': ['cherry']}
# expect: {1: 'm', 4: 's', 2: 'p'}
# expect: {'me': {...}}
# expect: KeyError 'k'
# expect: KeyError 'popitem(): dictionary is empty'
# expect: KeyError 'k'
# expect: TypeError unhashable type: 'list'
# expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
# expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
# expect: TypeError '<' not supported between instances of 'dict' and 'dict'
# expect: TypeError 'int' object is not a mapping
# expect: TypeError 'int' object is not iterable
# expect: TypeError unhashable type: 'dict'
# expect: TypeError 'int' object is not iterable
# expect: TypeError unhashable type: 'dict'
# expect: dictionary changed size during iteration
# expect: 500 251001 250000 1
