import threading
import time
from concurrent.futures import (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, CancelledError, Future, ThreadPoolExecutor, as_completed, wait)


def square(x):
    return x * x


def fail(x):
    raise ValueError(f"bad {x}")


with ThreadPoolExecutor(max_workers=3) as pool:
    print(list(pool.map(square, range(6))), list(pool.map(pow, [2, 3], [3, 2])))
    future = pool.submit(square, 9)
    print(future.result(), future.done(), future.running(), future.cancelled(), future.exception(), future.cancel())
    bad = pool.submit(fail, 1)
    try:
        bad.result()
    except ValueError as error:
        print(error)
    print(repr(bad.exception()), sorted(f.result() for f in as_completed([pool.submit(square, n) for n in range(4)])))
    done, not_done = wait([pool.submit(square, n) for n in range(3)])
    print(len(done), len(not_done), sorted(f.result() for f in done))
    slow, quick = pool.submit(time.sleep, 0.05), pool.submit(square, 2)
    result = wait([slow, quick], return_when=FIRST_COMPLETED)
    print(quick in result.done, slow in result.not_done)
    result = wait([slow, pool.submit(fail, 2)], return_when=FIRST_EXCEPTION)
    print(len(result.done), len(result.not_done))
    try:
        pool.submit(time.sleep, 0.05).result(timeout=0.001)
    except TimeoutError as error:
        print(type(error).__name__)
    results = pool.map(fail, [1, 2])
    try:
        next(results)
    except ValueError as error:
        print(error)
try:
    pool.submit(square, 1)
except RuntimeError as error:
    print(error)
calls = []
single = ThreadPoolExecutor(1, thread_name_prefix="solo", initializer=calls.append, initargs=("init",))
print(single.submit(lambda: threading.current_thread().name).result(), calls)
gate = threading.Event()
blocker = single.submit(gate.wait)
waiting = [single.submit(square, n) for n in range(3)]
print(waiting[0].cancel(), waiting[0].cancelled(), waiting[0].done())
waiting[1].add_done_callback(lambda f: calls.append(f.result()))
gate.set()
print(waiting[1].result(), waiting[2].result())
try:
    waiting[0].result()
except CancelledError as error:
    print(type(error).__name__)
single.shutdown()
print(calls)
waiting[2].add_done_callback(lambda f: print("called at once", f.result()))
gate = threading.Event()
pool = ThreadPoolExecutor(1)
first = pool.submit(gate.wait)
rest = [pool.submit(square, n) for n in range(3)]
while not first.running():
    time.sleep(0.001)
gate.set() if False else None
threading.Timer(0.01, gate.set).start()
pool.shutdown(cancel_futures=True)
print(first.result(), [f.cancelled() for f in rest])
f = Future()
print("pending" in repr(f), f.set_running_or_notify_cancel(), "running" in repr(f), f.set_result(3), f.result(), "finished returned int" in repr(f))
for bad in (lambda: ThreadPoolExecutor(0), lambda: ThreadPoolExecutor(initializer=5), lambda: f.set_result(1), lambda: wait([f], return_when="x") and wait([Future()], return_when="x")):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, str(error).split(" at ")[0])

# expect: [0, 1, 4, 9, 16, 25] [8, 9]
# expect: 81 True False False None False
# expect: bad 1
# expect: ValueError('bad 1') [0, 1, 4, 9]
# expect: 3 0 [0, 1, 4]
# expect: True True
# expect: 1 1
# expect: TimeoutError
# expect: bad 1
# expect: cannot schedule new futures after shutdown
# expect: solo_0 ['init']
# expect: True True True
# expect: 1 4
# expect: CancelledError
# expect: ['init', 1]
# expect: called at once 4
# expect: True [True, True, True]
# expect: True True True None 3 True
# expect: ValueError max_workers must be greater than 0
# expect: TypeError initializer must be a callable
# expect: InvalidStateError FINISHED: <Future
# expect: ValueError Invalid return condition: 'x'
