import contextlib
import io
from contextlib import ContextDecorator, ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress


@contextmanager
def managed(name, swallow=False):
    print("enter", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("saw", error)
        if not swallow:
            raise
    finally:
        print("exit", name)


with managed("a") as a:
    print("body", a)
with managed("b", swallow=True):
    raise ValueError("swallowed")
try:
    with managed("c"):
        raise ValueError("through")
except ValueError as error:
    print("outside", error)
try:
    with managed("d"):
        raise KeyError("other")
except KeyError as error:
    print("outside", error)


@managed("decorator")
def decorated():
    print("in function")
    return 5


print(decorated(), decorated.__name__)
with suppress(ZeroDivisionError, KeyError):
    1 / 0
print("after suppress")
with nullcontext("value") as v:
    print(v)


class Door:
    def close(self):
        print("closed")


with closing(Door()) as door:
    print(type(door).__name__)
with ExitStack() as stack:
    for name in "xy":
        print(stack.enter_context(managed(name)))
    stack.callback(print, "callback", "args", sep="-")
    stack.push(lambda *exc: print("push", exc[0]))
with ExitStack() as stack:
    stack.enter_context(suppress(ValueError))
    stack.enter_context(managed("inner"))
    raise ValueError("in stack")
with ExitStack() as stack:
    stack.callback(print, "moved")
    moved = stack.pop_all()
print("not yet")
moved.close()
buffer = io.StringIO()
with redirect_stdout(buffer):
    print("captured")
print(repr(buffer.getvalue()))


class Track(ContextDecorator):
    def __enter__(self):
        print("start")
        return self

    def __exit__(self, *exc):
        print("stop", exc[0])
        return True


@Track()
def f():
    raise RuntimeError


f()


@contextmanager
def never():
    if False:
        yield


@contextmanager
def twice():
    yield 1
    yield 2


for bad in (never, twice):
    try:
        with bad():
            pass
    except RuntimeError as error:
        print(error)
try:
    with ExitStack() as stack:
        stack.callback(lambda: 1 / 0)
        raise ValueError("first")
except ZeroDivisionError as error:
    print(repr(error), repr(error.__context__))
try:
    ExitStack().enter_context(5)
except TypeError as error:
    print(error)

# expect: enter a
# expect: body A
# expect: exit a
# expect: enter b
# expect: saw swallowed
# expect: exit b
# expect: enter c
# expect: saw through
# expect: exit c
# expect: outside through
# expect: enter d
# expect: exit d
# expect: outside 'other'
# expect: enter decorator
# expect: in function
# expect: exit decorator
# expect: 5 decorated
# expect: after suppress
# expect: value
# expect: Door
# expect: closed
# expect: enter x
# expect: X
# expect: enter y
# expect: Y
# expect: push None
# expect: callback-args
# expect: exit y
# expect: exit x
# expect: enter inner
# expect: saw in stack
# expect: exit inner
# expect: not yet
# expect: moved
# expect: 'captured\n'
# expect: start
# expect: stop <class 'RuntimeError'>
# expect: generator didn't yield
# expect: generator didn't stop
# expect: ZeroDivisionError('division by zero') ValueError('first')
# expect: 'builtins.int' object does not support the context manager protocol
