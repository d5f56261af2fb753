class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        return self.swallow


with Manager("a") as a:
    print("body", a)
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (
    Manager("p") as p,
    Manager("q"),
):
    print("parenthesised", p)
with Manager("s", swallow=True):
    raise ValueError("swallowed")
print("continues")
try:
    with Manager("outer"):
        with Manager("inner"):
            raise KeyError("k")
except KeyError as error:
    print("caught", error)


def returns():
    with Manager("r"):
        return "value"


print(returns())
for i in range(3):
    with Manager(str(i)):
        if i == 0:
            continue
        if i == 1:
            break
with Manager("t") as (x, *y):
    print(x, y)
items = {}
with Manager("store") as items["key"]:
    print(items)


class NoExit:
    def __enter__(self):
        return self


class NotAManager:
    pass


for bad in (NoExit(), NotAManager()):
    try:
        with bad:
            print("never")
    except TypeError as error:
        print(type(error).__name__)


class FailsOnExit:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        raise RuntimeError("exit failed")


try:
    with FailsOnExit():
        raise ValueError("first")
except RuntimeError as error:
    print(error, "|", repr(error.__context__))

# expect: enter a
# expect: body A
# expect: exit a None None False
# expect: enter a
# expect: enter b
# expect: A B
# expect: exit b None None False
# expect: exit a None None False
# expect: enter p
# expect: enter q
# expect: parenthesised P
# expect: exit q None None False
# expect: exit p None None False
# expect: enter s
# expect: exit s ValueError swallowed True
# expect: continues
# expect: enter outer
# expect: enter inner
# expect: exit inner KeyError 'k' True
# expect: exit outer KeyError 'k' True
# expect: caught 'k'
# expect: enter r
# expect: exit r None None False
# expect: value
# expect: enter 0
# expect: exit 0 None None False
# expect: enter 1
# expect: exit 1 None None False
# expect: enter t
# expect: T []
# expect: exit t None None False
# expect: enter store
# expect: {'key': 'STORE'}
# expect: exit store None None False
# expect: TypeError
# expect: TypeError
# expect: exit failed | ValueError('first')
