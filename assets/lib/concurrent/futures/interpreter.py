"""A pool of threads, each with an interpreter of its own (Python 3.14)."""

import itertools
import queue
import sys
import threading
import traceback
import weakref

from concurrent import interpreters
from concurrent.futures import _base
from concurrent.futures import thread as _thread


def do_call(results, func, args, kwargs):
    """Runs over there. The exception goes back as a copy, by the queue: only its text would come with ExecutionFailed."""
    try:
        return func(*args, **kwargs)
    except BaseException as exc:
        try:
            results.put(exc)
        except interpreters.NotShareableError:
            print('exception is not shareable:', file=sys.stderr)
            traceback.print_exception(exc)
            results.put(None)
        raise


def _refuse_script(fn):
    if isinstance(fn, str):
        raise TypeError('scripts not supported')


class _Worker:
    """The interpreter of one thread of the pool."""

    def __init__(self, initializer, initargs):
        self.interp = interpreters.create()
        self.results = interpreters.create_queue()
        if initializer is not None:
            try:
                self.run(initializer, initargs, {})
            except BaseException:
                self.close()
                raise

    def run(self, fn, args, kwargs):
        try:
            return self.interp.call(do_call, self.results, fn, args, kwargs)
        except interpreters.ExecutionFailed as wrapper:
            exc = self.results.get()
            if exc is None:
                raise
            raise exc from wrapper

    def close(self):
        self.interp.close()


def _run_item(item, worker):
    if not item.future.set_running_or_notify_cancel():
        return
    try:
        result = worker.run(item.fn, item.args, item.kwargs)
    except BaseException as exc:
        item.future.set_exception(exc)
        item = None
    else:
        item.future.set_result(result)


def _work(executor_reference, work_queue, initializer, initargs):
    try:
        worker = _Worker(initializer, initargs)
    except BaseException:
        _base.LOGGER.critical('Exception in initializer:', exc_info=True)
        executor = executor_reference()
        if executor is not None:
            executor._initializer_failed()
        return
    try:
        while True:
            try:
                item = work_queue.get_nowait()
            except queue.Empty:
                executor = executor_reference()
                if executor is not None:
                    executor._idle_semaphore.release()
                del executor
                item = work_queue.get(block=True)
            if item is not None:
                _run_item(item, worker)
                del item
                continue
            executor = executor_reference()
            if _thread._shutdown or executor is None or executor._shutdown:
                if executor is not None:
                    executor._shutdown = True
                work_queue.put(None)
                return
            del executor
    except BaseException:
        _base.LOGGER.critical('Exception in worker', exc_info=True)
    finally:
        worker.close()


class BrokenInterpreterPool(_thread.BrokenThreadPool):
    """A worker's initializer failed."""


class InterpreterPoolExecutor(_thread.ThreadPoolExecutor):
    """Like a ThreadPoolExecutor, but each thread runs its calls in its own interpreter, on copies of the arguments."""

    BROKEN = BrokenInterpreterPool
    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        super().__init__(max_workers, thread_name_prefix or ('InterpreterPoolExecutor-%d' % self._counter()))
        _refuse_script(initializer)
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        _refuse_script(fn)
        try:
            return super().submit(fn, *args, **kwargs)
        except _thread.BrokenThreadPool:
            pass
        raise self.BROKEN(self._broken)

    def _adjust_thread_count(self):
        if self._idle_semaphore.acquire(timeout=0):
            return

        def wake_worker(_, q=self._work_queue):
            q.put(None)

        num_threads = len(self._threads)
        if num_threads < self._max_workers:
            t = threading.Thread(name='%s_%d' % (self._thread_name_prefix, num_threads), target=_work,
                                 args=(weakref.ref(self, wake_worker), self._work_queue, self._initializer,
                                       self._initargs))
            t.start()
            self._threads.add(t)
            _thread._threads_queues[t] = self._work_queue

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = 'A thread initializer failed, the thread pool is not usable anymore'
            while not self._work_queue.empty():
                item = self._work_queue.get_nowait()
                if item is not None:
                    item.future.set_exception(self.BROKEN(self._broken))
