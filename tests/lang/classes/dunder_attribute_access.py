class Proxy:
    def __init__(self, target):
        object.__setattr__(self, "_target", target)
        object.__setattr__(self, "log", [])

    def __getattr__(self, name):
        self.log.append("get " + name)
        return getattr(self._target, name)

    def __setattr__(self, name, value):
        self.log.append("set " + name)
        setattr(self._target, name, value)

    def __delattr__(self, name):
        self.log.append("del " + name)
        delattr(self._target, name)


class Target:
    x = 1


target = Target()
proxy = Proxy(target)
print(proxy.x)
proxy.y = 5
print(target.y, proxy.y)
del proxy.y
print(hasattr(target, "y"), proxy.log)
try:
    proxy.missing
except AttributeError as error:
    print(error)


class Everything:
    real = "real"

    def __getattribute__(self, name):
        if name.startswith("__"):
            return super().__getattribute__(name)
        try:
            return "found " + super().__getattribute__(name)
        except AttributeError:
            return "made up " + name


e = Everything()
print(e.real, e.unreal, e.__class__.__name__)


class Fallback:
    def __getattribute__(self, name):
        raise AttributeError("always")

    def __getattr__(self, name):
        return "fallback " + name


print(Fallback().anything)


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


s = Slots()
print(s.a, hasattr(s, "b"), hasattr(s, "__dict__"))
try:
    s.c = 3
except AttributeError as error:
    print(error)
try:
    s.b
except AttributeError as error:
    print(error)
s.b = 2
del s.a
print(hasattr(s, "a"), s.b, Slots.__slots__)


class SubSlots(Slots):
    __slots__ = ("c",)


class WithDict(Slots):
    pass


sub = SubSlots()
sub.c = 3
print(sub.a, sub.c)
w = WithDict()
w.anything = "ok"
print(w.anything, w.__dict__, w.a)


class Dir:
    def __dir__(self):
        return ["b", "a"]


print(dir(Dir()))
x = Target()
x.__dict__["dynamic"] = "via dict"
print(x.dynamic)
x.__class__ = Everything
print(x.dynamic)

# expect: 1
# expect: 5 5
# expect: False ['get x', 'set y', 'get y', 'del y']
# expect: 'Target' object has no attribute 'missing'
# expect: found real made up unreal Everything
# expect: fallback anything
# expect: 1 False False
# expect: 'Slots' object has no attribute 'c' and no __dict__ for setting new attributes
# expect: 'Slots' object has no attribute 'b'
# expect: False 2 ('a', 'b')
# expect: 1 3
# expect: ok {'anything': 'ok'} 1
# expect: ['a', 'b']
# expect: via dict
# expect: found via dict
