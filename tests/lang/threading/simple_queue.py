import queue
import threading
import time


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__ + ":", error)


q = queue.SimpleQueue()
attempt(q.get, False)
attempt(q.get_nowait)
attempt(q.get, True, -1)
attempt(q.get, timeout=0.001)
attempt(queue.SimpleQueue, 1)
attempt(q.put)
for i in range(20):
    q.put(i)
q.put_nowait("last")
print(q.qsize(), q.empty(), [q.get() for _ in range(21)], q.empty())
print(queue.Empty.__name__, issubclass(queue.Empty, Exception), queue.Empty.__mro__[1].__name__)

# getters park, and are served in the order of their coming
results = []


def getter(name):
    results.append((name, q.get()))


team = []
for name in "abc":
    t = threading.Thread(target=getter, args=(name,))
    t.start()
    team.append(t)
    time.sleep(0.01)
for item in range(3):
    q.put(item)
for t in team:
    t.join()
print(sorted(results))

# a pipeline
source, sink = queue.SimpleQueue(), queue.SimpleQueue()


def stage():
    while (item := source.get()) is not None:
        sink.put(item * item)
    source.put(None)


workers = [threading.Thread(target=stage) for _ in range(3)]
for t in workers:
    t.start()
for i in range(100):
    source.put(i)
source.put(None)
for t in workers:
    t.join()
print(sum(sink.get() for _ in range(100)), sink.qsize())


class Slow(queue.SimpleQueue):
    def put(self, item):
        super().put((item, len("slow")))


s = Slow()
s.put(1)
print(s.get(timeout=1))
try:
    s.get(block=False)
except queue.Empty as empty:
    print(repr(empty))

# expect: Empty: 
# expect: Empty: 
# expect: ValueError: 'timeout' must be a non-negative number
# expect: Empty: 
# expect: TypeError: SimpleQueue() takes no positional arguments
# expect: TypeError: put() missing required argument 'item' (pos 1)
# expect: 21 False [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 'last'] True
# expect: Empty True Exception
# expect: [('a', 0), ('b', 1), ('c', 2)]
# expect: 328350 0
# expect: (1, 4)
# expect: Empty()
