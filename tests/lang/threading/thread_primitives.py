import _thread
import threading


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__ + ":", error)


def nothing():
    pass


# lock and RLock as _thread has them
attempt(_thread.lock, 1)
attempt(_thread.lock().release)
attempt(_thread.lock().acquire, False, 1)
attempt(_thread.lock().acquire, True, -2)
attempt(_thread.lock().acquire, timeout="soon")
r = _thread.RLock()
attempt(r.release)
attempt(r._release_save)
r.acquire()
r.acquire()
print(r._recursion_count(), r._is_owned())
saved = r._release_save()
print(saved[0], saved[1] == _thread.get_ident(), r._is_owned(), r._recursion_count())
r._acquire_restore(saved)
print(r._recursion_count())

# wrong ways to start a thread
attempt(_thread.start_new_thread, 1, ())
attempt(_thread.start_new_thread, nothing, [])
attempt(_thread.start_new_thread, nothing, (), 3)
attempt(_thread.start_new_thread, nothing)
attempt(_thread.start_joinable_thread, 1)
attempt(_thread.start_joinable_thread, nothing, handle=3)

# handles
handle = _thread._ThreadHandle()
print(handle.ident, handle.is_done())
attempt(handle.join)
started = _thread.start_joinable_thread(nothing)
attempt(started.join)
attempt(started.join, 1)
print(started.is_done(), started.ident > 0)
attempt(_thread.start_joinable_thread, nothing, handle=started)
own = _thread._make_thread_handle(_thread.get_ident())
attempt(own.join)
print(own.ident == _thread.get_ident(), own.is_done())
own._set_done()
print(own.is_done(), own.join())

# start_new_thread with keywords
done = _thread.allocate_lock()
done.acquire()
got = []


def work(a, b, c=0):
    got.append((a, b, c))
    done.release()


ident = _thread.start_new_thread(work, (1, 2), {"c": 3})
done.acquire()
print(got, isinstance(ident, int))

# a thread that calls exit() ends silently
gone = _thread.allocate_lock()
gone.acquire()


def leave():
    try:
        _thread.exit()
    finally:
        gone.release()


_thread.start_new_thread(leave, ())
gone.acquire()
print("left")

# a blocked join with a timeout
hold = threading.Lock()
hold.acquire()
waiting = _thread.start_joinable_thread(lambda: hold.acquire())
waiting.join(0.01)
print(waiting.is_done())
hold.release()
waiting.join()
print(waiting.is_done())

print(_thread.TIMEOUT_MAX, _thread.error is RuntimeError, _thread.LockType is _thread.lock, _thread.stack_size())
attempt(_thread.stack_size, -1)
attempt(_thread.stack_size, 100)
attempt(_thread._local, 1)
print(threading.get_ident() == threading.main_thread().ident, _thread._get_main_thread_ident() == threading.get_ident())
try:
    _thread.interrupt_main()
    for _ in range(1000):
        pass
except KeyboardInterrupt:
    print("interrupted")

# expect: TypeError: lock expected 0 arguments, got 1
# expect: RuntimeError: release unlocked lock
# expect: ValueError: can't specify a timeout for a non-blocking call
# expect: ValueError: timeout value must be a non-negative number
# expect: TypeError: 'str' object cannot be interpreted as an integer
# expect: RuntimeError: cannot release un-acquired lock
# expect: RuntimeError: cannot release un-acquired lock
# expect: 2 True
# expect: 2 True False 0
# expect: 2
# expect: TypeError: first arg must be callable
# expect: TypeError: 2nd arg must be a tuple
# expect: TypeError: optional 3rd arg must be a dictionary
# expect: TypeError: start_new_thread expected at least 2 arguments, got 1
# expect: TypeError: thread function must be callable
# expect: TypeError: 'handle' must be a _ThreadHandle
# expect: 0 False
# expect: RuntimeError: thread not started
# expect: None
# expect: None
# expect: True True
# expect: RuntimeError: thread already started
# expect: RuntimeError: Cannot join current thread
# expect: True False
# expect: True None
# expect: [(1, 2, 3)] True
# expect: left
# expect: False
# expect: True
# expect: 9223372036.0 True True 0
# expect: ValueError: size must be 0 or a positive value
# expect: ValueError: size not valid: 100 bytes
# expect: TypeError: Initialization arguments are not supported
# expect: True True
# expect: interrupted
