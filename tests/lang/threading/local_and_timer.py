import threading
import time

data = threading.local()
data.x = "main"
seen = []


def work(n):
    seen.append(hasattr(data, "x"))
    data.x = n
    time.sleep(0.001)
    seen.append(data.x == n)
    data.list = [n]


team = [threading.Thread(target=work, args=(i,)) for i in range(3)]
[t.start() for t in team]
[t.join() for t in team]
print(seen.count(False), seen.count(True), data.x, hasattr(data, "list"), data.__dict__)


class Local(threading.local):
    shared = []

    def __init__(self, start):
        self.value = start
        self.shared.append(threading.current_thread().name)


local = Local(5)
local.value += 1


def use():
    local.value += 100
    seen.append(local.value)


t = threading.Thread(target=use, name="user")
t.start()
t.join()
print(local.value, seen[-1], Local.shared)
del data.x
try:
    data.x
except AttributeError as error:
    print(type(error).__name__)
fired = []
timer = threading.Timer(0.005, fired.append, args=["fired"])
timer.start()
timer.join()
print(fired)
cancelled = threading.Timer(10, fired.append, ["never"])
cancelled.start()
cancelled.cancel()
cancelled.join()
print(fired, cancelled.finished.is_set())
t0 = time.monotonic()
time.sleep(0.01)
elapsed = time.monotonic() - t0
print(0.009 < elapsed < 1, time.perf_counter() > 0, time.time() > 1e9, time.perf_counter_ns() > 0, type(time.monotonic_ns()).__name__)
try:
    time.sleep(-1)
except ValueError as error:
    print(error)

# expect: 3 3 main False {'x': 'main'}
# expect: 6 105 ['MainThread', 'user']
# expect: AttributeError
# expect: ['fired']
# expect: ['fired'] True
# expect: True True True True int
# expect: sleep length must be non-negative
