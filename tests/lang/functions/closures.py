def counter(start=0):
    def step(by=1):
        nonlocal start
        start += by
        return start
    return step


a, b = counter(), counter(100)
print(a(), a(), b(), a(5), b(-1))
print(a.__closure__[0].cell_contents, a.__code__.co_freevars, counter.__code__.co_cellvars)


def make_multipliers():
    return [lambda x: i * x for i in range(4)]


print([m(2) for m in make_multipliers()])


def fixed():
    def make(i):
        return lambda x: i * x
    return [make(i) for i in range(4)]


print([m(2) for m in fixed()])


def outer():
    x = "outer"

    def middle():
        def inner():
            return x
        return inner
    x = "changed"
    return middle()()


print(outer())


def memo(function):
    seen = {}

    def wrapper(n):
        if n not in seen:
            seen[n] = function(n)
        return seen[n]
    wrapper.seen = seen
    return wrapper


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.seen))


def parameter_cell(x, *args, **kw):
    def get():
        return x, args, kw
    x += 1
    return get


print(parameter_cell(1, 2, 3, k=4)())


def late():
    def use():
        return value
    value = 7
    return use()


print(late())


def recursive(n):
    def go(k):
        return 1 if k == 0 else k * go(k - 1)
    return go(n)


print(recursive(6))


class Holder:
    def method(self):
        def inner():
            return self.tag
        self.tag = "tagged"
        return inner()


print(Holder().method())


def deleted_cell():
    x = 1

    def get():
        return x
    del x
    try:
        get()
    except NameError as error:
        return str(error)


print(deleted_cell())

# expect: 1 2 101 7 100
# expect: 7 ('start',) ('start',)
# expect: [6, 6, 6, 6]
# expect: [0, 2, 4, 6]
# expect: changed
# expect: 23416728348467685 81
# expect: (2, (2, 3), {'k': 4})
# expect: 7
# expect: 720
# expect: tagged
# expect: cannot access free variable 'x' where it is not associated with a value in enclosing scope
