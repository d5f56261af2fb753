def count(n):
    print("started")
    for i in range(n):
        yield i
    return "result"


g = count(3)
print(type(g).__name__, iter(g) is g)
print(next(g), next(g), next(g))
try:
    next(g)
except StopIteration as stop:
    print("stop", stop.value)
print(next(g, "default"), list(g))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
print([next(f) for _ in range(10)])


def echo():
    received = None
    while True:
        received = yield received
        if received == "stop":
            return


e = echo()
print(next(e), e.send(1), e.send("two"))
try:
    e.send("stop")
except StopIteration:
    print("stopped")
try:
    count(1).send(5)
except TypeError as error:
    print(error)
squares = (x * x for x in range(5))
print(sum(squares), sum(squares))
print(max(x % 7 for x in range(20)), sorted((-x for x in range(3))), "".join(c for c in "a1b2" if c.isalpha()))


def empty():
    return
    yield


print(list(empty()))


def args(*values, **kw):
    yield from values
    yield from kw.items()


print(list(args(1, 2, a=3)))


def reentrant():
    yield next(me)


me = reentrant()
try:
    next(me)
except ValueError as error:
    print(error)


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(3)))


def raises():
    yield 1
    raise ValueError("inside")


r = raises()
print(next(r))
try:
    next(r)
except ValueError as error:
    print(error, list(r))


def stop_inside():
    yield 1
    raise StopIteration("leaked")


try:
    list(stop_inside())
except RuntimeError as error:
    print(error, repr(error.__cause__))
print(count.__name__, g.__name__, g.gi_frame, g.gi_running)

# expect: generator True
# expect: started
# expect: 0 1 2
# expect: stop result
# expect: default []
# expect: [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
# expect: None 1 two
# expect: stopped
# expect: can't send non-None value to a just-started generator
# expect: 30 0
# expect: 6 [-2, -1, 0] ab
# expect: []
# expect: [1, 2, ('a', 3)]
# expect: generator already executing
# expect: [1, 2, 1, 3, 1, 2, 1]
# expect: 1
# expect: inside []
# expect: generator raised StopIteration StopIteration('leaked')
# expect: count count None False
