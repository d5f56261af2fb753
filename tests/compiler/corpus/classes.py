"""Classes: bodies, private names, super, closures through classes."""


class Empty:
    pass


class Documented:
    """
    A class.

      Indented.
    """


class OneLine: x = 1


class Attributes:
    a = 1
    b = a + 1
    c: int = 2
    d: str
    e = [a, b]
    f = lambda self: self.a
    del a


class Methods:
    def __init__(self, x, y=None):
        self.x = x
        self.y = y
        self.x.z = 1
        self.counter = 0

    def method(self):
        self.counter += 1
        return self.x

    def other(this):
        this.not_counted = 1
        return this.y

    @property
    def prop(self):
        return self._prop

    @prop.setter
    def prop(self, value):
        self._prop = value

    @prop.deleter
    def prop(self):
        del self._prop

    @staticmethod
    def static(a):
        return a

    @classmethod
    def make(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    def __eq__(self, other):
        return self.x == other.x

    def __repr__(self):
        return f"Methods({self.x!r}, {self.y!r})"


class Base:
    def __init__(self):
        super().__init__()

    def f(self):
        return super().f()

    def g(self, a):
        return super().g(a, k=a), super().attr, super().h

    def two_arguments(self):
        return super(Base, self).f(), super(Base, self).attr

    def super_elsewhere(self):
        s = super()
        s.f()
        return super, s.f, super().__class__

    def star_super(self, *args):
        return super(*args).f()

    def keyword_super(self):
        return super(type=1).f()

    def nested_super(self):
        def inner(self):
            return super().f()
        return inner

    def class_name(self):
        return __class__

    def no_arguments():
        return super().f()

    def star_arguments(*args):
        return super().f()

    def cell_self(self):
        def inner():
            return self
        return super().f(inner)

    def comprehension_super(self):
        return [super().f() for _ in range(3)], (super().g() for _ in range(3))


class Derived(Base):
    pass


class Several(Base, Methods, metaclass=type, flag=True):
    pass


class Unpacked(*[Base], **{}):
    pass


class StarBases(Base, *[Methods], metaclass=type):
    pass


class Private:
    __secret = 1
    __dunder__ = 2
    _single = 3

    def __init__(self, __arg, *, __key=1):
        self.__value = __arg
        self.__other__ = __key
        self.__value.__inner = 2

    def __hidden(self):
        global __module_private
        __local = self.__secret
        __module_private = __local
        return self.__value, __local, Private.__secret

    def call(self):
        self.__hidden()
        other.__hidden(__x=1)
        import __imported
        from package import __name as __alias
        return __imported, __alias

    class __Inner:
        __deep = 1

        def m(self):
            return self.__deep


class _Underscored:
    def m(self):
        return self.__x


class __:
    def m(self):
        return self.__x


class Nested:
    x = 1

    class Inner:
        y = 2

        class Deeper:
            def m(self):
                return Nested.Inner.Deeper, super().m()

        def m(self):
            return self.y


class Conditional:
    if True:
        a = 1
    else:
        a = 2
    for i in range(3):
        b = i
    try:
        c = undefined
    except NameError:
        c = None
    while False:
        pass
    with open("x") as f:
        d = f.read()


class GlobalInside:
    global made_global
    made_global = 1

    def f(self):
        global made_in_method
        made_in_method = 2


class UsesNames:
    len = len
    print(__name__, __qualname__, __module__)
    f = property(lambda self: self.f)


class Annotated:
    x: int
    y: "str" = "a"
    z: list[int] = []
    x.y: int = 1
    (w): int = 2

    def m(self, a: int, b: "Annotated" = None) -> "Annotated":
        c: int = 1
        self.d: int = 2
        self.e: str
        return self


class Dunders:
    __slots__ = ("a", "b")

    def __getattr__(self, name):
        return name

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def __iter__(self):
        yield from ()

    def __call__(self, *args):
        return args

    def __getitem__(self, key):
        return key

    def __lt__(self, other):
        return NotImplemented


def local_class(x):
    class Local:
        y = x

        def m(self):
            return x, self.y

        def n(self):
            return Local, super().n()
    return Local


def class_closure_shadow(x):
    class Local:
        x = x

        def m(self):
            return x
    return Local


def class_nonlocal():
    x = 1

    class Local:
        nonlocal x
        x = 2
        y = x
    return Local, x


def class_in_loop(items):
    for base in items:
        class Local(base):
            name = base
        yield Local


def decorated_class(d):
    @d
    @d.x(1)
    class Local(d):
        """Doc."""
        @d
        def m(self):
            return self
    return Local


@staticmethod
class DecoratedModuleClass:
    def m(self):
        self.a, self.b = 1, 2
        for self.c in range(3):
            pass
        with self as self.d:
            pass
        self.e: int = 1
        self.f += 1
        [self.g] = [1]

        def inner(self):
            self.h = 1
        return inner


def metaclass(name):
    class Meta(type):
        def __new__(mcs, name, bases, namespace, **kwargs):
            cls = super().__new__(mcs, name, bases, namespace)
            return cls

        def __call__(cls, *args):
            return super().__call__(*args)
    return Meta(name, (), {})


class Queue:
    def __init__(self):
        self.items = []
        self.lock = None

    def put(self, item):
        with self.lock:
            self.items.append(item)
            if len(self.items) > 10:
                self.items.pop(0)

    def get(self):
        with self.lock:
            while not self.items:
                self.wait()
            return self.items.pop(0)
