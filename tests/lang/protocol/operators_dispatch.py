class Base:
    def __init__(self, name):
        self.name = name

    def __add__(self, other):
        print(self.name, "add")
        return NotImplemented

    def __radd__(self, other):
        print(self.name, "radd")
        return "radd of " + self.name


class Derived(Base):
    def __radd__(self, other):
        print(self.name, "derived radd")
        return "derived"


class Same(Base):
    pass


def attempt(action):
    try:
        print("=", action())
    except Exception as error:
        print(type(error).__name__, error)


attempt(lambda: Base("a") + Base("b"))
attempt(lambda: Base("a") + Derived("d"))
attempt(lambda: Base("a") + Same("s"))
attempt(lambda: Derived("d") + Base("a"))
attempt(lambda: 1 + Base("a"))
attempt(lambda: "s" + Base("a"))
attempt(lambda: [1] + Base("a"))
attempt(lambda: Base("a") + 1)
attempt(lambda: Base("a") - 1)
attempt(lambda: 1 + "a")
attempt(lambda: "a" + 1)
attempt(lambda: [1] + (2,))
attempt(lambda: (1,) + [2])
attempt(lambda: b"a" + 1)
attempt(lambda: "a" * "b")
attempt(lambda: [1] * 1.5)
attempt(lambda: {} + {})
attempt(lambda: None + 1)
attempt(lambda: 1 << 2.0)
attempt(lambda: -"a")
attempt(lambda: ~1.5)
attempt(lambda: abs("x"))
attempt(lambda: 1 < "a")
attempt(lambda: [1] < (1,))
attempt(lambda: {} > {})
attempt(lambda: object() < object())
attempt(lambda: 1 in 5)
attempt(lambda: 5[0])
attempt(lambda: int[0])
attempt(lambda: len(5))
attempt(lambda: iter(5))
attempt(lambda: next(5))
attempt(lambda: pow(2, "a"))
attempt(lambda: pow(2, 3, 0))
attempt(lambda: pow(2.0, 3, 5))
attempt(lambda: pow(3, -1, 7))
attempt(lambda: divmod(1, "a"))
attempt(lambda: divmod(7, -2))
attempt(lambda: divmod(7.5, 2))
attempt(lambda: round(2.5))
attempt(lambda: round("x"))
attempt(lambda: 1 / 0)
attempt(lambda: [][True:"a"])


class Acc:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(other)
        return self

    def __imul__(self, other):
        return NotImplemented

    def __mul__(self, other):
        return "mul"

    def __matmul__(self, other):
        return "matmul"

    def __rpow__(self, other):
        return "rpow"

    def __divmod__(self, other):
        return "dm", other

    def __round__(self, digits=None):
        return "rounded", digits

    def __neg__(self):
        return "neg"

    def __abs__(self):
        return "abs"

    def __index__(self):
        return 3

    def __bool__(self):
        return False


acc = Acc()
alias = acc
acc += 1
acc += 2
print(acc is alias, acc.log)
alias *= 3
print(alias, acc @ 1, 2 ** acc, divmod(acc, 1), round(acc), round(acc, 2), -acc, abs(acc), [10, 11, 12, 13][acc], bin(acc), bool(acc), not acc)
attempt(lambda: +acc)
numbers = [1]
other = numbers
numbers += (2, 3)
print(other, numbers is other)
attempt(lambda: numbers.__iadd__(5))


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


class BadRepr:
    def __repr__(self):
        return 5


class BadHash:
    def __hash__(self):
        return "x"


class BadIndex:
    def __index__(self):
        return "x"


class BadIter:
    def __iter__(self):
        return 5


for bad in (lambda: bool(BadBool()), lambda: len(BadLen()), lambda: bool(BadLen()), lambda: repr(BadRepr()), lambda: str(BadRepr()), lambda: hash(BadHash()),
            lambda: [1][BadIndex()], lambda: iter(BadIter()), lambda: list(BadIter()), lambda: float("x"), lambda: int(BadIndex())):
    attempt(bad)


class Eq:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return isinstance(other, Eq) and self.v == other.v


attempt(lambda: Eq(1) == Eq(1))
attempt(lambda: Eq(1) != Eq(1))
attempt(lambda: Eq(1) != 3)
attempt(lambda: hash(Eq(1)))
attempt(lambda: {Eq(1)})
attempt(lambda: [Eq(1), Eq(2)].index(Eq(2)))
attempt(lambda: [Eq(1)] == [Eq(1)])
attempt(lambda: (Eq(1), 2) == (Eq(1), 2))
attempt(lambda: Eq(1) in [Eq(0), Eq(1)])
attempt(lambda: sorted([3, "a"]))
attempt(lambda: max([]))
attempt(lambda: max(3, 1, key=lambda v: -v))
attempt(lambda: min([3, 1, 2], default=9))
attempt(lambda: max([], default="none"))
attempt(lambda: sum([[1], [2]], []))
attempt(lambda: sum(["a"], ""))
attempt(lambda: sum([0.1] * 10))
attempt(lambda: sum([1, 2.5, 3]))
attempt(lambda: sum(range(101)))

# expect: a add
# expect: TypeError unsupported operand type(s) for +: 'Base' and 'Base'
# expect: d derived radd
# expect: = derived
# expect: a add
# expect: s radd
# expect: = radd of s
# expect: d add
# expect: a radd
# expect: = radd of a
# expect: a radd
# expect: = radd of a
# expect: a radd
# expect: = radd of a
# expect: a radd
# expect: = radd of a
# expect: a add
# expect: TypeError unsupported operand type(s) for +: 'Base' and 'int'
# expect: TypeError unsupported operand type(s) for -: 'Base' and 'int'
# expect: TypeError unsupported operand type(s) for +: 'int' and 'str'
# expect: TypeError can only concatenate str (not "int") to str
# expect: TypeError can only concatenate list (not "tuple") to list
# expect: TypeError can only concatenate tuple (not "list") to tuple
# expect: TypeError can't concat int to bytes
# expect: TypeError can't multiply sequence by non-int of type 'str'
# expect: TypeError can't multiply sequence by non-int of type 'float'
# expect: TypeError unsupported operand type(s) for +: 'dict' and 'dict'
# expect: TypeError unsupported operand type(s) for +: 'NoneType' and 'int'
# expect: TypeError unsupported operand type(s) for <<: 'int' and 'float'
# expect: TypeError bad operand type for unary -: 'str'
# expect: TypeError bad operand type for unary ~: 'float'
# expect: TypeError bad operand type for abs(): 'str'
# expect: TypeError '<' not supported between instances of 'int' and 'str'
# expect: TypeError '<' not supported between instances of 'list' and 'tuple'
# expect: TypeError '>' not supported between instances of 'dict' and 'dict'
# expect: TypeError '<' not supported between instances of 'object' and 'object'
# expect: TypeError argument of type 'int' is not iterable
# expect: TypeError 'int' object is not subscriptable
# expect: TypeError type 'int' is not subscriptable
# expect: TypeError object of type 'int' has no len()
# expect: TypeError 'int' object is not iterable
# expect: TypeError 'int' object is not an iterator
# expect: TypeError unsupported operand type(s) for ** or pow(): 'int' and 'str'
# expect: ValueError pow() 3rd argument cannot be 0
# expect: TypeError pow() 3rd argument not allowed unless all arguments are integers
# expect: = 5
# expect: TypeError unsupported operand type(s) for divmod(): 'int' and 'str'
# expect: = (-4, -1)
# expect: = (3.0, 1.5)
# expect: = 2
# expect: TypeError type str doesn't define __round__ method
# expect: ZeroDivisionError division by zero
# expect: TypeError slice indices must be integers or None or have an __index__ method
# expect: True [1, 2]
# expect: mul matmul rpow ('dm', 1) ('rounded', None) ('rounded', 2) neg abs 13 0b11 False True
# expect: TypeError bad operand type for unary +: 'Acc'
# expect: [1, 2, 3] True
# expect: TypeError 'int' object is not iterable
# expect: TypeError __bool__ should return bool, returned int
# expect: ValueError __len__() should return >= 0
# expect: ValueError __len__() should return >= 0
# expect: TypeError __repr__ returned non-string (type int)
# expect: TypeError __str__ returned non-string (type int)
# expect: TypeError __hash__ method should return an integer
# expect: TypeError __index__ returned non-int (type str)
# expect: TypeError iter() returned non-iterator of type 'int'
# expect: TypeError iter() returned non-iterator of type 'int'
# expect: ValueError could not convert string to float: 'x'
# expect: TypeError __index__ returned non-int (type str)
# expect: = True
# expect: = False
# expect: = True
# expect: TypeError unhashable type: 'Eq'
# expect: TypeError unhashable type: 'Eq'
# expect: = 1
# expect: = True
# expect: = True
# expect: = True
# expect: TypeError '<' not supported between instances of 'str' and 'int'
# expect: ValueError max() iterable argument is empty
# expect: = 1
# expect: = 1
# expect: = none
# expect: = [1, 2]
# expect: TypeError sum() can't sum strings [use ''.join(seq) instead]
# expect: = 1.0
# expect: = 6.5
# expect: = 5050
