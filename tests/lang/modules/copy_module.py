import copy
from collections import OrderedDict, defaultdict, deque

a = [1, [2, 3], {"k": [4]}]
shallow, deep = copy.copy(a), copy.deepcopy(a)
a[1].append(99)
a[2]["k"].append(5)
print(shallow, deep, shallow is not a, shallow[1] is a[1], deep[1] is not a[1])


class Node:
    def __init__(self, v, next=None):
        self.v, self.next = v, next


n = Node([1], Node([2]))
s, d = copy.copy(n), copy.deepcopy(n)
print(s.v is n.v, d.v is n.v, d.v, d.next.v, s.next is n.next, d.next is n.next, type(d).__name__)
n.next.next = n
d = copy.deepcopy(n)
print(d.next.next is d, d is not n)
shared = [1]
d = copy.deepcopy([shared, shared])
print(d[0] is d[1], d[0] is shared)
loop = []
loop.append(loop)
d = copy.deepcopy(loop)
print(d[0] is d)


class Custom:
    def __copy__(self):
        return "copied"

    def __deepcopy__(self, memo):
        return "deep copied"


print(copy.copy(Custom()), copy.deepcopy([Custom()]))


class Slots:
    __slots__ = ("a", "b")


x = Slots()
x.a = [1]
y = copy.deepcopy(x)
print(y.a, y.a is x.a, hasattr(y, "b"))
t = (1, [2])
print(copy.deepcopy(t) == t, copy.deepcopy(t) is t, copy.deepcopy((1, 2)) is not None, copy.copy(t) is t, copy.copy("s"), copy.deepcopy(5), copy.copy(None))
print(copy.deepcopy({1: {2, 3}}), copy.copy({1, 2}), copy.deepcopy(OrderedDict(a=[1])), copy.deepcopy(deque([[1]])), copy.deepcopy(defaultdict(list, {"a": [1]})), copy.copy(len) is len, copy.deepcopy(Node) is Node)


class MyList(list):
    pass


m = MyList([1, [2]])
m.extra = {"e": 1}
c = copy.deepcopy(m)
print(c, type(c).__name__, c.extra, c[1] is m[1], c.extra is m.extra)


class E(Exception):
    pass


e = copy.copy(E("a", 1))
print(repr(e), copy.deepcopy(bytearray(b"x")), copy.deepcopy(frozenset([1])), copy.copy([1])[:], copy.copy({"a": 1}))

# expect: [1, [2, 3, 99], {'k': [4, 5]}] [1, [2, 3], {'k': [4]}] True True True
# expect: True False [1] [2] True False Node
# expect: True True
# expect: True False
# expect: True
# expect: copied ['deep copied']
# expect: [1] False False
# expect: True False True True s 5 None
# expect: {1: {2, 3}} {1, 2} OrderedDict({'a': [1]}) deque([[1]]) defaultdict(<class 'list'>, {'a': [1]}) True True
# expect: [1, [2]] MyList {'e': 1} False False
# expect: E('a', 1) bytearray(b'x') frozenset({1}) [1] {'a': 1}
