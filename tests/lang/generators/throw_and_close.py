def guarded():
    try:
        while True:
            try:
                value = yield "ready"
                print("got", value)
            except ValueError as error:
                print("handled", error)
    except GeneratorExit:
        print("closing")
        raise
    finally:
        print("finally")


g = guarded()
print(next(g))
print(g.send(1))
print(g.throw(ValueError("v")))
g.close()
g.close()
print(list(g))


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as error:
    print(error)


def transform():
    try:
        yield 1
    except KeyError as error:
        raise TypeError("transformed") from error


t = transform()
next(t)
try:
    t.throw(KeyError("k"))
except TypeError as error:
    print(error, repr(error.__cause__))
n = guarded()
try:
    n.throw(IndexError("not started"))
except IndexError as error:
    print("passed through", error)


def returns_on_throw():
    try:
        yield 1
    except ValueError:
        return "returned"


r = returns_on_throw()
next(r)
try:
    r.throw(ValueError)
except StopIteration as stop:
    print(stop.value)


def collected():
    try:
        yield 1
    finally:
        print("collected")


c = collected()
next(c)
del c
print("after del")


def context():
    try:
        yield
    except Exception as error:
        print("in generator", repr(error), repr(error.__context__))
        raise


x = context()
next(x)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        x.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error))
unstarted = guarded()
unstarted.close()
try:
    next(unstarted)
except StopIteration:
    print("closed before it began")
try:
    g.throw(5)
except TypeError as error:
    print(error)

# expect: ready
# expect: got 1
# expect: ready
# expect: handled v
# expect: ready
# expect: closing
# expect: finally
# expect: []
# expect: generator ignored GeneratorExit
# expect: transformed KeyError('k')
# expect: passed through not started
# expect: returned
# expect: collected
# expect: after del
# expect: in generator ValueError('thrown') None
# expect: ValueError('thrown')
# expect: closed before it began
# expect: exceptions must be classes or instances deriving from BaseException, not int
