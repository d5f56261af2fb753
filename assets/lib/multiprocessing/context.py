"""Start methods. GilScope models "spawn", for Python 3.14 too; the other two copy a running process, which would need a copy of the machine."""

import os
import sys
import threading

from multiprocessing import process

_NOT_MODELED = ("start method {!r} is not modeled by GilScope: use 'spawn', with the main program under "
                "`if __name__ == \"__main__\":`")
_NO_FORKSERVER = ("; a program that works with 'forkserver', the default of Python 3.14 on Linux, works with 'spawn', "
                  "only its processes start more slowly")


class ProcessError(Exception):
    pass


class BufferTooShort(ProcessError):
    pass


class TimeoutError(ProcessError):
    pass


class AuthenticationError(ProcessError):
    pass


class Process(process.BaseProcess):
    _start_method = None

    @staticmethod
    def _Popen(process_obj):
        from multiprocessing.popen_spawn import Popen
        return Popen(process_obj)


class SpawnProcess(Process):
    _start_method = 'spawn'


def _check_method(method):
    if method in ('fork', 'forkserver'):
        raise NotImplementedError(_NOT_MODELED.format(method) + (_NO_FORKSERVER if method == 'forkserver' else ''))
    if method not in (None, 'spawn'):
        raise ValueError('cannot find context for %r' % method)


class BaseContext:
    ProcessError = ProcessError
    BufferTooShort = BufferTooShort
    TimeoutError = TimeoutError
    AuthenticationError = AuthenticationError
    Process = Process

    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """The cores of the machine."""
        return os.cpu_count()

    def freeze_support(self):
        """For frozen programs; nothing to do here."""

    def Pipe(self, duplex=True):
        """Two connections; what is sent into one comes out of the other."""
        from multiprocessing.connection import Pipe
        return Pipe(duplex)

    def Lock(self):
        from multiprocessing.synchronize import Lock
        return Lock()

    def RLock(self):
        from multiprocessing.synchronize import RLock
        return RLock()

    def Condition(self, lock=None):
        from multiprocessing.synchronize import Condition
        return Condition(lock)

    def Semaphore(self, value=1):
        from multiprocessing.synchronize import Semaphore
        return Semaphore(value)

    def BoundedSemaphore(self, value=1):
        from multiprocessing.synchronize import BoundedSemaphore
        return BoundedSemaphore(value)

    def Event(self):
        from multiprocessing.synchronize import Event
        return Event()

    def Barrier(self, parties, action=None, timeout=None):
        from multiprocessing.synchronize import Barrier
        return Barrier(parties, action, timeout)

    def Queue(self, maxsize=0):
        from multiprocessing.queues import Queue
        return Queue(maxsize)

    def JoinableQueue(self, maxsize=0):
        from multiprocessing.queues import JoinableQueue
        return JoinableQueue(maxsize)

    def SimpleQueue(self):
        from multiprocessing.queues import SimpleQueue
        return SimpleQueue()

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        from multiprocessing.pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    def Value(self, typecode_or_type, *args, lock=True):
        from multiprocessing.sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock)

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        from multiprocessing.sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock)

    def Manager(self):
        raise NotImplementedError("multiprocessing.Manager is not modeled by GilScope: pass values through a Queue or "
                                  "a Pipe, or numbers in a Value or an Array")

    def RawValue(self, typecode_or_type, *args):
        return self.Value(typecode_or_type, *args, lock=False)

    def RawArray(self, typecode_or_type, size_or_initializer):
        return self.Array(typecode_or_type, size_or_initializer, lock=False)

    def get_context(self, method=None):
        _check_method(method)
        return _spawn_context

    def get_start_method(self, allow_none=False):
        return 'spawn'

    def set_start_method(self, method, force=False):
        raise ValueError('cannot set start method of concrete context')

    def get_all_start_methods(self):
        return ['spawn']


class SpawnContext(BaseContext):
    _name = 'spawn'
    Process = SpawnProcess


class DefaultContext(BaseContext):
    def __init__(self):
        self._actual = None

    def get_context(self, method=None):
        if method is None and self._actual is None:
            self._actual = _spawn_context
        return super().get_context(method)

    def get_start_method(self, allow_none=False):
        if self._actual is None and not allow_none:
            self._actual = _spawn_context
        return None if self._actual is None else 'spawn'

    def set_start_method(self, method, force=False):
        if self._actual is not None and not force:
            raise RuntimeError('context has already been set')
        _check_method(method)
        self._actual = None if method is None else _spawn_context


_spawn_context = SpawnContext()
_default_context = DefaultContext()

# --- while a process is being pickled for its start ----------------------------------------------------------------------

_spawning = threading.local()


def get_spawning_popen():
    return getattr(_spawning, 'popen', None)


def set_spawning_popen(popen):
    _spawning.popen = popen


def assert_spawning(obj):
    if get_spawning_popen() is None:
        raise RuntimeError('%s objects should only be shared between processes through inheritance'
                           % type(obj).__name__)
