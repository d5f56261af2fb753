# runtimes: 3.14 3.14t
# Processes under 3.14, whose default on Linux is "forkserver": with "spawn" chosen.
from concurrent.futures import ProcessPoolExecutor
from concurrent import interpreters
import multiprocessing as mp
import os
import sys

state = 0


def show(label, f):
    try:
        print(label, '->', repr(f()).split(' at 0x')[0], flush=True)
    except BaseException as e:
        print(label, 'raised', type(e).__name__, '|', str(e).strip().split('\n')[0].split(' at 0x')[0], flush=True)


def square(x): return x * x
def who(): return mp.current_process().name.split('-')[0], __name__, mp.get_start_method(), mp.parent_process().name
def bump():
    global state
    state += 1
    return state
class P:
    def __init__(self, v): self.v = v
    def __repr__(self): return 'P(%r)' % self.v
def make(v): return P(v)
def bad(): raise ValueError('bad')
def put(q, x): q.put(x)
def say(x): print('child says', x, flush=True)
def start_inside():
    p = mp.Process(target=say, args=('nested',))
    p.start()
    p.join()
    return p.exitcode
def in_interpreter(x):
    i = interpreters.create()
    try:
        return i.call(square, x), i.call(make, x)
    finally:
        i.close()
def interpreter_state(x):
    i = interpreters.create()
    try:
        return i.call(bump), i.call(bump), bump(), interpreters.get_current().id, i.id
    finally:
        i.close()


if __name__ == '__main__':
    show('none yet', lambda: mp.get_start_method(allow_none=True))
    mp.set_start_method('spawn')
    show('method', lambda: (mp.get_start_method(), type(mp.get_context()).__name__, mp.get_context('spawn').get_start_method()))
    show('set again', lambda: mp.set_start_method('spawn'))
    show('no such', lambda: mp.set_start_method('nope', force=True))
    show('concrete', lambda: mp.get_context('spawn').set_start_method('spawn'))
    p = mp.Process(target=say, args=(5,))
    p.start()
    p.join()
    print(p.exitcode, type(p).__name__, p.name, flush=True)
    with mp.Pool(2) as pool:
        show('map', lambda: pool.map(square, range(4)))
        show('make', lambda: pool.apply(make, (3,)))
        show('bad', lambda: pool.apply(bad))
    with ProcessPoolExecutor(1) as ex:
        call = lambda *a: ex.submit(*a).result()
        show('map', lambda: list(ex.map(square, range(3))))
        show('who', lambda: call(who))
        show('bump', lambda: [call(bump), call(bump), state])
        show('nested', lambda: call(start_inside))
        show('lambda', lambda: call(lambda: 1))
        show('make', lambda: call(make, 3))
        show('interpreter of a process', lambda: call(interpreter_state, 3))
        show('class of the script', lambda: call(in_interpreter, 3))
    q = mp.Queue()
    p = mp.Process(target=put, args=(q, [1]))
    p.start()
    show('queue', q.get)
    p.join()
    show('lambda target', lambda: mp.Process(target=lambda: 1).start())
    show('interpreter queue', lambda: mp.Process(target=put, args=(interpreters.create_queue(), 1)).start())

# expect: none yet -> None
# expect: method -> ('spawn', 'SpawnContext', 'spawn')
# expect: set again raised RuntimeError | context has already been set
# expect: no such raised ValueError | cannot find context for 'nope'
# expect: concrete raised ValueError | cannot set start method of concrete context
# expect: child says 5
# expect: 0 Process Process-1
# expect: map -> [0, 1, 4, 9]
# expect: make -> P(3)
# expect: bad raised ValueError | bad
# expect: map -> [0, 1, 4]
# expect: who -> ('SpawnProcess', '__mp_main__', 'spawn', 'MainProcess')
# expect: bump -> [1, 2, 0]
# expect: child says nested
# expect: nested -> 0
# expect: lambda raised PicklingError | Can't pickle local object <function <lambda>.<locals>.<lambda>
# expect: make -> P(3)
# expect: interpreter of a process raised NotShareableError | func not shareable
# expect: class of the script raised NotShareableError | func not shareable
# expect: queue -> [1]
# expect: lambda target raised PicklingError | Can't pickle local object <function <lambda>.<locals>.<lambda>
# expect: interpreter queue -> None
