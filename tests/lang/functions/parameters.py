def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    return a, b, c, args, d, e, kwargs


print(f(1, d=4))
print(f(1, 20, 30, 40, 50, d=60, e=70, x=80, a=90, b=100))
print(f(*[1, 2], **{"c": 3, "d": 4}))


def g(a, b=[]):
    b.append(a)
    return b


print(g(1), g(2), g(3, []))


def h(*, key, other="o"):
    return key, other


print(h(key=1), h(other=2, key=3))


def pos_only(a, b, /):
    return a - b


print(pos_only(5, 3))


def kwonly(*args, sep="-", **kw):
    return sep.join(map(str, args)), kw


print(kwonly(1, 2, sep="+", z=1))


def errors():
    calls = [
        lambda: f(),
        lambda: f(1),
        lambda: h(),
        lambda: h(1),
        lambda: h(key=1, nope=2),
        lambda: pos_only(a=1, b=2),
        lambda: pos_only(1),
        lambda: pos_only(1, 2, 3),
        lambda: g(),
        lambda: g(1, 2, 3),
        lambda: g(1, a=2),
        lambda: f(1, 2, 3, d=1, **{"d": 2}),
        lambda: h(**{"key": 1, 5: 2}),
        lambda: h(**5),
        lambda: h(*5),
        lambda: (5)(),
        lambda: None(),
        lambda: len(),
        lambda: len([], []),
        lambda: len(x=[]),
    ]
    for call in calls:
        try:
            call()
        except TypeError as error:
            print(error)


import warnings
warnings.simplefilter("ignore")
errors()


def three(a, b, c):
    pass


for arguments in [(), (1,), (1, 2, 3, 4)]:
    try:
        three(*arguments)
    except TypeError as error:
        print(error)


def defaults(a, b=1, c=2):
    pass


try:
    defaults(1, 2, 3, 4)
except TypeError as error:
    print(error)


def four(a, *, b, c, d):
    pass


for kw in ({}, {"b": 1}, {"b": 1, "c": 2}):
    try:
        four(1, **kw)
    except TypeError as error:
        print(error)
try:
    four(1, 2, b=1, c=2, d=3)
except TypeError as error:
    print(error)

# expect: (1, 2, 3, (), 4, 5, {})
# expect: (1, 20, 30, (40, 50), 60, 70, {'x': 80, 'a': 90, 'b': 100})
# expect: (1, 2, 3, (), 4, 5, {})
# expect: [1, 2] [1, 2] [3]
# expect: (1, 'o') (3, 2)
# expect: 2
# expect: ('1+2', {'z': 1})
# expect: f() missing 1 required positional argument: 'a'
# expect: f() missing 1 required keyword-only argument: 'd'
# expect: h() missing 1 required keyword-only argument: 'key'
# expect: h() takes 0 positional arguments but 1 was given
# expect: h() got an unexpected keyword argument 'nope'
# expect: pos_only() got some positional-only arguments passed as keyword arguments: 'a, b'
# expect: pos_only() missing 1 required positional argument: 'b'
# expect: pos_only() takes 2 positional arguments but 3 were given
# expect: g() missing 1 required positional argument: 'a'
# expect: g() takes from 1 to 2 positional arguments but 3 were given
# expect: g() got multiple values for argument 'a'
# expect: __main__.f() got multiple values for keyword argument 'd'
# expect: keywords must be strings
# expect: __main__.h() argument after ** must be a mapping, not int
# expect: __main__.h() argument after * must be an iterable, not int
# expect: 'int' object is not callable
# expect: 'NoneType' object is not callable
# expect: len() takes exactly one argument (0 given)
# expect: len() takes exactly one argument (2 given)
# expect: len() takes no keyword arguments
# expect: three() missing 3 required positional arguments: 'a', 'b', and 'c'
# expect: three() missing 2 required positional arguments: 'b' and 'c'
# expect: three() takes 3 positional arguments but 4 were given
# expect: defaults() takes from 1 to 3 positional arguments but 4 were given
# expect: four() missing 3 required keyword-only arguments: 'b', 'c', and 'd'
# expect: four() missing 2 required keyword-only arguments: 'c' and 'd'
# expect: four() missing 1 required keyword-only argument: 'd'
# expect: four() takes 1 positional argument but 2 positional arguments (and 3 keyword-only arguments) were given
