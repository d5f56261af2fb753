class Meta(type):
    def __new__(mcls, name, bases, namespace, **kw):
        print("new", name, sorted(k for k in namespace if not k.startswith("__")), kw)
        namespace["added"] = "by meta"
        return super().__new__(mcls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **kw):
        print("init", name)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args):
        print("call", cls.__name__, args)
        return super().__call__(*args)

    def __len__(cls):
        return 99

    def __getattr__(cls, name):
        return f"class attribute {name}"

    def __repr__(cls):
        return f"<Meta class {cls.__name__}>"

    @property
    def meta_property(cls):
        return "from meta"


class A(metaclass=Meta, option=1):
    x = 1

    def __init__(self, v):
        self.v = v


class B(A):
    y = 2


a = A(5)
print(a.v, A.added, len(A), A.zzz, A, B.meta_property, type(B).__name__)
print(hasattr(a, "meta_property"), isinstance(A, Meta))


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class Config(metaclass=Singleton):
    pass


print(Config() is Config())


class Prepared(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        print("prepare", name)
        return {"injected": 7}


class P(metaclass=Prepared):
    doubled = injected * 2


print(P.doubled, P.injected)
Dynamic = type("Dynamic", (object,), {"attribute": 3, "method": lambda self: self.attribute + 1})
print(Dynamic().method(), Dynamic.__name__)


class Plugin:
    registry = []

    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))


class One(Plugin, tag="first"):
    pass


class Two(One):
    pass


print(Plugin.registry)


class Other(type):
    pass


try:
    class Conflict(A, metaclass=Other):
        pass
except TypeError as error:
    print(error)


class Check(type):
    def __instancecheck__(cls, instance):
        return instance == 5

    def __subclasscheck__(cls, sub):
        return sub is int


class Five(metaclass=Check):
    pass


print(isinstance(5, Five), isinstance(6, Five), issubclass(int, Five), issubclass(str, Five))
print(Five.__class_getitem__ if hasattr(Five, "__class_getitem__") else "none")


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Generic[5])

# expect: new A ['x'] {'option': 1}
# expect: init A
# expect: new B ['y'] {}
# expect: init B
# expect: call A (5,)
# expect: 5 by meta 99 class attribute zzz <Meta class A> from meta Meta
# expect: False True
# expect: True
# expect: prepare P
# expect: 14 7
# expect: 4 Dynamic
# expect: [('One', 'first'), ('Two', None)]
# expect: metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases
# expect: True False True False
# expect: none
# expect: Generic[5]
