import threading
import time

a, b = threading.Lock(), threading.Lock()
log = []


def careful(first, second, name):
    for _ in range(5):
        while True:
            with first:
                if second.acquire(timeout=0.002):
                    try:
                        log.append(name)
                        break
                    finally:
                        second.release()
            time.sleep(0.001)


t1 = threading.Thread(target=careful, args=(a, b, "one"))
t2 = threading.Thread(target=careful, args=(b, a, "two"))
t1.start(); t2.start()
t1.join(); t2.join()
print(log.count("one"), log.count("two"))
forks = [threading.Lock() for _ in range(5)]
meals = [0] * 5


def philosopher(i):
    low, high = sorted((i, (i + 1) % 5))
    for _ in range(10):
        with forks[low], forks[high]:
            meals[i] += 1


team = [threading.Thread(target=philosopher, args=(i,)) for i in range(5)]
for t in team:
    t.start()
for t in team:
    t.join()
print(meals)


class ReadWrite:
    def __init__(self):
        self.condition = threading.Condition()
        self.readers = 0
        self.writing = False

    def read(self):
        with self.condition:
            self.condition.wait_for(lambda: not self.writing)
            self.readers += 1

    def done_reading(self):
        with self.condition:
            self.readers -= 1
            if not self.readers:
                self.condition.notify_all()

    def write(self):
        with self.condition:
            self.condition.wait_for(lambda: not self.writing and not self.readers)
            self.writing = True

    def done_writing(self):
        with self.condition:
            self.writing = False
            self.condition.notify_all()


rw, data, seen = ReadWrite(), [0, 0], []


def reader():
    for _ in range(5):
        rw.read()
        seen.append(data[0] == data[1])
        rw.done_reading()


def writer():
    for _ in range(5):
        rw.write()
        data[0] += 1
        time.sleep(0)
        data[1] += 1
        rw.done_writing()


team = [threading.Thread(target=f) for f in (reader, writer, reader, writer)]
for t in team:
    t.start()
for t in team:
    t.join()
print(data, all(seen), len(seen))

# expect: 5 5
# expect: [10, 10, 10, 10, 10]
# expect: [10, 10] True 10
