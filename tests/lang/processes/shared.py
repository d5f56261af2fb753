# Locks, events, conditions, semaphores and numbers in shared memory.
import multiprocessing


def add(total, lock, n):
    for _ in range(n):
        with lock:
            total.value += 1


def fill(array, start, stop):
    for i in range(start, stop):
        array[i] = i * i


def wait_and_tell(event, cond, flags, i):
    event.wait()
    with cond:
        flags[i] = 1
        cond.notify()


def hold(semaphore, inside, most, lock):
    with semaphore:
        with lock:
            inside.value += 1
            most.value = max(most.value, inside.value)
        with lock:
            inside.value -= 1


def meet(barrier, places, i):
    places[i] = barrier.wait() + 1
    barrier.wait()


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    total, lock = multiprocessing.Value("i", 5), multiprocessing.Lock()
    team = [multiprocessing.Process(target=add, args=(total, lock, 100)) for _ in range(2)]
    for p in team:
        p.start()
    for p in team:
        p.join()
    print(total.value, total.get_lock() is not None)
    array = multiprocessing.Array("d", 10)
    team = [multiprocessing.Process(target=fill, args=(array, a, a + 5)) for a in (0, 5)]
    for p in team:
        p.start()
    for p in team:
        p.join()
    print(list(array), array[3], array[-1], array[2:5], len(array), sum(array))
    print(list(multiprocessing.Array("i", [3, 1, 2])), multiprocessing.Value("d", 2.5).value)
    try:
        array[10]
    except IndexError as e:
        print(e)
    try:
        total.value = "x"
    except TypeError:
        print("TypeError")
    event, cond, flags = multiprocessing.Event(), multiprocessing.Condition(), multiprocessing.Array("i", 2)
    team = [multiprocessing.Process(target=wait_and_tell, args=(event, cond, flags, i)) for i in range(2)]
    for p in team:
        p.start()
    print(event.is_set(), event.wait(0.01))
    event.set()
    with cond:
        print(cond.wait_for(lambda: sum(flags) == 2, 60))
    for p in team:
        p.join()
    print(event.is_set(), list(flags))
    event.clear()
    print(event.is_set())
    inside, most = multiprocessing.Value("i", 0), multiprocessing.Value("i", 0)
    semaphore = multiprocessing.BoundedSemaphore(2)
    team = [multiprocessing.Process(target=hold, args=(semaphore, inside, most, lock)) for _ in range(3)]
    for p in team:
        p.start()
    for p in team:
        p.join()
    print(inside.value, most.value <= 2)
    print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01))
    lock.release()
    try:
        lock.release()
    except ValueError as e:
        print(e)
    again = multiprocessing.RLock()
    print(again.acquire(), again.acquire())
    again.release()
    again.release()
    try:
        again.release()
    except AssertionError as e:
        print(e)
    barrier, places = multiprocessing.Barrier(3), multiprocessing.Array("i", 2)
    team = [multiprocessing.Process(target=meet, args=(barrier, places, i)) for i in range(2)]
    for p in team:
        p.start()
    mine = barrier.wait() + 1
    barrier.wait()
    print(sorted([mine, *places]), barrier.parties, barrier.broken)
    for p in team:
        p.join()

# expect: 205 True
# expect: [0.0, 1.0, 4.0, 9.0, 16.0, 25.0, 36.0, 49.0, 64.0, 81.0] 9.0 81.0 [4.0, 9.0, 16.0] 10 285.0
# expect: [3, 1, 2] 2.5
# expect: invalid index
# expect: TypeError
# expect: False False
# expect: True
# expect: True [1, 1]
# expect: False
# expect: 0 True
# expect: True False False
# expect: semaphore or lock released too many times
# expect: True True
# expect: attempt to release recursive lock not owned by thread
# expect: [1, 2, 3] 3 False
