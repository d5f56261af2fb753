import sys


class Plain:
    pass


class Child(Plain):
    def method(self):
        return super().method


class Slotted:
    __slots__ = ("a",)


def function():
    pass


print(sys.getrefcount(Plain), sys.getrefcount(Child), sys.getrefcount(Slotted), sys.getrefcount(function), sys.getrefcount(Plain()))
p = Plain()
print(sys.getrefcount(Plain), sys.getrefcount(p))
q = [p, p]
print(sys.getrefcount(p), sys.getrefcount([]))


def passed_on(a):
    b = a
    return sys.getrefcount(a)


print(passed_on(p), passed_on([]), passed_on(object()))
x = []
print(sys.getrefcount(x))
y = x
z = [x, x]
print(sys.getrefcount(x))
del y, z
print(sys.getrefcount(x), sys.getrefcount(None), sys.getrefcount(5))
print(sys.getsizeof(0), sys.getsizeof(2 ** 40), sys.getsizeof(""), sys.getsizeof("abc"), sys.getsizeof(()), sys.getsizeof((1, 2)), sys.getsizeof([]),
      sys.getsizeof([1]), sys.getsizeof({}), sys.getsizeof(1.5), sys.getsizeof(b"ab"), sys.getsizeof(None), sys.getsizeof(True), sys.getsizeof(set()),
      sys.getsizeof(object()), sys.getsizeof({"a": 1}), sys.getsizeof(Plain()))

# expect: 8 4 4 2 1
# expect: 9 2
# expect: 4 1
# expect: 6 3 3
# expect: 2
# expect: 5
# expect: 2 4294967295 4294967295
# expect: 28 32 41 44 40 56 56 64 64 24 35 16 28 216 16 184 48
