def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class A: pass
class B(A): pass
class M(type): pass
class N(type): pass
class WithM(metaclass=M): pass
class WithN(metaclass=N): pass


attempt(lambda: type("X", (A, B), {}))
attempt(lambda: type("X", (A, A), {}))
attempt(lambda: type("X", (WithM, WithN), {}))
attempt(lambda: type("X", (int, str), {}))
attempt(lambda: type("X", (bool,), {}))
attempt(lambda: type("X", (5,), {}))
attempt(lambda: type("X", 5, {}))
attempt(lambda: type(5, (), {}))
attempt(lambda: type("X", ()))
attempt(lambda: type("X", (), {"__slots__": ("a", "a b")}))
attempt(lambda: type("X", (), {"__slots__": ("a",), "a": 1}))
attempt(lambda: type("X", (int,), {"__slots__": ("a",)}))
attempt(lambda: type("X", (), {"__slots__": 5}))
attempt(lambda: type(type("Y", (WithM,), {})).__name__)
attempt(lambda: type("Z", (A,), {"v": 5})().v)
attempt(lambda: A(1))
attempt(lambda: A(x=1))
attempt(lambda: type("K", (), {}, flag=1))


class Registry:
    known = []

    def __init_subclass__(cls, /, tag=None, **rest):
        super().__init_subclass__(**rest)
        Registry.known.append((cls.__name__, tag))


class First(Registry, tag="one"): pass
class Second(First): pass
attempt(lambda: Registry.known)
attempt(lambda: type("Third", (Registry,), {}, tag=3, other=4))


class Named:
    def __set_name__(self, owner, name):
        print("named", owner.__name__, name)

    def __get__(self, obj, kind):
        return ("get", obj is None, kind.__name__)


class Holder:
    field = Named()
    other = Named()


print(Holder.field, Holder().other)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"injected": 1}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")))
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)
        cls.ready = True

    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args)
        return super().__call__(*args, **kw)

    def __len__(cls):
        return 99

    def __getattr__(cls, name):
        return "meta " + name

    @property
    def shout(cls):
        return cls.__name__.upper()


class Made(A, metaclass=Meta, flavour="x"):
    def __init__(self, v):
        self.v = v


print(Made(3).v, Made.ready, Made.injected, len(Made), Made.unknown, Made.shout, isinstance(Made, Meta))
attempt(lambda: Made(4).unknown)


class Slots:
    __slots__ = ("x", "__private", "_y")

    def __init__(self):
        self.x, self.__private = 1, 2


class MoreSlots(Slots):
    __slots__ = ("z",)


class WithDict(Slots):
    pass


m = MoreSlots()
m.z = 3
print(m.x, m._Slots__private, m.z, hasattr(m, "__dict__"), hasattr(WithDict(), "__dict__"), Slots.x, sorted(n for n in Slots.__dict__ if "x" in n or "_y" in n or "priv" in n))
attempt(lambda: setattr(m, "w", 1))
attempt(lambda: type("X", (MoreSlots, type("S2", (), {"__slots__": ("q",)})), {}))

print(B.__mro__, B.__bases__, B.__base__, A.__subclasses__()[:2], B.__qualname__, B.__module__, B.mro() == list(B.__mro__))
print(type.__mro__, type(type), object.__bases__, object.__base__, bool.__mro__)


class C:
    value = 1
    def f(self): return "old"


c = C()
C.f = lambda self: "new"
C.value += 1
C.__len__ = lambda self: 7
C.__call__ = lambda self, *a: a
print(c.f(), c.value, len(c), c(1, 2))
del C.__len__
attempt(lambda: len(c))
C.__name__ = "Renamed"
print(C, type(c).__name__)


class D(C):
    def f(self): return "D" + super().f()


class E:
    def f(self): return "E"


d = D()
print(d.f())
d.__class__ = E
print(d.f(), type(d) is E)
attempt(lambda: setattr(d, "__class__", int))
attempt(lambda: setattr(d, "__class__", 5))
attempt(lambda: setattr(5, "__class__", E))


class Gen:
    def __class_getitem__(cls, item):
        return (cls.__name__, item)


print(Gen[int], list[int], dict[str, int], tuple[int, ...], list[int].__origin__, list[int].__args__, int | None, int | str | int)
print(isinstance(5, int | str), isinstance(None, int | None), isinstance("x", (int, (str, list))), issubclass(bool, (int, str)), issubclass(int, int | str))
attempt(lambda: isinstance(5, 5))
attempt(lambda: issubclass(5, int))
attempt(lambda: isinstance(5, list[int]))
attempt(lambda: A[int])


class Duck(type):
    def __instancecheck__(cls, obj): return hasattr(obj, "quack")
    def __subclasscheck__(cls, sub): return "quack" in sub.__dict__


class Quacks(metaclass=Duck): pass
class Loud: quack = 1
print(isinstance(Loud(), Quacks), isinstance(5, Quacks), issubclass(Loud, Quacks), issubclass(int, Quacks))

# expect: TypeError Cannot create a consistent method resolution order (MRO) for bases A, B
# expect: TypeError duplicate base class A
# expect: TypeError metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
# expect: TypeError multiple bases have instance lay-out conflict
# expect: TypeError type 'bool' is not an acceptable base type
# expect: TypeError metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
# expect: TypeError type.__new__() argument 2 must be tuple, not int
# expect: TypeError type.__new__() argument 1 must be str, not int
# expect: TypeError type() takes 1 or 3 arguments
# expect: TypeError __slots__ must be identifiers
# expect: ValueError 'a' in __slots__ conflicts with class variable
# expect: TypeError nonempty __slots__ not supported for subtype of 'int'
# expect: TypeError 'int' object is not iterable
# expect: M
# expect: 5
# expect: TypeError A() takes no arguments
# expect: TypeError A() takes no arguments
# expect: TypeError K.__init_subclass__() takes no keyword arguments
# expect: [('First', 'one'), ('Second', None)]
# expect: TypeError Third.__init_subclass__() takes no keyword arguments
# expect: named Holder field
# expect: named Holder other
# expect: ('get', True, 'Holder') ('get', False, 'Holder')
# expect: prepare Made ['A'] {'flavour': 'x'}
# expect: new Made ['injected']
# expect: call Made (3,)
# expect: 3 True 1 99 meta unknown MADE True
# expect: call Made (4,)
# expect: AttributeError 'Made' object has no attribute 'unknown'
# expect: 1 2 3 False True <member 'x' of 'Slots' objects> ['_Slots__private', '_y', 'x']
# expect: AttributeError 'MoreSlots' object has no attribute 'w' and no __dict__ for setting new attributes
# expect: TypeError multiple bases have instance lay-out conflict
# expect: (<class '__main__.B'>, <class '__main__.A'>, <class 'object'>) (<class '__main__.A'>,) <class '__main__.A'> [<class '__main__.B'>, <class '__main__.Z'>] B __main__ True
# expect: (<class 'type'>, <class 'object'>) <class 'type'> () None (<class 'bool'>, <class 'int'>, <class 'object'>)
# expect: new 2 7 (1, 2)
# expect: TypeError object of type 'C' has no len()
# expect: <class '__main__.C'> Renamed
# expect: Dnew
# expect: E True
# expect: TypeError __class__ assignment only supported for mutable types or ModuleType subclasses
# expect: TypeError __class__ must be set to a class, not 'int' object
# expect: TypeError __class__ assignment only supported for mutable types or ModuleType subclasses
# expect: ('Gen', <class 'int'>) list[int] dict[str, int] tuple[int, ...] <class 'list'> (<class 'int'>,) int | None int | str
# expect: True True True True True
# expect: TypeError isinstance() arg 2 must be a type, a tuple of types, or a union
# expect: TypeError issubclass() arg 1 must be a class
# expect: TypeError isinstance() argument 2 cannot be a parameterized generic
# expect: TypeError type 'A' is not subscriptable
# expect: True False True False
