"""Several interpreters in one process, each with its own modules, objects and GIL (PEP 734, Python 3.14).

Nothing is shared between them: arguments, results and queue items are copied. The native half is `_interpreters`.
"""

import threading
import weakref
from types import SimpleNamespace as _SimpleNamespace

import _interpreters
from _interpreters import InterpreterError, InterpreterNotFoundError, NotShareableError, is_shareable
from concurrent.interpreters._queues import Queue, QueueEmpty, QueueFull, create as create_queue

__all__ = ['get_current', 'get_main', 'create', 'list_all', 'is_shareable', 'Interpreter', 'InterpreterError',
           'InterpreterNotFoundError', 'ExecutionFailed', 'NotShareableError', 'create_queue', 'Queue', 'QueueEmpty',
           'QueueFull']

_WHENCE = {1: 'runtime init', 5: '_interpreters module'}


class ExecutionFailed(InterpreterError):
    """Code in another interpreter raised; `excinfo` says what, in words: the exception itself stays over there."""

    def __init__(self, excinfo):
        super().__init__(excinfo.formatted)
        self.excinfo = excinfo

    def __str__(self):
        return '%s\n\nUncaught in the interpreter:\n\n%s' % (super().__str__(), self.excinfo.errdisplay)


def _failure(told):
    name, qualname, module, message, formatted, display = told
    kind = _SimpleNamespace(__name__=name, __qualname__=qualname, __module__=module)
    return ExecutionFailed(_SimpleNamespace(type=kind, msg=message, formatted=formatted, errdisplay=display))


def create():
    """A new interpreter. Most of what it costs are its imports."""
    return Interpreter(_interpreters.create(), _owned=True)


def list_all():
    return [Interpreter(number) for number, _ in _interpreters.list_all()]


def get_current():
    return Interpreter(_interpreters.get_current())


def get_main():
    return Interpreter(_interpreters.get_main())


_known = weakref.WeakValueDictionary()


class Interpreter:
    """An interpreter of this process. There is one such object per interpreter."""

    def __new__(cls, id, /, _owned=False):
        if not isinstance(id, int):
            raise TypeError(f'id must be an int, got {id!r}')
        id = int(id)
        try:
            return _known[id]
        except KeyError:
            pass
        self = super().__new__(cls)
        self._owned = False
        self._id = id
        self._whence = _WHENCE[_interpreters.whence(id)]    # raises if there is none
        self._owned = _owned
        _known[id] = self
        return self

    def __repr__(self):
        return f'{type(self).__name__}({self._id})'

    def __hash__(self):
        return hash(self._id)

    def __reduce__(self):
        return type(self), (self._id,)

    def __del__(self):
        if self._owned:
            try:
                _interpreters.destroy(self._id)
            except InterpreterError:
                pass

    @property
    def id(self):
        return self._id

    @property
    def whence(self):
        return self._whence

    def is_running(self):
        return _interpreters.is_running(self._id)

    def close(self):
        """Take it down. An error if it runs."""
        _interpreters.destroy(self._id)
        self._owned = False

    def prepare_main(self, ns=None, /, **kwargs):
        """Set names in its __main__ to copies of these values, which must be shareable."""
        names = dict(ns, **kwargs) if ns is not None else kwargs
        _interpreters.set___main___attrs(self._id, names)

    def exec(self, code, /):
        """Run source text in its __main__, in this thread, which leaves its own interpreter meanwhile."""
        told = _interpreters.exec(self._id, code)
        if told is not None:
            raise _failure(told)

    def _call(self, callable, args, kwargs):
        result, told = _interpreters.call(self._id, callable, args, kwargs)
        if told is not None:
            raise _failure(told)
        return result

    def call(self, callable, /, *args, **kwargs):
        """Call a function there with copies of the arguments, in this thread; returns a copy of its result."""
        return self._call(callable, args, kwargs)

    def call_in_thread(self, callable, /, *args, **kwargs):
        """The same in a new thread; returns that thread."""
        t = threading.Thread(target=self._call, args=(callable, args, kwargs))
        t.start()
        return t
