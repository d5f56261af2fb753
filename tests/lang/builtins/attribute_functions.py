class Thing:
    color = "red"

    def __init__(self):
        self.size = 3

    def method(self):
        return "m"


t = Thing()
print(getattr(t, "size"), getattr(t, "nope", None), hasattr(t, "color"), hasattr(t, "nope"), getattr(t, "method")())
setattr(t, "new name", 5)
print(getattr(t, "new name"), t.__dict__)
delattr(t, "new name")
print(vars(t), vars(t) is t.__dict__, sorted(k for k in vars(Thing) if not k.startswith("__")))
try:
    getattr(t, "nope")
except AttributeError as error:
    print(error)
try:
    delattr(t, "color")
except AttributeError as error:
    print(type(error).__name__)
try:
    getattr(t, 5)
except TypeError as error:
    print(error)
try:
    vars(5)
except TypeError as error:
    print(error)
print([n for n in dir(t) if not n.startswith("_")], "append" in dir([]), "__init__" in dir(Thing), dir() == sorted(dir()))


def scope(a):
    b = 2
    return sorted(locals().items())


print(scope(1), "Thing" in globals(), globals()["t"] is t, type(globals()).__name__)
globals()["injected"] = 42
print(injected)
print(t.__class__ is Thing, t.__module__, Thing.__dict__["color"], type(t).__name__, Thing.method.__name__, object.__subclasses__ is not None)
print(id(t) == id(t), id(t) != id(Thing()), t == t, t != Thing(), hash(t) == hash(t))
import builtins
print(builtins.len is len, hasattr(builtins, "print"), builtins.True_ if hasattr(builtins, "True_") else "no", __builtins__ is not None)
builtins.custom_builtin = "everywhere"
print(custom_builtin)
len_backup = len


def len(x):
    return "shadowed"


print(len([1]), len_backup([1]))
del len
print(len([1]))
print(Ellipsis is ..., NotImplemented, __name__, __doc__, type(__file__).__name__)
print(isinstance(t, Thing) and issubclass(Thing, object), type("X", (), {})().__class__.__name__, callable(Thing), callable(t), object() != object())
print(super, property, classmethod, staticmethod, slice(1))

# expect: 3 None True False m
# expect: 5 {'size': 3, 'new name': 5}
# expect: {'size': 3} True ['color', 'method']
# expect: 'Thing' object has no attribute 'nope'
# expect: AttributeError
# expect: attribute name must be string, not 'int'
# expect: vars() argument must have __dict__ attribute
# expect: ['color', 'method', 'size'] True True True
# expect: [('a', 1), ('b', 2)] True True dict
# expect: 42
# expect: True __main__ red Thing method True
# expect: True True True True True
# expect: True True no True
# expect: everywhere
# expect: shadowed 1
# expect: 1
# expect: True NotImplemented __main__ None str
# expect: True X True False True
# expect: <class 'super'> <class 'property'> <class 'classmethod'> <class 'staticmethod'> slice(None, 1, None)
