"""yield, yield from, and what generators wrap around."""


def simple():
    yield


def values(items):
    for x in items:
        yield x


def value_none():
    yield None
    yield 1
    yield


def send_loop():
    x = yield 1
    while x:
        x = yield x
    return x


def yield_expression(f):
    f((yield 1), (yield))
    x = [(yield 2), (yield 3)]
    y = (yield 4) + (yield 5)
    return x, y


def returns_value():
    yield 1
    return 2


def early_return(a):
    if a:
        return
    yield a


def never_yields():
    return
    yield


def only_return():
    if 0:
        yield
    return 1


def delegate(items):
    yield from items


def delegate_value(g):
    x = yield from g
    return x


def delegate_expression(g):
    return (yield from g(1)) + (yield from g(2))


def delegate_loop(gs):
    for g in gs:
        yield from g
        yield None


def delegate_in_try(g):
    try:
        yield from g
    except ValueError:
        yield 1
    finally:
        print("end")


def delegate_nested_try(g):
    try:
        try:
            x = yield from g
        finally:
            yield x
    except ValueError as e:
        yield e


def delegate_with(g):
    with g as h:
        yield from h


def closure(n):
    def inner():
        for i in range(n):
            yield i, n
    return inner()


def cells(a):
    yield a
    f = lambda: a
    yield f


def infinite():
    n = 0
    while True:
        yield n
        n += 1


def pipeline(source):
    squares = (x * x for x in source)
    evens = (x for x in squares if x % 2 == 0)
    yield from evens


def chained_try():
    try:
        yield 1
    finally:
        try:
            yield 2
        finally:
            yield 3


def yield_in_except(f):
    try:
        f()
    except ValueError as e:
        x = yield e
        print(x)
    except TypeError:
        yield


def yield_in_with(a, b):
    with a, b as c:
        yield c


def yield_in_comp_iterable():
    return [x for x in (yield)]


def yield_in_lambda():
    return lambda: (yield 1), lambda x: (yield from x)


def yield_conditional(a, b):
    x = (yield a) if b else (yield b)
    y = (yield x) and (yield y_default)
    return x, y


def yield_tuple(a, b):
    yield a, b
    yield (a, b)
    yield a, *b


def yield_fstring(a):
    yield f"{a} {(yield a)}"


def assign_targets(o):
    o.x = yield
    o[0] = yield 1
    o.y += yield 2
    a, b = yield 3
    yield a, b


def generator_return_in_loop(items):
    for x in items:
        if x:
            return x
        yield x


def generator_with_arguments(a, b=1, *args, c, **kwargs):
    yield a
    yield b
    yield args, c, kwargs


def merge(a, b):
    while a and b:
        if a[0] < b[0]:
            yield a.pop(0)
        else:
            yield b.pop(0)
    yield from a or b


def tree(node):
    if node is None:
        return
    yield from tree(node.left)
    yield node.value
    yield from tree(node.right)


def coroutine_style():
    total = 0
    count = 0
    average = None
    while True:
        term = yield average
        if term is None:
            break
        total += term
        count += 1
        average = total / count
    return average


class Iterable:
    def __iter__(self):
        yield from self.items
        for x in self.items:
            yield x

    def items_twice(self):
        try:
            yield self
        except GeneratorExit:
            raise
        yield super().items
