def low():
    raise KeyError("low")


def implicit():
    try:
        low()
    except KeyError:
        raise ValueError("high")


def explicit():
    try:
        low()
    except KeyError as error:
        raise ValueError("high") from error


def suppressed():
    try:
        low()
    except KeyError:
        raise ValueError("high") from None


for function in (implicit, explicit, suppressed):
    try:
        function()
    except ValueError as error:
        print(function.__name__, repr(error.__context__), repr(error.__cause__), error.__suppress_context__)
try:
    raise ValueError("x") from KeyError("cause")
except ValueError as error:
    print(repr(error.__cause__), error.__context__)
try:
    raise ValueError from KeyError
except ValueError as error:
    print(repr(error.__cause__), repr(error))
try:
    raise ValueError("x") from 5
except TypeError as error:
    print(error)


def three():
    try:
        try:
            raise ValueError(1)
        except ValueError:
            raise KeyError(2)
    except KeyError:
        raise IndexError(3)


try:
    three()
except IndexError as error:
    chain = []
    while error:
        chain.append(repr(error))
        error = error.__context__
    print(chain)


def in_finally():
    try:
        raise ValueError("try")
    finally:
        raise KeyError("finally")


try:
    in_finally()
except KeyError as error:
    print(repr(error), repr(error.__context__))
saved = None
try:
    raise ValueError("saved")
except ValueError as error:
    saved = error
try:
    raise saved
except ValueError as error:
    print(error is saved, error.__context__)
error = ValueError("message").with_traceback(None)
print(error.__traceback__, error.args)
try:
    implicit()
except ValueError:
    explicit()

# expect: implicit KeyError('low') None False
# expect: explicit KeyError('low') KeyError('low') True
# expect: suppressed KeyError('low') None True
# expect: KeyError('cause') None
# expect: KeyError() ValueError()
# expect: exception causes must derive from BaseException
# expect: ['IndexError(3)', 'KeyError(2)', 'ValueError(1)']
# expect: KeyError('finally') ValueError('try')
# expect: True None
# expect: None ('message',)
# expect-error: ValueError: high
# expect-exit: 1
