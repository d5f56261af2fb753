class Tracked:
    def __new__(cls, *args):
        print("new", args)
        instance = super().__new__(cls)
        instance.made = True
        return instance

    def __init__(self, name):
        print("init", name)
        self.name = name

    def __del__(self):
        print("del", self.name)


t = Tracked("one")
t = Tracked("two")
t = None
print("after two")


def scope():
    local = Tracked("local")
    print("leaving")


scope()
items = [Tracked("x"), Tracked("y")]
items.pop()
items.clear()
d = {"k": Tracked("value")}
d["k"] = None


class NotSame:
    def __new__(cls):
        return "a string instead"

    def __init__(self):
        print("never called")


print(NotSame())


class Immutable(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def total(self):
        return self[0] + self[1]


print(Immutable(1, 2), Immutable(1, 2).total)


class Cached:
    cache = {}

    def __new__(cls, key):
        if key not in cls.cache:
            cls.cache[key] = super().__new__(cls)
        return cls.cache[key]


print(Cached(1) is Cached(1), Cached(1) is Cached(2))


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError as error:
    print(error)
o = object()
try:
    o.x = 1
except AttributeError as error:
    print(error)
try:
    object(1)
except TypeError as error:
    print(error)


def swap():
    a = Tracked("a")
    b = Tracked("b")
    a, b = b, a
    del a
    print("deleted a")


swap()
x = Tracked("kept to the end")
y = x
del x
print("still referenced", y.name)
del y
print("end")

# expect: new ('one',)
# expect: init one
# expect: new ('two',)
# expect: init two
# expect: del one
# expect: del two
# expect: after two
# expect: new ('local',)
# expect: init local
# expect: leaving
# expect: del local
# expect: new ('x',)
# expect: init x
# expect: new ('y',)
# expect: init y
# expect: del y
# expect: del x
# expect: new ('value',)
# expect: init value
# expect: del value
# expect: a string instead
# expect: (1, 2) 3
# expect: True False
# expect: __init__() should return None, not 'int'
# expect: 'object' object has no attribute 'x' and no __dict__ for setting new attributes
# expect: object() takes no arguments
# expect: new ('a',)
# expect: init a
# expect: new ('b',)
# expect: init b
# expect: del b
# expect: deleted a
# expect: del a
# expect: new ('kept to the end',)
# expect: init kept to the end
# expect: still referenced kept to the end
# expect: del kept to the end
# expect: end
