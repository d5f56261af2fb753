a, b = {1, 2, 3}, {2, 3, 4}
print(a | b == {1, 2, 3, 4}, a & b == {2, 3}, a - b, a ^ b == {1, 4}, a.union([9], (8,)) == {1, 2, 3, 8, 9}, a.intersection([1, 5]), a.difference([1], [2]), a.symmetric_difference([1, 9]) == {2, 3, 9})
print(a < b, a <= {1, 2, 3}, {1} < a, a > {1}, a >= a, a.issubset([1, 2, 3, 4]), a.issuperset([1]), a.isdisjoint([7]), a == {3, 2, 1}, a != b)
s = set()
s.add(1)
s.add(1)
s.update([2, 3], "ab")
print(len(s), 1 in s, "a" in s, "z" not in s)
s.discard("zzz")
s.discard("a")
s.remove("b")
print(sorted(s), s.pop() in {1, 2, 3}, len(s))
s.clear()
print(s, set(), frozenset(), {1}, frozenset([1]), bool(s), set("aab") == {"a", "b"})
x = {1, 2, 3}
x |= {4}
x &= {1, 2, 4}
x -= {1}
x ^= {2, 5}
print(sorted(x))
x.intersection_update([4, 5, 6])
x.difference_update([5])
x.symmetric_difference_update([4, 7])
print(x)
f = frozenset([1, 2])
print(f | {3} == {1, 2, 3}, type(f | {3}).__name__, type({3} | f).__name__, hash(f) == hash(frozenset([2, 1])), {f: "key"}[frozenset([1, 2])], f == {1, 2}, {frozenset()} == {frozenset()})
print(sorted({x % 3 for x in range(10)}), {*[1, 2], *(2,)} == {1, 2}, len({1, 1.0, True}), {0, False}, sum({1, 2, 3}), max({1, 5}), sorted({"b", "a"}))
print(a.copy() == a, a.copy() is a, set([1, 2]) == set((2, 1)), {(1, 2), (1, 2)}, {None}, set({"k": 1}))
y = a
y |= {100}
print(100 in a, y is a)
f2 = f
f2 |= {9}
print(9 in f, f2 is f)
print(sorted(set("hello") - set("help")), len(set(range(1000)) & set(range(500, 2000))))
for bad in (lambda: {[]}, lambda: set().pop(), lambda: {1}.remove(2), lambda: {1} | [2], lambda: frozenset().add(1), lambda: hash(set()), lambda: {1}[0], lambda: {1} < [1], lambda: set(5), lambda: {{}}):
    try:
        bad()
    except (TypeError, KeyError, AttributeError) as error:
        print(type(error).__name__, error)
try:
    for i in a:
        a.add(i + 1000)
except RuntimeError as error:
    print(error)
seen = set()
print([n for n in [3, 1, 3, 2, 1] if not (n in seen or seen.add(n))])

# expect: True True {1} True True {1} {3} True
# expect: False True True True True True True True True True
# expect: 5 True True True
# expect: [1, 2, 3] True 2
# expect: set() set() frozenset() {1} frozenset({1}) False True
# expect: [4, 5]
# expect: {7}
# expect: True frozenset set True key True True
# expect: [0, 1, 2] True 1 {0} 6 5 ['a', 'b']
# expect: True False True {(1, 2)} {None} {'k'}
# expect: True True
# expect: False False
# expect: ['o'] 500
# expect: TypeError unhashable type: 'list'
# expect: KeyError 'pop from an empty set'
# expect: KeyError 2
# expect: TypeError unsupported operand type(s) for |: 'set' and 'list'
# expect: AttributeError 'frozenset' object has no attribute 'add'
# expect: TypeError unhashable type: 'set'
# expect: TypeError 'set' object is not subscriptable
# expect: TypeError '<' not supported between instances of 'set' and 'list'
# expect: TypeError 'int' object is not iterable
# expect: TypeError unhashable type: 'dict'
# expect: Set changed size during iteration
# expect: [3, 1, 2]
