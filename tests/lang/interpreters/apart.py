# runtimes: 3.14 3.14t
# What each interpreter has for itself, and threads inside of one.
from concurrent import interpreters
import math
import os
import threading

a, b = interpreters.create(), interpreters.create()
a.exec('import math, os, sys; math.pi = 3; x = 1; os.environ["GS_X"] = "a"; sys.marker = 1')
b.exec('import math, os, sys; print(math.pi > 3.1, os.environ.get("GS_X"), hasattr(sys, "marker"), "x" in globals())')
print(math.pi > 3.1, os.environ.get('GS_X'))
b.exec('print("threading" in sys.modules, sys.argv, __name__, sys.getrecursionlimit(), sys.getswitchinterval())')
a.exec('''
import threading
print(threading.current_thread() is threading.main_thread(), threading.current_thread().name, threading.active_count())
out = []
def w(i): out.append((i, threading.current_thread().name))
ts = [threading.Thread(target=w, args=(i,)) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(out))
for daemon in (lambda: threading.Thread(target=print, daemon=True), lambda: setattr(threading.Thread(target=print), 'daemon', True)):
    try: daemon()
    except RuntimeError as e: print(e)
''')


def visit():
    b.exec('import threading; t = threading; print(t.current_thread().name, t.current_thread() is t.main_thread(), t.main_thread().name)')


t = threading.Thread(target=visit, name='host')
t.start()
t.join()
a.exec('import atexit, time; atexit.register(print, "the end of a", flush=True)')
a.exec('threading.Thread(target=lambda: (time.sleep(0.05), print("late", flush=True))).start()')
a.close()
print('a is closed', flush=True)
b.exec('from concurrent import interpreters; d = interpreters.create(); print(d, interpreters.list_all(), interpreters.get_current())')
print(interpreters.list_all(), flush=True)
# A process that an interpreter starts does not run the main script: its __main__ comes from no file.
b.exec('import multiprocessing as mp; p = mp.get_context("spawn").Process(target=print, args=("a process",), kwargs={"flush": True}); p.start(); p.join(); print(p.exitcode)')
b.close()
print(interpreters.list_all())

# expect: True None False False
# expect: True None
# expect: False ['apart.py'] __main__ 1000 0.005
# expect: True MainThread 1
# expect: [(0, 'Thread-1 (w)'), (1, 'Thread-2 (w)'), (2, 'Thread-3 (w)')]
# expect: daemon threads are disabled in this (sub)interpreter
# expect: daemon threads are disabled in this interpreter
# expect: Dummy-1 False MainThread
# expect: late
# expect: the end of a
# expect: a is closed
# expect: Interpreter(3) [Interpreter(0), Interpreter(2), Interpreter(3)] Interpreter(2)
# expect: [Interpreter(0), Interpreter(2), Interpreter(3)]
# expect: a process
# expect: 0
# expect: [Interpreter(0)]
