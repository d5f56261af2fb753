import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait

order = []
with ThreadPoolExecutor(max_workers=1) as pool:
    futures = [pool.submit(lambda n=n: (order.append(n), n * 10)[1]) for n in range(4)]
    for f in futures:
        f.add_done_callback(lambda f: order.append(("done", f.result())))
    print([f.result() for f in futures])
print(order[0], len(order), sorted(x for x in order if isinstance(x, int)))
delays = {"slow": 0.06, "medium": 0.03, "fast": 0.005}
with ThreadPoolExecutor(3, thread_name_prefix="pool") as pool:
    jobs = {pool.submit(time.sleep, d): name for name, d in delays.items()}
    print([jobs[f] for f in as_completed(jobs)])
    print(sorted({pool.submit(lambda: threading.current_thread().name.split("_")[0]).result()}))


def fail_on(n):
    if n == 2:
        raise KeyError(n)
    return n


with ThreadPoolExecutor(2) as pool:
    results = pool.map(fail_on, range(4))
    got = []
    try:
        for r in results:
            got.append(r)
    except KeyError as error:
        print("stopped at", error, got)
    done, pending = wait([pool.submit(fail_on, n) for n in range(4)])
    print(sorted(type(f.exception()).__name__ for f in done), len(pending))
    try:
        list(pool.map(time.sleep, [0.05], timeout=0.001))
    except TimeoutError as error:
        print("timeout")
    try:
        for f in as_completed([pool.submit(time.sleep, 0.05)], timeout=0.001):
            pass
    except TimeoutError as error:
        print(error)
f = Future()
print(f.done(), f.cancel(), f.cancelled(), f.done(), f.set_running_or_notify_cancel())
g = Future()
seen = []
g.add_done_callback(seen.append)
g.set_exception(ValueError("set"))
print(seen == [g], g.exception(), g.done())
try:
    g.result()
except ValueError as error:
    print("raised", error)


def initializer(value):
    threading.current_thread().tag = value


with ThreadPoolExecutor(2, initializer=initializer, initargs=("ready",)) as pool:
    print(set(pool.map(lambda _: threading.current_thread().tag, range(5))))


def nested(pool, n):
    return n if n == 0 else pool.submit(nested, pool, n - 1).result() + n


with ThreadPoolExecutor(6) as pool:
    print(pool.submit(nested, pool, 4).result())
pool = ThreadPoolExecutor(2)
late = pool.submit(time.sleep, 0.01)
pool.shutdown(wait=False)
print(late.done() in (True, False), late.result())
try:
    pool.submit(print)
except RuntimeError as error:
    print(error)
lock = threading.Lock()
total = 0


def add(n):
    global total
    for _ in range(n):
        with lock:
            total += 1


with ThreadPoolExecutor(4) as pool:
    pool.map(add, [100] * 8)
print(total)

# expect: [0, 10, 20, 30]
# expect: 0 8 [0, 1, 2, 3]
# expect: ['fast', 'medium', 'slow']
# expect: ['pool']
# expect: stopped at 2 [0, 1]
# expect: ['KeyError', 'NoneType', 'NoneType', 'NoneType'] 0
# expect: timeout
# expect: 1 (of 1) futures unfinished
# expect: False True True True False
# expect: True set True
# expect: raised set
# expect: {'ready'}
# expect: 10
# expect: True None
# expect: cannot schedule new futures after shutdown
# expect: 800
