import threading
import time
from collections import deque

condition = threading.Condition()
items = deque()
taken = []


def consumer():
    for _ in range(5):
        with condition:
            while not items:
                condition.wait()
            taken.append(items.popleft())


t = threading.Thread(target=consumer)
t.start()
for i in range(5):
    with condition:
        items.append(i)
        condition.notify()
    time.sleep(0.002)
t.join()
print(taken)
with condition:
    print(condition.wait(timeout=0.01), condition.wait_for(lambda: False, timeout=0.01), condition.wait_for(lambda: "value"))
for call in (condition.wait, condition.notify, condition.notify_all, condition.release):
    try:
        call()
    except RuntimeError as error:
        print(error)
ready = threading.Condition(threading.Lock())
go = False
order = []


def wait_for_go(n):
    with ready:
        ready.wait_for(lambda: go)
        order.append(n)


team = [threading.Thread(target=wait_for_go, args=(i,)) for i in range(4)]
for t in team:
    t.start()
time.sleep(0.02)
with ready:
    go = True
    ready.notify_all()
for t in team:
    t.join()
print(sorted(order))
count = 0
turn = 0
turns = threading.Condition()
log = []


def take_turns(me, n):
    global turn
    for i in range(3):
        with turns:
            turns.wait_for(lambda: turn == me)
            log.append((me, i))
            turn = (turn + 1) % n
            turns.notify_all()


team = [threading.Thread(target=take_turns, args=(me, 3)) for me in range(3)]
for t in team:
    t.start()
for t in team:
    t.join()
print(log)
print(condition.acquire(), condition.acquire(False))
condition.release()
condition.release()

# expect: [0, 1, 2, 3, 4]
# expect: False False value
# expect: cannot wait on un-acquired lock
# expect: cannot notify on un-acquired lock
# expect: cannot notify on un-acquired lock
# expect: cannot release un-acquired lock
# expect: [0, 1, 2, 3]
# expect: [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1), (0, 2), (1, 2), (2, 2)]
# expect: True True
