def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x
    return composed


print(compose(lambda x: x + 1, str, lambda s: s * 2)(9))


def curry(f, *args):
    return lambda *more: f(*args, *more)


print(curry(pow, 2)(5), curry(max, 1, 9)(4))


def apply_n(f, n):
    def inner(x):
        for _ in range(n):
            x = f(x)
        return x
    return inner


print(apply_n(lambda x: x * 2, 10)(1))


def counter():
    counter.calls += 1
    return counter.calls


counter.calls = 0
counter(), counter()
print(counter.calls, counter.__dict__)


def varargs(*a, **k):
    return len(a), sorted(k)


print(varargs(), varargs(1, 2, x=1), varargs(*range(5), **dict.fromkeys("ab")), varargs(*"ab", *[1], **{}, y=2))


def mutable(a, l=[], d={}):
    l.append(a)
    d[a] = len(l)
    return l, d


print(mutable(1), mutable(2), mutable(3, [], {}))
print(mutable.__defaults__)


def early(x):
    if x < 0:
        return "negative"
    for i in range(x):
        if i == 3:
            return f"stopped at {i}"
    else:
        return "loop ended"


print(early(-1), early(2), early(10))


def nested(a):
    def level1(b):
        def level2(c):
            return a, b, c
        return level2
    return level1


print(nested(1)(2)(3))
ops = {name: func for name, func in [("double", lambda x: x * 2), ("square", lambda x: x ** 2)]}
print({name: func(5) for name, func in ops.items()})


def swap_args(f):
    return lambda a, b: f(b, a)


print(swap_args(lambda a, b: a - b)(1, 10))


def ternary(n):
    return "zero" if n == 0 else "pos" if n > 0 else "neg"


print([ternary(n) for n in (-1, 0, 1)])


def docstring():
    """One line."""


def no_docstring():
    "not" + "a docstring"


print(docstring.__doc__, no_docstring.__doc__)


def kwargs_order(**kw):
    return list(kw)


print(kwargs_order(z=1, a=2, m=3), list(dict(b=1, a=2)))
print((lambda *a, **k: (a, k))(1, *(2, 3), x=4, **{"y": 5}))


def star_only(*, a, b=2):
    return a, b


print(star_only(a=1), star_only(b=1, a=0))

# expect: 1010
# expect: 32 9
# expect: 1024
# expect: 2 {'calls': 2}
# expect: (0, []) (2, ['x']) (5, ['a', 'b']) (3, ['y'])
# expect: ([1, 2], {1: 1, 2: 2}) ([1, 2], {1: 1, 2: 2}) ([3], {3: 1})
# expect: ([1, 2], {1: 1, 2: 2})
# expect: negative loop ended stopped at 3
# expect: (1, 2, 3)
# expect: {'double': 10, 'square': 25}
# expect: 9
# expect: ['neg', 'zero', 'pos']
# expect: One line. None
# expect: ['z', 'a', 'm'] ['b', 'a']
# expect: ((1, 2, 3), {'x': 4, 'y': 5})
# expect: (1, 2) (0, 1)
