"""Numbers in memory that all processes see. `v.value += 1` is a read and a write: without the lock, updates get lost."""

import _processes

from multiprocessing import context
from multiprocessing.synchronize import RLock

__all__ = ['Value', 'Array']

_TYPECODES = 'cbBhHiIlLqQfd'


def _check(typecode):
    if not isinstance(typecode, str) or typecode not in _TYPECODES:
        raise NotImplementedError("GilScope models Value and Array with a typecode of numbers, such as 'i' or 'd', "
                                  "not with ctypes")
    return typecode


class _Shared:
    def __init__(self, number, length, lock):
        self._number = number
        self._length = length
        self._lock = lock

    def __reduce__(self):
        context.assert_spawning(self)
        return type(self), (self._number, self._length, self._lock)

    def get_lock(self):
        return self._lock

    def get_obj(self):
        return self

    def acquire(self, block=True, timeout=None):
        return self._lock.acquire(block, timeout)

    def release(self):
        return self._lock.release()

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)


class _Value(_Shared):
    @property
    def value(self):
        return _processes.array_get(self._number, 0)

    @value.setter
    def value(self, value):
        _processes.array_set(self._number, 0, value)


class _Array(_Shared):
    def __len__(self):
        return self._length

    def _index(self, i):
        if i < 0:
            i += self._length
        if not 0 <= i < self._length:
            raise IndexError('invalid index')
        return i

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [_processes.array_get(self._number, k) for k in range(*i.indices(self._length))]
        return _processes.array_get(self._number, self._index(i))

    def __setitem__(self, i, value):
        if isinstance(i, slice):
            for k, v in zip(range(*i.indices(self._length)), value, strict=True):
                _processes.array_set(self._number, k, v)
        else:
            _processes.array_set(self._number, self._index(i), value)

    def __iter__(self):
        return (_processes.array_get(self._number, k) for k in range(self._length))


def _lock_for(lock):
    return RLock() if lock in (True, None) else None if lock is False else lock


def Value(typecode_or_type, *args, lock=True):
    number = _processes.array(_check(typecode_or_type), 1)
    if args:
        _processes.array_set(number, 0, args[0])
    return _Value(number, 1, _lock_for(lock))


def Array(typecode_or_type, size_or_initializer, *, lock=True):
    _check(typecode_or_type)
    values = [0] * size_or_initializer if isinstance(size_or_initializer, int) else list(size_or_initializer)
    number = _processes.array(typecode_or_type, len(values))
    for i, value in enumerate(values):
        if value:
            _processes.array_set(number, i, value)
    return _Array(number, len(values), _lock_for(lock))
