"""A pool of processes.

Calls go through three threads of the parent: one hands tasks to the pipe that all workers read from, one takes results
out of the pipe that they write into, and one replaces workers that have ended. Each task is pickled, written, read and
unpickled, and so is each result.
"""

import collections
import itertools
import os
import queue
import threading
import time
import traceback

import multiprocessing
from multiprocessing import connection, process
from multiprocessing.queues import SimpleQueue

__all__ = ['Pool', 'ThreadPool']

INIT, RUN, CLOSE, TERMINATE = 'INIT', 'RUN', 'CLOSE', 'TERMINATE'

_job_counter = itertools.count()


def mapstar(args):
    return list(map(*args))


def starmapstar(args):
    return list(itertools.starmap(args[0], args[1]))


class RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExceptionWithTraceback:
    """An exception on its way to the parent: its traceback cannot be pickled, its text can."""

    def __init__(self, exc, tb):
        tb = ''.join(traceback.format_exception(type(exc), exc, tb))
        self.exc = exc
        self.exc.__traceback__ = None
        self.tb = '\n"""\n%s"""' % tb

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """The result of a call could not be pickled."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return "Error sending result: '%s'. Reason: '%s'" % (self.value, self.exc)


def worker(inqueue, outqueue, initializer=None, initargs=(), maxtasks=None):
    """What each process of the pool does."""
    if hasattr(inqueue, '_writer'):
        inqueue._writer.close()
        outqueue._reader.close()
    if initializer is not None:
        initializer(*initargs)
    completed = 0
    while maxtasks is None or completed < maxtasks:
        try:
            task = inqueue.get()
        except (EOFError, OSError):
            break
        if task is None:
            break
        job, i, func, args, kwds = task
        try:
            result = (True, func(*args, **kwds))
        except Exception as e:
            result = (False, ExceptionWithTraceback(e, e.__traceback__))
        try:
            outqueue.put((job, i, result))
        except Exception as e:
            outqueue.put((job, i, (False, MaybeEncodingError(e, result[1]))))
        task = job = result = func = args = kwds = None
        completed += 1


class Pool:
    """`processes` workers, one per core unless said otherwise."""

    @staticmethod
    def Process(ctx, *args, **kwds):
        return ctx.Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None, context=None):
        self._pool = []
        self._state = INIT
        self._ctx = context or multiprocessing.get_context()
        self._setup_queues()
        self._taskqueue = queue.SimpleQueue()
        self._change_notifier = queue.SimpleQueue()
        self._cache = {}
        self._maxtasksperchild = maxtasksperchild
        self._initializer = initializer
        self._initargs = initargs
        if processes is None:
            processes = os.process_cpu_count() or 1
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if maxtasksperchild is not None and (not isinstance(maxtasksperchild, int) or maxtasksperchild <= 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        self._processes = processes
        self._terminated = threading.Lock()
        self._repopulate()
        self._worker_handler = self._start(self._handle_workers)
        self._task_handler = self._start(self._handle_tasks)
        self._result_handler = self._start(self._handle_results)
        process._at_exit(15, self._terminate)
        self._state = RUN

    def _start(self, target):
        t = threading.Thread(target=target, daemon=True)
        t.start()
        return t

    def _setup_queues(self):
        self._inqueue = self._ctx.SimpleQueue()
        self._outqueue = self._ctx.SimpleQueue()

    # --- workers ---

    def _repopulate(self):
        for _ in range(self._processes - len(self._pool)):
            w = self.Process(self._ctx, target=worker, args=(self._inqueue, self._outqueue, self._initializer,
                                                             self._initargs, self._maxtasksperchild))
            w.name = w.name.replace('Process', 'PoolWorker')
            w.daemon = True
            w.start()
            self._pool.append(w)

    def _join_exited_workers(self):
        exited = [w for w in self._pool if w.exitcode is not None]
        for w in exited:
            w.join()
            self._pool.remove(w)
        return bool(exited)

    def _wait_for_change(self):
        """Until a worker ends; with a timeout, so that the pool's own state is looked at too."""
        if self._pool:
            connection.wait([w.sentinel for w in self._pool], 0.1)
        else:
            time.sleep(0.1)

    def _handle_workers(self):
        while self._state in (INIT, RUN) or (self._cache and self._state != TERMINATE):
            if self._join_exited_workers():
                self._repopulate()
            if self._state in (INIT, RUN) or self._cache:
                self._wait_for_change()
        self._taskqueue.put(None)

    # --- tasks and results ---

    def _handle_tasks(self):
        while (batch := self._taskqueue.get()) is not None:
            tasks, set_length = batch
            task = None
            i = -1
            try:
                for i, task in enumerate(tasks):
                    if self._state == TERMINATE:
                        return
                    try:
                        self._inqueue.put(task)
                    except Exception as e:
                        self._fail(task, e)
            except Exception as e:      # the iterable that the arguments come from
                job = task[0] if task is not None else None
                if job is not None:
                    i += 1
                    self._cache[job]._set(i, (False, e))
            if set_length:
                set_length(i + 1)
        self._outqueue.put(None)
        for _ in self._pool:
            self._inqueue.put(None)

    def _fail(self, task, e):
        try:
            self._cache[task[0]]._set(task[1], (False, e))
        except KeyError:
            pass

    def _handle_results(self):
        finishing = False
        while not finishing or self._cache:
            try:
                task = self._outqueue.get()
            except (OSError, EOFError):
                return
            if self._state == TERMINATE:
                return
            if task is None:
                finishing = True
                continue
            job, i, result = task
            try:
                self._cache[job]._set(i, result)
            except KeyError:
                pass
            task = job = result = None

    # --- calls ---

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def apply(self, func, args=(), kwds={}):
        return self.apply_async(func, args, kwds).get()

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._taskqueue.put(([(result._job, 0, func, args, kwds)], None))
        return result

    def map(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def starmap(self, func, iterable, chunksize=None):
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None, error_callback=None):
        self._check_running()
        if not hasattr(iterable, '__len__'):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), self._processes * 4)
            if extra:
                chunksize += 1
        if len(iterable) == 0:
            chunksize = 0
        batches = _batches(func, iterable, chunksize)
        result = MapResult(self, chunksize, len(iterable), callback, error_callback)
        self._taskqueue.put((_tasks(result._job, mapper, batches), None))
        return result

    def imap(self, func, iterable, chunksize=1):
        return self._imap(IMapIterator, func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        return self._imap(IMapUnorderedIterator, func, iterable, chunksize)

    def _imap(self, kind, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError("Chunksize must be 1+, not {0:n}".format(chunksize))
        result = kind(self)
        if chunksize == 1:
            tasks = ((result._job, i, func, (x,), {}) for i, x in enumerate(iterable))
            self._taskqueue.put((tasks, result._set_length))
            return result
        batches = _batches(func, iterable, chunksize)
        self._taskqueue.put((_tasks(result._job, mapstar, batches), result._set_length))
        return (item for chunk in result for item in chunk)

    # --- the end ---

    def close(self):
        """No more calls; the workers end when all are done."""
        if self._state == RUN:
            self._state = CLOSE

    def terminate(self):
        self._state = TERMINATE
        self._terminate()

    def _terminate(self):
        with self._terminated:
            if self._state == 'DONE':
                return
            self._state = TERMINATE
            for p in self._pool:
                if p.exitcode is None:
                    p.terminate()
            for p in self._pool:
                p.join()
            self._taskqueue.put(None)
            self._outqueue.put(None)
            self._worker_handler.join()
            self._result_handler.join()
            self._state = 'DONE'

    def join(self):
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE, 'DONE'):
            raise ValueError("In unknown state")
        self._worker_handler.join()
        self._task_handler.join()
        self._result_handler.join()
        for p in self._pool:
            p.join()

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, exc_type, exc_val, exc_tb):
        self.terminate()

    def __reduce__(self):
        raise NotImplementedError('pool objects cannot be passed between processes or pickled')


def _batches(func, iterable, size):
    it = iter(iterable)
    while x := tuple(itertools.islice(it, size)):
        yield func, x


def _tasks(job, mapper, batches):
    for i, batch in enumerate(batches):
        yield job, i, mapper, (batch,), {}


class ApplyResult:
    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._event = threading.Event()
        self._job = next(_job_counter)
        self._cache = pool._cache
        self._callback = callback
        self._error_callback = error_callback
        self._cache[self._job] = self

    def ready(self):
        return self._event.is_set()

    def successful(self):
        if not self.ready():
            raise ValueError("{0!r} not ready".format(self))
        return self._success

    def wait(self, timeout=None):
        self._event.wait(timeout)

    def get(self, timeout=None):
        self.wait(timeout)
        if not self.ready():
            raise multiprocessing.TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, i, obj):
        self._success, self._value = obj
        self._done()

    def _done(self):
        if self._callback and self._success:
            self._callback(self._value)
        if self._error_callback and not self._success:
            self._error_callback(self._value)
        self._event.set()
        del self._cache[self._job]
        self._pool = None


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    def __init__(self, pool, chunksize, length, callback, error_callback):
        ApplyResult.__init__(self, pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._left = 0
            self._event.set()
            del self._cache[self._job]
        else:
            self._left = length // chunksize + bool(length % chunksize)

    def _set(self, i, success_result):
        self._left -= 1
        success, result = success_result
        if success and self._success:
            self._value[i * self._chunksize:(i + 1) * self._chunksize] = result
        elif not success and self._success:
            self._success = False
            self._value = result
        if self._left == 0:
            self._done()


class IMapIterator:
    def __init__(self, pool):
        self._pool = pool
        self._cond = threading.Condition(threading.Lock())
        self._job = next(_job_counter)
        self._cache = pool._cache
        self._items = collections.deque()
        self._index = 0
        self._length = None
        self._unsorted = {}
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        with self._cond:
            if not self._items:
                if self._index == self._length:
                    self._pool = None
                    raise StopIteration from None
                self._cond.wait(timeout)
                if not self._items:
                    if self._index == self._length:
                        self._pool = None
                        raise StopIteration from None
                    raise multiprocessing.TimeoutError from None
            success, value = self._items.popleft()
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, i, obj):
        with self._cond:
            if self._index == i:
                self._items.append(obj)
                self._index += 1
                while self._index in self._unsorted:
                    self._items.append(self._unsorted.pop(self._index))
                    self._index += 1
                self._cond.notify()
            else:
                self._unsorted[i] = obj
            self._end_if_complete()

    def _set_length(self, length):
        with self._cond:
            self._length = length
            if self._index == self._length:
                self._cond.notify()
            self._end_if_complete()

    def _end_if_complete(self):
        if self._index == self._length and self._job in self._cache:
            del self._cache[self._job]


class IMapUnorderedIterator(IMapIterator):
    def _set(self, i, obj):
        with self._cond:
            self._items.append(obj)
            self._index += 1
            self._cond.notify()
            self._end_if_complete()


class ThreadPool(Pool):
    """The same interface over threads of this process."""

    @staticmethod
    def Process(ctx, *args, **kwds):
        from multiprocessing.dummy import Process
        return Process(*args, **kwds)

    def __init__(self, processes=None, initializer=None, initargs=()):
        Pool.__init__(self, processes, initializer, initargs)

    def _setup_queues(self):
        self._inqueue = queue.SimpleQueue()
        self._outqueue = queue.SimpleQueue()

    def _wait_for_change(self):
        time.sleep(0.1)

    def _terminate(self):
        with self._terminated:
            if self._state == 'DONE':
                return
            self._state = TERMINATE
            for _ in self._pool:
                self._inqueue.put(None)
            self._taskqueue.put(None)
            self._outqueue.put(None)
            self._worker_handler.join()
            self._result_handler.join()
            self._state = 'DONE'
