# runtimes: 3.14 3.14t
# Interpreter.exec(), prepare_main(), close() and what they say.
from concurrent import interpreters
import pickle
import threading
import time


def show(label, f):
    try:
        print(label, '->', repr(f()).split(' at 0x')[0])
    except BaseException as e:
        print(label, 'raised', type(e).__name__, '|', str(e).split(' at 0x')[0])
        x = e.__cause__
        while x is not None:
            print('    from', type(x).__name__, '|', x)
            x = x.__cause__


def body(): print('in body', sorted(k for k in globals() if not k.startswith('__')))
def writes():
    global made
    made = 5
def bare():
    return
def one(x): pass
def five(): return 5
def gen(): yield
def outer():
    n = 1
    def inner(): print(n)
    return inner
def default(x=1): pass
def many(*a): pass
def named(**k): pass
def cell():
    n = 1
    def f(): return n
    f()


main = interpreters.get_main()
print(main, main.whence, main.is_running(), main == interpreters.get_current(), interpreters.list_all() == [main])
a = interpreters.create()
print(a, a.id, a.whence, a.is_running(), hash(a) == hash(a.id), interpreters.Interpreter(a.id) is a, pickle.loads(pickle.dumps(a)) is a)
for f in (body, writes, bare, one, five, gen, outer(), default, many, named, cell, lambda: None, body.__code__):
    show(getattr(f, '__name__', 'code'), lambda: a.exec(f))
show('made', lambda: a.exec('print(made)'))
for text in ('', b'print("bytes")', '1/0', 'x =', '  x = 1', 'def f():\n    raise ValueError("x")\n\nf()\n',
             'try:\n    1/0\nexcept ZeroDivisionError:\n    raise KeyError("k")\n', 'raise SystemExit(3)', 'raise KeyboardInterrupt',
             'class E(Exception): pass\nraise E(1)', 5, None, print):
    show(repr(text)[:20], lambda: a.exec(text))
try:
    a.exec('1/0')
except interpreters.ExecutionFailed as e:
    print(repr(e), sorted(vars(e.excinfo)), vars(e.excinfo.type), e.excinfo.msg, e.excinfo.formatted)
show('itself', lambda: a.exec('from concurrent import interpreters as i; print(i.get_current(), i.get_main().is_running(), i.get_current().is_running())'))
a.exec('''def show(f):
    try: f()
    except i.InterpreterError as e: print(type(e).__name__, e)
show(lambda: i.get_current().exec('1'))
show(lambda: i.get_current().close())
show(lambda: i.get_main().exec('1'))
show(lambda: i.get_main().prepare_main(x=1))
''')
show('nothing', lambda: a.prepare_main())
show('both', lambda: a.prepare_main({'b': 1, 'c': 'text'}, d=(1, 2.5, None, True, b'x')))
show('use', lambda: a.exec('print(b, c, d)'))
show('key', lambda: a.prepare_main({1: 1}))
show('no dict', lambda: a.prepare_main(5))
show('one is bad', lambda: a.prepare_main(good=1, bad=[1]))
show('so', lambda: a.exec("print('good' in globals())"))
show('function', lambda: a.prepare_main(f=body))
show('in a tuple', lambda: a.prepare_main(t=(1, [2])))
show('big', lambda: a.prepare_main(t=1 << 70))
show('interpreter', lambda: a.prepare_main(t=a))
show('main exec', lambda: main.exec('1'))
show('main prepare', lambda: main.prepare_main(x=1))
show('main close', lambda: main.close())
show('shareable', lambda: [interpreters.is_shareable(v) for v in (1, 'a', None, 2.5, b'', (1, 'x'), [], {}, object(), (1, []), five, True, 1 << 70, a)])
for bad in (99, 'x', 1.0, -1):
    show('Interpreter(%r)' % bad, lambda: interpreters.Interpreter(bad))
b = interpreters.create()
b.prepare_main(q=(q := interpreters.create_queue()))
t = threading.Thread(target=b.exec, args=('q.get()',))
t.start()
time.sleep(0.05)
print(b.is_running())
for f in (lambda: b.exec('1'), lambda: b.call(len, 'x'), lambda: b.prepare_main(x=1), b.close):
    show('busy', f)
q.put(1)
t.join()
t = b.call_in_thread(print, 'in a thread')
t.join()
print(b.is_running(), t.name)
b.close()
for f in (b.close, b.is_running, lambda: b.exec('1'), lambda: b.prepare_main(x=1), lambda: (b, b.id, b.whence)):
    show('closed', f)
print(interpreters.list_all())
print([n for n in dir(interpreters) if not n.startswith('_')])

# expect: Interpreter(0) runtime init True True True
# expect: Interpreter(1) 1 _interpreters module False True True True
# expect: in body []
# expect: body -> None
# expect: writes -> None
# expect: bare -> None
# expect: one raised ValueError | code with args not supported
# expect: five raised ValueError | code that returns a value is not a script
# expect: gen raised ValueError | code that returns a value is not a script
# expect: inner raised ValueError | closures not supported
# expect: default raised ValueError | code with args not supported
# expect: many raised ValueError | code with args not supported
# expect: named raised ValueError | code with args not supported
# expect: cell -> None
# expect: <lambda> -> None
# expect: in body ['made']
# expect: code -> None
# expect: 5
# expect: made -> None
# expect: '' -> None
# expect: bytes
# expect: b'print("bytes")' -> None
# expect: '1/0' raised ExecutionFailed | ZeroDivisionError: division by zero
# expect:
# expect: Uncaught in the interpreter:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 1, in <module>
# expect: ZeroDivisionError: division by zero
# expect: 'x =' raised SyntaxError | invalid syntax (<script>, line 1)
# expect: '  x = 1' raised IndentationError | unexpected indent (<script>, line 1)
# expect: 'def f():\n    raise raised ExecutionFailed | ValueError: x
# expect:
# expect: Uncaught in the interpreter:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 4, in <module>
# expect:   File "<script>", line 2, in f
# expect: ValueError: x
# expect: 'try:\n    1/0\nexce raised ExecutionFailed | KeyError: 'k'
# expect:
# expect: Uncaught in the interpreter:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 2, in <module>
# expect: ZeroDivisionError: division by zero
# expect:
# expect: During handling of the above exception, another exception occurred:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 4, in <module>
# expect: KeyError: 'k'
# expect: 'raise SystemExit(3) raised ExecutionFailed | SystemExit: 3
# expect:
# expect: Uncaught in the interpreter:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 1, in <module>
# expect: SystemExit: 3
# expect: 'raise KeyboardInter raised ExecutionFailed | KeyboardInterrupt: 
# expect:
# expect: Uncaught in the interpreter:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 1, in <module>
# expect: KeyboardInterrupt
# expect: 'class E(Exception): raised ExecutionFailed | E: 1
# expect:
# expect: Uncaught in the interpreter:
# expect:
# expect: Traceback (most recent call last):
# expect:   File "<script>", line 2, in <module>
# expect: E: 1
# expect: 5 raised TypeError | unsupported script 5
# expect: None raised TypeError | unsupported script None
# expect: <built-in function p raised TypeError | unsupported script <built-in function print>
# expect: ExecutionFailed('ZeroDivisionError: division by zero') ['errdisplay', 'formatted', 'msg', 'type'] {'__name__': 'ZeroDivisionError', '__qualname__': 'ZeroDivisionError', '__module__': 'builtins'} division by zero ZeroDivisionError: division by zero
# expect: Interpreter(1) True True
# expect: itself -> None
# expect: InterpreterError interpreter already running
# expect: InterpreterError cannot destroy the current interpreter
# expect: InterpreterError cannot exec code for unrecognized interpreter 0
# expect: InterpreterError cannot update __main__ for unrecognized interpreter 0
# expect: nothing raised ValueError | arg 2 must be a non-empty dict
# expect: both -> None
# expect: 1 text (1, 2.5, None, True, b'x')
# expect: use -> None
# expect: key raised TypeError | bad argument type for built-in operation
# expect: no dict raised TypeError | 'int' object is not iterable
# expect: one is bad raised NotShareableError | [1] does not support cross-interpreter data
# expect: False
# expect: so -> None
# expect: function raised NotShareableError | <function body
# expect: in a tuple raised NotShareableError | (1, [2]) does not support cross-interpreter data
# expect:     from NotShareableError | [2] does not support cross-interpreter data
# expect: big raised NotShareableError | 1180591620717411303424 does not support cross-interpreter data
# expect:     from OverflowError | try sending as bytes
# expect: interpreter raised NotShareableError | Interpreter(1) does not support cross-interpreter data
# expect: main exec raised InterpreterError | cannot exec code for unrecognized interpreter 0
# expect: main prepare raised InterpreterError | cannot update __main__ for unrecognized interpreter 0
# expect: main close raised InterpreterError | cannot destroy unrecognized interpreter 0
# expect: shareable -> [True, True, True, True, True, True, False, False, False, True, False, True, True, False]
# expect: Interpreter(99) raised InterpreterNotFoundError | unrecognized interpreter ID 99
# expect: Interpreter('x') raised TypeError | id must be an int, got 'x'
# expect: Interpreter(1.0) raised TypeError | id must be an int, got 1.0
# expect: Interpreter(-1) raised ValueError | interpreter ID must be a non-negative int, got -1
# expect: True
# expect: busy raised InterpreterError | interpreter already running
# expect: busy raised InterpreterError | interpreter already running
# expect: busy raised InterpreterError | interpreter already running
# expect: busy raised InterpreterError | interpreter running
# expect: in a thread
# expect: False Thread-2 (_call)
# expect: closed raised InterpreterNotFoundError | unrecognized interpreter ID 2
# expect: closed raised InterpreterNotFoundError | unrecognized interpreter ID 2
# expect: closed raised InterpreterNotFoundError | unrecognized interpreter ID 2
# expect: closed raised InterpreterNotFoundError | unrecognized interpreter ID 2
# expect: closed -> (Interpreter(2), 2, '_interpreters module')
# expect: [Interpreter(0), Interpreter(1)]
# expect: ['ExecutionFailed', 'Interpreter', 'InterpreterError', 'InterpreterNotFoundError', 'NotShareableError', 'Queue', 'QueueEmpty', 'QueueFull', 'create', 'create_queue', 'get_current', 'get_main', 'is_shareable', 'list_all', 'threading', 'weakref']
