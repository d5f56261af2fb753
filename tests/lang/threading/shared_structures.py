import threading
import time
from collections import Counter, deque

N = 500
items, table, counts, ring = [], {}, Counter(), deque(maxlen=10)
lock = threading.Lock()


def fill(me):
    for i in range(N):
        items.append((me, i))
        table[me, i] = i
        with lock:
            counts[i % 3] += 1
        ring.append(i)


team = [threading.Thread(target=fill, args=(me,)) for me in range(4)]
for t in team:
    t.start()
for t in team:
    t.join()
print(len(items), len(table), counts == {0: 668, 1: 668, 2: 664}, len(ring))
for me in range(4):
    own = [i for who, i in items if who == me]
    print(me, own == list(range(N)))


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = threading.Lock()

    def withdraw(self, amount):
        with self.lock:
            if self.balance >= amount:
                self.balance -= amount
                return True
            return False


account = Account(100)
granted = []
team = [threading.Thread(target=lambda: granted.append(account.withdraw(30))) for _ in range(5)]
for t in team:
    t.start()
for t in team:
    t.join()
print(account.balance, sorted(granted))
once = threading.Lock()
made = []


def get_instance():
    with once:
        if not made:
            time.sleep(0.001)
            made.append(object())
        return made[0]


seen = set()
team = [threading.Thread(target=lambda: seen.add(id(get_instance()))) for _ in range(5)]
for t in team:
    t.start()
for t in team:
    t.join()
print(len(seen), len(made))


def ping(mine, other, n, name, log):
    for i in range(n):
        mine.acquire()
        log.append(name + str(i))
        other.release()


a, b, log = threading.Semaphore(1), threading.Semaphore(0), []
t1 = threading.Thread(target=ping, args=(a, b, 3, "ping", log))
t2 = threading.Thread(target=ping, args=(b, a, 3, "pong", log))
t2.start(); t1.start(); t1.join(); t2.join()
print(log)

# expect: 2000 2000 True 10
# expect: 0 True
# expect: 1 True
# expect: 2 True
# expect: 3 True
# expect: 10 [False, False, True, True, True]
# expect: 1 1
# expect: ['ping0', 'pong0', 'ping1', 'pong1', 'ping2', 'pong2']
