import operator
from operator import attrgetter, itemgetter, methodcaller

print(operator.add(1, 2), operator.sub(5, 3), operator.mul(2, 3), operator.truediv(7, 2), operator.floordiv(7, 2), operator.mod(7, 3), operator.pow(2, 3), operator.neg(5), operator.pos(-5), operator.abs(-3), operator.inv(5), operator.invert(0))
print(operator.lt(1, 2), operator.le(2, 2), operator.eq(1, 1.0), operator.ne(1, 2), operator.ge(1, 2), operator.gt(2, 1), operator.not_(0), operator.truth([]), operator.is_(None, None), operator.is_not(1, None))
print(operator.and_(6, 3), operator.or_(6, 3), operator.xor(6, 3), operator.lshift(1, 4), operator.rshift(16, 2), operator.concat([1], [2]), operator.contains([1, 2], 2), operator.countOf([1, 2, 1], 1), operator.indexOf("abc", "c"), operator.getitem({"a": 1}, "a"), operator.index(True), operator.length_hint(iter([1, 2])))
d = {"x": 1}
operator.setitem(d, "y", 2)
operator.delitem(d, "x")
a = [1]
b = operator.iadd(a, [2])
print(d, a, b is a, operator.imul(3, 4), operator.ior({1}, {2}) == {1, 2})
print(itemgetter(1)("abc"), itemgetter(0, 2)("abc"), itemgetter("k")({"k": "v"}), itemgetter(slice(1, 3))([1, 2, 3, 4]), sorted([(1, "b"), (2, "a")], key=itemgetter(1)))


class P:
    def __init__(self, n):
        self.n = n
        self.inner = self

    def times(self, k, plus=0):
        return self.n * k + plus


print(attrgetter("n")(P(5)), attrgetter("n", "inner.n")(P(5)), methodcaller("times", 3, plus=1)(P(2)), methodcaller("upper")("x"), list(map(attrgetter("n"), [P(1), P(2)])), max([P(1), P(3)], key=attrgetter("n")).n)
print(operator.call(max, 1, 2) if hasattr(operator, "call") else 2, operator.__add__(1, 2), operator.matmul if False else "", operator.itruediv(9, 2))
for bad in (lambda: itemgetter(5)([1]), lambda: attrgetter("zz")(P(1)), lambda: operator.add(1, "a"), lambda: operator.indexOf([1], 5), lambda: methodcaller(5), lambda: itemgetter(), lambda: operator.index(1.5)):
    try:
        bad()
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        print(type(error).__name__, error)
import functools
print(functools.reduce(operator.mul, range(1, 6)), list(map(operator.add, [1, 2], [3, 4])), repr(itemgetter(1)), repr(attrgetter("a")), sum(map(operator.mul, [1, 2], [3, 4])))

# expect: 3 2 6 3.5 3 1 8 -5 -5 3 -6 -1
# expect: True True True True False True True False True True
# expect: 2 7 5 16 4 [1, 2] True 2 2 1 1 2
# expect: {'y': 2} [1, 2] True 12 True
# expect: b ('a', 'c') v [2, 3] [(2, 'a'), (1, 'b')]
# expect: 5 (5, 5) 7 X [1, 2] 3
# expect: 2 3  4.5
# expect: IndexError list index out of range
# expect: AttributeError 'P' object has no attribute 'zz'
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: ValueError sequence.index(x): x not in sequence
# expect: TypeError method name must be a string
# expect: TypeError itemgetter expected 1 argument, got 0
# expect: TypeError 'float' object cannot be interpreted as an integer
# expect: 120 [4, 6] operator.itemgetter(1) operator.attrgetter('a') 11
