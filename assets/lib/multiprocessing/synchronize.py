"""Locks between processes, made of named POSIX semaphores."""

import _processes
import threading

from multiprocessing import context, process

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']

_MAX = 2 ** 31 - 1


class SemLock:
    """A semaphore that every process finds by its number."""

    def __init__(self, value, maximum, number=None):
        self._number = _processes.semaphore(value, maximum, 'multiprocessing.' + type(self).__name__) \
            if number is None else number
        self._maximum = maximum
        self._owner = None      # of this process: the thread that has it, and how often
        self._count = 0

    def __reduce__(self):
        context.assert_spawning(self)
        return _rebuild, (type(self), self._number, self._maximum)

    def acquire(self, block=True, timeout=None):
        if not block:
            timeout = 0
        elif timeout is not None and timeout < 0:
            timeout = 0
        got = _processes.acquire(self._number, timeout)
        if got:
            self._owner = threading.get_ident()
            self._count += 1
        return got

    def release(self):
        _processes.release(self._number)
        self._count -= 1

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *args):
        return self.release()

    def _is_mine(self):
        return self._count > 0 and self._owner == threading.get_ident()

    def _is_zero(self):
        return _processes.value(self._number) == 0

    def get_value(self):
        return _processes.value(self._number)

    def locked(self):
        return self._is_zero()


def _rebuild(cls, number, maximum):
    self = cls.__new__(cls)
    SemLock.__init__(self, 0, maximum, number)
    return self


class Semaphore(SemLock):
    def __init__(self, value=1):
        SemLock.__init__(self, value, _MAX)

    def __repr__(self):
        return '<%s(value=%s)>' % (type(self).__name__, self.get_value())


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        SemLock.__init__(self, value, value)

    def __repr__(self):
        return '<%s(value=%s, maxvalue=%s)>' % (type(self).__name__, self.get_value(), self._maximum)


def _owner_name(lock):
    if lock._is_mine():
        name = process.current_process().name
        if threading.current_thread().name != 'MainThread':
            name += '|' + threading.current_thread().name
        return name
    return 'None' if not lock._is_zero() else 'SomeOtherThread' if lock._count > 0 else 'SomeOtherProcess'


class Lock(SemLock):
    def __init__(self):
        SemLock.__init__(self, 1, 1)

    def __repr__(self):
        return '<%s(owner=%s)>' % (type(self).__name__, _owner_name(self))


class RLock(SemLock):
    def __init__(self):
        SemLock.__init__(self, 1, 1)

    def acquire(self, block=True, timeout=None):
        if self._is_mine():
            self._count += 1
            return True
        return super().acquire(block, timeout)

    def release(self):
        if not self._is_mine():
            raise AssertionError('attempt to release recursive lock not owned by thread')
        if self._count > 1:
            self._count -= 1
        else:
            super().release()

    def __repr__(self):
        return '<%s(%s, %s)>' % (type(self).__name__, _owner_name(self), self._count)


class Condition:
    """Sleepers are counted; who notifies lets that many through and waits until they are awake."""

    def __init__(self, lock=None):
        self._lock = lock or RLock()
        self._sleeping_count = Semaphore(0)
        self._woken_count = Semaphore(0)
        self._wait_semaphore = Semaphore(0)
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __getstate__(self):
        context.assert_spawning(self)
        return self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore

    def __setstate__(self, state):
        self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore = state
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def wait(self, timeout=None):
        assert self._lock._is_mine(), 'must acquire() condition before using wait()'
        self._sleeping_count.release()
        count = self._lock._count
        for _ in range(count):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for _ in range(count):
                self._lock.acquire()

    def notify(self, n=1):
        assert self._lock._is_mine(), 'lock is not owned'
        while self._woken_count.acquire(False):     # those whose wait timed out since
            self._sleeping_count.acquire(False)
        sleepers = 0
        while sleepers < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            sleepers += 1
        for _ in range(sleepers):
            self._woken_count.acquire()
        while sleepers and self._wait_semaphore.acquire(False):
            pass

    def notify_all(self):
        self.notify(_MAX)

    def wait_for(self, predicate, timeout=None):
        result = predicate()
        while not result:
            if not self.wait(timeout) and timeout is not None:
                return predicate()
            result = predicate()
        return result


class Event:
    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = Semaphore(0)

    def is_set(self):
        with self._cond:
            if self._flag.acquire(False):
                self._flag.release()
                return True
            return False

    def set(self):
        with self._cond:
            self._flag.acquire(False)
            self._flag.release()
            self._cond.notify_all()

    def clear(self):
        with self._cond:
            self._flag.acquire(False)

    def wait(self, timeout=None):
        with self._cond:
            if self._flag.acquire(False):
                self._flag.release()
            else:
                self._cond.wait(timeout)
            if self._flag.acquire(False):
                self._flag.release()
                return True
            return False


class Barrier(threading.Barrier):
    """threading's, with its state and its count in shared memory."""

    def __init__(self, parties, action=None, timeout=None):
        from multiprocessing.sharedctypes import Array
        self._shared = Array('i', 2, lock=False)
        threading.Barrier.__init__(self, parties, action, timeout)
        self._cond = Condition()

    def __getstate__(self):
        context.assert_spawning(self)
        return self._parties, self._action, self._timeout, self._cond, self._shared

    def __setstate__(self, state):
        self._parties, self._action, self._timeout, self._cond, self._shared = state

    @property
    def _state(self):
        return self._shared[0]

    @_state.setter
    def _state(self, value):
        self._shared[0] = value

    @property
    def _count(self):
        return self._shared[1]

    @_count.setter
    def _count(self, value):
        self._shared[1] = value
