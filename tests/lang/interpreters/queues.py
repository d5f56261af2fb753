# runtimes: 3.14 3.14t
# Queues between interpreters.
from concurrent import interpreters
from concurrent.interpreters import _queues
import pickle
import queue
import threading
import time


def show(label, f):
    try:
        print(label, '->', repr(f()).split(' at 0x')[0])
    except BaseException as e:
        print(label, 'raised', type(e).__name__, '|', str(e).split(' at 0x')[0])


def fn(): return 1
def with_default(x=1): return x
class P:
    def __init__(self, v): self.v = v


if __name__ == '__main__':
    a = interpreters.create()
    q = interpreters.create_queue(2)
    print(q, q.id, q.maxsize, q.unbounditems, q.empty(), q.full(), q.qsize())
    for value in (fn, with_default, P(3), (1, [2], fn), [1, {'k': (1,)}], q, lambda: 1):
        show('put', lambda: q.put(value))
        show('get', lambda: q.get() is value)
    show('lock', lambda: q.put(threading.Lock()))
    begin = time.monotonic()
    show('whole seconds', lambda: q.get(timeout=0.9))
    print(time.monotonic() - begin < 0.5)
    show('timeout', lambda: q.get(timeout=1))
    print(time.monotonic() - begin >= 1)
    show('negative', lambda: q.get(timeout=-1))
    show('no wait', lambda: q.get(block=False, timeout=5))
    q.put(1)
    q.put(2)
    show('full', lambda: (q.full(), q.empty(), q.qsize()))
    show('put full', lambda: q.put(3, timeout=0.5))
    show('put full', lambda: q.put_nowait(3))
    show('got', lambda: (q.get(), q.get_nowait()))
    show('all', lambda: _queues.list_all())
    show('one object', lambda: (interpreters.Queue(q.id) is q, pickle.loads(pickle.dumps(q)) is q, hash(q) == hash(q.id)))
    show('Queue', lambda: interpreters.Queue(99))
    show('Queue', lambda: interpreters.Queue('x'))
    show('maxsize', lambda: interpreters.create_queue(-1).maxsize)
    show('maxsize', lambda: interpreters.create_queue('x'))
    show('shareable', lambda: (interpreters.is_shareable(q), interpreters.is_shareable((q, 1))))
    show('mro', lambda: [c.__name__ for c in interpreters.QueueEmpty.__mro__])
    show('modules', lambda: (interpreters.QueueEmpty.__module__, _queues.QueueError.__module__, issubclass(interpreters.QueueFull, queue.Full)))
    r = interpreters.create_queue()
    a.prepare_main(q=q, r=r)
    a.exec('q.put("there"); q.put((1, 2)); print(type(q).__name__, q.id, q.qsize(), q.maxsize)')
    show('got', lambda: (q.get(), q.get()))
    # items whose interpreter is gone
    a.exec('q.put("from a"); q.put([1])')
    a.close()
    show('lost', lambda: (q.qsize(), q.get(), q.get()))
    for how in ('UNBOUND', 'UNBOUND_ERROR', 'UNBOUND_REMOVE'):
        b = interpreters.create()
        b.prepare_main(q=q)
        b.exec(f'from concurrent.interpreters import _queues; q.put(7, unbounditems=_queues.{how})')
        b.close()
        print(how, q.qsize())
        show('got', lambda: q.get_nowait())
    show('no such', lambda: interpreters.create_queue(unbounditems=5))
    e = interpreters.create_queue(unbounditems=_queues.UNBOUND_ERROR)
    b = interpreters.create()
    b.prepare_main(q=e)
    b.exec('q.put(1)')
    b.close()
    show('default', lambda: e.get())
    number = r.id
    del r
    show('gone', lambda: interpreters.Queue(number))
    # a worker
    w = interpreters.create()
    tasks, results = interpreters.create_queue(), interpreters.create_queue()
    w.prepare_main(tasks=tasks, results=results)
    t = threading.Thread(target=lambda: w.exec('while (n := tasks.get()) is not None: results.put((n, n * n))'))
    t.start()
    for i in range(5):
        tasks.put(i)
    tasks.put(None)
    t.join()
    print([results.get() for _ in range(5)])
    # a class of the other interpreter's __main__ cannot come here
    w.exec('class K: pass\nresults.put(K())')
    show('of there', lambda: results.get())
    w.close()

# expect: Queue(1) 1 2 concurrent.interpreters._queues.UNBOUND True False 0
# expect: put -> None
# expect: get -> False
# expect: put -> None
# expect: get -> True
# expect: put -> None
# expect: get -> False
# expect: put -> None
# expect: get -> False
# expect: put -> None
# expect: get -> False
# expect: put -> None
# expect: get -> True
# expect: put -> None
# expect: get -> False
# expect: lock raised NotShareableError | <unlocked _thread.lock object
# expect: whole seconds raised QueueEmpty | queue 1 is empty
# expect: True
# expect: timeout raised QueueEmpty | queue 1 is empty
# expect: True
# expect: negative raised ValueError | timeout value must be non-negative
# expect: no wait raised QueueEmpty | queue 1 is empty
# expect: full -> (True, False, 2)
# expect: put full raised QueueFull | queue 1 is full
# expect: put full raised QueueFull | queue 1 is full
# expect: got -> (1, 2)
# expect: all -> [Queue(1)]
# expect: one object -> (True, True, True)
# expect: Queue raised QueueNotFoundError | queue 99 not found
# expect: Queue raised TypeError | id must be an int, got 'x'
# expect: maxsize -> -1
# expect: maxsize raised TypeError | 'str' object cannot be interpreted as an integer
# expect: shareable -> (True, True)
# expect: mro -> ['QueueEmpty', 'QueueError', 'RuntimeError', 'Empty', 'Exception', 'BaseException', 'object']
# expect: modules -> ('concurrent.interpreters._queues', 'concurrent.interpreters', True)
# expect: Queue 1 2 2
# expect: got -> ('there', (1, 2))
# expect: lost -> (2, concurrent.interpreters._queues.UNBOUND, concurrent.interpreters._queues.UNBOUND)
# expect: UNBOUND 1
# expect: got -> concurrent.interpreters._queues.UNBOUND
# expect: UNBOUND_ERROR 1
# expect: got raised ItemInterpreterDestroyed | item's original interpreter destroyed
# expect: UNBOUND_REMOVE 0
# expect: got raised QueueEmpty | queue 1 is empty
# expect: no such raised NotImplementedError | unsupported unbound replacement op 5
# expect: default raised ItemInterpreterDestroyed | item's original interpreter destroyed
# expect: gone raised QueueNotFoundError | queue 3 not found
# expect: [(0, 0), (1, 1), (2, 4), (3, 9), (4, 16)]
# expect: of there raised NotShareableError | object could not be unpickled
