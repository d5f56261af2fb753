import threading
import time

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked(), lock.acquire(False), lock.acquire(blocking=True, timeout=0.01), lock.acquire(timeout=0))
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)
with lock as entered:
    print(entered, lock.locked())
print(lock.locked(), "unlocked" in repr(lock), type(lock).__name__)
for bad in (lambda: lock.acquire(False, 1), lambda: lock.acquire(True, -5), lambda: lock.acquire(timeout=1e30)):
    try:
        bad()
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)
r = threading.RLock()
print(r.acquire(), r.acquire(), r.acquire(blocking=False))
r.release(); r.release(); r.release()
try:
    r.release()
except RuntimeError as error:
    print(error)
with r, r:
    print("twice")
held = threading.Lock()
held.acquire()
log = []


def waiter():
    with held:
        log.append("got it")


t = threading.Thread(target=waiter)
t.start()
time.sleep(0.02)
print(log, t.is_alive())
held.release()
t.join()
print(log)
other = []
r.acquire()
t = threading.Thread(target=lambda: other.append(r.acquire(timeout=0.01)))
t.start()
t.join()
print(other)
r.release()
total = 0


def add():
    global total
    for _ in range(1000):
        with lock:
            total += 1


team = [threading.Thread(target=add) for _ in range(4)]
[t.start() for t in team]
[t.join() for t in team]
print(total)


def release_elsewhere():
    lock.release()


lock.acquire()
t = threading.Thread(target=release_elsewhere)
t.start()
t.join()
print(lock.locked())

# expect: False True True False False False
# expect: release unlocked lock
# expect: True True
# expect: False True lock
# expect: ValueError can't specify a timeout for a non-blocking call
# expect: ValueError timeout value must be a non-negative number
# expect: OverflowError timestamp out of range for platform time_t
# expect: True True True
# expect: cannot release un-acquired lock
# expect: twice
# expect: [] True
# expect: ['got it']
# expect: [False]
# expect: 4000
# expect: False
