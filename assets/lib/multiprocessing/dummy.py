"""The interface of multiprocessing over threads."""

import threading

from multiprocessing import process

__all__ = ['Process', 'Pool', 'current_process', 'active_children']

current_process = threading.current_thread


def active_children():
    return [t for t in threading.enumerate() if isinstance(t, DummyProcess) and t.is_alive()]


class DummyProcess(threading.Thread):
    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}):
        threading.Thread.__init__(self, group, target, name, args, kwargs)
        self._start_called = False

    def start(self):
        self._start_called = True
        threading.Thread.start(self)

    @property
    def exitcode(self):
        return 0 if self._start_called and not self.is_alive() else None


Process = DummyProcess


def Pool(processes=None, initializer=None, initargs=()):
    from multiprocessing.pool import ThreadPool
    return ThreadPool(processes, initializer, initargs)
