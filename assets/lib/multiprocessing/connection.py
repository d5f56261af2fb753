"""Pipes whose ends send and receive objects."""

import _processes
import pickle
import time

from multiprocessing import context

__all__ = ['Pipe', 'Connection', 'wait']


class Connection:
    """One end. What is sent is pickled; a full pipe (64 KiB) makes the sender wait."""

    def __init__(self, reads, writes):
        self._reads = reads         # file descriptors; None: not this way
        self._writes = writes
        self._open = True

    def __reduce__(self):
        context.assert_spawning(self)
        popen = context.get_spawning_popen()
        return Connection, tuple(None if fd is None else popen.duplicate_for_child(fd)
                                 for fd in (self._reads, self._writes))

    def __del__(self):
        if self._open:
            self.close()

    def __enter__(self):
        return self

    def __exit__(self, exc_type, exc_value, exc_tb):
        self.close()

    @property
    def closed(self):
        return not self._open

    @property
    def readable(self):
        return self._reads is not None

    @property
    def writable(self):
        return self._writes is not None

    def fileno(self):
        self._check_closed()
        return self._reads if self._reads is not None else self._writes

    def _check_closed(self):
        if not self._open:
            raise OSError("handle is closed")

    def _reader(self):
        self._check_closed()
        if self._reads is None:
            raise OSError("connection is write-only")
        return self._reads

    def _writer(self):
        self._check_closed()
        if self._writes is None:
            raise OSError("connection is read-only")
        return self._writes

    def close(self):
        if self._open:
            self._open = False
            for fd in {self._reads, self._writes} - {None}:
                _processes.close(fd)

    def send_bytes(self, buf, offset=0, size=None):
        fd = self._writer()
        _processes.send(fd, bytes(buf[offset:] if size is None else buf[offset:offset + size]))

    def send(self, obj):
        fd = self._writer()
        _processes.send(fd, pickle.dumps(obj))

    def recv_bytes(self, maxlength=None):
        return _processes.receive(self._reader())

    def recv(self):
        return pickle.loads(_processes.receive(self._reader()))

    def poll(self, timeout=0.0):
        return bool(_processes.select((self._reader(),), timeout))


def Pipe(duplex=True):
    if duplex:
        (r1, w1), (r2, w2) = _processes.pipe(), _processes.pipe()
        return Connection(r1, w2), Connection(r2, w1)
    r, w = _processes.pipe()
    return Connection(r, None), Connection(None, w)


def wait(object_list, timeout=None):
    """Those of some connections and sentinels that are ready to be read, or whose other end is closed."""
    numbers = {(obj if isinstance(obj, int) else obj.fileno()): obj for obj in object_list}
    return [numbers[fd] for fd in _processes.select(tuple(numbers), timeout)]
