import sys

print(sys.version_info[0], sys.version_info >= (3, 11), sys.version_info.major, sys.byteorder, sys.maxsize, sys.getrecursionlimit())
print(type(sys.argv).__name__, len(sys.argv), isinstance(sys.path, list), "sys" in sys.modules, sys.modules["__main__"].__name__, sys.platform in ("linux", "darwin", "win32"))
print(sys.getswitchinterval(), sys.flags.optimize, sys.implementation.name, sys.float_info.max, sys.float_info.epsilon, sys.int_info.bits_per_digit, sys.hash_info.modulus)
sys.setswitchinterval(0.001)
print(sys.getswitchinterval())
try:
    sys.setswitchinterval(-1)
except ValueError as error:
    print(error)
x = []
print(sys.getrefcount(x) >= 1, sys.getsizeof(5) > 0, sys.intern("abc") is sys.intern("abc"))
y = x
print(sys.getrefcount(x) - sys.getrefcount([]))
print(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    kind, value, tb = sys.exc_info()
    print(kind.__name__, value, tb.tb_lineno, sys.exception() is value)


def caller():
    return sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframe().f_lineno, sorted(sys._getframe().f_locals)


def outer():
    a = 1
    return caller()


print(outer())
sys.stdout.write("written ")
sys.stdout.flush()
print(sys.stdout.encoding.lower(), sys.stdin is not None, sys.getdefaultencoding(), sys.getfilesystemencoding())
print(callable(sys.excepthook), sys.excepthook is sys.__excepthook__, sys.stdout is sys.__stdout__, sys.maxunicode)
frames = sys._current_frames()
print(len(frames), type(frames).__name__)


def hook(kind, value, tb):
    print("hook:", kind.__name__, value)


sys.excepthook = hook
undefined_at_the_end

# expect: 3 True 3 little 9223372036854775807 1000
# expect: list 1 True True __main__ True
# expect: 0.005 0 cpython 1.7976931348623157e+308 2.220446049250313e-16 30 2305843009213693951
# expect: 0.001
# expect: switch interval must be strictly positive
# expect: True True True
# expect: 2
# expect: (None, None, None)
# expect: ZeroDivisionError division by zero 18 True
# expect: ('caller', 'outer', 25, [])
# expect: written utf-8 True utf-8 utf-8
# expect: True True True 1114111
# expect: 1 dict
# expect: hook: NameError name 'undefined_at_the_end' is not defined
# expect-exit: 1
