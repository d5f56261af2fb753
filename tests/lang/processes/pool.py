# multiprocessing.Pool: every way to hand in work, errors, the end.
import multiprocessing
import os


def square(x):
    return x * x


def fail(x):
    if x == 3:
        raise KeyError("three", x)
    return x


def unpicklable(x):
    return lambda: x


def begin(base):
    global offset
    offset = base


def shifted(x):
    return x + offset


seen = []

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    with multiprocessing.Pool(2) as pool:
        print(pool.map(square, range(10)), pool.map(square, [], 3), pool.map(square, range(7), chunksize=3))
        print(pool.starmap(pow, [(2, 5), (3, 2)]), pool.apply(square, (9,)), pool.apply(divmod, (7, 2)))
        print(list(pool.imap(square, iter(range(5)))), sorted(pool.imap_unordered(square, range(5), chunksize=2)))
        result = pool.apply_async(square, (4,), callback=seen.append)
        print(result.get(timeout=20), result.ready(), result.successful(), seen)
        wrong = pool.map_async(fail, [1, 2, 3, 4], error_callback=lambda e: seen.append(repr(e)))
        try:
            wrong.get()
        except KeyError as e:
            print("KeyError", e.args, type(e.__cause__).__name__)
        print(wrong.successful(), seen)
        try:
            pool.apply(unpicklable, (1,))
        except Exception as e:
            print(type(e).__name__, "local object" in str(e))
        try:
            pool.apply(lambda: 1)
        except Exception as e:
            print(type(e).__name__)
        items = pool.imap(fail, [1, 3, 5])
        print(next(items))
        try:
            next(items)
        except KeyError as e:
            print(e)
        print(next(items), list(items))
    try:
        pool.map(square, [1])
    except ValueError as e:
        print(e)
    pool = multiprocessing.Pool(2, initializer=begin, initargs=(100,))
    later = pool.map_async(shifted, range(4))
    pool.close()
    pool.join()
    print(later.get(), "offset" in globals())
    try:
        multiprocessing.Pool(0)
    except ValueError as e:
        print(e)
    with multiprocessing.Pool(1, maxtasksperchild=2) as pool:
        pids = [pool.apply(os.getpid) for _ in range(4)]
        print(len(set(pids)))

# expect: [0, 1, 4, 9, 16, 25, 36, 49, 64, 81] [] [0, 1, 4, 9, 16, 25, 36]
# expect: [32, 9] 81 (3, 1)
# expect: [0, 1, 4, 9, 16] [0, 1, 4, 9, 16]
# expect: 16 True True [16]
# expect: KeyError ('three', 3) RemoteTraceback
# expect: False [16, "KeyError('three', 3)"]
# expect: MaybeEncodingError True
# expect: PicklingError
# expect: 1
# expect: ('three', 3)
# expect: 5 []
# expect: Pool not running
# expect: [100, 101, 102, 103] False
# expect: Number of processes must be at least 1
# expect: 2
