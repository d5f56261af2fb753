class Version:
    def __init__(self, text):
        self.parts = tuple(map(int, text.split(".")))

    def __eq__(self, other):
        print("eq", end=" ")
        return self.parts == other.parts

    def __lt__(self, other):
        print("lt", end=" ")
        return self.parts < other.parts

    def __repr__(self):
        return ".".join(map(str, self.parts))


a, b = Version("1.2"), Version("1.10")
print(a < b, a > b, a == b, a != b)
print(sorted([b, a]), min(b, a))
try:
    a <= b
except TypeError as error:
    print(error)
try:
    hash(a)
except TypeError as error:
    print(error)


class Reflect:
    def __eq__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return NotImplemented

    def __gt__(self, other):
        return "reflected gt"


print(Reflect() == 5, Reflect() != 5, 5 < Reflect())
r = Reflect()
print(r == r, r < r)


class Base:
    def __add__(self, other):
        return "Base.add"

    def __radd__(self, other):
        return "Base.radd"


class Derived(Base):
    def __radd__(self, other):
        return "Derived.radd"


print(Base() + Derived(), Derived() + Base(), Base() + Base(), 1 + Base())


class AlwaysEqual:
    def __eq__(self, other):
        return True


print(AlwaysEqual() == None, AlwaysEqual() in [1], [AlwaysEqual()] == [5], AlwaysEqual() != 3)


class Weird:
    def __lt__(self, other):
        return [1, 2]


print(Weird() < 1, 1 > Weird())


class Total:
    def __init__(self, n):
        self.n = n

    def __le__(self, other):
        return self.n <= other.n

    def __ge__(self, other):
        return self.n >= other.n


print(Total(1) <= Total(2), Total(1) >= Total(2))


class K:
    def __init__(self, k):
        self.k = k

    def __eq__(self, o):
        return self.k == o.k

    def __hash__(self):
        return hash(self.k)

    def __repr__(self):
        return f"K{self.k}"


print({K(1): "a", K(1): "b", K(2): "c"}, K(1) in {K(1)})

# expect: lt lt eq eq True False False True
# expect: lt lt [1.2, 1.10] 1.2
# expect: '<=' not supported between instances of 'Version' and 'Version'
# expect: unhashable type: 'Version'
# expect: False True reflected gt
# expect: True reflected gt
# expect: Derived.radd Base.add Base.add Base.radd
# expect: True True True False
# expect: [1, 2] [1, 2]
# expect: True False
# expect: {K1: 'b', K2: 'c'} True
