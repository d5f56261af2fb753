def inner():
    received = []
    try:
        while True:
            x = yield len(received)
            if x is None:
                break
            received.append(x)
    except ValueError:
        received.append("error")
    return received


def outer():
    result = yield from inner()
    print("inner returned", result)
    yield "last"


o = outer()
print(next(o), o.send("a"), o.send("b"))
print(o.send(None))
o = outer()
next(o)
o.send(1)
print(o.throw(ValueError))


def delegating_close():
    def sub():
        try:
            yield 1
        finally:
            print("sub closed")
    try:
        yield from sub()
    finally:
        print("outer closed")


d = delegating_close()
next(d)
d.close()


def chain(*iterables):
    for each in iterables:
        yield from each


print(list(chain("ab", [1, 2], (x for x in range(2)), {"k": 1})))


def deep(n):
    if n == 0:
        yield "bottom"
    else:
        yield from deep(n - 1)


print(list(deep(50)))


def accumulate():
    total = 0
    while True:
        x = yield
        if x is None:
            return total
        total += x


def gather(results):
    while True:
        results.append((yield from accumulate()))


results = []
g = gather(results)
next(g)
for x in (1, 2, None, 5, None, 7):
    g.send(x)
g.close()
print(results)


def value_only():
    return 5
    yield


def take():
    x = yield from value_only()
    y = yield from []
    print(x, y)
    yield x


print(list(take()))


class Plain:
    def __iter__(self):
        return iter([1, 2])


def plain():
    yield from Plain()


print(list(plain()))
p = plain()
next(p)
try:
    p.send(5)
except AttributeError as error:
    print(error)
try:
    list((lambda: (yield from 5))())
except TypeError as error:
    print(error)

# expect: 0 1 2
# expect: inner returned ['a', 'b']
# expect: last
# expect: inner returned [1, 'error']
# expect: last
# expect: sub closed
# expect: outer closed
# expect: ['a', 'b', 1, 2, 0, 1, 'k']
# expect: ['bottom']
# expect: [3, 5]
# expect: 5 None
# expect: [5]
# expect: [1, 2]
# expect: 'list_iterator' object has no attribute 'send'
# expect: 'int' object is not iterable
