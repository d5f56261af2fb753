# concurrent.futures.ProcessPoolExecutor.
import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed, wait

calls = 0


def square(x):
    global calls
    calls += 1
    return x * x


def fail(x):
    raise ValueError("no", x)


def begin(base):
    global offset
    offset = base


def shifted(x):
    return x + offset


if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        print(pool.submit(square, 7).result(), pool.submit(pow, 2, 10).result())
        print(list(pool.map(square, range(6))), list(pool.map(square, range(7), chunksize=3)))
        print(list(pool.map(pow, [2, 3], [3, 2])))
        future = pool.submit(fail, 3)
        try:
            future.result()
        except ValueError as e:
            print(e, type(e.__cause__).__name__, "ValueError: ('no', 3)" in str(e.__cause__))
        print(future.done(), repr(future.exception()))
        futures = {pool.submit(square, x): x for x in range(4)}
        print(sorted((futures[f], f.result()) for f in as_completed(futures)))
        done, rest = wait([pool.submit(square, x) for x in range(3)], timeout=60)
        print(len(done), len(rest))
        try:
            pool.submit(lambda: 1).result()
        except Exception as e:
            print(type(e).__name__)
        try:
            pool.map(square, [1], chunksize=0)
        except ValueError as e:
            print(e)
        print(pool.submit(square, 8).result())
    print(calls)
    try:
        pool.submit(square, 1)
    except RuntimeError as e:
        print(e)
    with ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=(5,)) as pool:
        print(pool.submit(shifted, 1).result())
    try:
        ProcessPoolExecutor(0)
    except ValueError as e:
        print(e)

# expect: 49 1024
# expect: [0, 1, 4, 9, 16, 25] [0, 1, 4, 9, 16, 25, 36]
# expect: [8, 9]
# expect: ('no', 3) _RemoteTraceback True
# expect: True ValueError('no', 3)
# expect: [(0, 0), (1, 1), (2, 4), (3, 9)]
# expect: 3 0
# expect: PicklingError
# expect: chunksize must be >= 1.
# expect: 64
# expect: 0
# expect: cannot schedule new futures after shutdown
# expect: 6
# expect: max_workers must be greater than 0
