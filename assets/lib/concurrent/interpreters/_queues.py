"""Queues between interpreters: what is put in is copied, and so is what is got out."""

import queue
import weakref

import _interpqueues as _queues
from concurrent.interpreters import _crossinterp
from concurrent.interpreters._crossinterp import UNBOUND, UNBOUND_ERROR, UNBOUND_REMOVE

__all__ = ['UNBOUND', 'UNBOUND_ERROR', 'UNBOUND_REMOVE', 'create', 'list_all', 'Queue', 'QueueError',
           'QueueNotFoundError', 'QueueEmpty', 'QueueFull', 'ItemInterpreterDestroyed']

_OF_THE_QUEUE = -1


class QueueError(RuntimeError):
    """A queue that is not there, is full, or is empty."""

    __module__ = 'concurrent.interpreters'


class QueueNotFoundError(QueueError):
    """Its number belongs to no queue."""

    __module__ = 'concurrent.interpreters'


class QueueEmpty(QueueError, queue.Empty):
    """get_nowait(), or get() with a timeout, found nothing."""


class QueueFull(QueueError, queue.Full):
    """put_nowait(), or put() with a timeout, found no room."""


class ItemInterpreterDestroyed(QueueError, _crossinterp.ItemInterpreterDestroyed):
    """The item came from an interpreter that is gone, and was to be an error then."""


def create(maxsize=0, *, unbounditems=UNBOUND):
    """`unbounditems`: what get() gives for an item whose interpreter is gone, if put() does not say otherwise."""
    return Queue(_queues.create(maxsize, _crossinterp.serialize_unbound(unbounditems)))


def list_all():
    return [Queue(number) for number in _queues.list_all()]


def _checked(timeout):
    if timeout is not None:
        timeout = int(timeout)      # whole seconds, as in CPython
        if timeout < 0:
            raise ValueError('timeout value must be non-negative')
    return timeout


_known_queues = weakref.WeakValueDictionary()


class Queue:
    """A queue that all interpreters of the process see under the same number. It is gone with the last such object.

    Who waits for an item looks for one every 10 ms: there is no condition variable between interpreters.
    """

    def __new__(cls, id, /):
        if not isinstance(id, int):
            raise TypeError(f'id must be an int, got {id!r}')
        id = int(id)
        try:
            return _known_queues[id]
        except KeyError:
            _queues.bind(id)        # raises if there is none
        self = super().__new__(cls)
        self._id = id
        _known_queues[id] = self
        return self

    def __del__(self):
        _queues.release(self._id)

    def __repr__(self):
        return f'{type(self).__name__}({self._id})'

    def __hash__(self):
        return hash(self._id)

    def __reduce__(self):
        return type(self), (self._id,)

    @property
    def id(self):
        return self._id

    @property
    def unbounditems(self):
        return _crossinterp.meaning_of(_queues.get_unboundop(self._id))

    @property
    def maxsize(self):
        return _queues.get_maxsize(self._id)

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return _queues.is_full(self._id)

    def qsize(self):
        return _queues.get_count(self._id)

    def put(self, obj, block=True, timeout=None, *, unbounditems=None):
        unbound = _OF_THE_QUEUE if unbounditems is None else _crossinterp.serialize_unbound(unbounditems)
        _queues.put(self._id, obj, _checked(timeout) if block else 0, unbound)

    def put_nowait(self, obj, *, unbounditems=None):
        return self.put(obj, False, unbounditems=unbounditems)

    def get(self, block=True, timeout=None):
        item, lost = _queues.get(self._id, _checked(timeout) if block else 0)
        if lost is None:
            return item
        meaning = _crossinterp.meaning_of(lost)
        if meaning is UNBOUND_ERROR:
            raise ItemInterpreterDestroyed("item's original interpreter destroyed")
        return meaning

    def get_nowait(self):
        return self.get(False)


_queues._register_heap_types(Queue, QueueNotFoundError, QueueEmpty, QueueFull)
