class Vector:
    def __init__(self, *v):
        self.v = v

    def __repr__(self):
        return f"Vector{self.v}"

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self.v, other.v)))

    def __radd__(self, other):
        if other == 0:
            return self
        return NotImplemented

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return Vector(*(-a for a in self.v))

    def __pos__(self):
        return self

    def __abs__(self):
        return sum(a * a for a in self.v) ** 0.5

    def __mul__(self, k):
        return Vector(*(a * k for a in self.v))

    __rmul__ = __mul__

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self.v, other.v))

    def __imul__(self, k):
        print("imul")
        self.v = tuple(a * k for a in self.v)
        return self

    def __eq__(self, other):
        return isinstance(other, Vector) and self.v == other.v

    def __hash__(self):
        return hash(self.v)

    def __len__(self):
        return len(self.v)

    def __getitem__(self, i):
        return self.v[i]

    def __contains__(self, x):
        return x in self.v

    def __bool__(self):
        return any(self.v)

    def __call__(self, scale=1):
        return [a * scale for a in self.v]

    def __truediv__(self, k):
        return f"truediv {k}"

    def __floordiv__(self, k):
        return f"floordiv {k}"

    def __mod__(self, k):
        return f"mod {k}"

    def __pow__(self, k, mod=None):
        return f"pow {k} {mod}"

    def __rpow__(self, k):
        return f"rpow {k}"

    def __divmod__(self, k):
        return "divmod", k

    def __lshift__(self, k):
        return f"lshift {k}"

    def __and__(self, k):
        return f"and {k}"

    def __ror__(self, k):
        return f"ror {k}"

    def __invert__(self):
        return "invert"

    def __round__(self, n=None):
        return f"round {n}"

    def __index__(self):
        return 2

    def __int__(self):
        return 7

    def __float__(self):
        return 7.5


a, b = Vector(1, 2), Vector(3, 4)
print(a + b, a - b, -a, +a, abs(b), a * 3, 3 * a, a @ b, sum([a, b]))
print(a == Vector(1, 2), a != b, len({a, Vector(1, 2), b}), len(a), a[1], 2 in a, 5 in a, bool(Vector(0, 0)), a(10), list(a))
print(a / 2, a // 2, a % 2, a ** 2, pow(a, 2, 3), 2 ** a, divmod(a, 5), a << 1, a & 1, 1 | a, ~a, round(a), round(a, 2))
print([10, 20, 30][a], int(a), float(a), hex(a), range(5)[a])
c = a
c *= 10
print(a, c is a)
c += b
print(c, c is a)
for bad in (lambda: a + 1, lambda: 1 + a, lambda: "x" - a, lambda: a < b, lambda: a | 1, lambda: a >> 1):
    try:
        print(bad())
    except TypeError as error:
        print(error)

# expect: Vector(4, 6) Vector(-2, -2) Vector(-1, -2) Vector(1, 2) 5.0 Vector(3, 6) Vector(3, 6) 11 Vector(4, 6)
# expect: True True 2 2 2 True False False [10, 20] [1, 2]
# expect: truediv 2 floordiv 2 mod 2 pow 2 None pow 2 3 rpow 2 ('divmod', 5) lshift 1 and 1 ror 1 invert round None round 2
# expect: 30 7 7.5 0x2 2
# expect: imul
# expect: Vector(10, 20) True
# expect: Vector(13, 24) False
# expect: unsupported operand type(s) for +: 'Vector' and 'int'
# expect: unsupported operand type(s) for +: 'int' and 'Vector'
# expect: unsupported operand type(s) for -: 'str' and 'Vector'
# expect: '<' not supported between instances of 'Vector' and 'Vector'
# expect: unsupported operand type(s) for |: 'Vector' and 'int'
# expect: unsupported operand type(s) for >>: 'Vector' and 'int'
