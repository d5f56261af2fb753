"""Starting a process: its object is pickled, and a new interpreter unpickles it."""

import _processes
import pickle
import sys

from multiprocessing import context, spawn


class Popen:
    def __init__(self, process_obj):
        self._fds = []
        self.returncode = None
        preparation = spawn.get_preparation_data(process_obj._name)
        self.sentinel, child_end = _processes.pipe()      # readable once the child, which has the other end, is gone
        context.set_spawning_popen(self)
        try:
            orders = pickle.dumps((pickle.dumps(preparation), pickle.dumps(process_obj)))
        finally:
            context.set_spawning_popen(None)
        self.pid = _processes.spawn(process_obj._name, orders, (*self._fds, child_end))
        _processes.close(child_end)

    def duplicate_for_child(self, fd):
        self._fds.append(fd)
        return fd

    def poll(self):
        return self.wait(0)

    def wait(self, timeout=None):
        if self.returncode is None:
            self.returncode = _processes.wait(self.pid, timeout)
        return self.returncode

    def _send_signal(self, number):
        if self.returncode is None:
            _processes.kill(self.pid, number)

    def terminate(self):
        self._send_signal(15)

    def kill(self):
        self._send_signal(9)

    def close(self):
        if self.sentinel is not None:
            _processes.close(self.sentinel)
            self.sentinel = None
