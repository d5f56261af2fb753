class A:
    def hello(self):
        return "A"

    def who(self):
        return "who " + self.hello()


class B(A):
    def hello(self):
        return "B" + super().hello()


class C(A):
    def hello(self):
        return "C" + super().hello()


class D(B, C):
    def hello(self):
        return "D" + super().hello()


print(D().hello(), D().who(), [k.__name__ for k in D.__mro__])
print(issubclass(D, A), isinstance(D(), C), D.__bases__ == (B, C), D.__base__.__name__)
print(super(B, D()).hello(), super(D, D()).hello())


class Init:
    def __init__(self, **kw):
        self.log = ["Init"]
        assert not kw


class Left(Init):
    def __init__(self, left, **kw):
        super().__init__(**kw)
        self.left = left
        self.log.append("Left")


class Right(Init):
    def __init__(self, right, **kw):
        super().__init__(**kw)
        self.right = right
        self.log.append("Right")


class Both(Left, Right):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.log.append("Both")


both = Both(left=1, right=2)
print(both.log, both.left, both.right)
try:
    class Broken(A, B):
        pass
except TypeError as error:
    print(str(error).split("\n")[0])
try:
    class Twice(A, A):
        pass
except TypeError as error:
    print(error)


class Base:
    @classmethod
    def create(cls):
        return cls()

    @staticmethod
    def helper():
        return "base helper"

    def __repr__(self):
        return f"<{type(self).__name__}>"


class Derived(Base):
    @classmethod
    def create(cls):
        return [super().create(), cls.__name__]

    @staticmethod
    def helper():
        return "derived+" + Base.helper()


print(Base.create(), Derived.create(), Derived.helper(), Derived().helper())


class MyList(list):
    def append(self, item):
        super().append(item * 2)

    @property
    def first(self):
        return self[0]


items = MyList([1])
items.append(5)
print(items, items.first, len(items), isinstance(items, list), items + [1], type(items + [1]).__name__)


class MyInt(int):
    def __add__(self, other):
        return MyInt(int(self) + other + 100)


print(MyInt(5) + 1, MyInt(5) - 1, type(MyInt(5) + 1).__name__, MyInt(7) == 7, hash(MyInt(7)) == hash(7))


class MyDict(dict):
    def __missing__(self, key):
        return f"<{key}>"


d = MyDict(a=1)
print(d["a"], d["b"], d.get("b"), "b" in d)


class MyStr(str):
    def shout(self):
        return self.upper() + "!"


print(MyStr("hey").shout(), MyStr("a") + "b", MyStr("x") == "x")
try:
    class Bad(bool):
        pass
except TypeError as error:
    print(error)
Derived.__bases__ = (Base,)
print(Base.__subclasses__())

# expect: DBCA who DBCA ['D', 'B', 'C', 'A', 'object']
# expect: True True True B
# expect: CA BCA
# expect: ['Init', 'Right', 'Left', 'Both'] 1 2
# expect: Cannot create a consistent method resolution order (MRO) for bases A, B
# expect: duplicate base class A
# expect: <Base> [<Derived>, 'Derived'] derived+base helper derived+base helper
# expect: [1, 10] 1 2 True [1, 10, 1] list
# expect: 106 4 MyInt True True
# expect: 1 <b> None False
# expect: HEY! ab True
# expect: type 'bool' is not an acceptable base type
# expect: [<class '__main__.Derived'>]
