# runtimes: 3.14 3.14t
# Interpreter.call(): what goes as its code, what by its name in the main script, what not at all.
from concurrent import interpreters
import sys
import threading


def show(label, f):
    try:
        print(label, '->', repr(f()).split(' at 0x')[0])
    except BaseException as e:
        print(label, 'raised', type(e).__name__, '|', str(e).split('\n')[0].split(' at 0x')[0])
        x = e.__cause__
        while x is not None:
            print('    from', type(x).__name__, '|', str(x).split('\n')[0].split(' at 0x')[0])
            x = x.__cause__


class Point:
    def __init__(self, x): self.x = x
    def __repr__(self): return 'Point(%r)' % self.x
    def double(self): return self.x * 2
    @staticmethod
    def same(a): return a


LIMIT = 10


def uses_global(): return LIMIT
def adds():
    global LIMIT
    LIMIT += 1
    return LIMIT
def sets():
    global COUNT
    COUNT = 1
def make(x): return Point(x)
def same(p): return p
def are_same(a, b): return a is b
def getx(p): return p.x
def default(a, b=3): return a + b
def kwdefault(a, *, b=3): return a + b
def gen(): yield 1
def nested_closure():
    n = 1
    def inner(): return n
    return inner()
def nested_global():
    def inner(): return LIMIT
    return inner()
def imports():
    import math
    return math.floor(2.5)
def unknown(): return no_such_name
def name(): return __name__
def a_function(): return lambda: 1
def exits(): raise SystemExit(4)
class MyError(Exception): pass
def raises(): raise MyError('mine')
def silent(): raise ValueError
def closure():
    n = 1
    return lambda: n


if __name__ == '__main__':
    a = interpreters.create()
    for f in (uses_global, adds, adds, sets, gen, nested_closure, nested_global, imports, unknown, name, a_function, exits,
              raises, silent, closure()):
        show(f.__name__, lambda: a.call(f))
    print('here', LIMIT)
    show('make', lambda: a.call(make, 3))
    show('same', lambda: a.call(same, Point(4)))
    show('getx', lambda: a.call(getx, Point(4)))
    show('bound', lambda: a.call(Point(5).double))
    show('static', lambda: a.call(Point.same, 5))
    show('class', lambda: a.call(Point, 5))
    show('default', lambda: (a.call(default, 5), a.call(default, 5, b=6), a.call(kwdefault, 5)))
    show('builtin', lambda: (a.call(len, 'abc'), a.call('abc'.upper), a.call(str.upper, 'abc'), a.call(sorted, [2, 1], reverse=True)))
    show('no callable', lambda: a.call(5))
    show('too few', lambda: a.call(same))
    show('error', lambda: a.call(int, 'x'))
    show('lambda as argument', lambda: callable(a.call(same, lambda: 1)))
    show('lock', lambda: a.call(same, threading.Lock()))
    show('keyword lock', lambda: a.call(same, p=threading.Lock()))
    show('lambda in a list', lambda: a.call(same, [lambda: 1]))
    show('module', lambda: a.call(same, sys))
    show('big', lambda: a.call(same, 1 << 70))
    show('containers', lambda: a.call(same, [1, {2: (3,)}, {4}, frozenset([5]), b'x', bytearray(b'y'), range(3), Ellipsis]))
    x = []
    show('identity', lambda: (a.call(are_same, x, x), a.call(lambda p: p[0] is p[1], [x, x]), a.call(lambda p: p[0] is p[1], (x, x))))
    a.exec("print(sorted(n for n in globals() if n[0] != '_'))")
    a.exec("import sys; print('<fake __main__>' in sys.modules)")
    nowhere = closure
    def nowhere(): return x
    nowhere.__qualname__ = nowhere.__name__ = 'nowhere'
    show('not in the script', lambda: a.call(nowhere))
    show('main', lambda: interpreters.get_main().call(len, 'x'))
    a.close()
    show('closed', lambda: a.call(len, 'x'))

# expect: uses_global -> 10
# expect: adds -> 11
# expect: adds -> 12
# expect: sets -> None
# expect: gen raised NotShareableError | object does not support cross-interpreter data
# expect:     from Exception | concurrent.interpreters.NotShareableError: <generator object gen
# expect: nested_closure -> 1
# expect: nested_global raised ExecutionFailed | NameError: name 'LIMIT' is not defined
# expect: imports -> 2
# expect: unknown raised ExecutionFailed | NameError: name 'no_such_name' is not defined
# expect: name -> '<fake __main__>'
# expect: a_function -> <function a_function.<locals>.<lambda>
# expect: exits raised ExecutionFailed | SystemExit: 4
# expect: raises raised ExecutionFailed | <fake __main__>.MyError: mine
# expect: silent raised ExecutionFailed | ValueError: 
# expect: <lambda> raised NotShareableError | only stateless functions are shareable
# expect:     from ValueError | closures not supported
# expect: here 10
# expect: make raised NotShareableError | object does not support cross-interpreter data
# expect:     from Exception | concurrent.interpreters.NotShareableError: Point(3) does not support cross-interpreter data
# expect: same raised NotShareableError | object does not support cross-interpreter data
# expect:     from Exception | concurrent.interpreters.NotShareableError: Point(4) does not support cross-interpreter data
# expect: getx -> 4
# expect: bound -> 10
# expect: static -> 5
# expect: class raised NotShareableError | object does not support cross-interpreter data
# expect:     from Exception | concurrent.interpreters.NotShareableError: Point(5) does not support cross-interpreter data
# expect: default -> (8, 11, 8)
# expect: builtin -> (3, 'ABC', 'ABC', [2, 1])
# expect: no callable raised TypeError | expected a callable, got 5
# expect: too few raised ExecutionFailed | TypeError: same() missing 1 required positional argument: 'p'
# expect: error raised ExecutionFailed | ValueError: invalid literal for int() with base 10: 'x'
# expect: lambda as argument -> True
# expect: lock raised NotShareableError | (<unlocked _thread.lock object
# expect:     from NotShareableError | <unlocked _thread.lock object
# expect: keyword lock raised NotShareableError | {'p': <unlocked _thread.lock object
# expect: lambda in a list raised NotShareableError | ([<function <lambda>.<locals>.<lambda>
# expect:     from NotShareableError | [<function <lambda>.<locals>.<lambda>
# expect: module raised NotShareableError | (<module 'sys' (built-in)>,) does not support cross-interpreter data
# expect:     from NotShareableError | <module 'sys' (built-in)> does not support cross-interpreter data
# expect: big -> 1180591620717411303424
# expect: containers -> [1, {2: (3,)}, {4}, frozenset({5}), b'x', bytearray(b'y'), range(0, 3), Ellipsis]
# expect: identity -> (False, True, False)
# expect: ['COUNT']
# expect: False
# expect: not in the script raised NotShareableError | func not shareable
# expect:     from Exception | AttributeError: module '__main__' has no attribute 'nowhere'
# expect: main raised InterpreterError | cannot make a call in unrecognized interpreter 0
# expect: closed raised InterpreterNotFoundError | unrecognized interpreter ID 1
