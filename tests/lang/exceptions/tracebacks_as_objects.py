import sys


def a():
    b()


def b():
    raise ValueError("deep")


def frames(tb):
    while tb:
        yield tb.tb_frame.f_code.co_name, tb.tb_lineno
        tb = tb.tb_next


try:
    a()
except ValueError as error:
    print(list(frames(error.__traceback__)), error.__traceback__ is sys.exc_info()[2])
    saved = error
print(sys.exc_info(), list(frames(saved.__traceback__))[-1])
try:
    raise saved
except ValueError as error:
    print([name for name, _ in frames(error.__traceback__)])
try:
    raise saved.with_traceback(None)
except ValueError as error:
    print([name for name, _ in frames(error.__traceback__)])


def reraise():
    try:
        a()
    except ValueError:
        raise


try:
    reraise()
except ValueError as error:
    print([name for name, _ in frames(error.__traceback__)])


def locals_in_frames():
    secret = 42
    raise KeyError("look")


try:
    locals_in_frames()
except KeyError as error:
    print(error.__traceback__.tb_next.tb_frame.f_locals["secret"], error.__traceback__.tb_frame.f_globals is globals())


def in_comprehension():
    return [1 / n for n in (1, 0)]


try:
    in_comprehension()
except ZeroDivisionError as error:
    print([name for name, _ in frames(error.__traceback__)][:2])
errors = []
for value in ("1", "x", None, [], "2"):
    try:
        errors.append(int(value))
    except (ValueError, TypeError) as error:
        errors.append(type(error).__name__)
print(errors)


class Cleanup:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print("exit", kind.__name__, tb.tb_lineno > 0)


try:
    with Cleanup():
        with Cleanup():
            a()
except ValueError:
    print("outside")


def returns_in_except():
    try:
        a()
    except ValueError as e:
        return str(e)
    finally:
        print("finally runs")


print(returns_in_except())


def generator():
    try:
        yield 1
    except ValueError as e:
        yield f"caught {e}"


g = generator()
next(g)
print(g.throw(ValueError("thrown in")))
try:
    next(g)
except StopIteration as stop:
    print(repr(stop), sys.exc_info()[0].__name__)
print(sys.exc_info()[0])

# expect: [('<module>', 19), ('a', 5), ('b', 9)] True
# expect: (None, None, None) ('b', 9)
# expect: ['<module>', '<module>', 'a', 'b']
# expect: ['<module>']
# expect: ['<module>', 'reraise', 'a', 'b']
# expect: 42 True
# expect: ['<module>', 'in_comprehension']
# expect: [1, 'ValueError', 'TypeError', 'TypeError', 2]
# expect: exit ValueError True
# expect: exit ValueError True
# expect: outside
# expect: finally runs
# expect: deep
# expect: caught thrown in
# expect: StopIteration() StopIteration
# expect: None
