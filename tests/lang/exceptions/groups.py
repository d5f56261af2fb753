try:
    raise ExceptionGroup("group", [ValueError(1), TypeError("t"), ValueError(2)])
except* ValueError as eg:
    print("values", eg.exceptions, eg.message)
except* TypeError as eg:
    print("types", eg.exceptions)
try:
    try:
        raise ExceptionGroup("outer", [KeyError("k"), ExceptionGroup("inner", [OSError("o"), KeyError("k2")])])
    except* KeyError as eg:
        print(repr(eg))
except ExceptionGroup as rest:
    print("rest", repr(rest))
try:
    raise ValueError("naked")
except* ValueError as eg:
    print(type(eg).__name__, eg.exceptions)
eg = ExceptionGroup("g", [ValueError(1), TypeError(2)])
match, rest = eg.split(ValueError)
print(repr(match), repr(rest), eg.subgroup(TypeError), eg.subgroup(KeyError))
print(str(eg), isinstance(eg, Exception), BaseExceptionGroup.__mro__[1].__name__)
try:
    ExceptionGroup("empty", [])
except ValueError as error:
    print(error)
try:
    ExceptionGroup("bad", [1])
except ValueError as error:
    print(error)
for i in range(2):
    try:
        if i:
            raise ExceptionGroup("x", [IndexError(i)])
    except* IndexError as e:
        print("index", e.exceptions)
    else:
        print("else", i)
    finally:
        print("finally", i)

# expect: values (ValueError(1), ValueError(2)) group
# expect: types (TypeError('t'),)
# expect: ExceptionGroup('outer', [KeyError('k'), ExceptionGroup('inner', [KeyError('k2')])])
# expect: rest ExceptionGroup('outer', [ExceptionGroup('inner', [OSError('o')])])
# expect: ExceptionGroup (ValueError('naked'),)
# expect: ExceptionGroup('g', [ValueError(1)]) ExceptionGroup('g', [TypeError(2)]) g (1 sub-exception) None
# expect: g (2 sub-exceptions) True BaseException
# expect: second argument (exceptions) must be a non-empty sequence
# expect: Item 0 of second argument (exceptions) is not an exception
# expect: else 0
# expect: finally 0
# expect: index (IndexError(1),)
# expect: finally 1
