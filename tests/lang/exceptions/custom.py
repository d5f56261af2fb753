class AppError(Exception):
    """Base of our errors."""


class NotFound(AppError):
    def __init__(self, name, *, code=404):
        super().__init__(name, code)
        self.name = name
        self.code = code

    def __str__(self):
        return f"{self.name} not found ({self.code})"


class Quiet(AppError):
    pass


try:
    raise NotFound("page")
except AppError as error:
    print(error, repr(error), error.args, error.code, type(error).__mro__[1].__name__)
try:
    raise Quiet
except AppError as error:
    print(repr(str(error)), repr(error), error.args)
for e in (ValueError(), ValueError("a"), ValueError("a", 1), KeyError("k"), KeyError("k", 2), KeyError(), IndexError(3)):
    print(str(e), "|", repr(e))
e = ValueError("x")
e.extra = 1
e.add_note("a note")
print(e.extra, e.__notes__)
print(ValueError("a") == ValueError("a"), isinstance(e, Exception), issubclass(KeyError, LookupError))
print([c.__name__ for c in ZeroDivisionError.__mro__])
print([c.__name__ for c in (FileNotFoundError, UnicodeDecodeError, RecursionError, ModuleNotFoundError, StopIteration)
       for c in c.__mro__[:3]])
try:
    open("/no/such/file")
except OSError as error:
    print(type(error).__name__, error.errno, error.strerror, error.filename, error)
error = StopIteration(7)
print(error.value, SystemExit(3).code, SystemExit().code, OSError(2, "text").errno, repr(OSError(2, "text")), OSError(13, "p").__class__.__name__)
try:
    int("abc")
except ValueError as error:
    print(error)
try:
    b"\xff".decode()
except UnicodeDecodeError as error:
    print(error, error.start, error.end, error.reason, error.encoding)
try:
    "é".encode("ascii")
except UnicodeEncodeError as error:
    print(error)
n = NameError("msg", name="who")
a = AttributeError("m", name="n", obj=5)
i = ImportError("m", name="mod", path="p")
print(n.name, a.name, a.obj, i.name, i.path)


class WithInit(Exception):
    def __init__(self):
        self.detail = "set"


try:
    raise WithInit
except WithInit as error:
    print(error.detail, error.args, repr(error))
raise NotFound("final", code=1)

# expect: page not found (404) NotFound('page', 404) ('page', 404) 404 AppError
# expect: '' Quiet() ()
# expect:  | ValueError()
# expect: a | ValueError('a')
# expect: ('a', 1) | ValueError('a', 1)
# expect: 'k' | KeyError('k')
# expect: ('k', 2) | KeyError('k', 2)
# expect:  | KeyError()
# expect: 3 | IndexError(3)
# expect: 1 ['a note']
# expect: False True True
# expect: ['ZeroDivisionError', 'ArithmeticError', 'Exception', 'BaseException', 'object']
# expect: ['FileNotFoundError', 'OSError', 'Exception', 'UnicodeDecodeError', 'UnicodeError', 'ValueError', 'RecursionError', 'RuntimeError', 'Exception', 'ModuleNotFoundError', 'ImportError', 'Exception', 'StopIteration', 'Exception', 'BaseException']
# expect: FileNotFoundError 2 No such file or directory /no/such/file [Errno 2] No such file or directory: '/no/such/file'
# expect: 7 3 None 2 FileNotFoundError(2, 'text') PermissionError
# expect: invalid literal for int() with base 10: 'abc'
# expect: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte 0 1 invalid start byte utf-8
# expect: 'ascii' codec can't encode character '\xe9' in position 0: ordinal not in range(128)
# expect: who n 5 mod p
# expect: set () WithInit()
# expect-error: NotFound: final not found (1)
# expect-exit: 1
