import threading
from concurrent.futures import ThreadPoolExecutor


def partial_sum(numbers):
    total = 0
    for n in numbers:
        total += n * n
    return total


def split(items, parts):
    size, extra = divmod(len(items), parts)
    start = 0
    for i in range(parts):
        stop = start + size + (i < extra)
        yield items[start:stop]
        start = stop


numbers = list(range(1, 1001))
with ThreadPoolExecutor(max_workers=4) as pool:
    parts = list(pool.map(partial_sum, split(numbers, 4)))
print(parts, sum(parts), sum(parts) == partial_sum(numbers))
results = {}
lock = threading.Lock()


def worker(name, chunk):
    value = partial_sum(chunk)
    with lock:
        results[name] = value


threads = [threading.Thread(target=worker, args=(f"t{i}", chunk)) for i, chunk in enumerate(split(numbers, 3))]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(results.items()), sum(results.values()))


class SumThread(threading.Thread):
    def __init__(self, chunk):
        super().__init__()
        self.chunk = chunk
        self.result = None

    def run(self):
        self.result = sum(self.chunk)


team = [SumThread(chunk) for chunk in split(numbers, 7)]
for t in team:
    t.start()
for t in team:
    t.join()
print(sum(t.result for t in team), [len(t.chunk) for t in team])

# expect: [5239625, 36552125, 99114625, 192927125] 333833500 True
# expect: [('t0', 12475735), ('t1', 86660475), ('t2', 234697290)] 333833500
# expect: 500500 [143, 143, 143, 143, 143, 143, 142]
