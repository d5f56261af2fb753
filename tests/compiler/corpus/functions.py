"""Parameters, defaults, closures, decorators, calls."""
import functools
import os.path as path
from os import getcwd, sep as separator


def none():
    pass


def positional(a, b, c):
    return a, b, c


def defaults(a, b=1, c=None, d=(1, 2), e=[]):
    return a, b, c, d, e


def keyword_only(*, a, b=1, c=(), d):
    return a, b, c, d


def positional_only(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


def star_args(*args):
    return args


def star_kwargs(**kwargs):
    return kwargs


def everything(a, b, /, c, d=1, *args, e, f=2, **kwargs):
    return a, b, c, d, args, e, f, kwargs


def annotated(a: int, b: "str" = 1, *args: float, c: list[int] = None, **kwargs: dict) -> None:
    return a


def annotated_return(x) -> int:
    return x


def annotated_positional_only(x: int, /, y: str) -> (int, str):
    return x


def annotations_inside(x):
    y: int = 1
    z: str
    x.a: int = 2
    x[0]: int
    x.b: float
    (w): int = 3
    return y, w


def default_expressions(a=1 + 2, b=none(), c=lambda: 1, *, d=[x for x in ()], e={"k": none}):
    return a


def closure(x):
    def inner():
        return x
    return inner


def closure_write(x):
    def inner():
        nonlocal x
        x += 1
        return x
    return inner


def closure_deep(a):
    def one(b):
        def two(c):
            def three(d):
                return a, b, c, d
            return three
        return two
    return one


def closure_loop():
    fs = []
    for i in range(3):
        fs.append(lambda: i)
        fs.append(lambda i=i: i)
    return fs


def closure_argument_order(z, a, m):
    b = 1
    y = 2

    def use():
        return a, b, m, y, z
    return use


def closure_del():
    x = 1

    def inner():
        return x
    del x
    return inner


def closure_unbound(flag):
    def inner():
        return x
    if flag:
        x = 1
    return inner


def closure_class(base):
    class Local(base):
        value = base

        def method(self):
            return base, self, Local
    return Local


def nonlocal_chain():
    x = 0

    def a():
        nonlocal x

        def b():
            nonlocal x
            x = 2
        x = 1
        return b
    return a


def recursive(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)
    return fact(n)


def global_write():
    global counter, other
    counter = 1
    other = counter + 1
    del other


def global_read():
    return counter, undefined_name, len


def global_in_nested():
    global counter

    def inner():
        global counter
        counter += 1
    return inner


def unbound_local(flag):
    if flag:
        x = 1
    return x


def unbound_after_del(x):
    del x
    return x


def unbound_in_loop(items):
    for x in items:
        y = x
    return x, y


def unbound_try(f):
    try:
        x = f()
    except ValueError:
        pass
    return x


def bound_everywhere(flag):
    if flag:
        x = 1
    else:
        x = 2
    return x


def unbound_while(flag):
    while flag:
        x = 1
        flag = x
    print(x)
    print(x)


def swap_locals(a, b):
    a, b = b, a
    return a, b


def rotate(a, b, c):
    a, b, c = b, c, a
    c, b, a = a, b, c
    return a, b, c


def lambdas(a):
    f = lambda: 1
    g = lambda x: x
    h = lambda x, y=2, *z, k, w=3, **q: (x, y, z, k, w, q, a)
    i = lambda: (yield)
    j = lambda *, p: p
    return f, g, h, i, j, (lambda: (lambda: a))


def decorated_inner(d):
    @d
    def one():
        pass

    @d(1)
    @d.attr
    @d.attr(2, k=3)
    def two(x):
        return x

    @d
    @d
    class Three:
        pass
    return one, two, Three


@functools.wraps(none)
@functools.lru_cache(maxsize=None)
def decorated(a):
    return a


@(lambda f: f)
def lambda_decorated():
    return 1


def call_forms(f, a, b, c):
    f()
    f(a)
    f(a, b)
    f(a=1)
    f(a, b=1)
    f(a, b, c=1, d=2)
    f(*a)
    f(*a, *b)
    f(a, *b)
    f(*a, b)
    f(a, *b, c)
    f(**a)
    f(**a, **b)
    f(a, **b)
    f(a=1, **b)
    f(**a, b=1)
    f(a=1, b=2, **c)
    f(**a, b=1, c=2)
    f(*a, **b)
    f(a, *b, c=1, **c)
    f(*a, b=1)
    f(*(1, 2), **{"k": 1})
    return f


def method_forms(o, a, b):
    o.m()
    o.m(a)
    o.m(a, b)
    o.m(k=1)
    o.m(a, k=1)
    o.m(*a)
    o.m(**a)
    o.m(a, *b, k=1)
    o.m.n.p(a)
    o.m().n().p()
    o().m()
    o[0].m(1)
    "text".join(a)
    (1).bit_length()
    (o or a).m()
    (o if a else b).m(1)
    return o.m


def imported_calls(a):
    path.join(a)
    functools.reduce(a, a)
    functools.partial(a, k=1)
    getcwd()
    separator.join(a)
    path.join(a).strip()


def call_multi_line(f, a):
    return f(
        a,
        *a,
        k=a,
    )(
        1
    ).method(
        2
    ).other(
        k=3,
    )


def many_arguments(f):
    f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
    f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31)
    f.m(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)
    f.m(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
    f(f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f, f)


def many_keywords(f, x):
    f(a=x, b=x, c=x, d=x, e=x, g=x, h=x, i=x, j=x, k=x, l=x, m=x, n=x, o=x, p=x)
    f(a=x, b=x, c=x, d=x, e=x, g=x, h=x, i=x, j=x, k=x, l=x, m=x, n=x, o=x, p=x, q=x)
    f.m(a=x, b=x, c=x, d=x, e=x, g=x, h=x, i=x, j=x, k=x, l=x, m=x, n=x, o=x, p=x, q=x)
    f(**x, a=x, b=x, c=x, d=x, e=x, g=x, h=x, i=x, j=x, k=x, l=x, m=x, n=x, o=x, p=x, q=x)


def print_many(a, b):
    print(a, b, sep="", end="\n", file=None, flush=True)


def nested_defs():
    def a():
        def b():
            def c():
                return 1
            return c
        return b

    def d(x=a):
        return x
    return a, d


def inner_docstring():
    def inner():
        """Inner doc."""
        return 1

    def other():
        'Only doc.'
    return inner, other


def same_names(x):
    def x():
        return x
    return x


def star_annotation(*args: *tuple[int]):
    return args
