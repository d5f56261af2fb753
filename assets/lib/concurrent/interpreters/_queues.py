"""Queues between interpreters: what is put in is copied, and so is what is got out."""

import queue

import _interpqueues as _queues

__all__ = ['create', 'list_all', 'Queue', 'QueueError', 'QueueNotFoundError', 'QueueEmpty', 'QueueFull']


class QueueError(Exception):
    """A queue that is not there, is full, or is empty."""


class QueueNotFoundError(QueueError):
    """Its number belongs to no queue."""


class QueueEmpty(QueueError, queue.Empty):
    """get_nowait(), or get() with a timeout, found nothing."""


class QueueFull(QueueError, queue.Full):
    """put_nowait(), or put() with a timeout, found no room."""


_queues._register(QueueNotFoundError, QueueEmpty, QueueFull)


def create(maxsize=0):
    return Queue(_queues.create(maxsize))


def list_all():
    return [Queue(number) for number in _queues.list_all()]


def _checked(timeout):
    if timeout is not None:
        timeout = float(timeout)
        if timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
    return timeout


class Queue:
    """A queue that all interpreters of the process see under the same number.

    Who waits for an item looks for one every 10 ms: there is no condition variable between interpreters.
    """

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f'id must be an int, got {id!r}')
        _queues.qsize(id)       # raises if there is none
        self = super().__new__(cls)
        self._id = id
        return self

    def __repr__(self):
        return f'{type(self).__name__}({self._id})'

    def __hash__(self):
        return hash(self._id)

    def __eq__(self, other):
        return self._id == other._id if isinstance(other, Queue) else NotImplemented

    def __reduce__(self):
        return Queue, (self._id,)

    @property
    def id(self):
        return self._id

    @property
    def maxsize(self):
        return _queues.maxsize(self._id)

    def qsize(self):
        return _queues.qsize(self._id)

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return self.maxsize > 0 and self.qsize() >= self.maxsize

    def put(self, obj, block=True, timeout=None):
        _queues.put(self._id, obj, _checked(timeout) if block else 0)

    def put_nowait(self, obj):
        return self.put(obj, block=False)

    def get(self, block=True, timeout=None):
        return _queues.get(self._id, _checked(timeout) if block else 0)

    def get_nowait(self):
        return self.get(block=False)
