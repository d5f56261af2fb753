# runtimes: 3.14 3.14t
# InterpreterPoolExecutor.
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, as_completed
from concurrent.futures.interpreter import BrokenInterpreterPool
import logging
import threading

logging.disable(logging.CRITICAL)
state = 0


class P:
    def __init__(self, v): self.v = v
    def get(self): return self.v
    def __repr__(self): return 'P(%r)' % self.v


class MyError(Exception): pass


def show(label, f):
    try:
        print(label, '->', repr(f()).split(' at 0x')[0])
    except BaseException as e:
        print(label, 'raised', type(e).__name__, '|', str(e).split('\n')[0].split(' at 0x')[0])
        x = e.__cause__
        while x is not None:
            print('    from', type(x).__name__, '|', str(x).split('\n')[0].split(' at 0x')[0])
            x = x.__cause__


def square(x): return x * x
def bump(n):
    global state
    state += n
    return state
def init(n):
    global state
    state = n
def init_and_read(n):
    global state
    state = state + n
def bad_init(): raise RuntimeError('init failed')
def bad(x): raise ValueError('bad', x)
def raises(): raise MyError('mine')
def unpicklable(): return (i for i in range(3))
def point(v): return P(v)
def value_of(p): return p.v
def exits(): raise SystemExit(3)
def where():
    from concurrent import interpreters
    return interpreters.get_current().id


if __name__ == '__main__':
    with InterpreterPoolExecutor(1) as pool:
        call = lambda *a, **k: pool.submit(*a, **k).result()
        show('square', lambda: call(square, 3))
        show('map', lambda: (list(pool.map(square, range(5))), list(pool.map(pow, [2, 3], [3, 2])), list(pool.map(square, range(5), chunksize=2))))
        show('bump', lambda: [call(bump, 1) for _ in range(3)])
        show('lambda', lambda: call(lambda: 5))
        show('bound', lambda: call(P(6).get))
        show('bad', lambda: call(bad, 1))
        show('class of the script', lambda: call(raises))
        show('generator', lambda: call(unpicklable))
        show('point', lambda: call(point, 1))
        show('value', lambda: call(value_of, P(2)))
        show('lock', lambda: call(square, threading.Lock()))
        show('exit', lambda: call(exits))
        show('where', lambda: call(where))
        show('text', lambda: call('print(1)'))
        show('keyword', lambda: call(sorted, [1, 3], reverse=True))
        show('len', lambda: call(len, 5))
        show('not callable', lambda: call(5))
        show('print', lambda: call(print, 'out', flush=True))
        show('still', lambda: call(square, 2))
    show('after shutdown', lambda: pool.submit(square, 1))
    for initializer in (init, init_and_read):   # the first one sets the name in the interpreter's __main__, the second in the script's
        with InterpreterPoolExecutor(1, initializer=initializer, initargs=(10,)) as pool:
            show(initializer.__name__, lambda: pool.submit(bump, 1).result())
    print(state)
    with InterpreterPoolExecutor(1, initializer=bad_init) as pool:
        f = pool.submit(square, 1)
        show('bad init', lambda: f.result())
        show('then', lambda: pool.submit(square, 1).result())
    show('init text', lambda: InterpreterPoolExecutor(1, initializer='x = 1'))
    show('no workers', lambda: InterpreterPoolExecutor(0))
    print(InterpreterPoolExecutor.BROKEN is BrokenInterpreterPool, BrokenInterpreterPool.__mro__[1].__name__)
    with InterpreterPoolExecutor(2, 'pre') as p:
        fs = [p.submit(square, i) for i in range(4)]
        print(sorted(f.result() for f in as_completed(fs)), sorted(t.name for t in p._threads)[0])
    print(interpreters.list_all())

# expect: square -> 9
# expect: map -> ([0, 1, 4, 9, 16], [8, 9], [0, 1, 4, 9, 16])
# expect: bump -> [1, 2, 3]
# expect: lambda -> 5
# expect: bound -> 6
# expect: bad raised ValueError | ('bad', 1)
# expect:     from ExecutionFailed | ValueError: ('bad', 1)
# expect: class of the script raised ExecutionFailed | <fake __main__>.MyError: mine
# expect: generator raised NotShareableError | object does not support cross-interpreter data
# expect:     from Exception | concurrent.interpreters.NotShareableError: <generator object unpicklable.<locals>.<genexpr>
# expect: point raised NotShareableError | object does not support cross-interpreter data
# expect:     from Exception | concurrent.interpreters.NotShareableError: P(1) does not support cross-interpreter data
# expect: value -> 2
# expect: lock raised NotShareableError | (Queue(1), <function square
# expect:     from NotShareableError | (<unlocked _thread.lock object
# expect:     from NotShareableError | <unlocked _thread.lock object
# expect: exit raised SystemExit | 3
# expect:     from ExecutionFailed | SystemExit: 3
# expect: where -> 1
# expect: text raised TypeError | scripts not supported
# expect: keyword -> [3, 1]
# expect: len raised TypeError | object of type 'int' has no len()
# expect:     from ExecutionFailed | TypeError: object of type 'int' has no len()
# expect: not callable raised TypeError | 'int' object is not callable
# expect:     from ExecutionFailed | TypeError: 'int' object is not callable
# expect: out
# expect: print -> None
# expect: still -> 4
# expect: after shutdown raised RuntimeError | cannot schedule new futures after shutdown
# expect: init -> 1
# expect: init_and_read -> 11
# expect: 0
# expect: bad init raised BrokenInterpreterPool | A thread initializer failed, the thread pool is not usable anymore
# expect: then raised BrokenInterpreterPool | A thread initializer failed, the thread pool is not usable anymore
# expect: init text raised TypeError | scripts not supported
# expect: no workers raised ValueError | max_workers must be greater than 0
# expect: True BrokenThreadPool
# expect: [0, 1, 4, 9] pre_0
# expect: [Interpreter(0)]
