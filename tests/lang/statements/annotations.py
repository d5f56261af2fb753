x: int = 5
y: str
z: "forward reference" = None
(w): float = 1.5
print(x, w, __annotations__)


def f(a: int, b: "str" = "x", *args: list[int], c: int | None = None, **kw: dict) -> bool:
    local: int = 3
    other: str
    return bool(local)


print({k: str(v) for k, v in f.__annotations__.items()}, f(1))


class C:
    attribute: int = 3
    declared: str
    items: list = []

    def method(self) -> "C":
        self.value: int = 7
        return self


print(C.__annotations__, C().method().value, hasattr(C, "declared"))
d = {}
d["k"]: int = 5
print(d)
try:
    y
except NameError as error:
    print(error)


def g():
    try:
        undeclared: int
        return undeclared
    except UnboundLocalError as error:
        return str(error)


print(g(), f.__annotations__["return"])


def h(x: print("evaluated at definition") = None):
    pass


def unevaluated():
    v: undefined_name_in_annotation = 1
    return v


print(unevaluated())
lam = lambda q: q
print(lam.__annotations__)

# expect: 5 1.5 {'x': <class 'int'>, 'y': <class 'str'>, 'z': 'forward reference'}
# expect: {'a': "<class 'int'>", 'b': 'str', 'args': 'list[int]', 'c': 'int | None', 'kw': "<class 'dict'>", 'return': "<class 'bool'>"} True
# expect: {'attribute': <class 'int'>, 'declared': <class 'str'>, 'items': <class 'list'>} 7 False
# expect: {'k': 5}
# expect: name 'y' is not defined
# expect: cannot access local variable 'undeclared' where it is not associated with a value <class 'bool'>
# expect: evaluated at definition
# expect: 1
# expect: {}
