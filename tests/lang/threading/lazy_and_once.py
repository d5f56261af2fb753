import functools
import threading
import time

calls = []


class Once:
    def __init__(self, function):
        self.function = function
        self.lock = threading.Lock()
        self.done = False

    def __call__(self):
        if not self.done:
            with self.lock:
                if not self.done:
                    self.value = self.function()
                    self.done = True
        return self.value


@Once
def config():
    calls.append("loaded")
    time.sleep(0.002)
    return {"k": 1}


values = []
team = [threading.Thread(target=lambda: values.append(config())) for _ in range(5)]
for t in team:
    t.start()
for t in team:
    t.join()
print(calls, len(values), all(v is values[0] for v in values))


def synchronized(function):
    lock = threading.RLock()

    @functools.wraps(function)
    def wrapper(*args):
        with lock:
            return function(*args)
    return wrapper


@synchronized
def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


results = {}
team = [threading.Thread(target=lambda n=n: results.__setitem__(n, fact(n))) for n in range(6)]
for t in team:
    t.start()
for t in team:
    t.join()
print(sorted(results.items()), fact.__name__)


class Latch:
    def __init__(self, count):
        self.count = count
        self.condition = threading.Condition()

    def down(self):
        with self.condition:
            self.count -= 1
            if self.count == 0:
                self.condition.notify_all()

    def wait(self):
        with self.condition:
            while self.count > 0:
                self.condition.wait()


latch, order = Latch(3), []
waiter = threading.Thread(target=lambda: (latch.wait(), order.append("released")))
waiter.start()
for i in range(3):
    order.append(i)
    latch.down()
waiter.join()
print(order[:3], order[-1])
stop = threading.Event()
ticks = []


def ticker():
    while not stop.wait(0.002):
        ticks.append(1)


t = threading.Thread(target=ticker)
t.start()
time.sleep(0.02)
stop.set()
t.join()
print(len(ticks) > 1, t.is_alive())
local = threading.local()


def use(n):
    local.value = n
    time.sleep(0.001)
    results[n] = local.value


team = [threading.Thread(target=use, args=(n,)) for n in range(4)]
for t in team:
    t.start()
for t in team:
    t.join()
print([results[n] for n in range(4)], hasattr(local, "value"))

# expect: ['loaded'] 5 True
# expect: [(0, 1), (1, 1), (2, 2), (3, 6), (4, 24), (5, 120)] fact
# expect: [0, 1, 2] released
# expect: True False
# expect: [0, 1, 2, 3] False
