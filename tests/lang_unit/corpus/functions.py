def f(): pass
def f(a, b=1, *c, d, e=2, **g) -> int: return a
def f(a, b, /, c, *, d): ...
def f(a=1, /): ...
def f(a, /, b=1): ...
def f(a: int, *args: str, k: float = 1.0, **kw: dict[str, int]) -> None:
    """Docstring.

    More.
    """
    nonlocal_ = 1
    return
def f(*args: *Ts): pass
def f(*, a): pass
def f(
    a,
    b,
):
    return a, *b
def g():
    x = yield
    y = yield 1
    z = yield 1, 2
    w = yield from x
    yield x; yield from y
    await_ = (yield x) + 1
    print((yield))
    x += yield
    x: int = yield
    return (yield)
@decorator
def f(): pass
@a.b(c)
@(lambda f: f)
@x[0] if y else z
def f():
    def inner():
        nonlocal x, y
        global z
        return lambda: x
    return inner
class A: pass
class A(): pass
class A(B, metaclass=M, *args, **kw):
    x = 1
    x: int = 2

    def method(self):
        return super().method()

    class Inner(object): y = 3
@dataclass
class B(A,):
    """doc"""
class C: x = 1; y = 2
