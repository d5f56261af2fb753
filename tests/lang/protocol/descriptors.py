class Logged:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        print("get", self.name)
        return obj.__dict__.get(self.name, "unset")

    def __set__(self, obj, value):
        print("set", self.name, value)
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        print("delete", self.name)
        obj.__dict__.pop(self.name, None)


class NonData:
    def __get__(self, obj, owner=None):
        return "non-data"


class Holder:
    a = Logged("a")
    b = NonData()

    @classmethod
    def make(cls, *args):
        return cls.__name__, args

    @staticmethod
    def plain(x):
        return x * 2

    @property
    def p(self):
        "doc of p"
        return self._p

    @p.setter
    def p(self, value):
        self._p = value + 1

    @p.deleter
    def p(self):
        del self._p
        print("p deleted")


h = Holder()
print(h.a)
h.a = 5
print(h.a, h.__dict__)
del h.a
print(h.b)
h.b = "own"
print(h.b, Holder.b, type(Holder.a).__name__)
print(h.make(1), Holder.make(2), h.plain(3), Holder.plain(4))
h.p = 1
print(h.p, Holder.p.__doc__, Holder.p.fget.__name__)
del h.p
try:
    h.p
except AttributeError as error:
    print(error)
print(Holder.make, h.make.__self__ is Holder, Holder.plain.__name__, type(Holder.__dict__["make"]).__name__)


class Lazy:
    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        if obj is None:
            return self
        value = self.function(obj)
        obj.__dict__[self.name] = value
        return value


class Circle:
    def __init__(self, r):
        self.r = r

    @Lazy
    def area(self):
        print("computing")
        return self.r * self.r * 3


c = Circle(2)
print(c.area, c.area, vars(c))


class Fallback:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("x"):
            return "made " + name
        raise AttributeError("no " + name)


f = Fallback()
print(f.real, f.xyz, getattr(f, "abc", "default"), hasattr(f, "xa"), hasattr(f, "ya"))
try:
    f.other
except AttributeError as error:
    print("caught", error)


class PropertyThenGetattr:
    @property
    def broken(self):
        raise AttributeError("inner")

    def __getattr__(self, name):
        return "fallback for " + name


print(PropertyThenGetattr().broken)


class Intercept:
    def __init__(self):
        self.seen = []

    def __getattribute__(self, name):
        if name == "magic":
            return "abracadabra"
        return object.__getattribute__(self, name)

    def __setattr__(self, name, value):
        if name == "locked":
            raise TypeError("locked")
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("deleting", name)
        super().__delattr__(name)


i = Intercept()
i.v = 3
print(i.magic, i.v, i.seen)
try:
    i.locked = 1
except TypeError as error:
    print(error)
del i.v
print(hasattr(i, "v"))


class Base:
    def hello(self):
        return "base hello"

    @classmethod
    def build(cls):
        return "base build " + cls.__name__

    @property
    def prop(self):
        return "base prop"

    attr = "base attr"


class Child(Base):
    def hello(self):
        return "child+" + super().hello()

    @classmethod
    def build(cls):
        return "child+" + super().build()

    @property
    def prop(self):
        return "child+" + super().prop

    def look(self):
        s = super()
        return s.attr, s.hello(), type(s).__name__, s.__thisclass__.__name__, super(Child, self).hello(), super(Child, type(self)).build()

    def nested(self):
        return [super(Child, self).hello() for _ in range(2)]


ch = Child()
print(ch.hello(), Child.build(), ch.prop, ch.look(), ch.nested())
print(Base.hello(ch), Child.hello.__qualname__, ch.hello.__func__ is Child.hello, ch.hello == ch.hello, ch.hello is ch.hello)


def standalone(self, x=1, *args, y=2, **kw):
    "the doc"


print(standalone.__name__, standalone.__doc__, standalone.__defaults__, standalone.__kwdefaults__, standalone.__module__, standalone.__closure__, standalone.__dict__)
standalone.tag = "t"
standalone.__name__ = "renamed"
print(standalone.tag, standalone.__name__, standalone.__dict__, standalone.__code__.co_varnames[:3])


def annotated(a: int, b: "str" = 2) -> float: ...


print(annotated.__annotations__, len.__name__, len.__module__, [].append.__self__, "".join.__qualname__)

# expect: get a
# expect: unset
# expect: set a 5
# expect: get a
# expect: 5 {'a': 5}
# expect: delete a
# expect: non-data
# expect: own non-data Logged
# expect: ('Holder', (1,)) ('Holder', (2,)) 6 8
# expect: 2 doc of p p
# expect: p deleted
# expect: 'Holder' object has no attribute '_p'
# expect: <bound method Holder.make of <class '__main__.Holder'>> True plain classmethod
# expect: computing
# expect: 12 12 {'r': 2, 'area': 12}
# expect: 1 made xyz default True False
# expect: caught no other
# expect: fallback for broken
# expect: abracadabra 3 []
# expect: locked
# expect: deleting v
# expect: False
# expect: child+base hello child+base build Child child+base prop ('base attr', 'base hello', 'super', 'Child', 'base hello', 'base build Child') ['base hello', 'base hello']
# expect: base hello Child.hello True True False
# expect: standalone the doc (1,) {'y': 2} __main__ None {}
# expect: t renamed {'tag': 't'} ('self', 'x', 'y')
# expect: {'a': <class 'int'>, 'b': 'str', 'return': <class 'float'>} len builtins [] str.join
