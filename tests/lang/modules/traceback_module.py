import io
import sys
import traceback


def inner(x):
    return 10 / x


def outer(x):
    return inner(x) + 1


try:
    outer(0)
except ZeroDivisionError as error:
    text = traceback.format_exc()
    lines = [line for line in text.splitlines() if not set(line.strip()) <= set("^~")]
    print([line.strip() if not line.strip().startswith("File") else line.split(",", 1)[1].strip() for line in lines])
    print(traceback.format_exception_only(error), [(f.name, f.lineno, f.line) for f in traceback.extract_tb(error.__traceback__)])
    buffer = io.StringIO()
    traceback.print_exc(file=buffer)
    print(buffer.getvalue() == text, "".join(traceback.format_exception(error)) == text)
    buffer = io.StringIO()
    traceback.print_tb(error.__traceback__, file=buffer)
    print(buffer.getvalue().count("File"))
try:
    try:
        {}["key"]
    except KeyError as error:
        raise ValueError("second") from error
except ValueError as error:
    text = traceback.format_exc()
    print("direct cause" in text, text.index("KeyError: 'key'") < text.index("ValueError: second"))
try:
    try:
        {}["key"]
    except KeyError:
        raise ValueError("third")
except ValueError:
    print("During handling of the above exception" in traceback.format_exc())


def deep(n):
    if n:
        deep(n - 1)
    else:
        raise RuntimeError("deep")


try:
    deep(10)
except RuntimeError:
    print([line.strip() for line in traceback.format_exc().splitlines() if "repeated" in line])


def who():
    stack = traceback.extract_stack()
    return [f.name for f in stack][-2:]


print(who())
print(traceback.format_exception_only(ValueError("a")), traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(ValueError()))
try:
    error = ValueError("noted")
    error.add_note("the note")
    raise error
except ValueError as e:
    print(traceback.format_exception_only(e))
t = traceback.TracebackException.from_exception(error)
print(str(t), t.stack[0].name, len(t.stack))

# expect: ['Traceback (most recent call last):', 'line 15, in <module>', 'outer(0)', 'line 11, in outer', 'return inner(x) + 1', 'line 7, in inner', 'return 10 / x', 'ZeroDivisionError: division by zero']
# expect: ['ZeroDivisionError: division by zero\n'] [('<module>', 15, 'outer(0)'), ('outer', 11, 'return inner(x) + 1'), ('inner', 7, 'return 10 / x')]
# expect: True True
# expect: 3
# expect: True True
# expect: True
# expect: ['[Previous line repeated 7 more times]']
# expect: ['<module>', 'who']
# expect: ['ValueError: a\n'] ["KeyError: 'k'\n"] ['ValueError\n']
# expect: ['ValueError: noted\n', 'the note\n']
# expect: noted <module> 1
