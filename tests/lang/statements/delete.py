x = 1
del x
try:
    x
except NameError as error:
    print(error)
items = [0, 1, 2, 3, 4, 5]
del items[0], items[-1]
print(items)
d = {"a": 1, "b": 2}
del d["a"]
print(d)


class Thing:
    size = 5

    def __init__(self):
        self.name = "n"

    def __delattr__(self, name):
        print("deleting", name)
        super().__delattr__(name)

    def __delitem__(self, key):
        print("delitem", key)

    def __del__(self):
        print("gone")


thing = Thing()
del thing.name
print(hasattr(thing, "name"))
del thing[3], thing[1:2]
try:
    del thing.size
except AttributeError as error:
    print(type(error).__name__)
del Thing.size
print(hasattr(Thing, "size"))
del thing
print("after")
try:
    del d["zzz"]
except KeyError as error:
    print("KeyError", error)
try:
    del items[100]
except IndexError as error:
    print(error)
a, b, c = 1, 2, 3
del a, (b, c)
print("a" in globals(), "b" in globals(), "c" in globals())
try:
    del undefined_thing
except NameError as error:
    print(error)
try:
    (1, 2)[0:1]
    t = (1, 2)
    del t[0]
except TypeError as error:
    print(error)

# expect: name 'x' is not defined
# expect: [1, 2, 3, 4]
# expect: {'b': 2}
# expect: deleting name
# expect: False
# expect: delitem 3
# expect: delitem slice(1, 2, None)
# expect: deleting size
# expect: AttributeError
# expect: False
# expect: gone
# expect: after
# expect: KeyError 'zzz'
# expect: list assignment index out of range
# expect: False False False
# expect: name 'undefined_thing' is not defined
# expect: 'tuple' object doesn't support item deletion
