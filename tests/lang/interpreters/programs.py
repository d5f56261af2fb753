# runtimes: 3.14 3.14t
# Pools, calls and queues of several kinds, one after the other.
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor
import collections
import functools
import json
import threading
import time
def show(label, f):
    try:
        print(label, '->', repr(f()).split(' at 0x')[0], flush=True)
    except BaseException as e:
        print(label, 'raised', type(e).__module__, type(e).__name__, '|', str(e).split('\n')[0].split(' at 0x')[0], flush=True)
        x = e.__cause__
        while x is not None:
            print('    from', type(x).__name__, '|', str(x).split('\n')[0].split(' at 0x')[0])
            x = x.__cause__
def nap(s):
    import time
    time.sleep(s)
    return s
def same(x): return x
def fail_on_two(x):
    if x == 2: raise KeyError(x)
    return x
def nested_pool():
    from concurrent.futures import InterpreterPoolExecutor
    with InterpreterPoolExecutor(1) as p: return p.submit(len, 'abc').result()
def thread_names():
    import threading
    return threading.current_thread().name, threading.main_thread().name
def close_other(i):
    i.close()
    return i.id
def oserr(): open('/nonexistent/x')
def jsonerr():
    import json
    json.loads('{')
def assert_err(): assert 1 == 2, 'no'
def noted():
    e = ValueError('n'); e.add_note('a note'); raise e
def stopit(): raise StopIteration(5)
def rec(): return rec()
def deep(n): return deep(n - 1) if n else 0
def kw(**k): return sorted(k.items())
def var(*a): return a
if __name__ == '__main__':
    with InterpreterPoolExecutor(2) as p:
        show('nap', lambda: sorted(f.result() for f in [p.submit(nap, 0.1), p.submit(nap, 0.2)]))
        show('map err', lambda: list(p.map(fail_on_two, range(4))))
        show('map timeout', lambda: list(p.map(nap, [1], timeout=0.2)))
        show('result timeout', lambda: p.submit(nap, 1).result(timeout=0.1))
        show('nested', lambda: p.submit(nested_pool).result())
        show('names', lambda: p.submit(thread_names).result()[0].split('-')[0])
        for f in (oserr, assert_err, noted, stopit):
            show(f.__name__, lambda: p.submit(f).result())
        f = p.submit(oserr); show('oserror', lambda: (f.exception().errno, f.exception().filename))
        show('json', lambda: (type(p.submit(jsonerr).exception()).__name__, str(p.submit(jsonerr).exception())))
    p = InterpreterPoolExecutor(1)
    fs = [p.submit(nap, 0.2) for _ in range(4)]
    time.sleep(0.15)
    p.shutdown(cancel_futures=True)
    print([f.cancelled() for f in fs])
    show('cancelled', lambda: fs[-1].result())
    a = interpreters.create(); b = interpreters.create()
    for f in (noted, assert_err, stopit, oserr):
        show(f.__name__, lambda: a.call(f))
    show('kw', lambda: (a.call(kw, a=1, b=[2]), a.call(var, 1, 2), a.call(var)))
    show('interp arg', lambda: a.call(same, b) is b)
    show('close other', lambda: a.call(close_other, b))
    show('b', lambda: b.is_running())
    del b
    c = interpreters.create(); cid = c.id
    del c
    show('dropped', lambda: cid in [i.id for i in interpreters.list_all()])
    q = interpreters.create_queue()
    show('queue arg', lambda: a.call(lambda q: q.put((q.id, 'x')), q))
    show('got', lambda: q.get() == (q.id, 'x'))
    show('nested containers', lambda: a.call(same, {'a': [q, (q, 1)]})['a'][0] is q)
    show('ordered', lambda: a.call(same, collections.OrderedDict(a=1)))
    show('deque', lambda: a.call(same, collections.deque([1, 2])))
    show('exception', lambda: a.call(same, ValueError(1)))
    show('type', lambda: (a.call(same, int), a.call(same, collections.deque)))
    show('function', lambda: a.call(same, json.dumps) is json.dumps)
    show('partial', lambda: a.call(functools.partial(max, 3), 5))
    show('rec', lambda: a.call(rec))
    show('deep', lambda: a.call(deep, 100))
    l = []; l.append(l)
    show('cycle', lambda: (lambda r: r[0] is r)(a.call(same, l)))
    show('str subclass', lambda: type(a.call(same, type('S', (str,), {})('x'))))
    show('bool', lambda: a.call(same, True) is True)
    show('namedtuple', lambda: a.call(same, collections.namedtuple('N', 'a')(1)))
    results = []
    def two():
        try: results.append(a.call(nap, 0.2))
        except interpreters.InterpreterError as e: results.append(str(e))
    ts = [threading.Thread(target=two) for _ in range(2)]
    for t in ts: t.start(); time.sleep(0.05)
    for t in ts: t.join()
    print(sorted(map(str, results)))
    t = a.call_in_thread(same, threading.Lock()); t.join()
    a.exec('import threading, time\ndef bg():\n    time.sleep(0.1)\n    from concurrent import interpreters\n    interpreters.get_current().exec("print(1, __name__, flush=True)")\nt = threading.Thread(target=bg); t.start()')
    print(a.is_running(), flush=True)
    time.sleep(0.3)
    a.exec('x = 1'); show('x', lambda: a.exec('print(x, flush=True)'))
    a.close()

# expect: nap -> [0.1, 0.2]
# expect: map err raised builtins KeyError | 2
# expect:     from ExecutionFailed | KeyError: 2
# expect: map timeout raised builtins TimeoutError | 
# expect: result timeout raised builtins TimeoutError | 
# expect: nested -> 3
# expect: names -> 'Dummy'
# expect: oserr raised builtins FileNotFoundError | [Errno 2] No such file or directory: '/nonexistent/x'
# expect:     from ExecutionFailed | FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent/x'
# expect: assert_err raised builtins AssertionError | no
# expect:     from ExecutionFailed | AssertionError: no
# expect: noted raised builtins ValueError | n
# expect:     from ExecutionFailed | ValueError: n
# expect: stopit raised builtins StopIteration | 5
# expect:     from ExecutionFailed | StopIteration: 5
# expect: oserror -> (2, '/nonexistent/x')
# expect: json -> ('JSONDecodeError', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)')
# expect: [False, True, True, True]
# expect: cancelled raised concurrent.futures._base CancelledError | 
# expect: noted raised concurrent.interpreters ExecutionFailed | ValueError: n
# expect: assert_err raised concurrent.interpreters ExecutionFailed | AssertionError: no
# expect: stopit raised concurrent.interpreters ExecutionFailed | StopIteration: 5
# expect: oserr raised concurrent.interpreters ExecutionFailed | FileNotFoundError: [Errno 2] No such file or directory: '/nonexistent/x'
# expect: kw -> ([('a', 1), ('b', [2])], (1, 2), ())
# expect: interp arg -> True
# expect: close other -> 6
# expect: b raised concurrent.interpreters InterpreterNotFoundError | unrecognized interpreter ID 6
# expect: dropped -> False
# expect: queue arg -> None
# expect: got -> True
# expect: nested containers -> True
# expect: ordered -> OrderedDict({'a': 1})
# expect: deque -> deque([1, 2])
# expect: exception -> ValueError(1)
# expect: type -> (<class 'int'>, <class 'collections.deque'>)
# expect: function -> True
# expect: partial -> 5
# expect: rec raised concurrent.interpreters ExecutionFailed | RecursionError: maximum recursion depth exceeded
# expect: deep -> 0
# expect: cycle -> True
# expect: str subclass raised concurrent.interpreters NotShareableError | ('x',) does not support cross-interpreter data
# expect:     from NotShareableError | 'x' does not support cross-interpreter data
# expect: bool -> True
# expect: namedtuple raised concurrent.interpreters NotShareableError | (N(a=1),) does not support cross-interpreter data
# expect:     from NotShareableError | N(a=1) does not support cross-interpreter data
# expect: ['0.2', 'interpreter already running']
# expect: False
# expect: 1 __main__
# expect: 1
# expect: x -> None
