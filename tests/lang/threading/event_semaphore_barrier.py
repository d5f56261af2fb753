import threading
import time

event = threading.Event()
log = []
t = threading.Thread(target=lambda: log.append(event.wait()))
t.start()
print(event.is_set(), event.wait(0.01), log)
event.set()
t.join()
print(event.is_set(), event.wait(), log)
event.clear()
print(event.is_set(), event.wait(timeout=0))
sem = threading.Semaphore(2)
print(sem.acquire(), sem.acquire(), sem.acquire(blocking=False), sem.acquire(timeout=0.01))
sem.release()
sem.release(2)
print(sem.acquire(blocking=False), sem._value)
bounded = threading.BoundedSemaphore(1)
with bounded:
    print("inside")
try:
    bounded.release()
except ValueError as error:
    print(error)
for bad in (lambda: threading.Semaphore(-1), lambda: sem.acquire(False, 5), lambda: sem.release(0), lambda: threading.Barrier(0)):
    try:
        bad()
    except ValueError as error:
        print(error)
active = peak = 0
guard = threading.Lock()
pool = threading.Semaphore(3)


def limited():
    global active, peak
    with pool:
        with guard:
            active += 1
            peak = max(peak, active)
        time.sleep(0.003)
        with guard:
            active -= 1


team = [threading.Thread(target=limited) for _ in range(8)]
[t.start() for t in team]
[t.join() for t in team]
print(active, peak <= 3)
phases = []
barrier = threading.Barrier(3, action=lambda: phases.append("all here"))
places = []


def walker():
    for _ in range(2):
        places.append(barrier.wait())


team = [threading.Thread(target=walker) for _ in range(3)]
[t.start() for t in team]
[t.join() for t in team]
print(phases, sorted(places), barrier.parties, barrier.n_waiting, barrier.broken)
outcomes = []


def impatient():
    try:
        barrier.wait(timeout=0.01)
    except threading.BrokenBarrierError:
        outcomes.append("broken")


t = threading.Thread(target=impatient)
t.start()
t.join()
print(outcomes, barrier.broken)
try:
    barrier.wait()
except threading.BrokenBarrierError as error:
    print(repr(error))
barrier.reset()
print(barrier.broken)
barrier.abort()
print(barrier.broken)

# expect: False False []
# expect: True True [True]
# expect: False False
# expect: True True False False
# expect: True 2
# expect: inside
# expect: Semaphore released too many times
# expect: semaphore initial value must be >= 0
# expect: can't specify timeout for non-blocking acquire
# expect: n must be one or more
# expect: parties must be > 0
# expect: 0 True
# expect: ['all here', 'all here'] [0, 0, 1, 1, 2, 2] 3 0 False
# expect: ['broken'] True
# expect: BrokenBarrierError()
# expect: False
# expect: True
