"""Run calls on a pool of threads and pick their results up later."""

from concurrent.futures._base import (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION, BrokenExecutor, CancelledError,
                                      Executor, Future, InvalidStateError, TimeoutError, as_completed, wait)

__all__ = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'CancelledError', 'TimeoutError', 'InvalidStateError',
           'BrokenExecutor', 'Future', 'Executor', 'wait', 'as_completed', 'ThreadPoolExecutor']


def __dir__():
    return __all__ + ['__doc__']


def __getattr__(name):
    """Pools are loaded when first asked for."""
    global ThreadPoolExecutor
    if name == 'ThreadPoolExecutor':
        from concurrent.futures.thread import ThreadPoolExecutor
        return ThreadPoolExecutor
    if name == 'ProcessPoolExecutor':
        raise AttributeError('ProcessPoolExecutor is not modeled: the simulated machine runs one process; '
                             'use ThreadPoolExecutor')
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
