# Pipe, Queue, SimpleQueue, JoinableQueue between processes.
import multiprocessing
import queue


def echo(connection):
    with connection:
        while True:
            item = connection.recv()
            if item is None:
                break
            connection.send((type(item).__name__, item))


def producer(q, n):
    for i in range(n):
        q.put((i, [i] * i))
    q.put(None)


def consumer(jobs, done):
    while (job := jobs.get()) is not None:
        done.put(job * 10)
        jobs.task_done()
    jobs.task_done()


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return self.__dict__ == other.__dict__

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    here, there = multiprocessing.Pipe()
    p = multiprocessing.Process(target=echo, args=(there,))
    p.start()
    there.close()
    for item in [1, "two", [3.0, None], {"k": (True, b"b")}, {1, 2}, Point(1, [2]), "x" * 200000]:
        here.send(item)
        kind, back = here.recv()
        print(kind, back if len(str(back)) < 50 else len(back), back == item, back is item)
    print(here.poll(), here.closed, here.readable, here.writable)
    here.send(None)
    p.join()
    try:
        here.recv()
    except EOFError:
        print("end of file")
    here.close()
    try:
        here.send(1)
    except OSError as e:
        print(e)
    reader, writer = multiprocessing.Pipe(duplex=False)
    for end, use in ((reader, lambda: reader.send(1)), (writer, lambda: writer.recv())):
        try:
            use()
        except OSError as e:
            print(e)

    q = multiprocessing.Queue(3)
    p = multiprocessing.Process(target=producer, args=(q, 5))
    p.start()
    got = []
    while (item := q.get()) is not None:
        got.append(item)
    p.join()
    print(got, q.empty())
    try:
        q.get(timeout=0.02)
    except queue.Empty:
        print("Empty")
    try:
        q.get_nowait()
    except queue.Empty:
        print("Empty")
    for i in range(3):
        q.put(i)
    try:
        q.put_nowait(3)
    except queue.Full:
        print("Full", q.full(), q.qsize())
    print([q.get() for _ in range(3)])
    q.close()
    q.join_thread()

    jobs, done = multiprocessing.JoinableQueue(), multiprocessing.SimpleQueue()
    workers = [multiprocessing.Process(target=consumer, args=(jobs, done)) for _ in range(2)]
    for w in workers:
        w.start()
    for job in [1, 2, 3, 4, None, None]:
        jobs.put(job)
    jobs.join()
    for w in workers:
        w.join()
    print(sorted(done.get() for _ in range(4)), done.empty())
    import pickle
    for shared in (q, done, multiprocessing.Lock()):
        try:
            pickle.dumps(shared)
        except RuntimeError as e:
            print(e)

# expect: int 1 True True
# expect: str two True False
# expect: list [3.0, None] True False
# expect: dict {'k': (True, b'b')} True False
# expect: set {1, 2} True False
# expect: Point Point(1, [2]) True False
# expect: str 200000 True False
# expect: False False True True
# expect: end of file
# expect: handle is closed
# expect: connection is read-only
# expect: connection is write-only
# expect: [(0, []), (1, [1]), (2, [2, 2]), (3, [3, 3, 3]), (4, [4, 4, 4, 4])] True
# expect: Empty
# expect: Empty
# expect: Full True 3
# expect: [0, 1, 2]
# expect: [10, 20, 30, 40] True
# expect: Queue objects should only be shared between processes through inheritance
# expect: SimpleQueue objects should only be shared between processes through inheritance
# expect: Lock objects should only be shared between processes through inheritance
