import queue
import threading

q = queue.Queue()
for i in range(3):
    q.put(i)
print(q.qsize(), q.empty(), q.full(), q.get(), q.get(), q.get(), q.empty())
lifo, prio = queue.LifoQueue(), queue.PriorityQueue()
for x in (3, 1, 2):
    lifo.put(x)
    prio.put((x, "item"))
print([lifo.get() for _ in range(3)], [prio.get() for _ in range(3)])
small = queue.Queue(maxsize=2)
small.put(1)
small.put(2)
print(small.full())
for call in (lambda: small.put_nowait(3), lambda: small.put(3, timeout=0.01), lambda: q.get_nowait(), lambda: q.get(timeout=0.01), lambda: q.get(block=False)):
    try:
        call()
    except (queue.Full, queue.Empty) as error:
        print(type(error).__name__)
try:
    q.get(timeout=-1)
except ValueError as error:
    print(error)
work, done = queue.Queue(), []


def worker():
    while True:
        item = work.get()
        if item is None:
            work.task_done()
            break
        done.append(item * item)
        work.task_done()


team = [threading.Thread(target=worker) for _ in range(3)]
for t in team:
    t.start()
for i in range(10):
    work.put(i)
for _ in team:
    work.put(None)
work.join()
for t in team:
    t.join()
print(sorted(done), work.unfinished_tasks)
try:
    work.task_done()
except ValueError as error:
    print(error)
simple = queue.SimpleQueue()
simple.put("a")
simple.put_nowait("b")
print(simple.qsize(), simple.empty(), simple.get(), simple.get(timeout=1), simple.empty())
for call in (lambda: simple.get_nowait(), lambda: simple.get(timeout=0.01), lambda: simple.get(False)):
    try:
        call()
    except queue.Empty as error:
        print(type(error).__name__)
channel = queue.Queue(maxsize=1)
received = []


def produce():
    for i in range(5):
        channel.put(i)
    channel.put("end")


p = threading.Thread(target=produce)
p.start()
while (item := channel.get()) != "end":
    received.append(item)
p.join()
print(received)
results = queue.SimpleQueue()
threads = [threading.Thread(target=lambda n=n: results.put(n)) for n in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
print(sorted(results.get() for _ in range(4)))

# expect: 3 False False 0 1 2 True
# expect: [2, 1, 3] [(1, 'item'), (2, 'item'), (3, 'item')]
# expect: True
# expect: Full
# expect: Full
# expect: Empty
# expect: Empty
# expect: Empty
# expect: 'timeout' must be a non-negative number
# expect: [0, 1, 4, 9, 16, 25, 36, 49, 64, 81] 0
# expect: task_done() called too many times
# expect: 2 False a b True
# expect: Empty
# expect: Empty
# expect: Empty
# expect: [0, 1, 2, 3, 4]
# expect: [0, 1, 2, 3]
